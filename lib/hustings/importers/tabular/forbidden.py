"""How people word the columns we never read: voter identity, Aadhaar, caste, religion, votes.

In English, in Hindi as it is written in either script, and in the other large languages of India.
DPDP Act 2023 asks for the least data a purpose needs; ours never needs any of these. A header is
searched as `words_of` gives it. The words themselves are in `voterwords`; what stands here is how
many of them, and which together, give a column away.
"""

import re
import unicodedata
from collections.abc import Iterable

from hustings.importers.tabular import voterwords as said

LONGEST = 1_000  # letters of a header; no question is longer
_SCRIPTS = "\u0600-\u06ff\u0900-\u0dff"  # Arabic, and Devanagari to Malayalam
_EDGE, _END = f"(?<![{_SCRIPTS}])", f"(?![{_SCRIPTS}])"  # \b does not see where their words end

_PATTERN = re.compile(r"[\\(\[]")  # no word has such a sign
_TWO_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")  # CasteName
_LETTERS = re.compile(r"(?<![^\s/(])(?:[^\W\d_.][^\s./(]{0,2}\.){2,}|(?<=\w)\.(?=[^\W\d_]{1,2}\b)")
_LEFT_OUT = re.compile(r"[\u093c\u09bc\u0a3c\u0abc\u0b3c\u200b-\u200f\u2060\ufeff]")
_ONE_SIGN = str.maketrans("ৰيىكہۂەँ", "রییکهههं")  # two ways to write one letter


def words_of(header: str) -> str:
    """A header as it is searched: small letters, no nukta, no marks, E.P.I.C. as one word."""
    parted = _TWO_WORDS.sub(" ", header[:LONGEST])
    text = unicodedata.normalize("NFD", _LETTERS.sub(_joined, parted)).casefold()
    text = re.sub(r"[\s_.,:;*#?()\[\]\"'’-]+", " ", _LEFT_OUT.sub("", text))
    return unicodedata.normalize("NFC", text).translate(_ONE_SIGN)


def _joined(initials: re.Match[str]) -> str:
    return initials[0].replace(".", "") + " "


def _plain(words: Iterable[str]) -> str:
    """Words as they are searched, and patterns as they are."""
    return "|".join(word if _PATTERN.search(word) else words_of(word).strip() for word in words)


def _has(words: Iterable[str]) -> str:
    """Some word anywhere."""
    return f"(?=.*(?:{_plain(words)}))"


def _alone(words: Iterable[str]) -> str:
    """Some word that is not part of a longer one; Latin ones say so themselves."""
    return f"(?=.*{_EDGE}(?:{_plain(words)}){_END})"


def _whole(words: Iterable[str]) -> str:
    """Some word that is all there is."""
    return f" ?(?:{_plain(words)})(?: optional)? ?$"


def _any(*ways: str, but: Iterable[str] = ()) -> re.Pattern[str]:
    """One of some ways to word a header, unless another word shows that it is about no voter."""
    unless = f"(?!.*(?:{_plain(but)}))" if but else ""
    return re.compile(f"^{unless}(?:{'|'.join(ways)})")


FORBIDDEN = {
    "voter identity": _any(
        _alone(said.EPIC),
        _has(said.VOTER_ID),
        _has(said.VOTER) + _has(said.IDENTITY),
        _has(said.ELECTION) + _has(said.CARD),
    ),
    "Aadhaar": _any(_alone(said.AADHAAR), _whole(("uid",)), but=said.ON_THE_BASIS),
    "caste": _any(_alone(said.CASTE), _whole(said.CASTE_ALONE), but=said.NO_PERSONS),
    "religion": _any(_alone(said.RELIGION), but=said.NO_PERSONS),
    "vote intention": _any(
        _alone(said.INTENTION),
        _whole(said.LEANING),
        _has(said.WHOM) + _has(said.VOTE),
        _has(said.PARTY) + _has(said.LIKED),
        _has(said.ELECTOR) + _has(said.LEANING),
    ),
}
"""What a column is about -> how its header is recognised."""
