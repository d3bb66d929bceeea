"""What a table is recognised by: its columns, in any order, under any of their spellings."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as one_of_its_own
from functools import cached_property, lru_cache

Spelling = str | re.Pattern[str]
"""A whole header in small letters, or a pattern to be found in one."""

LONGEST_HEADER = 300  # letters looked at; forms have whole questions as headers
MOST_COLUMNS = 2_000  # no export or form has more; a wider row is damage or an attack

_SPACES = re.compile(r"\s+")
_EDGES = " \t\r\n\"'“”*:?।"
_BILINGUAL = re.compile(r"\s+[/|]\s+|\n")
_IN_BRACKETS = re.compile(r"\s*(.+?)\s*[(\[](.+)[)\]]\s*", re.DOTALL)
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
# Words of brackets that only say how to answer: `Fee (Rs.)`, `Present (P/A)`, `Score (out of 5)`.
_HINTS = frozenset(
    re.findall(
        r"\S+",
        "rs inr ₹ rupee rupees yes no y n p a present absent dd mm yy yyyy hh ss digit digits "
        "out of to if any in optional required compulsory number per person रु रुपए रुपये हां नही "
        "नहीं अंक में से प्रति व्यक्ति वैकल्पिक",
    )
)
_LANGUAGES = frozenset({"हिंदी", "हिन्दी", "अंग्रेजी", "अंग्रेज\u093cी"})


@dataclass(frozen=True)
class Field:
    """One column we read: our name for it and how files spell it, the best spelling first."""

    name: str
    spellings: tuple[Spelling, ...]
    needed: bool = False

    def match(self, header: str) -> int | None:
        """Which spelling the header is, or None."""
        whole, forms = _forms(header[:LONGEST_HEADER])
        for rank, spelling in enumerate(self.spellings):
            if isinstance(spelling, str):
                if spelling in forms or loose(spelling) in forms:
                    return rank
            elif spelling.search(whole) or spelling.search(loose(header)):
                return rank
        return None

    def is_among(self, header: Sequence[str]) -> bool:
        """Whether one of a row's cells is this column."""
        return not self._words.isdisjoint(_forms_of(tuple(header))) or any(
            pattern.search(form)
            for pattern in self.spellings
            if not isinstance(pattern, str)
            for form in _wholes_of(tuple(header))
        )

    @cached_property
    def _words(self) -> frozenset[str]:
        words = [spelling for spelling in self.spellings if isinstance(spelling, str)]
        return frozenset((*words, *map(loose, words)))


@dataclass(frozen=True)
class Layout:
    """One kind of table."""

    what: str  # as a person calls it
    fields: tuple[Field, ...]
    aside: tuple[Spelling, ...] = ()  # columns we know and make nothing of
    unlike: tuple[Spelling, ...] = ()  # a column that shows it is another kind
    even: bool = False  # written by a machine: a row of another width is damage
    second_header: re.Pattern[str] | None = None  # found in the row under the header, if two-rowed
    titled: bool = False  # over each header stands, alone in its row, what its figures are
    # What a person has confirmed: a question in loose form -> our name, or "" to leave it aside.
    given: Mapping[str, str] = one_of_its_own(default_factory=dict, hash=False)
    # What every row would say, where the file does not ask.
    always: Mapping[str, str] = one_of_its_own(default_factory=dict, hash=False)
    # By our names: an answer in loose form -> the word it stands for.
    answers: Mapping[str, Mapping[str, str]] = one_of_its_own(default_factory=dict, hash=False)

    @property
    def needed(self) -> list[str]:
        """The columns without which it is not this kind, as the files spell them."""
        return [_shown(field) for field in self.fields if field.needed]

    def columns(self, header: Sequence[str]) -> dict[str, tuple[int, ...]]:
        """Our names and where they stand; a field under two headers stands in both, best first.

        What a person has confirmed chooses first. Whole spellings choose before patterns, so that
        a wordy question cannot take a column that another field names outright.
        """
        found: dict[str, list[tuple[int, int]]] = {}
        taken: set[int] = set()
        for place, name in enumerate(header):
            if (ours := self._confirmed(name)) is not None:
                taken.add(place)
                if ours:
                    found.setdefault(ours, []).append((-1, place))
        for outright in (True, False):
            for field in self.fields:
                for place, name in enumerate(header):
                    rank = None if place in taken else field.match(name)
                    if rank is not None and isinstance(field.spellings[rank], str) is outright:
                        found.setdefault(field.name, []).append((rank, place))
                        taken.add(place)
        return {name: tuple(place for _, place in sorted(at)) for name, at in found.items()}

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a row of cells is this table's header."""
        if not 1 < len(header) <= MOST_COLUMNS:
            return False
        needed = [field for field in self.fields if field.needed and field.name not in self.always]
        # Most rows fail here already, at little cost.
        if not self.given and not all(field.is_among(header) for field in needed):
            return False
        if any(_is(name, self.unlike) for name in header if self._confirmed(name) is None):
            return False
        columns = self.columns(header)
        return all(field.name in columns for field in needed)

    def contradicted(self, header: Sequence[str]) -> int:
        """How many columns show that a table is another kind."""
        return sum(_is(name, self.unlike) for name in header)

    def _confirmed(self, header: str) -> str | None:
        return self.given.get(loose(header)) if self.given else None

    def unknown(self, header: Sequence[str], used: Mapping[str, tuple[int, ...]]) -> list[int]:
        """The places of columns that nobody here knows."""
        known = {place for places in used.values() for place in places}
        return [
            place
            for place, name in enumerate(header)
            if place not in known
            and name.strip()
            and not _is(name, self.aside)
            and self._confirmed(name) is None
        ]


@lru_cache(maxsize=8192)  # every source looks at the same cells
def _forms(header: str) -> tuple[str, frozenset[str]]:
    """A header in plain form, and with it each of its languages (`Phone / फोन`), also loosely."""
    whole = plain(header)
    parts = languages(header)
    return whole, frozenset({whole, loose(header), *map(plain, parts), *map(loose, parts)})


@lru_cache(maxsize=256)  # the rows at the top of a file, for every source
def _forms_of(header: tuple[str, ...]) -> frozenset[str]:
    """All forms of all cells of a row."""
    return frozenset().union(*(_forms(cell[:LONGEST_HEADER])[1] for cell in header))


@lru_cache(maxsize=256)
def _wholes_of(header: tuple[str, ...]) -> tuple[str, ...]:
    """The cells of a row as patterns look at them: in plain form and loosely."""
    return tuple(
        form for cell in header for form in (_forms(cell[:LONGEST_HEADER])[0], loose(cell))
    )


def languages(header: str) -> list[str]:
    """A question asked in two languages at once (`Phone / फोन`, `Phone (फोन)`), one by one.

    What only says how to answer, in brackets at its end, is no part of it.
    """
    header = header[:LONGEST_HEADER]  # the pattern below would look at a book for minutes
    found = _IN_BRACKETS.fullmatch(header)
    if found and _is_hint(found[2]):
        return _BILINGUAL.split(found[1])
    parts = _BILINGUAL.split(header)
    if len(parts) == 1 and found and found[2].strip() not in _LANGUAGES:
        outside, inside = found[1], found[2]
        if bool(_DEVANAGARI.search(outside)) is not bool(_DEVANAGARI.search(inside)):
            return [outside, inside]
    return parts


def _is_hint(text: str) -> bool:
    """Whether brackets only say how to answer; a share says what is counted."""
    words = loose(text).split() or [text.strip()]
    return "%" not in text and all(word.isdecimal() or word in _HINTS for word in words)


@lru_cache(maxsize=8192)
def loose(header: str) -> str:
    """A header as compared loosely: letters and digits alone, no nukta, one kind of nasal mark."""
    text = unicodedata.normalize("NFD", header[:LONGEST_HEADER].casefold())
    text = text.replace("\u093c", "").replace("ँ", "ं")
    kept = (mark if unicodedata.category(mark)[0] in "LMN" else " " for mark in text)
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def plain(header: str) -> str:
    """A header as compared: one form, one case, single spaces, no marks around it."""
    text = unicodedata.normalize("NFC", header).replace("’", "'")
    return _SPACES.sub(" ", text).strip(_EDGES).casefold()


def _is(header: str, spellings: Iterable[Spelling]) -> bool:
    name, _ = _forms(header[:LONGEST_HEADER])
    return any(
        name == spelling if isinstance(spelling, str) else bool(spelling.search(name))
        for spelling in spellings
    )


def _shown(field: Field) -> str:
    first = field.spellings[0]
    return first if isinstance(first, str) else field.name.replace("_", " ")
