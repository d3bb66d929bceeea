"""Fingerprints of many texts at once: which are the same can be told, what they say cannot.

A fingerprint is the keyed hash SipHash-2-4 of the text's letters, each as `hustings.text.normalise`
writes it alone: without case, dress, nukta and invisible marks, and without white space.
Its key of 128 bits is made from the pseudonym key, so who has the stored rows and not that key can
neither turn a fingerprint back nor try texts out. Two exports of one message bear the same letters
but for marks and spaces, which is all that the rows' keys need.
"""

import hashlib
import hmac
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from hustings.importers.whatsapp.clusters import Letters
from hustings.privacy import Pseudonyms
from hustings.text import normalise

_KEY_FOR = b"fingerprint of a message"
_BETWEEN = ord("\n")  # between texts; as white space, none is left in one
_DROPPED = 0  # U+0000 is invisible itself, so no letter is lost by it
_HEX = np.array([f"{byte:02x}".encode() for byte in range(256)], "S2").view(np.uint16)
_DIGITS = 16
_UNKNOWN = np.uint32(0xFFFFFFFF)

Codes = npt.NDArray[np.uint32]


def fingerprints(texts: pa.StringArray, pseudonyms: Pseudonyms) -> pa.StringArray:
    """The fingerprint of each text, 16 hex digits."""
    return fingerprints_of(Letters.of(texts), pseudonyms) if len(texts) else texts


def fingerprints_of(letters: Letters, pseudonyms: Pseudonyms) -> pa.StringArray:
    """The fingerprint of each text, 16 hex digits; at least one text is needed."""
    folded = np.array(_folded(letters), dtype=object)
    key = hmac.digest(pseudonyms.key, _KEY_FOR, hashlib.sha256)[:16].decode("latin-1")
    hashes = pd.util.hash_array(folded, encoding="latin-1", hash_key=key, categorize=False)
    digits = _HEX[hashes.astype(">u8").view(np.uint8)]
    ends = np.arange(0, _DIGITS * (len(folded) + 1), _DIGITS, dtype=np.int32)
    return pa.StringArray.from_buffers(len(folded), pa.py_buffer(ends), pa.py_buffer(digits))


def _folded(letters: Letters) -> list[bytes]:
    """The bytes that are hashed: equal texts give equal ones."""
    mapped = _mapped(letters.codes)
    mapped[letters.first[1:] - 1] = _BETWEEN
    return mapped[mapped != _DROPPED].tobytes().decode("utf-32-le").encode().split(b"\n")


@cache
def _table() -> Codes:
    """What each letter is written as, filled in as letters are met."""
    table = np.full(0x110000, _UNKNOWN, np.uint32)
    return table


def _mapped(codes: Codes) -> Codes:
    found = _table()[codes]
    unknown = found == _UNKNOWN
    if unknown.any():
        for code in np.unique(codes[unknown]).tolist():
            _table()[code] = _letter(chr(code))
        found = _table()[codes]
    return found


def _letter(letter: str) -> int:
    if letter.isspace():
        return _DROPPED
    folded = normalise(letter)
    if len(folded) > 1:
        return ord(letter)
    return ord(folded) if folded else _DROPPED
