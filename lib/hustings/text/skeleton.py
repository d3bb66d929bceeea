"""One skeleton for a word however it is spelt: योजना, yojana and yojna are all `yjn`.

Vowels are what Hindi in Latin letters is least agreed on, so they go; sounds that writers mix
(v and w, s and sh, j and z, aspirated and plain) become one. Made for finding the same message
in another spelling: different words may share a skeleton, whole sentences seldom do.
"""

import re
from functools import lru_cache

from hustings.text.letters import normalise
from hustings.text.script import HINDI_WORDS

_CONSONANTS = {
    "क": "k", "ख": "k", "ग": "g", "घ": "g", "ङ": "n", "च": "c", "छ": "c", "ज": "j", "झ": "j",
    "ञ": "n", "ट": "t", "ठ": "t", "ड": "d", "ढ": "d", "ण": "n", "त": "t", "थ": "t", "द": "d",
    "ध": "d", "न": "n", "प": "p", "फ": "p", "ब": "b", "भ": "b", "म": "m", "य": "y", "र": "r",
    "ल": "l", "ळ": "l", "व": "v", "श": "s", "ष": "s", "स": "s", "ह": "h", "ं": "n", "ः": "",
    "ऋ": "r", "ृ": "r",
}  # fmt: skip
_VOWELS = set("अआइईउऊएऐओऔऑऍ")
_LATIN = (
    ("chh", "c"), ("tch", "c"), ("sch", "sk"), ("ch", "c"), ("sh", "s"), ("kh", "k"), ("gh", "g"),
    ("th", "t"), ("dh", "d"), ("ph", "p"), ("bh", "b"), ("jh", "j"), ("ck", "k"), ("ks", "x"),
    ("tion", "sn"), ("q", "k"), ("f", "p"), ("w", "v"), ("z", "j"), ("x", "ks"),
)  # fmt: skip
_WORD = re.compile(r"[a-z\u0900-\u0963\u0971-\u097f]+|\d+")
_SOFT_C = re.compile("c(?=[eiy])")
_TOO_COMMON = {"ka", "ki", "ke", "ko", "se", "me", "hai", "the", "and", "of", "to", "in", "is"}


def word_skeletons(text: str) -> list[str]:
    """Skeletons of a text's words in order; numbers stay, function words go.

    >>> word_skeletons("किसान योजना") == word_skeletons("Kisan Yojna")
    True
    """
    words = _WORD.findall(normalise(text))
    bones = (word if word.isdigit() else _bones(word) for word in words if not _common(word))
    return [one for one in bones if len(one) > 1]


def _common(word: str) -> bool:
    return word in _TOO_COMMON or word in HINDI_WORDS or len(word) < 2


@lru_cache(maxsize=50_000)  # texts share most of their words
def _bones(word: str) -> str:
    latin = _from_devanagari(word) if word[0] >= "\u0900" else _from_latin(word)
    # h and y are written or left out at will inside a word; doubled sounds are one.
    inner = re.sub("[hy]", "", latin[1:])
    return re.sub(r"(.)\1+", r"\1", latin[:1] + inner)


def _from_devanagari(word: str) -> str:
    first = "a" if word[0] in _VOWELS else ""
    return first + "".join(_CONSONANTS.get(letter, "") for letter in word)


def _from_latin(word: str) -> str:
    first = "a" if word[0] in "aeiou" else ""
    word = _SOFT_C.sub("s", word.replace("sch", "sk").replace("ch", "\x01"))
    word = word.replace("c", "k").replace("\x01", "ch")
    for written, sound in _LATIN:
        word = word.replace(written, sound)
    return first + re.sub("[aeiou]", "", word)
