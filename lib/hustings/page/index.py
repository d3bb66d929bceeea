"""The index of all printed briefings: by unit, in both languages, searchable; and by period."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from urllib.parse import quote

from hustings.errors import UsageError
from hustings.page.cleaning import clean
from hustings.page.template import environment
from hustings.period import Period
from hustings.schema.field import LEVELS
from hustings.wording import LANGUAGES, Words

EARLIER = 3  # earlier briefings shown beside a unit; the pages of their periods have them all
FEED = "feed.xml"  # beside the index
WEEKLY = ("weekly_state", "weekly_seat")  # what most readers open the index for

_STAMP = re.compile(r'<meta name="stamp" content="([0-9a-f]+)">')
_NUKTA = "\u093c"  # often left out when typing, so it does not count in a search


@dataclass(frozen=True)
class Entry:
    """One briefing of one unit and period, and of what else it was asked for.

    `parents` are the codes of the units above, nearest first; `pages` gives for each language the
    page's path, relative to the index, with forward slashes, and `missing` are languages whose
    page was to be printed and is not there; `status` is a word of `run.*`, of the newest try;
    `marks` counts what a coordinator looks for, by words of `mark.*`; `printed_at` is the moment
    the page was printed for, where that is known.
    """

    briefing: str
    period: str
    unit: str
    name_en: str
    name_hi: str
    level: str
    parents: tuple[str, ...]
    pages: Mapping[str, str]
    status: str = "succeeded"
    marks: Mapping[str, int] = field(default_factory=dict)
    asked: str = ""  # as "begins 2026-W40": what tells it from others of its kind
    missing: tuple[str, ...] = ()
    printed_at: datetime | None = None


@dataclass(frozen=True)
class Link:
    """One page: its language, and where it lies; nowhere if it could not be printed."""

    language: str
    name: str
    href: str


@dataclass(frozen=True)
class Line:
    """One briefing of a unit: what it is, its period and its pages; pairs are English, Hindi.

    `usual` is true for the kind of briefing most units have, which need not be named each time.
    """

    briefing: tuple[str, str]
    period: tuple[str, str]
    links: tuple[Link, ...]
    status: tuple[str, str]
    usual: bool
    asked: str


@dataclass
class Node:
    """One unit of the tree, its lines newest and most used first, and the units below it."""

    code: str
    name_en: str
    name_hi: str
    level: tuple[str, str]
    key: str
    marks: list[tuple[str, str, str]] = field(default_factory=list)  # kind, English, Hindi
    lines: list[Line] = field(default_factory=list)
    below: dict[str, "Node"] = field(default_factory=dict)

    @property
    def newest(self) -> list[Line]:
        """The lines of the unit's newest period."""
        return [line for line in self.lines if line.period == self.lines[0].period]

    @property
    def found_by(self) -> str:
        """What the search compares; marks are searched for where they arise, not above."""
        said = "" if self.below else " ".join(f" {en} {hi}" for _, en, hi in self.marks)
        return self.key + search_key(said)

    @property
    def earlier(self) -> list[Line]:
        """Other lines, newest first, as many as are shown here."""
        return self.lines[len(self.newest) :][:EARLIER]


@dataclass(frozen=True)
class Months:
    """The earlier periods that begin in one month, newest first, each with its own page."""

    name: tuple[str, str]
    periods: tuple[tuple[tuple[str, str], str], ...]  # words, page


def archive_name(period: str) -> str:
    """The file, beside the index, that lists the pages of one earlier period."""
    return f"archive-{period}.html"


def index_page(
    entries: Sequence[Entry],
    *,
    sample: bool = False,
    digits: str = "latin",
    earlier: Iterable[str] = (),
    back: bool = False,
    stamp: str = "",
) -> str:
    """The index as one HTML file that needs nothing else; without scripts everything is visible.

    Units without a listed parent stand at the top; the newest period comes first.
    Args:   earlier: periods that have a page of their own; back: this is such a page, and leads
            back to the index; stamp: what the page was made from, by which `stamp_of` knows it.
    Raises: UsageError for a path that leads out of the folder, a level or a period nobody knows.
    """
    both = Both(Words("en", digits), Words("hi", digits))
    roots = _tree(entries, both)
    newest = max((entry.period for entry in entries), key=Period.parse, default="")
    return (
        environment()
        .get_template("index.html.j2")
        .render(
            both=both,
            roots=roots,
            newest=both.period(newest) if newest else ("", ""),
            sample=sample,
            months=_months(earlier, both),
            back=back,
            feed=FEED,
            stamp=stamp,
        )
    )


def stamp_of(page: str) -> str:
    """The stamp a page was made with; empty where it has none. Its head is enough."""
    found = _STAMP.search(page)
    return found[1] if found else ""


def _months(periods: Iterable[str], both: "Both") -> list[Months]:
    newest_first = sorted(map(Period.parse, periods), reverse=True)
    grouped = groupby(newest_first, key=lambda period: Period.month_of(period.first))
    return [
        Months(
            both.period(month.key),
            tuple((both.period(each.key), archive_name(each.key)) for each in inside),
        )
        for month, inside in grouped
    ]


@dataclass(frozen=True)
class Both:
    """The same words in both languages, English first."""

    english: Words
    hindi: Words
    _periods: dict[str, tuple[str, str]] = field(default_factory=dict, repr=False)

    def say(self, key: str, **values: int) -> tuple[str, str]:
        """The sentence of a key."""
        return self.english.say(key, **values), self.hindi.say(key, **values)

    def period(self, key: str) -> tuple[str, str]:
        """A period in words; each is put into words once, for a year's pages name few."""
        if key not in self._periods:
            period = Period.parse(key)
            self._periods[key] = self.english.period(period), self.hindi.period(period)
        return self._periods[key]

    def briefing(self, name: str) -> tuple[str, str]:
        """What a briefing is called; its own name where nobody has named it."""
        key = f"briefing.{name}"
        return self.say(key) if self.english.knows(key) else (clean(name), clean(name))


def _tree(entries: Sequence[Entry], both: Both) -> list[Node]:
    by_place = sorted(entries, key=lambda entry: (_depth(entry), entry.unit))
    nodes = {entry.unit: _node(entry, both) for entry in reversed(by_place)}
    usual = Counter(entry.briefing for entry in by_place).most_common(1)
    newest_first = sorted(
        _most_used_first(by_place), key=lambda entry: Period.parse(entry.period), reverse=True
    )
    for entry in newest_first:
        if not nodes[entry.unit].lines:
            nodes[entry.unit].marks += marks_said(entry, both)
        nodes[entry.unit].lines.append(_line(entry, both, usual=entry.briefing == usual[0][0]))
    depth = {entry.unit: _depth(entry) for entry in by_place}
    roots: dict[str, Node] = {}
    for entry in by_place:
        parents = (code for code in entry.parents if depth.get(code, len(LEVELS)) < _depth(entry))
        above = next((nodes[code] for code in parents), None)
        siblings = roots if above is None else above.below
        siblings.setdefault(entry.unit, nodes[entry.unit])
    return list(roots.values())


def _most_used_first(entries: Sequence[Entry]) -> list[Entry]:
    """The weekly page before all others, then what a level's units have most often."""
    often = Counter((entry.level, entry.briefing) for entry in entries)

    def rank(entry: Entry) -> tuple[bool, int, str]:
        kind = entry.level, entry.briefing
        return entry.briefing not in WEEKLY, -often[kind], entry.briefing

    return sorted(entries, key=rank)


def _depth(entry: Entry) -> int:
    if entry.level not in LEVELS:
        raise UsageError(
            "There is no such level.", where=f"{entry.unit}: {entry.level}", fix=", ".join(LEVELS)
        )
    return LEVELS.index(entry.level)


def _node(entry: Entry, both: Both) -> Node:
    english, hindi, code = clean(entry.name_en), clean(entry.name_hi), clean(entry.unit)
    level = both.say(f"level.{entry.level}.one")
    return Node(code, english, hindi, level, search_key(f"{english} {hindi} {code}"))


def marks_said(entry: Entry, both: Both) -> list[tuple[str, str, str]]:
    """What is to be told of an entry: the kind, and it in English and in Hindi."""
    told = ((kind, n) for kind, n in entry.marks.items() if n)
    return [(kind, *both.say(f"mark.{kind}", n=n)) for kind, n in told]


def _line(entry: Entry, both: Both, *, usual: bool) -> Line:
    links = tuple(
        Link(
            language,
            Words(language).say("language.name"),
            safe_path(entry.pages[language]) if language in entry.pages else "",
        )
        for language in sorted({*entry.pages, *entry.missing}, key=LANGUAGES[::-1].index)
    )
    status = both.say(f"run.{entry.status}") if entry.status != "succeeded" else ("", "")
    name, period = both.briefing(entry.briefing), both.period(entry.period)
    return Line(name, period, links, status, usual, clean(entry.asked))


def search_key(text: str) -> str:
    """Text as the search compares it: small letters, composed, without the nukta."""
    return unicodedata.normalize("NFC", text).lower().replace(_NUKTA, "")


def safe_path(path: str) -> str:
    """A page's path as a link has it.

    Raises: UsageError for one that leads out of the folder of the index.
    """
    parts = path.split("/")
    if not path or ":" in parts[0] or "\\" in path or {"", ".", ".."} & set(parts):
        raise UsageError(
            "A page must lie below the index.",
            where=repr(path),
            fix="Give its path relative to the folder of the index, with forward slashes.",
        )
    return quote(path)
