"""Two editions laid side by side: as tables in words, and as a page of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from hustings.edition.compared_aged import all_old, older_below, shown
from hustings.edition.comparing import Comparison
from hustings.edition.freshness import Age, Ages
from hustings.edition.manifest import InputFile
from hustings.page.blocks import MIME, Banner, Block, Point, Points, Table, Title
from hustings.page.brief import number
from hustings.page.differing import against_usual, counts, difference, exactly, sure, visible
from hustings.page.template import render
from hustings.page.worded import worded_table
from hustings.schema.field import LEVELS
from hustings.wording import Words, freshness

if TYPE_CHECKING:
    from hustings.edition import Edition

ROWS = 60  # of one table on a page; `hustings diff --json` gives all
HASH_SHOWN = 12


def diff_page(
    found: Comparison,
    words: Words,
    *,
    place: str,
    old: Sequence[Age] = (),
    notes: Sequence[str] = (),
) -> str:
    """The page: one HTML file in the language of the words that needs nothing else.

    Args: found: without what is too old; old: what that is; notes: what else is to be said.
    """
    before, after = found.before, found.after
    periods = [words.period(edition.period) for edition in (before, after)]
    title = Title(
        title=words.say("diff.title"),
        place=place,
        period_label=words.say("diff.between", before=periods[0], after=periods[1]),
        period_iso=f"{before.period.first}/{after.period.last}",
        as_of=words.say("diff.between", before=before.id, after=after.id),
        completeness="",
        sample=after.manifest.sample,
        language="hi" if words.language == "hi" else "en",
        stale=freshness.banner(words, old),
        stale_other=freshness.banner(words.other, old),
    )
    blocks: list[Block] = [title]
    if found.redefined:
        blocks.append(Banner(redefinition(words), "partial"))
    told = (verdict(found, words), *notes)
    blocks.append(Points(words.say("diff.summary"), tuple(Point("", text) for text in told)))
    blocks += [cut(table, words, ROWS) for table in diff_tables(found, words)]
    outputs = [{"output_type": "display_data", "data": {MIME: b.to_dict()}} for b in blocks]
    return render({"cells": [{"cell_type": "code", "metadata": {}, "outputs": outputs}]})


def redefinition(words: Words) -> str:
    """That measures or settings are others, which may be behind every difference."""
    lead, text = words.say("since.redefined"), words.say("since.redefined_text")
    return f"{lead}: {text}"


def verdict(found: Comparison, words: Words) -> str:
    """How many figures are re-stated, changed, known since and no longer known."""
    rows = shown(found)
    if all_old(found):
        return words.say("diff.verdict_old")
    if (rows["kind"] == "same").all():
        return words.say("diff.verdict_nothing", all=len(rows))
    return words.say("diff.verdict", **counts(found), all=len(rows))


def older_places(found: Comparison, words: Words, ages: Ages, unit: str) -> list[str]:
    """How many places are blank that have older exports than the one this is about; or nothing."""
    places = older_below(found, ages, unit)
    return [words.say("diff.older", units=words.count("unit", places))] if places else []


def diff_tables(found: Comparison, words: Words) -> list[Table]:
    """What differs, re-statements apart from changes; then lists and files. Those with rows."""
    made = (
        _restated(found, words),
        _changed(found, words),
        _turned(found, words),
        _units(found, words),
        _files(found.arrived, "arrived", words),
        _files(found.gone, "gone", words),
        _aside(found, words),
    )
    return [table for table in made if table.rows]


def cut(table: Table, words: Words, most: int) -> Table:
    """The first rows of a table, and how many more there are."""
    left = len(table.rows) - most
    if left <= 0:
        return table
    return replace(table, rows=table.rows[:most], note=words.say("check.rest", n=left))


def unit_name(found: Comparison, words: Words, code: str) -> str:
    """A unit's name with what it is, from whichever edition knows it; the later one first."""
    edition: Edition = found.after if code in found.after.levels else found.before
    row = edition.unit(code)
    return words.place(words.name_of(row["name_en"], row["name_hi"]), str(row["level"]))


def _restated(found: Comparison, words: Words) -> Table:
    """Figures of one week that are others now; those known in one edition alone come last."""
    moved = visible(words, found.rows)
    place = moved["level"].map(LEVELS.index)  # what is said of the state is read by most
    moved = moved.loc[place.sort_values(kind="stable").index]
    rows = pd.concat([moved, found.of("appeared", "vanished", "withheld")])
    files = {metric: len(found.feeding(metric)) for metric in rows["metric"].unique()}
    told = (
        (
            *_named(found, words, row),
            exactly(words, row["metric"], row["said"]),
            exactly(words, row["metric"], row["restated"]),
            difference(words, row["metric"], row["restatement"]),
            _parts(words, row),
            words.number(files[row["metric"]]),
        )
        for row in rows.to_dict("records")
    )  # fmt: skip
    names = ("diff.unit", "since.metric", "since.said", "since.again", "since.restatement",
             "diff.part", "diff.files")  # fmt: skip
    return worded_table(words, "diff.restated", names, told)


def _changed(found: Comparison, words: Words) -> Table:
    told = (
        (
            *_named(found, words, row),
            exactly(words, row["metric"], row["restated"]),
            exactly(words, row["metric"], row["now"]),
            difference(words, row["metric"], row["change"]),
            against_usual(words, row),
            sure(words, row["strength"]),
        )
        for row in found.of("changed", "both").to_dict("records")
    )
    names = ("diff.unit", "since.metric", "since.again", "since.now", "since.change",
             "since.usual", "since.strength")  # fmt: skip
    return worded_table(words, "diff.changed", names, told)


def _turned(found: Comparison, words: Words) -> Table:
    told = (
        (
            *_named(found, words, row),
            sure(words, row["said_strength"]),
            sure(words, row["strength"]),
        )
        for row in found.turned().to_dict("records")
    )
    names = ("diff.unit", "since.metric", "since.strength_then", "since.strength_now")
    return worded_table(words, "diff.turned", names, told)


def _units(found: Comparison, words: Words) -> Table:
    """Units on one list only; a row for each, whatever it has figures of."""
    rows = found.of("unit_added", "unit_removed").drop_duplicates("unit")
    told = (
        (unit_name(found, words, row["unit"]), words.say(f"diff.{row['kind']}"))
        for row in rows.to_dict("records")
    )
    return worded_table(words, "diff.units", ("diff.unit", "diff.which"), told)


def _files(files: Sequence[InputFile], name: str, words: Words) -> Table:
    newest = sorted(files, key=lambda file: (file.exported_at, file.name), reverse=True)
    told = (
        (
            file.name,
            file.source,
            file.sha256[:HASH_SHOWN],
            words.moment(file.exported_at),
            words.number(file.rows_read),
        )
        for file in newest
    )
    names = ("column.file", "column.source", "column.hash", "check.newest", "column.rows")
    return worded_table(words, f"diff.{name}", names, told)


def _aside(found: Comparison, words: Words) -> Table:
    told = (
        (words.reason(reason), words.number(then), words.number(now))
        for reason, (then, now) in found.set_aside.items()
    )
    return worded_table(words, "diff.aside", ("column.reason", "diff.then", "diff.later"), told)


def _named(found: Comparison, words: Words, row: Mapping[Any, Any]) -> tuple[str, str]:
    return unit_name(found, words, row["unit"]), words.label(row["metric"])


def _parts(words: Words, row: Mapping[Any, Any]) -> str:
    """What a rate was made of and is now: 12 / 40 → 30 / 40; a dash for a count."""
    told = []
    for step in ("said", "restated"):
        part, whole = (number(row[f"{step}_{name}"]) for name in ("numerator", "denominator"))
        if part is None or whole is None:
            return words.number(None)
        figures = {"part": words.number(part), "whole": words.number(whole)}
        told.append(words.say("number.part_whole", **figures))
    return words.say("diff.between", before=told[0], after=told[1])
