"""Setting exports of one group by one clock: a phone whose clock differs tells no new messages.

An export bears the times of its phone. Where most of what it tells is in the group already, some
minutes or hours earlier or later, its times are moved by as much before its rows are told from the
known ones. Whose clock is right no export says: the one whose rows came first counts as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from hustings.schema.chats import CLOCKED
from hustings.store.deltalog import quoted
from hustings.store.offsets import (
    FEWEST,
    FURTHEST,
    LEAST_SHARE,
    Said,
    in_common,
    offset,
    stands_out,
)
from hustings.store.staging import read_sql

MICROS = 60_000_000
LOOKED_AT = 100_000  # of an export's messages: the newest that others may have as well
MOST_ZONES = 14 * 60  # minutes: a phone further away from the group's others is none we know of


@dataclass(frozen=True)
class ClockApart:
    """An export whose times were moved to those of the group's other exports."""

    file: str
    member: int  # of a zip
    group: str
    minutes: int  # by which its phone's clock is ahead of theirs
    both: int  # different messages of theirs that it has, too, once its times are moved
    of: int  # different messages in it, as far as they were looked at


def set_clocks(
    engine: duckdb.DuckDBPyConnection,
    staged: Mapping[str, tuple[Path, ...]],
    stored: list[str],
    dropped: set[str],
) -> list[ClockApart]:
    """Move the staged times of exports whose clock differs from that of others of their group.

    Args: staged: the files of what is staged, by table; stored: the files of the messages stored
          in the weeks that what is staged touches; dropped: hashes of raw files that are not to
          be read.
    """
    _show(engine, staged["messages"], stored, dropped)
    apart = list(_apart(engine))
    if apart:
        moves = [(one.file, one.member, one.group, one.minutes * MICROS) for one in apart]
        engine.execute(
            "create or replace table moves (file text, member int, g text, micros bigint)"
        )
        engine.executemany("insert into moves values (?, ?, ?, ?)", moves)
        for name, columns in CLOCKED.items():
            for path in staged.get(name, ()):
                _move(engine, path, columns)
    return apart


# Every message as one export tells of it; those that are stored already have no file.
_SAID = """
    create or replace temp view said as
    select "group" as g, file, member, epoch_us(known_at) as known_at,
        epoch_us(sent_at) // 60000000 as minute, fingerprint as print, kind = 'text' as typed
    from staged_messages
    union all select "group", '', 0, 0, epoch_us(sent_at) // 60000000, fingerprint, kind = 'text'
    from stored_messages"""


def _show(
    engine: duckdb.DuckDBPyConnection,
    staged: tuple[Path, ...],
    stored: list[str],
    dropped: set[str],
) -> None:
    """Show the engine all messages as `said`."""
    ours = engine.sql(f"from {read_sql(staged)}")
    left_out = ", ".join(f"'{file}'" for file in ["", *sorted(dropped)])
    ours.filter(f"file not in ({left_out})").create_view("staged_messages")
    theirs = (
        engine.read_parquet(stored, hive_partitioning=False, union_by_name=True)
        if stored
        else ours.limit(0)
    )
    theirs.create_view("stored_messages")
    engine.sql(_SAID)


# Which exports tell mostly what those before them in the group do not, though of the same days.
_SOURCES = """
    create or replace temp table sources as
    with told as (
        select g, file, member, min(known_at) as known_at, min(minute) as low, max(minute) as high
        from said group by g, file, member
        qualify count(*) over (partition by g) > 1
    )
    select g, file, member, low, high,
        row_number() over (partition by g order by known_at, file, member) as place,
        min(low) over before - $furthest as low_before,
        max(high) over before + $furthest as high_before
    from told
    window before as (partition by g order by known_at, file, member
        rows between unbounded preceding and 1 preceding)"""
_SUSPICIOUS = """
    with told as (
        select g, file, member, place, hash(g, minute, print) as fact,
        from said join sources using (g, file, member)
        where minute between coalesce(low_before, minute) and coalesce(high_before, minute)
    ), firsts as (select fact, min(place) as first from told group by fact)
    select g, file, member, place from told join firsts using (fact)
    where file <> '' and place > 1 group by all
    having count(*) >= $fewest and count(*) filter (first < place) < $share * count(*)
    order by g, place"""
_SPAN = """
    with own as (
        select minute, minute between low_before and high_before as common
        from said join sources using (g, file, member) where g = $g and place = $place
    )
    select min(minute), max(minute) from (
        select minute from own where common or (select count(*) from own) <= $most
        order by minute desc limit $most)"""
_BETWEEN = """
    select distinct place = $place as own, minute, print, typed
    from said join sources using (g, file, member) anti join moved using (g, place)
    where g = $g and (
        place = $place and minute between $low and $high
        or place < $place and minute between $low - $furthest and $high + $furthest)"""


def _apart(engine: duckdb.DuckDBPyConnection) -> Iterator[ClockApart]:
    engine.execute(_SOURCES, {"furthest": FURTHEST})
    engine.sql("create or replace temp table moved (g text, place bigint)")
    few = {"fewest": FEWEST, "share": LEAST_SHARE}
    for group, file, member, place in engine.execute(_SUSPICIOUS, few).fetchall():
        which = {"g": group, "place": place}
        low, high = engine.execute(_SPAN, which | {"most": LOOKED_AT}).fetchall()[0]
        span = which | {"low": low, "high": high, "furthest": FURTHEST}
        told = engine.execute(_BETWEEN, span).df().sort_values("minute", ignore_index=True)
        told = told.assign(code=pd.factorize(told["print"])[0])
        theirs, ours = (_laid(told[told["own"] == own]) for own in (False, True))
        if minutes := _ahead(theirs, ours):
            both = in_common(theirs, ours, minutes)
            yield ClockApart(file, member, group, minutes, both, len(ours.minute))
            engine.execute("insert into moved values ($g, $place)", which)


def _laid(told: pd.DataFrame) -> Said:
    return Said(told["minute"].to_numpy(), told["code"].to_numpy(), told["typed"].to_numpy(bool))


def _ahead(theirs: Said, ours: Said) -> int:
    """By how much our clock is ahead, where that is beyond doubt; else 0.

    Words that were said once only show it. Greetings may come every day at the same hour, and so
    match a day apart, too: they show it where they match by one offset only.
    """
    if not len(theirs.minute) or abs(minutes := offset(theirs, ours)) > MOST_ZONES:
        return 0
    one, other = theirs.once().align(ours.once(), join="inner")
    shown = int((other - one == minutes).sum()) >= FEWEST
    return minutes if shown or (minutes and stands_out(theirs, ours, minutes)) else 0


def _move(engine: duckdb.DuckDBPyConnection, path: Path, columns: tuple[str, ...]) -> None:
    moved = ", ".join(
        f'"{name}" - to_microseconds(coalesce(m.micros, 0)) as "{name}"' for name in columns
    )
    beside = path.with_suffix(".moved")
    engine.sql(
        f"""copy (select r.* replace ({moved}) from {read_sql((path,))} r
        left join moves m on r.file = m.file and r.member = m.member and r."group" = m.g)
        to {quoted(beside)} (format parquet, compression zstd)"""  # noqa: S608
    )
    beside.replace(path)
