"""The letters that mean nothing: invisible marks and odd spaces phones put around the parts."""

import re
import unicodedata

# Inside [...]: direction marks, embeddings, isolates, zero-width space, joiner and byte-order mark.
MARKS = "\u200b\u200e\u200f\u2060\u061c\u202a-\u202e\u2066-\u2069\ufeff"

# Inside [...]: the space before AM has been plain, no-break, thin and narrow no-break.
SPACES = " \t\u00a0\u2000-\u200a\u202f\u205f\u3000"

# What is left of the mark before an iPhone's bracket where a file went through a Windows code page.
SPOILT_MARK = "(?:[?\ufffd]|â€Ž)"

MARK_LETTERS = (
    "\u200b\u200e\u200f\u2060\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)

_SPACE_LETTERS = "".join(map(chr, range(0x2000, 0x200B)))

_EDGE = f"{MARK_LETTERS}{_SPACE_LETTERS} \t\n\r\f\v\u00a0\u202f\u205f\u3000"
_MARKS = re.compile(f"[{MARKS}]+")
_SPACES = re.compile(f"[{SPACES}]+")


def bare(text: str) -> str:
    """The text without invisible marks, every run of odd spaces one plain space."""
    if text.isascii() and "  " not in text and "\t" not in text:
        return text  # as most are, and most calls come from lines without number
    return _SPACES.sub(" ", _MARKS.sub("", text))


def trimmed(text: str) -> str:
    """The text without marks and white space at its two ends."""
    return text.strip(_EDGE)


def key(text: str) -> str:
    """One form of a short phrase, for looking it up: no marks, case, dress, <> or final dot."""
    plain = unicodedata.normalize("NFKC", bare(text)).casefold()
    return " ".join(plain.strip("<> \n").rstrip(".").split())
