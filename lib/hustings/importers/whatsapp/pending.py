"""Lines cut from a file that may still change: grow, prove pasted, or prove unreadable."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from hustings.importers.whatsapp.clock import seconds_of
from hustings.importers.whatsapp.decode import Block
from hustings.importers.whatsapp.headers import headers
from hustings.importers.whatsapp.lines import Lines
from hustings.importers.whatsapp.moments import NO_DAY, NO_TIME, Moments
from hustings.importers.whatsapp.pasted import HOUR, LOOK, pasted
from hustings.importers.whatsapp.split import Cut, cut, joined, replaced
from hustings.importers.whatsapp.survey import Survey
from hustings.importers.whatsapp.systemlines import has_no_author, is_about_the_group

LONGEST_TEXT = 65_536  # letters of one message that are kept; the rest is counted
DAY = 86_400
BATCH = 8192  # lines given out at once, or more
HELD = 2 * LOOK  # lines held back until it is known what is pasted into them

_LEADING = (
    ":",
    "：",
    "-",
    "–",
    "…",
    "...",
    "👇",
    ">>",
)  # what ends a text that leads up to another

Seconds = npt.NDArray[np.int64]


@dataclass
class Given:
    """Lines given out, as columns."""

    line: Seconds
    at: Seconds  # seconds since 1970 on the phone's wall clock
    author: pa.StringArray  # as written
    text: pa.StringArray  # trimmed
    beyond: dict[int, int]  # by line
    unreadable: list[tuple[int, str]]
    pasted: list[int]
    lead_lines: int  # before the file's first header, told once


@dataclass
class Pending:
    """The lines of a chat that are not given out yet, and a few that were, for their times."""

    survey: Survey
    size: int  # bytes the file is read by
    _block: int = 0  # number of the next one
    _lead_lines: int = 0
    _next: int = 1  # number of the next block's first line
    _rows: Cut = field(default_factory=Cut)
    _open: str = ""  # the last line's text, not yet trimmed: more may come
    _at: Seconds = field(default_factory=lambda: np.empty(0, np.int64))
    _past: Cut = field(default_factory=Cut)
    _past_at: Seconds = field(default_factory=lambda: np.empty(0, np.int64))
    _beyond: dict[int, int] = field(default_factory=dict)
    _unreadable: list[tuple[int, str]] = field(default_factory=list)
    _pasted: list[int] = field(default_factory=list)
    _lost: bool = False  # the last header could not be read, so its text has no place

    def __post_init__(self) -> None:
        """Remember each date and each time of day once it is read."""
        narrow = self.survey.narrow
        self._moments = Moments(narrow.templates if narrow else (), self.survey.dates.days.again())

    def take(self, block: Block) -> None:
        """Cut a block and add its lines."""
        data, known = block.data, self._known(block)
        if not block.fresh:
            rest, newline, data = data.partition(b"\n")
            self._grow(rest.decode())
            if not newline:
                return
        found = cut(data, self.survey.narrow, known, self.survey.odd)
        lines = known.count if known else data.count(b"\n") + 1
        lead = int(found.line[0]) if len(found) else lines
        if lead:
            self._grow(f"\n{found.lead}", lines=lead)
        found.line = found.line + self._next
        found.strangers = {line + self._next: s for line, s in found.strangers.items()}
        self._next += lines
        self._add(found)

    def _known(self, block: Block) -> Lines | None:
        """What the survey found in the block; of one in pieces it saw more than is cut here."""
        number, self._block = self._block, self._block + 1
        memory = self.survey.memory
        return memory.lines(number, block.data, block=self.size) if memory and block.fresh else None

    def ready(self, *, end: bool) -> int:
        """How many lines can be given out now; `end` says that no more will come."""
        ready = len(self._rows) if end else len(self._rows) - HELD
        if ready < BATCH and not end:
            return 0
        self._find_pasted(end=end)
        return len(self._rows) if end else max(len(self._rows) - HELD, 0)

    @property
    def has_much_unreadable(self) -> bool:
        """Whether lines that cannot be read wait in great number, maybe with none that can be."""
        return len(self._unreadable) >= BATCH

    def give(self, count: int) -> Given:
        """The first lines, which are kept no longer."""
        rows = self._rows
        last = int(rows.line[count - 1]) if count else 0
        given = Given(
            rows.line[:count],
            self._at[:count],
            rows.author[:count],
            rows.text[:count],
            {line: n for line, n in self._beyond.items() if line <= last},
            self._unreadable,
            self._pasted,
            self._lead_lines,
        )
        if count:
            self._past = rows.part(max(count - LOOK, 0), count)
            self._past_at = self._at[max(count - LOOK, 0) : count]
            self._rows, self._at = rows.part(count), self._at[count:]
            first = int(self._past.line[0])
            self._rows.strangers = {n: s for n, s in rows.strangers.items() if n >= first}
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
        self._open = self._extended(int(self._rows.line[-1]), self._open, more)
        self._rows = replaced(self._rows, {len(self._rows) - 1: self._open.strip()})

    def _extended(self, line: int, text: str, more: str) -> str:
        room = max(LONGEST_TEXT - len(text), 0)
        if len(more) > room:
            self._beyond[line] = self._beyond.get(line, 0) + len(more) - room
        return text + more[:room]

    def _add(self, found: Cut) -> None:
        if not len(found):
            return
        day, second = self._moments.of(found)
        self._lost = bool(day[-1] == NO_DAY or second[-1] == NO_TIME)
        readable = (day != NO_DAY) & (second != NO_TIME)
        if not readable.all():
            for place in np.flatnonzero(~readable).tolist():
                why = _why(self._moments.clock(found, place))
                self._unreadable.append((int(found.line[place]), why))
            found = found.only(np.flatnonzero(readable))
            kept = set(found.line.tolist())
            found.strangers = {n: s for n, s in found.strangers.items() if n in kept}
        if len(found):
            self._open = str(found.text[-1].as_py())
            found.text = pc.utf8_trim_whitespace(found.text)
            if len(self._open) > LONGEST_TEXT or _longest(found.text) > LONGEST_TEXT:
                found = self._shortened(found)
        self._rows = joined([self._rows, found])
        self._at = np.concatenate([self._at, (day * DAY + second)[readable]])

    def _shortened(self, found: Cut) -> Cut:
        """Texts cut to the longest that is kept; the last keeps its white space till later."""
        self._open = self._extended(int(found.line[-1]), "", self._open)
        changes = {len(found) - 1: self._open.strip()}
        long = np.flatnonzero(pc.binary_length(found.text[:-1]).to_numpy() > LONGEST_TEXT)
        for place in long.tolist():
            line, text = int(found.line[place]), found.text[place].as_py()
            changes[place] = self._extended(line, "", text)
        return replaced(found, changes)

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
        kinds = self._moments.kinds(self._past) + self._moments.kinds(self._rows)
        openers = np.unique(drops - 1 - past)
        said = _Said(self._rows, openers[openers >= 0])
        found = pasted(
            at.tolist(),
            kinds,
            lambda place: place >= past and said.is_spoken(place - past),
            drops.tolist(),
            leads=lambda place: place >= past and said.leads_up(place - past),
            end=end,
        )
        self._fold({place - past: into - past for place, into in found.items() if into >= past})

    def _fold(self, parts: dict[int, int]) -> None:
        if not parts:
            return
        last, changes = len(self._rows) - 1, dict[int, str]()
        said = _Said(self._rows, np.array(sorted({*parts, *parts.values()}), np.int64))
        said.text[last] = self._open
        for place in sorted(parts):
            into = parts[place]
            text = changes.get(place, said.text[place])
            header = self._moments.header(self._rows, place, said.author[place], text)
            line, host = int(self._rows.line[place]), int(self._rows.line[into])
            own = changes.get(into, said.text[into])
            changes[into] = self._extended(host, own, f"\n{header}{text}")
            if beyond := self._beyond.pop(line, 0):
                self._beyond[host] = self._beyond.get(host, 0) + beyond
            self._pasted.append(line)
        kept = np.ones(len(self._rows), bool)
        kept[list(parts)] = False
        final = int(np.flatnonzero(kept)[-1])
        if final != last or final in changes:
            self._open = changes.get(final, said.text[final])
        if final in changes:
            changes[final] = changes[final].strip()
        self._rows = replaced(self._rows, changes).only(np.flatnonzero(kept))
        self._at = self._at[kept]


class _Texts(dict[int, str]):
    """A column's texts by place, empty where missing: some made at once, others when asked for."""

    def __init__(self, column: pa.StringArray, likely: Seconds) -> None:
        texts = column.take(pa.array(likely)).fill_null("").to_pylist()
        super().__init__(zip(likely.tolist(), texts, strict=True))
        self._column = column

    def __missing__(self, place: int) -> str:
        self[place] = text = self._column[place].as_py() or ""
        return text


class _Said:
    """Who wrote some lines, and what."""

    def __init__(self, rows: Cut, likely: Seconds) -> None:
        self.author, self.text = _Texts(rows.author, likely), _Texts(rows.text, likely)

    def is_spoken(self, place: int) -> bool:
        """Whether the line is somebody's message."""
        author = self.author[place]
        return bool(author) and not (has_no_author(author) or is_about_the_group(self.text[place]))

    def leads_up(self, place: int) -> bool:
        """Whether a message has more than a line, none, a colon at its end, or begins as a header.

        `see:`, and then lines of another chat, or only such lines.
        """
        text = self.text[place]
        unfinished = not text or "\n" in text or text.endswith(_LEADING)
        return unfinished or next(headers(f"\n{text}"), None) is not None


def _longest(column: pa.StringArray) -> int:
    return int(pc.max(pc.binary_length(column)).as_py() or 0)


def _why(clock: str) -> str:
    seconds = seconds_of(clock)
    return seconds if isinstance(seconds, str) else "there is no such date"
