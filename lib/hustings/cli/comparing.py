"""The command that lays two editions side by side: re-statements apart from changes."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.options import (
    at_option,
    language_option,
    load_settings,
    settings_option,
    words_for,
)
from hustings.cli.screen import lines_of
from hustings.errors import InputError, StaleError, UsageError

if TYPE_CHECKING:
    from hustings.edition import Edition
    from hustings.edition.comparing import Comparison
    from hustings.edition.freshness import Ages
    from hustings.settings import Settings
    from hustings.wording import Words

ROWS = 20  # of one table on the screen


@click.command("diff")
@click.argument("before")
@click.argument("after")
@click.option("--unit", default="", help="Code of one unit; else all down to block.")
@at_option
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it as a page into this file, too.",
)
@language_option
@settings_option
def diff_command(
    before: str,
    after: str,
    unit: str,
    at: datetime | None,
    as_json: bool,
    page: Path | None,
    settings_file: Path | None,
) -> None:
    """Show what differs between two editions: what late data re-stated, and what changed.

    BEFORE and AFTER are editions' ids, weeks (the edition of the week made last) or files of
    printed pages. What is too old to be shown is blank, as on a page. The exit code is 0 whatever
    differs, 2 for what cannot be compared, 4 when every figure is too old and 14 for an edition
    that is not there.
    """
    from hustings.edition.compared_aged import all_old, without_old
    from hustings.edition.comparing import compare
    from hustings.edition.freshness import ages_of
    from hustings.edition.printable import page_rests_on
    from hustings.page.difference import diff_page, older_places, unit_name
    from hustings.wording.freshness import not_shown

    settings = load_settings(settings_file)
    words = words_for(settings)
    (earlier, of_one), (later, of_other) = (_asked(settings, text) for text in (before, after))
    chosen = _one_unit(unit, of_one, of_other)
    ages = ages_of(later, settings.freshness, at or datetime.now(UTC))
    found = without_old(compare(earlier, later, units=[chosen] if chosen else None), ages)
    about = chosen or later.manifest.state
    old = page_rests_on(ages, "", about, later.manifest.state)
    notes = older_places(found, words, ages, about)
    if page is not None:
        place = unit_name(found, words, about)
        _write(page, diff_page(found, words, place=place, old=old, notes=notes))
    if as_json:
        told = _plain(found, ages)
        click.echo(json.dumps(told, ensure_ascii=False, default=str, allow_nan=False))
    else:
        _print(found, words)
        for line in [*([not_shown(words, old)] if old else []), *notes]:
            click.echo(line)
        if page is not None:
            click.echo(words.say("diff.page", path=str(page)))
    sys.exit(StaleError.exit_code if all_old(found) else 0)


def _asked(settings: "Settings", text: str) -> "tuple[Edition, str]":
    """The edition somebody named, and the unit if they named a page."""
    from hustings.edition import open_edition

    folder = settings.folders.data / "editions"
    if not text.endswith(".html"):
        return open_edition(folder, text), ""
    from hustings.page.published import open_page

    page = open_page(Path(text))
    if not page.told("edition"):
        raise InputError(
            "This page does not say which edition it is from.",
            where=page.name,
            fix="Name a briefing's page below reports/, or an edition's id.",
        )
    return open_edition(folder, page.told("edition")), page.told("unit")


def _one_unit(*named: str) -> str:
    """The one unit that was asked for, or that both pages are about; empty for all."""
    different = list(dict.fromkeys(name for name in named if name))
    if len(different) > 1:
        raise UsageError(
            "Two different units cannot be compared.",
            where=", ".join(different),
            fix="Name two pages of one unit, or leave --unit out.",
        )
    return different[0] if different else ""


def _write(path: Path, page: str) -> None:
    from hustings.page.files import write_atomically

    if not path.absolute().parent.is_dir():
        raise UsageError(
            "There is no such folder.", where=str(path.parent), fix="Make it, or name another."
        )
    write_atomically(path, page)


def _print(found: "Comparison", words: "Words") -> None:
    from hustings.page.difference import cut, diff_tables, redefinition, verdict

    click.echo(words.say("diff.between", before=found.before.id, after=found.after.id))
    for whole in diff_tables(found, words):
        table = cut(whole, words, ROWS)
        click.echo(f"\n{table.section}")
        for line in [*lines_of(table), *([table.note] if table.note else [])]:
            click.echo(f"  {line}")
    click.echo(f"\n{verdict(found, words)}")
    if found.redefined:
        click.echo(redefinition(words))


def _plain(found: "Comparison", ages: "Ages") -> dict[str, object]:
    """All of it, as JSON can hold it: figures that are missing or too old are null."""
    from hustings.edition.feeding import feeders

    rows = found.rows.astype(object).where(found.rows.notna(), None)
    units = {"", *rows["unit"]}
    return {
        "before": found.before.id,
        "after": found.after.id,
        "same_week": found.same_week,
        "redefined": found.redefined,
        "digests": found.digests,
        "arrived": [asdict(file) for file in found.arrived],
        "gone": [asdict(file) for file in found.gone],
        "set_aside": found.set_aside,
        "as_of": ages.moment,
        "too_old": [
            {
                "unit": unit,
                **asdict(age.input),
                "exported_at": age.exported_at,
                "days": age.days,
                "limit": age.limit,
            }
            for unit, age in ages.stale
            if unit in units
        ],
        "counted_from": {name: sorted(feeders(name)) for name in rows["metric"].unique()},
        "rows": rows.to_dict("records"),
    }
