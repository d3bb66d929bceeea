"""Fingerprints of many texts at once: which are the same can be told, what they say cannot.

A fingerprint is the keyed hash SipHash-2-4 of the text as all phones export it: without invisible
marks, every run of white space as one space, none at the ends. Letters, their case and their
spelling are as they were sent, whoever exports them. The key of 128 bits is made from the pseudonym
key, so who has the stored rows and not that key can neither turn a fingerprint back nor try texts
out.
"""

import hashlib
import hmac
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from hustings.importers.whatsapp.alphabet import MARK_LETTERS
from hustings.importers.whatsapp.columns import Laid, Places
from hustings.privacy import Pseudonyms

_KEY_FOR = b"fingerprint of a message"
_BETWEEN, _SPACE = ord("\n"), ord(" ")  # between texts, in which no newline is left by then
_DROPPED = 0  # U+0000 is invisible itself, so no letter is lost by it
_HEX = np.array([f"{byte:02x}".encode() for byte in range(256)], "S2").view(np.uint16)
_DIGITS = 16
Codes = npt.NDArray[np.uint32]

_HIGHEST = 0xFFFF  # no mark or space lies above
_FOLDED = {
    **{letter: _SPACE for letter in range(_HIGHEST) if chr(letter).isspace()},
    **dict.fromkeys((0, *map(ord, MARK_LETTERS)), _DROPPED),
}


def fingerprints(texts: pa.StringArray, pseudonyms: Pseudonyms) -> pa.StringArray:
    """The fingerprint of each text, 16 hex digits; none may be missing."""
    if not len(texts):
        return texts
    hashed = texts.cast(pa.binary()).to_numpy(zero_copy_only=False)
    if len(places := _to_fold(texts)):
        hashed[places] = _folded(texts.take(pa.array(places)))
    key = hmac.digest(pseudonyms.key, _KEY_FOR, hashlib.sha256)[:16].decode("latin-1")
    hashes = pd.util.hash_array(hashed, encoding="latin-1", hash_key=key, categorize=False)
    digits = _HEX[hashes.astype(">u8").view(np.uint8)]
    ends = np.arange(0, _DIGITS * (len(texts) + 1), _DIGITS, dtype=np.int32)
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(ends), pa.py_buffer(digits))


def _to_fold(texts: pa.StringArray) -> Places:
    """The places of texts that may hold a mark or an odd space; all others are hashed as they are.

    They are told by the first bytes of such letters, and by spaces beside a space or at an end.
    """
    laid = Laid.of(texts)
    odd = np.frombuffer(laid.letters.tobytes().translate(_first_bytes()), bool).copy()
    space = np.append(laid.letters == _SPACE, True)
    odd |= space[:-1] & space[1:]
    beside = np.zeros(len(space), bool)
    beside[laid.ends] = True  # a text begins here, and the one before has ended
    odd |= space[:-1] & (beside[:-1] | beside[1:])
    return np.unique(np.searchsorted(laid.ends, np.flatnonzero(odd), "right") - 1)


def _folded(texts: pa.StringArray) -> npt.NDArray[np.object_]:
    """The bytes that are hashed: equal texts give equal ones."""
    whole = pa.ListArray.from_arrays(pa.array([0, len(texts)], pa.int32()), texts)
    text = str(pc.binary_join(whole, chr(_BETWEEN))[0].as_py())
    mapped = np.frombuffer(text.encode("utf-32-le"), np.uint32).copy()
    low = np.flatnonzero(mapped < _HIGHEST)
    mapped[low] = _table()[mapped[low]]
    mapped[np.cumsum(pc.utf8_length(texts).to_numpy() + 1)[:-1] - 1] = _BETWEEN
    folded = mapped[mapped != _DROPPED].tobytes().decode("utf-32-le")
    while "  " in folded:
        folded = folded.replace("  ", " ")
    found = np.empty(len(texts), object)
    found[:] = [line.strip(b" ") for line in folded.encode().split(b"\n")]
    return found


@cache
def _table() -> Codes:
    """What each letter below the highest that is folded is written as."""
    table = np.arange(_HIGHEST, dtype=np.uint32)
    table[list(_FOLDED)] = list(_FOLDED.values())
    return table


@cache
def _first_bytes() -> bytes:
    """For each byte whether a folded letter begins with it, the plain space left out."""
    found = np.zeros(256, bool)
    found[[chr(letter).encode()[0] for letter in _FOLDED if letter != _SPACE]] = True
    return found.tobytes()
