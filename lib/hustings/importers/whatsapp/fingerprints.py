"""Fingerprints of many texts at once: the same tokens as one by one, in a small part of the time.

A text's token is `Pseudonyms.of("text", normalise(text))`. Both steps are done here for a whole
batch: letters are folded in one long text, and the key is worked into the hash only once.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import compress
from operator import not_

import numpy as np
import numpy.typing as npt

from hustings.privacy import Pseudonyms
from hustings.text import normalise

KIND = "text"

_MANY = 64  # fewer texts are folded one by one
_BETWEEN_ASCII, _BETWEEN = "\x00", "\ue000"  # stand between texts; folding leaves them alone
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1b\x7f]+")
_ASCII_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f"
_VIRAMA, _ANUSVARA = 0x94D, 0x902


def fingerprints(texts: list[str], pseudonyms: Pseudonyms) -> list[str]:
    """The token of each text, `Pseudonyms.of("text", normalise(text))`."""
    distinct = list(dict.fromkeys(texts))
    plain = list(map(str.isascii, distinct))
    token: dict[str, str] = {}
    for part, fold, between in (
        (list(compress(distinct, plain)), _fold_ascii, _BETWEEN_ASCII),
        (list(compress(distinct, map(not_, plain))), _fold, _BETWEEN),
    ):
        token.update(zip(part, _tokens(_together(fold, part, between), pseudonyms), strict=True))
    return list(map(token.__getitem__, texts))


def _tokens(values: list[bytes], pseudonyms: Pseudonyms) -> Iterator[str]:
    """HMAC-SHA256 of each value, with the key's two pads hashed beforehand."""
    length = len(pseudonyms.of(KIND, ""))
    key = pseudonyms.key if len(pseudonyms.key) <= 64 else hashlib.sha256(pseudonyms.key).digest()
    padded = key.ljust(64, b"\x00")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in padded) + f"{KIND}\x00".encode()).copy
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in padded)).copy
    for value in values:
        message, wrapped = inner(), outer()
        message.update(value)
        wrapped.update(message.digest())
        yield wrapped.hexdigest()[:length]


def _together(fold: Callable[[str], str], texts: list[str], between: str) -> list[bytes]:
    """Fold texts as one; one by one if they are few or hold the very letter that goes between."""
    joined = between.join(texts)
    if len(texts) < _MANY or joined.count(between) != len(texts) - 1:
        return [normalise(text).encode("utf-8", "surrogatepass") for text in texts]
    folded = fold(joined).encode("utf-8", "surrogatepass").split(between.encode())
    return [text.strip(b" ") for text in folded]


def _fold_ascii(text: str) -> str:
    folded = _CONTROL.sub("", text.lower().replace("`", "'"))
    return _single_spaces(folded, _ASCII_SPACES)


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text)
    for letter in _present(folded):
        if _is_dropped(letter):
            folded = folded.replace(letter, "")
    folded = unicodedata.normalize("NFKC", folded.casefold())
    present = _present(folded)
    for letter in present:
        if (other := _folded(letter)) != letter:
            folded = folded.replace(letter, other)
    if chr(_VIRAMA) in folded:
        folded = _nasals_as_anusvara(folded)
    return _single_spaces(folded, "".join(letter for letter in present if letter.isspace()))


@cache
def _is_dropped(letter: str) -> bool:
    return normalise(f"a{letter}a") == "aa"


@cache
def _folded(letter: str) -> str:
    return letter if letter.isspace() else normalise(letter)


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _present(text: str) -> list[str]:
    """The distinct letters of a text."""
    seen = np.zeros(0x110000, bool)
    seen[_codes(text)] = True
    return [chr(code) for code in np.flatnonzero(seen)]


def _single_spaces(text: str, spaces: str) -> str:
    for space in spaces:
        if space != " " and space in text:
            text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


@cache
def _nasal_before() -> npt.NDArray[np.bool_]:
    """[nasal, stop]: whether normalising writes the pair as an anusvara and the stop."""
    table = np.zeros((0x80, 0x80), bool)
    for nasal in "ङञणनम":
        for stop in map(chr, range(0x915, 0x93A)):
            pair = normalise(f"{nasal}{chr(_VIRAMA)}{stop}")
            table[ord(nasal) - 0x900, ord(stop) - 0x900] = pair == f"{chr(_ANUSVARA)}{stop}"
    return table


def _nasals_as_anusvara(text: str) -> str:
    codes = _codes(text)
    viramas = np.flatnonzero(codes[1:-1] == _VIRAMA) + 1
    before, after = codes[viramas - 1] - 0x900, codes[viramas + 1] - 0x900
    inside = (before < 0x80) & (after < 0x80)  # others wrapped round to far above
    viramas, before, after = viramas[inside], before[inside], after[inside]
    found = viramas[_nasal_before()[before, after]]
    if not len(found):
        return text
    changed = codes.copy()
    changed[found - 1] = _ANUSVARA
    return np.delete(changed, found).tobytes().decode("utf-32-le", "surrogatepass")
