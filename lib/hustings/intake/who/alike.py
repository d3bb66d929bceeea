"""Names that may be one name: letter by letter, by sound in either script, nearly, or in part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from hustings.geography.sound import latin, sound
from hustings.text import normalise

How = Literal["same_name", "same_sound", "near_name", "part_of_name"]

# What a name alone is worth where its bearer works in the place the chat serves, and nobody else
# there is called so. Set by hand: no counted sample of exports exists to set them from.
SURE: Mapping[How, float] = {
    "same_name": 0.75,
    "same_sound": 0.7,
    "near_name": 0.5,
    "part_of_name": 0.35,
}
NEAR = 88.0  # of 100: one letter in eight may differ
NEAR_WORD = 80.0  # of each word by itself
FEWEST_LETTERS = 5  # a shorter name is near to too many
OF_OWN_CHOICE = 0.8  # what is left of it where the bearer chose the name shown

# Said with a name, and no part of it.
_TITLES = frozenset(
    """
    ji jee shri sri shree smt shrimati sushri dr adv bhai bhaiya bhaiyya didi di dada
    chacha mama sir madam mam netaji pramukh adhyaksh
    जी श्री श्रीमती सुश्री डॉ भाई भैया दीदी दादा चाचा मामा सर मैडम प्रमुख अध्यक्ष
    """.split()  # noqa: SIM905  read as a text
)


@dataclass(frozen=True)
class Likeness:
    """How one name is like another."""

    how: How
    ratio: float  # of letters alike, 0 to 1

    @property
    def sure(self) -> float:
        """What it is worth if nobody else is called so."""
        return SURE[self.how]


def likeness(shown: str, names: Iterable[str]) -> Likeness | None:
    """How the name a chat shows is like the best of a person's names; None if it is not."""
    found = (_like(shown, name) for name in names)
    return max(filter(None, found), key=lambda like: like.sure, default=None)


def _like(shown: str, name: str) -> Likeness | None:
    one, other = _words(shown), _words(name)
    if not one or not other:
        return None
    if one == other:
        return Likeness("same_name", 1.0)
    heard, other_heard = _heard(one), _heard(other)
    if sorted(heard) == sorted(other_heard):
        return Likeness("same_sound", 1.0)
    ratio = max(_nearness(_spelt(one), _spelt(other)), _nearness(heard, other_heard))
    if ratio >= NEAR:
        return Likeness("near_name", ratio / 100)
    if len(heard) < len(other_heard) and set(heard) <= set(other_heard):
        return Likeness("part_of_name", len("".join(heard)) / len("".join(other_heard)))
    return None


def _nearness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How near two names are, 0 to 100; 0 where some word has none near it (Usha, Asha)."""
    fewer, more = sorted((one, other), key=len)
    if min(len("".join(one)), len("".join(other))) < FEWEST_LETTERS:
        return 0.0
    if any(max(fuzz.ratio(word, its) for its in more) < NEAR_WORD for word in fewer):
        return 0.0
    return float(fuzz.token_sort_ratio(" ".join(one), " ".join(other)))


@lru_cache(maxsize=100_000)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name without titles, pictures and digits."""
    kept = "".join(letter if _is_spoken(letter) else " " for letter in normalise(name))
    return tuple(word for word in kept.split() if word not in _TITLES)


def _is_spoken(letter: str) -> bool:
    return letter.isalpha() or "\u0900" <= letter <= "\u0963" or letter in "\u200c\u200d"


@lru_cache(maxsize=100_000)
def _heard(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(sound, words))


@lru_cache(maxsize=100_000)
def _spelt(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(latin, words))
