"""The health of the exports as tables in words, and as a page of its own in each language."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from hustings.importers import sources
from hustings.page.blocks import MIME, Banner, Block, Table, Text, Title
from hustings.page.template import render
from hustings.page.worded import worded_table
from hustings.period import IST
from hustings.wording import Words

if TYPE_CHECKING:
    from hustings.health import (
        AccountHealth,
        Age,
        Agreement,
        FormHealth,
        GroupHealth,
        Health,
        OneSide,
        Span,
    )

ROWS = 120  # of one table on a page: what a cheap phone can still scroll through
HOLES = 2  # named in a remark

_HOUR = 60  # minutes
_MEANINGS: Mapping[str, Mapping[str, str]] = {  # what to type stands in no sentence of a language
    "overlap": {},
    "middle": {},
    "one": {},
    "clock": {"setting": "exports.phones"},
    "holes": {},
    "stale": {},
}


def check_page(health: "Health", words: Words, *, place: str) -> str:
    """The page: one HTML file in the language of the words that needs nothing else."""
    day = health.checked_at.astimezone(IST).date()
    title = Title(
        title=words.say("check.title"),
        place=place,
        period_label=words.day(day),
        period_iso=f"{day.isoformat()}/{day.isoformat()}",
        as_of="",
        completeness="" if health.stale else verdict(health, words),
        sample=health.sample,
        language="hi" if words.language == "hi" else "en",
    )
    blocks: list[Block] = [title]
    if health.stale:
        blocks.append(Banner(verdict(health, words), "stale"))
    blocks += [_cut(table, words) for table in check_tables(health, words)]
    meanings = tuple(words.say(f"check.mean_{name}", **typed) for name, typed in _MEANINGS.items())
    blocks.append(Text(words.say("check.meaning"), meanings))
    outputs = [{"output_type": "display_data", "data": {MIME: b.to_dict()}} for b in blocks]
    return render({"cells": [{"cell_type": "code", "metadata": {}, "outputs": outputs}]})


def verdict(health: "Health", words: Words) -> str:
    """Whether anything a briefing needs is staler than its rule, in one sentence."""
    counted = [words.count(kind, n) for kind, n in health.stale.items()]
    if not counted:
        return words.say("check.fresh")
    return words.say("check.stale", what=words.listing(counted))


def check_tables(health: "Health", words: Words) -> list[Table]:
    """One table each of groups, pairs of exports, accounts and forms; those with rows.

    What needs looking at stands first.
    """
    groups = sorted(
        health.groups,
        key=lambda row: (not row.age.is_stale, not row.looks_edited, not _is_doubtful(row)),
    )
    accounts = sorted(health.accounts, key=lambda row: not row.age.is_stale)
    pairs = sorted(
        ((row, row.pair.agreement) for row in health.groups if row.pair),
        key=lambda laid: not laid[1].looks_edited,
    )
    made = (
        worded_table(words, "check.groups", _GROUP, (_group(row, words) for row in groups)),
        worded_table(
            words, "check.pairs", _PAIR, (_pair(row, found, words) for row, found in pairs)
        ),
        worded_table(words, "check.accounts", _ACCOUNT, (_account(row, words) for row in accounts)),
        worded_table(words, "check.forms", _FORM, (_form(row, words) for row in health.forms)),
    )
    return [table for table in made if table.rows]


def _columns(*names: str) -> tuple[str, ...]:
    return tuple(f"check.{name}" for name in names)


_GROUP = _columns("group", "newest", "span", "messages", "holes", "remarks")
_PAIR = _columns("group", "both", "overlap", "clock", "only_newer", "only_older", "stretch")
_ACCOUNT = _columns("account", "newest", "span", "posts", "holes", "remarks")
_FORM = _columns("form", "newest", "remarks")


def _cut(table: Table, words: Words) -> Table:
    left = len(table.rows) - ROWS
    if left <= 0:
        return table
    return Table(
        table.section, table.caption, table.columns, table.rows[:ROWS],
        words.say("check.rest", n=left), table.nav,
    )  # fmt: skip


def _group(row: "GroupHealth", words: Words) -> tuple[str, ...]:
    return (
        row.name,
        _age(row.age, words),
        _span(row.span, words),
        words.number(row.messages),
        _holes(row.span, words),
        _joined(_group_remarks(row, words), words),
    )


def _group_remarks(row: "GroupHealth", words: Words) -> list[str]:
    said = [*_stale(row.age, words), *_disagreeing(row, words)]
    if row.probably_cut:
        said.append(words.say("check.remark_cut"))
    if row.privacy_switch_at:
        since = words.day(row.privacy_switch_at.astimezone(IST).date())
        said.append(words.say("check.remark_privacy", day=since))
    if row.date_order_assumed and row.date_order:
        order = words.say(f"check_order.{row.date_order}")
        said.append(words.say("check.remark_order", order=order))
    said += _silent(row.span, words)
    if row.rests_on in ("one", "alike"):
        said.append(words.say(f"check.remark_{row.rests_on}"))
    if row.unit is None:
        said.append(words.say("check.remark_unplaced"))
    return said


def _disagreeing(row: "GroupHealth", words: Words) -> list[str]:
    """What two exports of the group tell differently, and what stands wrongly within one."""
    said = []
    if row.looks_edited:
        said.append(words.say("check.remark_edited"))
    if row.pair and (minutes := row.pair.agreement.offset_minutes):
        way = "ahead" if minutes > 0 else "behind"
        said.append(words.say(f"check.remark_{way}", clock=_time(abs(minutes), words)))
    if row.pasted:
        said.append(words.say("check.remark_pasted", n=row.pasted))
    return said


def _is_doubtful(row: "GroupHealth") -> bool:
    """Whether its newest export may lack something or be read wrongly."""
    cut = row.probably_cut or row.privacy_switch_at is not None or bool(row.span.holes)
    return cut or row.date_order_assumed or bool(row.pair and row.pair.agreement.offset_minutes)


def _pair(row: "GroupHealth", found: "Agreement", words: Words) -> tuple[str, ...]:
    return (
        row.name,
        words.number(found.both),
        words.number(found.overlap, "percent"),
        _clock(found.offset_minutes, words),
        _side(found.one, words),
        _side(found.other, words),
        _stretch(max(found.one, found.other, key=lambda side: side.longest), words),
    )


def _account(row: "AccountHealth", words: Words) -> tuple[str, ...]:
    said = _stale(row.age, words)
    if row.date_order_assumed:
        said.append(words.say("check.remark_assumed"))
    said += _silent(row.span, words)
    if row.unit is None:
        said.append(words.say("check.remark_unplaced"))
    return (
        f"{row.name} · {words.say(f'platform.{row.platform}')}",
        _age(row.age, words),
        _span(row.span, words),
        words.number(row.posts),
        _holes(row.span, words),
        _joined(said, words),
    )


def _form(row: "FormHealth", words: Words) -> tuple[str, ...]:
    source = sources()[row.source]
    return (
        source.hi if words.language == "hi" else source.en,
        _age(row.age, words),
        _joined(_stale(row.age, words), words),
    )


def _joined(remarks: list[str], words: Words) -> str:
    return "; ".join(remarks) or words.number(None)


def _age(age: "Age", words: Words) -> str:
    if age.days is None:
        return words.say("check.never")
    return (
        words.say("check.ago", days=words.count("day", age.days))
        if age.days
        else words.say("check.today")
    )


def _stale(age: "Age", words: Words) -> list[str]:
    if not age.is_stale:
        return []
    if age.days is None:
        return [words.say("check.remark_none")]
    return [words.say("check.remark_stale", days=words.count("day", age.limit))]


def _span(span: "Span", words: Words) -> str:
    if span.first_at is None or span.last_at is None:
        return words.number(None)
    return _days(span.first_at, span.last_at, words)


def _days(first: datetime, last: datetime, words: Words) -> str:
    return words.days(first.astimezone(IST).date(), last.astimezone(IST).date())


def _holes(span: "Span", words: Words) -> str:
    return words.number(span.days_missing if span.first_at else None)


def _silent(span: "Span", words: Words) -> list[str]:
    """When there was nothing, the newest days first."""
    named = [words.days(hole.first, hole.last) for hole in span.holes[::-1]]
    if not named:
        return []
    return [words.say("check.remark_holes", days=words.listing(named, most=HOLES))]


def _clock(minutes: int, words: Words) -> str:
    sign = "+" if minutes > 0 else "\u2212" if minutes else ""
    return sign + _time(abs(minutes), words)


def _time(minutes: int, words: Words) -> str:
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return words.say("check.minutes", n=rest)
    return words.say("check.hours", h=hours, n=rest)


def _side(side: "OneSide", words: Words) -> str:
    return words.say("check.places", before=side.before, middle=side.middle, after=side.after)


def _stretch(side: "OneSide", words: Words) -> str:
    if side.longest_from is None or side.longest_to is None:
        return words.number(None)
    return words.say(
        "check.one_stretch",
        messages=words.count("message", side.longest),
        days=_days(side.longest_from, side.longest_to, words),
    )
