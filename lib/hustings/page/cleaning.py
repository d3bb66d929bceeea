"""Text on its way into a page: nothing invisible, nothing that turns the reading order."""

import unicodedata
from collections.abc import Mapping
from functools import cache

# Joiners shape Hindi letters; every other character of category Cf is invisible, and some
# (U+202E) turn the text that follows them round.
_KEPT = frozenset("\u200c\u200d")
_DROPPED = frozenset({"Cf", "Cc", "Cs"})
_SPACES = frozenset("\t\n\r\u2028\u2029\u0085\x0b\x0c")


def clean(text: str) -> str:
    """The text without format, control and broken characters; line ends and tabs become spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(filter(None, map(_kept, text)))


def cleaned(value: object) -> object:
    """The same JSON value with every string in it clean, the keys too."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(item) for item in value]
    return value


@cache  # a page has few letters, many times
def _kept(letter: str) -> str:
    if letter in _SPACES:
        return " "
    if letter in _KEPT or unicodedata.category(letter) not in _DROPPED:
        return "" if ord(letter) & 0xFFFE == 0xFFFE else letter  # U+nFFFE, U+nFFFF: no characters
    return ""
