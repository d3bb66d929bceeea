"""Tables we know but do not read, and exports in other languages: what to do instead."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hustings.errors import InputError
from hustings.importers.contract import SourceFile
from hustings.importers.tabular.layout import MOST_COLUMNS, Layout, plain
from hustings.importers.tabular.records import Record
from hustings.importers.tabular.top import head_tops, heads


@dataclass(frozen=True)
class Stranger:
    """A table we know and do not read: some columns it has, what it is, what to export instead."""

    has: frozenset[str]
    what: str
    instead: str


_META = "In Meta Business Suite: Insights, Content, Export data, then Posts."
_YOUTUBE = "In YouTube Studio: Analytics, Advanced mode, dimension Content, then export."
_X = "In X Analytics: Content, then Export data."

STRANGERS = (
    Stranger(frozenset({"sticker taps"}), "a list of Instagram stories without ids", _META),
    Stranger(
        frozenset({"navigation", "replies"}), "a list of Instagram stories without ids", _META
    ),
    Stranger(
        frozenset({"ad name", "reporting starts"}), "a list of advertisements (Ads Manager)", _META
    ),
    Stranger(
        frozenset({"views", "watch time (hours)"}),
        "a YouTube table by another dimension than Content",
        _YOUTUBE,
    ),
)


@dataclass(frozen=True)
class Trace:
    """What gives a platform's export away whatever language its header is in."""

    what: str
    value: re.Pattern[str]  # found in a cell below the header
    headers: frozenset[str]  # English headers; if any is there, language is not the trouble
    english: str


TRACES = (
    Trace(
        "an Instagram or Facebook posts export",
        re.compile(r"https?://(?:www\.|m\.|web\.)?(?:facebook|instagram)\.com/\S+"),
        frozenset({"post id", "publish time", "post type"}),  # `Permalink` is so in German too
        f"Switch Meta Business Suite to English (US) and export again. {_META}",
    ),
    Trace(
        "an X content export",
        re.compile(r"https?://(?:www\.)?(?:x|twitter)\.com/\w+/status/\d+"),
        frozenset({"post id", "tweet id", "post link", "tweet permalink", "impressions"}),
        f"Switch X to English and export again. {_X}",
    ),
    Trace(
        "a YouTube table",
        re.compile(
            r"(?=.*[A-Z])(?=.*[a-z])[\w-]{11}"
        ),  # a video id, alone in one of the first cells
        frozenset({"content", "video title", "views"}),
        f"Switch YouTube Studio to English (US) and export again. {_YOUTUBE}",
    ),
)


_FEWEST_DAYS = 2
_SAID_IN_ENGLISH = frozenset({"date", "day", "timestamp"})
# The last as X writes days in the language it is switched to: `शनि, 25 जुल 2026`, `2026年7月25日`.
_DAY = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|\S+ .*\b20\d{2}$|20\d{2}年\d{1,2}月\d{1,2}日"
)
_FEWEST_PARTS = 2
_AGES = re.compile(r"\d\d ?[-–] ?\d\d|\d\d ?\+")
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d+)?[ \u00a0]?%")
_FIGURE = re.compile(r"-?[\d.,\u00a0\u202f]+%?")


def not_such_a_table(file: SourceFile, layouts: Iterable[Layout]) -> InputError:
    """Why a file is none of the layouts: another table, another language, or columns it lacks."""
    layouts = tuple(layouts)
    for head in heads(file):
        for _, records in head_tops(head):
            if known := explain(records, file.name):
                return known
    return InputError(
        f"The file does not look like {' or '.join(layout.what for layout in layouts)}.",
        where=file.name,
        fix="Looked for columns "
        + "; or ".join(", ".join(f"'{name}'" for name in layout.needed) for layout in layouts)
        + " in the first lines. Check that the header row is there.",
    )


def explain(records: Sequence[Record], name: str) -> InputError | None:
    """What a table is that no importer reads, if we know it.

    Args: records: the first records of the file; name: the file, to be named in the message.
    """
    if too_wide := _too_wide(records, name):
        return too_wide
    for _, cells in records:
        header = {plain(cell) for cell in cells}
        for stranger in STRANGERS:
            if stranger.has <= header:
                return InputError(
                    f"This is {stranger.what}, which is not imported.",
                    where=name,
                    fix=f"Posts are read from another export. {stranger.instead}",
                )
    return (
        _in_other_language(records, name)
        or _daily_in_other_language(records, name)
        or _audience_in_other_language(records, name)
    )


def _too_wide(records: Sequence[Record], name: str) -> InputError | None:
    for line, cells in records:
        if len(cells) > MOST_COLUMNS:
            return InputError(
                f"A row has {len(cells):,} columns or more.",
                where=f"{name}, line {line}",
                fix=f"No export has more than {MOST_COLUMNS:,}. Export again and do not edit the "
                "file; if it was joined from others, import those instead.",
            )
    return None


def _in_other_language(records: Sequence[Record], name: str) -> InputError | None:
    wide = [cells for _, cells in records if len(cells) >= 5]
    if len(wide) < 2:
        return None
    header, below = {plain(cell) for cell in wide[0]}, wide[1:]
    for trace in TRACES:
        if not any(_shows(trace, cells) for cells in below):
            continue
        if header & trace.headers:
            return InputError(
                f"This looks like {trace.what}, but columns are missing.",
                where=name,
                fix=f"Export again with all columns, and do not edit the file. {trace.english}",
            )
        return InputError(
            f"This looks like {trace.what} whose header is not in English.",
            where=name,
            fix=trace.english,
        )
    return None


def _daily_in_other_language(records: Sequence[Record], name: str) -> InputError | None:
    """A table of days and figures under a header that is not in English."""
    days = [place for place, (_, cells) in enumerate(records) if _is_day_of_figures(cells)]
    if len(days) < _FEWEST_DAYS or days[0] == 0:
        return None
    header = records[days[0] - 1][1]
    if not header or (plain(header[0]) in _SAID_IN_ENGLISH and " ".join(header).isascii()):
        return None  # an empty line above the days is no header in any language
    return InputError(
        "This looks like a platform's figures by day, whose header is not in English.",
        where=name,
        fix="Switch the platform (Meta Business Suite, X or YouTube Studio) to English (US) and "
        "export again.",
    )


def _audience_in_other_language(records: Sequence[Record], name: str) -> InputError | None:
    """Shares by age, or by whatever stands in the first of two columns, under foreign words."""
    rows = [cells for _, cells in records if any(cells)]
    ages = [cells for cells in rows if _AGES.fullmatch(cells[0]) and _are_figures(cells[1:])]
    pairs = [cells for cells in rows[1:] if len(cells) == 2]
    shares = [cells for cells in pairs if _SHARE.fullmatch(cells[1]) and not _is_figure(cells[0])]
    divided = len(shares) >= _FEWEST_PARTS and len(shares) == len(pairs) == len(rows) - 1
    if len(ages) < _FEWEST_PARTS and not divided:
        return None
    return InputError(
        "This looks like an audience from Meta Business Suite whose header is not in English.",
        where=name,
        fix="Switch Meta Business Suite to English (US) and export again: Insights, Audience.",
    )


def _is_day_of_figures(cells: Sequence[str]) -> bool:
    return bool(cells and _DAY.match(cells[0]) and _are_figures(cells[1:]))


def _are_figures(cells: Sequence[str]) -> bool:
    """Whether there are some, and nothing but figures."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(map(_is_figure, filled))


def _is_figure(cell: str) -> bool:
    return bool(_FIGURE.fullmatch(cell))


def _shows(trace: Trace, cells: Sequence[str]) -> bool:
    if trace.what == "a YouTube table":
        # In the chart's file the day stands before the video.
        video = any(map(trace.value.fullmatch, cells[:2]))
        return video and any(cell.isdigit() for cell in cells[1:])
    return any(trace.value.search(cell) for cell in cells)
