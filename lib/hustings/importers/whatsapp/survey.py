"""The first pass over a file: its phone, and the evidence for the order of its dates."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import BinaryIO

import numpy as np

from hustings.importers.whatsapp.ahead import ahead
from hustings.importers.whatsapp.alphabet import bare
from hustings.importers.whatsapp.decode import BLOCK, blocks, decoded, encoding_of
from hustings.importers.whatsapp.evidence import Decision, Evidence
from hustings.importers.whatsapp.headers import NONE_ODD, Header, Odd, headers, odd_forms
from hustings.importers.whatsapp.lines import lines_of
from hustings.importers.whatsapp.memory import Memory
from hustings.importers.whatsapp.narrow import Narrow, narrow

HEAD = 2**18  # bytes from which the phone is recognised

# Dates that begin a line and have a time behind them, in UTF-8 bytes: quick, and near enough to
# the grammar for evidence, because a stray line or two cannot outweigh a file.
_MARK = rb"(?:\xe2\x80[\x8b\x8e\x8f\xaa-\xae]|\xef\xbb\xbf)*+"
_FIELD_END = rb" ?[-/.] ?"
_QUICK = re.compile(
    rb"\n" + _MARK + rb"(\[?" + _MARK
    + rb"[0-9]{1,4}" + _FIELD_END + rb"[0-9]{1,2}" + _FIELD_END + rb"(?:[0-9]{4}|[0-9]{1,2})\.?)"
    + rb"(?=[ ,\xc2\xe2][^0-9\n]{0,40}[0-9]{1,2}(?:[:.]| ?h ?)[0-9])"
)  # fmt: skip

_LOOKED_AT = 128  # bytes of a line
_NONE = -1  # no date

# How phones set to English (United States) write: no leading zeros, two-digit year, capital PM.
_US = re.compile(r"\[?[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}")
_LEADING_ZERO = re.compile(r"\[?0|/0[0-9]/")


@dataclass(frozen=True)
class Survey:
    """What is known of a file before its messages are read."""

    narrow: Narrow | None
    dates: Decision
    headers: int  # lines that look like one
    last_day: int  # the latest a message can have, in days since 1970
    memory: Memory | None = None
    odd: Odd = NONE_ODD


def survey(
    opened: Callable[[], BinaryIO], *, last_day: int, day_first: bool, block: int = BLOCK
) -> Survey:
    """Look through the whole file once.

    Args: opened: opens the file from its start; last_day: the latest day a message can have, in
          days since 1970; day_first: what to take where nothing in the file decides.
    """
    with opened() as file:
        head = file.read(HEAD)
    sample = "\n" + decoded(head)
    odd = odd_forms(sample)
    found = list(headers(sample, odd))
    evidence = Evidence(last_day)
    known = None if odd else narrow(sample, found)
    memory = Memory(block, known) if known and _quick_will_do(head, found) else None
    with opened() as file:
        if memory:
            _quick_dates(file, memory, evidence)
        else:
            for written, count in _dates(file, block, odd):
                evidence.add(written, count)
    return Survey(
        known,
        evidence.decide("mdy" if not day_first or _is_us(found) else "dmy"),
        evidence.whole.headers,
        last_day,
        memory,
        odd,
    )


def _quick_will_do(head: bytes, found: list[Header]) -> bool:
    """Whether the quick pattern sees in the sample all that the grammar sees."""
    if encoding_of(head) != "utf-8" or b"\n" not in head or not found:
        return False
    return {header.date for header in found} <= {
        _plain(date) for date in _QUICK.findall(b"\n" + head)
    }


@dataclass
class _Codes:
    """Every date as written, numbered in the order they are met."""

    written: dict[str, int] = field(default_factory=dict)
    _keys: dict[tuple[int, int], int] = field(default_factory=dict)  # by template and digits

    def of(self, date: str) -> int:
        return self.written.setdefault(date, len(self.written))

    def of_key(self, narrow: Narrow, form: int, date: int) -> int:
        if (form, date) not in self._keys:
            self._keys[form, date] = self.of(narrow.templates[form].date_of(date))
        return self._keys[form, date]


def _quick_dates(file: BinaryIO, memory: Memory, evidence: Evidence) -> None:
    """Dates of lines that fit a template, and of others that begin with a date."""
    codes, known = _Codes(), memory.narrow
    parts = blocks(file, size=memory.block, sure=False)
    for _, lines in ahead(parts, lambda part: lines_of(part.data, known)):
        memory.keep(lines)
        met = np.concatenate([lines.at, lines.maybe])
        code = np.empty(len(met), np.int64)
        key = lines.date * len(known.templates) + lines.form
        keys, place = np.unique(key, return_inverse=True)
        dates, forms = np.divmod(keys, len(known.templates))
        of_key = [
            codes.of_key(known, form, date)
            for form, date in zip(forms.tolist(), dates.tolist(), strict=True)
        ]
        code[: len(lines.at)] = np.array(of_key, np.int64)[place]
        code[len(lines.at) :] = [
            _stranger(lines.data, begin, codes) for begin in lines.maybe_begin.tolist()
        ]
        code = code[np.argsort(met)]
        evidence.take(list(codes.written), code[code != _NONE])


def _stranger(data: bytes, begin: int, codes: _Codes) -> int:
    found = _QUICK.match(b"\n" + data[begin : begin + _LOOKED_AT])
    return codes.of(_plain(found[1])) if found else _NONE


def _plain(date: bytes) -> str:
    return bare(date.decode("utf-8", "replace"))


def _dates(file: BinaryIO, size: int, odd: Odd) -> Iterator[tuple[str, int]]:
    for part in blocks(file, size=size):
        text = f"\n{part.text}" if part.fresh else part.text
        for written, same in groupby(header.date for header in headers(text, odd)):
            yield written, sum(1 for _ in same)


def _is_us(found: list[Header]) -> bool:
    """Whether the headers look as American phones write them."""
    return bool(found) and all(
        _US.fullmatch(header.date)
        and not _LEADING_ZERO.search(header.date)
        and header.clock.rstrip().endswith(("AM", "PM"))
        for header in found
    )
