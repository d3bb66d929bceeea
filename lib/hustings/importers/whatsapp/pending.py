"""Lines cut from a file that may still change: grow, prove pasted, or prove unreadable."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from hustings.importers.whatsapp.alphabet import bare
from hustings.importers.whatsapp.clock import seconds_of
from hustings.importers.whatsapp.dates import NO_DAY, skeleton
from hustings.importers.whatsapp.decode import Block
from hustings.importers.whatsapp.pasted import HOUR, LOOK, pasted
from hustings.importers.whatsapp.split import Cut, cut
from hustings.importers.whatsapp.survey import Survey
from hustings.importers.whatsapp.systemlines import has_no_author, is_about_the_group

LONGEST_TEXT = 65_536  # letters of one message that are kept; the rest is counted
DAY = 86_400
NO_TIME = -1
BATCH = 8192  # lines given out at once, or more
HELD = 2 * LOOK  # lines held back until it is known what is pasted into them

Seconds = npt.NDArray[np.int64]


@dataclass
class Given:
    """Lines given out, as columns."""

    line: list[int]
    at: Seconds  # seconds since 1970 on the phone's wall clock
    author: list[str | None]  # as written
    text: list[str]  # trimmed
    beyond: dict[int, int]  # by line
    unreadable: list[tuple[int, str]]
    pasted: list[int]
    lead_lines: int  # before the file's first header, told once


class _Clocks(dict[str, int]):
    """Seconds since midnight by clock as written, each read once; NO_TIME where it says none."""

    def __missing__(self, clock: str) -> int:
        seconds = seconds_of(clock)
        self[clock] = found = NO_TIME if isinstance(seconds, str) else seconds
        return found


@dataclass
class Pending:
    """The lines of a chat that are not given out yet, and a few that were, for their times."""

    survey: Survey
    _lead_lines: int = 0
    _next: int = 1  # number of the next block's first line
    _rows: Cut = field(default_factory=Cut)
    _at: Seconds = field(default_factory=lambda: np.empty(0, np.int64))
    _past: Cut = field(default_factory=Cut)
    _past_at: Seconds = field(default_factory=lambda: np.empty(0, np.int64))
    _beyond: dict[int, int] = field(default_factory=dict)
    _unreadable: list[tuple[int, str]] = field(default_factory=list)
    _pasted: list[int] = field(default_factory=list)
    _lost: bool = False  # the last header could not be read, so its text has no place
    _clocks: _Clocks = field(default_factory=_Clocks)

    def take(self, block: Block) -> None:
        """Cut a block and add its lines."""
        text = block.text
        if not block.fresh:
            rest, newline, text = text.partition("\n")
            self._grow(rest)
            if not newline:
                return
        found = cut(text, self.survey.narrow)
        lead = found.line[0] if len(found) else text.count("\n") + 1
        if lead:
            self._grow(f"\n{found.lead}", lines=lead)
        found.line = [line + self._next for line in found.line]
        found.prefix = {line + self._next: prefix for line, prefix in found.prefix.items()}
        self._next += text.count("\n") + 1
        self._add(found)

    def ready(self, *, end: bool) -> int:
        """How many lines can be given out now; `end` says that no more will come."""
        ready = len(self._rows) if end else len(self._rows) - HELD
        if ready < BATCH and not end:
            return 0
        self._find_pasted(end=end)
        return len(self._rows) if end else max(len(self._rows) - HELD, 0)

    def give(self, count: int) -> Given:
        """The first lines, which are kept no longer."""
        rows = self._rows
        if count:
            rows.text[count - 1] = rows.text[count - 1].strip()
        lines = rows.line[:count]
        last = lines[-1] if lines else 0
        given = Given(
            lines,
            self._at[:count],
            rows.author[:count],
            rows.text[:count],
            {line: n for line, n in self._beyond.items() if line <= last},
            self._unreadable,
            self._pasted,
            self._lead_lines,
        )
        self._past = _slice(rows, max(count - LOOK, 0), count)
        self._past_at = self._at[max(count - LOOK, 0) : count]
        self._rows, self._at = _slice(rows, count, None), self._at[count:]
        self._rows.prefix = {line: p for line, p in rows.prefix.items() if line > last}
        self._beyond = {line: n for line, n in self._beyond.items() if line > last}
        self._unreadable, self._pasted, self._lead_lines = [], [], 0
        return given

    def _grow(self, more: str, *, lines: int = 0) -> None:
        """Text that belongs to the last line."""
        if self._lost:
            return
        if not len(self._rows):
            self._lead_lines += lines
            return
        self._extend(len(self._rows) - 1, more)

    def _extend(self, place: int, more: str) -> None:
        text = self._rows.text[place]
        room = max(LONGEST_TEXT - len(text), 0)
        if len(more) > room:
            line = self._rows.line[place]
            self._beyond[line] = self._beyond.get(line, 0) + len(more) - room
        self._rows.text[place] = text + more[:room]

    def _add(self, found: Cut) -> None:
        if not len(found):
            return
        day = _looked_up(self.survey.dates.days, found.date)
        second = _looked_up(self._clocks, found.clock)
        self._lost = bool(day[-1] == NO_DAY or second[-1] == NO_TIME)
        readable = (day != NO_DAY) & (second != NO_TIME)
        if not readable.all():
            for place in np.flatnonzero(~readable).tolist():
                self._unreadable.append((found.line[place], _why(found.clock[place])))
            found = found.only(np.flatnonzero(readable).tolist())
        start = len(self._rows)
        if start:
            self._rows.text[-1] = self._rows.text[-1].strip()  # nothing is added to it any more
        found.text[:-1] = [text.strip() for text in found.text[:-1]]
        self._rows.extend(found)
        self._at = np.concatenate([self._at, (day * DAY + second)[readable]])
        if max(map(len, found.text), default=0) > LONGEST_TEXT:
            self._shorten(start)

    def _shorten(self, start: int) -> None:
        for place in range(start, len(self._rows)):
            text, self._rows.text[place] = self._rows.text[place], ""
            self._extend(place, text)

    def _find_pasted(self, *, end: bool) -> None:
        """Make lines that are a pasted chat part of the message they were pasted into."""
        past = len(self._past_at)
        at = np.concatenate([self._past_at, self._at])
        drops = np.flatnonzero(np.diff(at) < -HOUR) + 1
        drops = drops[(drops > past) & (end | (drops <= len(at) - LOOK))]
        # a message from the future is set aside later, so nothing can have been pasted into it
        drops = drops[at[drops - 1] // DAY <= self.survey.last_day]
        if not len(drops):
            return
        dates = self._past.date + self._rows.date
        kinds = [skeleton(bare(date)) for date in dates]
        found = pasted(
            at.tolist(), kinds, lambda place: self._is_spoken(place - past), drops.tolist(), end=end
        )
        self._fold({place - past: into - past for place, into in found.items() if into >= past})

    def _is_spoken(self, place: int) -> bool:
        if place < 0:
            return False
        author, text = self._rows.author[place], self._rows.text[place].strip()
        return author is not None and not has_no_author(author) and not is_about_the_group(text)

    def _fold(self, parts: dict[int, int]) -> None:
        for place in sorted(parts):
            self._extend(parts[place], f"\n{self._written(place)}")
            self._pasted.append(self._rows.line[place])
        kept = [place for place in range(len(self._rows)) if place not in parts]
        self._rows = self._rows.only(kept)
        self._at = self._at[kept]

    def _written(self, place: int) -> str:
        """A line with its header, as it stood in the file."""
        rows, narrow = self._rows, self.survey.narrow
        text, prefix = rows.text[place], rows.prefix.get(rows.line[place])
        if prefix is not None or narrow is None:
            return f"{prefix or ''}{text}"
        return narrow.written(rows.date[place], rows.clock[place], rows.author[place], text)


def _slice(rows: Cut, start: int, stop: int | None) -> Cut:
    part = Cut()
    part.extend(rows, start, stop)
    return part


def _looked_up(known: dict[str, int], written: list[str]) -> Seconds:
    return np.fromiter(map(known.__getitem__, written), np.int64, len(written))


def _why(clock: str) -> str:
    seconds = seconds_of(clock)
    return seconds if isinstance(seconds, str) else "there is no such date"
