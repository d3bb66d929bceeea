"""Fingerprints of many texts at once: which are the same can be told, what they say cannot.

A fingerprint is the keyed hash SipHash-2-4 of the text's letters, each as `hustings.text.normalise`
writes it alone: without case, dress, nukta and invisible marks, runs of white space as one space.
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
import pyarrow.compute as pc

from hustings.importers.whatsapp.clusters import joined
from hustings.privacy import Pseudonyms
from hustings.text import normalise

_KEY_FOR = b"fingerprint of a message"
_BETWEEN = "\n"  # between texts; every newline in one is a space by then
_DROPPED = 0  # U+0000 is invisible itself, so no letter is lost by it
_HEX = np.array([f"{byte:02x}".encode() for byte in range(256)], "S2").view(np.uint16)
_DIGITS = 16
_UNKNOWN = np.uint32(0xFFFFFFFF)

Codes = npt.NDArray[np.uint32]


def fingerprints(texts: pa.StringArray, pseudonyms: Pseudonyms) -> pa.StringArray:
    """The fingerprint of each text, 16 hex digits."""
    if not len(texts):
        return texts
    folded = np.array(_folded(texts), dtype=object)
    key = hmac.digest(pseudonyms.key, _KEY_FOR, hashlib.sha256)[:16].decode("latin-1")
    hashes = pd.util.hash_array(folded, encoding="latin-1", hash_key=key, categorize=False)
    digits = _HEX[hashes.astype(">u8").view(np.uint8)]
    ends = np.arange(0, _DIGITS * (len(texts) + 1), _DIGITS, dtype=np.int32)
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(ends), pa.py_buffer(digits))


def _folded(texts: pa.StringArray) -> list[bytes]:
    """The bytes that are hashed: equal texts give equal ones."""
    plain = pc.equal(pc.binary_length(texts), pc.utf8_length(texts))
    found: list[bytes] = [b""] * len(texts)
    for mask in (plain, pc.invert(plain)):
        places = np.flatnonzero(mask.to_numpy(zero_copy_only=False)).tolist()
        if places:
            for place, folded in zip(places, _fold(texts.filter(mask)), strict=True):
                found[place] = folded
    return found


def _fold(texts: pa.StringArray) -> list[bytes]:
    text = joined(_without_newlines(texts), _BETWEEN)
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    mapped = _mapped(codes)
    folded = mapped[mapped != _DROPPED].tobytes().decode("utf-32-le")
    while "  " in folded:
        folded = folded.replace("  ", " ")
    lines = folded.encode().split(b"\n")
    return [line.strip(b" ") for line in lines]


def _without_newlines(texts: pa.StringArray) -> pa.StringArray:
    return pc.replace_substring(texts, _BETWEEN, " ")


@cache
def _table() -> Codes:
    """What each letter is written as, filled in as letters are met."""
    table = np.full(0x110000, _UNKNOWN, np.uint32)
    table[ord(_BETWEEN)] = ord(_BETWEEN)
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
        return ord(" ")
    folded = normalise(letter)
    if len(folded) > 1:
        return ord(letter)
    return ord(folded) if folded else _DROPPED
