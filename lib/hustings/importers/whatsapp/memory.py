"""What the first look at a file found in its blocks, so that the second need not look again."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from hustings.importers.whatsapp.decode import is_sound
from hustings.importers.whatsapp.lines import Lines
from hustings.importers.whatsapp.narrow import Narrow

MOST = 1_200_000  # headers, 22 bytes each; blocks beyond them are looked at again

Small = npt.NDArray[np.int32]


@dataclass(frozen=True)
class _Kept:
    """The lines of one block, in fewer bytes and without its data."""

    size: int  # bytes of the block
    count: int  # its lines
    at: Small
    begin: Small
    stop: Small
    form: npt.NDArray[np.int16]
    date: Small
    clock: Small
    maybe: Small
    maybe_begin: Small


@dataclass
class Memory:
    """The lines of a file's blocks, in file order."""

    block: int  # bytes the file was read by
    narrow: Narrow
    sound: list[bool] = field(default_factory=list)  # of each block, whether it is as it should be
    _kept: list[_Kept] = field(default_factory=list)
    _headers: int = 0

    def keep(self, lines: Lines) -> None:
        """Remember the lines of the next block, while there is room, and whether it is sound."""
        self.sound.append(is_sound(lines.data))
        self._headers += len(lines.at)
        if self._headers > MOST:
            return
        small = (lines.at, lines.begin, lines.stop, lines.date, lines.clock)
        at, begin, stop, date, clock = (column.astype(np.int32) for column in small)
        maybe, maybe_begin = (c.astype(np.int32) for c in (lines.maybe, lines.maybe_begin))
        size, count = len(lines.data), lines.count
        self._kept.append(
            _Kept(size, count, at, begin, stop, lines.form, date, clock, maybe, maybe_begin)
        )

    def lines(self, number: int, data: bytes, *, block: int) -> Lines | None:
        """The lines of a block, by its number in the file; None if they must be looked for.

        A block that was mended, because some of its bytes were no UTF-8, has become longer.
        """
        if block != self.block or number >= len(self._kept):
            return None
        kept = self._kept[number]
        if kept.size != len(data):
            return None
        small = (kept.at, kept.begin, kept.stop, kept.date, kept.clock)
        at, begin, stop, date, clock = (column.astype(np.int64) for column in small)
        heads = np.array([len(template.head) for template in self.narrow.templates])
        return Lines(
            data, kept.count, at, begin, stop, kept.form, date, clock, begin + heads[kept.form],
            kept.maybe.astype(np.int64), kept.maybe_begin.astype(np.int64),
        )  # fmt: skip
