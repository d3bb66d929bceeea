"""A block cut at its headers: fast where the phone is known, by the grammar elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from hustings.importers.whatsapp.headers import NONE_ODD, Odd, headers
from hustings.importers.whatsapp.lines import Lines, Whole, authors, lines_of, slices
from hustings.importers.whatsapp.narrow import Narrow

STRANGER = -1  # the form of a header the grammar found


@dataclass(frozen=True, slots=True)
class Stranger:
    """A header of no known form."""

    date: str
    clock: str
    written: str  # all of it, with the author


def _whole() -> Whole:
    return np.empty(0, np.int64)


def texts(values: Sequence[str | None] = ()) -> pa.StringArray:
    """Texts as a column."""
    return pa.array(values, pa.string())


@dataclass
class Cut:
    """The messages of a block as columns: one entry per header, in file order."""

    lead: str = ""  # what stands before the first header
    line: Whole = field(default_factory=_whole)  # counted from 0 at the block's first line
    form: npt.NDArray[np.int16] = field(default_factory=lambda: np.empty(0, np.int16))
    date: Whole = field(default_factory=_whole)  # the form's digits, read as one number
    clock: Whole = field(default_factory=_whole)
    author: pa.StringArray = field(default_factory=texts)
    text: pa.StringArray = field(default_factory=texts)  # not yet trimmed
    strangers: dict[int, Stranger] = field(default_factory=dict)  # by line

    def __len__(self) -> int:
        return len(self.line)

    def part(self, start: int, stop: int | None = None) -> "Cut":
        """Some lines in a row."""
        return self._of(slice(start, stop), "")

    def only(self, places: Whole) -> "Cut":
        """A copy with some of the lines."""
        return self._of(places, self.lead)

    def _of(self, rows: slice | Whole, lead: str) -> "Cut":
        return Cut(
            lead,
            self.line[rows],
            self.form[rows],
            self.date[rows],
            self.clock[rows],
            _of_column(self.author, rows),
            _of_column(self.text, rows),
            self.strangers,
        )


def _of_column(column: pa.StringArray, rows: slice | Whole) -> pa.StringArray:
    return column[rows] if isinstance(rows, slice) else column.take(pa.array(rows))


def joined(parts: Sequence[Cut]) -> Cut:
    """Cuts one after the other; the lead is the first one's."""
    strangers: dict[int, Stranger] = {}
    for part in parts:
        strangers |= part.strangers
    return Cut(
        parts[0].lead,
        np.concatenate([part.line for part in parts]),
        np.concatenate([part.form for part in parts]),
        np.concatenate([part.date for part in parts]),
        np.concatenate([part.clock for part in parts]),
        pa.concat_arrays([part.author for part in parts]),
        pa.concat_arrays([part.text for part in parts]),
        strangers,
    )


def cut(
    block: bytes, narrow: Narrow | None, lines: Lines | None = None, odd: Odd = NONE_ODD
) -> Cut:
    """Cut a block at every header.

    Args: block: whole lines; the first must begin a line. narrow: the templates of the file's own
          phone; what they do not fit is looked at with the general grammar, so that the result
          is the same with and without them. lines: what they were found to fit, if that is known.
          odd: see `headers`; only without templates.
    """
    if narrow is None:
        found = _Found(odd)
        return found.cut(found.add(f"\n{block.decode()}", -1)[1:])
    lines = lines or lines_of(block, narrow)
    colon, begin = authors(lines)
    ends = np.append(lines.begin[1:] - 1, len(block)) if len(lines.at) else _whole()
    lead = block[: max(lines.begin[0] - 1, 0)] if len(lines.at) else block
    known = Cut(
        lead.decode(),
        lines.at,
        lines.form,
        lines.date,
        lines.clock,
        _signed(lines, colon),
        slices(block, np.minimum(begin, ends), ends),
    )
    return _with_strangers(known, lines)


def _signed(lines: Lines, colon: Whole) -> pa.StringArray:
    none = colon < 0
    found = slices(lines.data, lines.end, np.where(none, lines.end, colon))
    return pc.if_else(pa.array(none), pa.scalar(None, pa.string()), found) if none.any() else found


@dataclass
class _Found:
    """Headers the grammar finds, gathered one by one."""

    odd: Odd = NONE_ODD
    line: list[int] = field(default_factory=list)
    author: list[str | None] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    strangers: dict[int, Stranger] = field(default_factory=dict)

    def add(self, text: str, line: int) -> str:
        """Add the text's headers; returns what stands before the first.

        Args: line: the line the text starts on; the newline in front of a header is in the text.
        """
        found = list(headers(text, self.odd))
        if not found:
            return text
        ends = [header.start for header in found[1:]] + [len(text)]
        counted = 0
        for header, end in zip(found, ends, strict=True):
            line += text.count("\n", counted, header.start + 1)
            counted = header.start + 1
            self.line.append(line)
            self.author.append(header.author)
            self.text.append(text[header.end : end])
            written = text[counted : header.end]
            self.strangers[line] = Stranger(header.date, header.clock, written)
        return text[: found[0].start]

    def cut(self, lead: str) -> Cut:
        """What was found as columns."""
        none = np.zeros(len(self.line), np.int64)
        return Cut(
            lead,
            np.array(self.line, np.int64),
            np.full(len(self.line), STRANGER, np.int16),
            none,
            none,
            texts(self.author),
            texts(self.text),
            self.strangers,
        )


def _with_strangers(known: Cut, lines: Lines) -> Cut:
    """Look for other phones' headers in the lead and in every text of several lines."""
    if not len(lines.maybe):
        return known
    found, lead, before = _Found(), known.lead, dict[int, str]()
    owners = np.unique(np.searchsorted(lines.at, lines.maybe) - 1)
    if owners[0] < 0:
        rest = found.add(f"\n{known.lead}", -1)
        lead = rest[1:] if found.line else lead
        owners = owners[1:]
    written = known.text.take(pa.array(owners)).to_pylist()
    for owner, line, text in zip(
        owners.tolist(), known.line[owners].tolist(), written, strict=True
    ):
        count = len(found.line)
        rest = found.add(text, line)
        if len(found.line) > count:
            before[owner] = rest
    if not found.line:
        return known
    both = joined([replaced(known, before), found.cut("")])
    merged = both.only(np.argsort(both.line, kind="stable"))
    merged.lead = lead
    return merged


def replaced(rows: Cut, changes: dict[int, str]) -> Cut:
    """The same rows, some with another text."""
    if not changes:
        return rows
    return Cut(
        rows.lead, rows.line, rows.form, rows.date, rows.clock, rows.author,
        with_texts(rows.text, changes), rows.strangers,
    )  # fmt: skip


def with_texts(column: pa.StringArray, changes: Mapping[int, str | None]) -> pa.StringArray:
    """The same texts but for some places."""
    if not changes:
        return column
    mask = np.zeros(len(column), bool)
    mask[list(changes)] = True
    return pc.replace_with_mask(
        column, pa.array(mask), texts([changes[p] for p in sorted(changes)])
    )
