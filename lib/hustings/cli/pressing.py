"""`hustings press`: many pages at once, and the index that links them."""

import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.measuring import measured_edition
from hustings.cli.options import at_option, load_settings, settings_option, together, words_for
from hustings.cli.printed import print_pages, print_too_old, print_unread
from hustings.cli.watched import watched_over
from hustings.errors import HustingsError, PartialError

if TYPE_CHECKING:
    from hustings.edition import Edition
    from hustings.press import Asked, Run
    from hustings.press.choosing import Chosen
    from hustings.settings import Settings


def _asked(units: str, state: str, languages: str, given: tuple[tuple[str, str], ...]) -> "Asked":
    from hustings.press import Asked

    return Asked(tuple(_listed(languages)), ",".join(_listed(units)), state, dict(given))


def _listed(text: str) -> list[str]:
    """What stands between commas; nothing of an empty text."""
    return [part.strip() for part in text.split(",")] if text else []


asked_options = together(
    "asked",
    _asked,
    click.option("--units", default="", help="level=lok_sabha,vidhan_sabha or unit codes."),
    click.option("--state", default="", help="Only units at or below this one, as IN-JH."),
    click.option("--languages", default="", help="As hi,en; default: those of settings.toml."),
    click.option(
        "-p",
        "--parameter",
        "given",
        type=(str, str),
        multiple=True,
        metavar="NAME VALUE",
        help="A briefing's own parameter, as `hustings brief BRIEFING` lists them; repeatable.",
    ),
)
"""The options that say which pages are meant; the command is given them as one `asked`."""


engine_option = click.option(
    "--engine", help="fork (default), kernel or cold: how cells are run; pages are the same."
)


@dataclass(frozen=True)
class How:
    """How pages are to be printed."""

    at: datetime | None
    again: bool
    executor: str | None
    engine: str | None
    dry_run: bool

    @property
    def moment(self) -> datetime:
        """The pages' clock."""
        return (self.at or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)


how_options = together(
    "how",
    How,
    at_option,
    click.option("--again", is_flag=True, help="Print pages that are current as well."),
    click.option("--executor", help="local, or tcp://HOST:PORT of a Dask scheduler."),
    engine_option,
    click.option("--dry-run", is_flag=True, help="Only list the pages, in the order of printing."),
)


@click.command("press")
@click.argument("briefings", nargs=-1, required=True)
@click.option("--period", help="As 2026-W46; default: the last complete week of the data.")
@asked_options
@how_options
@settings_option
@watched_over
def press_command(
    briefings: tuple[str, ...],
    *,
    period: str | None,
    asked: "Asked",
    how: How,
    settings_file: Path | None,
) -> None:
    """Print BRIEFINGS for many units, and the index page that links them all.

    Briefings that sum up one of these are printed as well, unless single units are named. One
    whose notebook cannot be read stops none of the others. The exit code is 0 when every page is
    there, 3 when some are and 1 when none is.
    """
    from hustings import press
    from hustings.press.choosing import choose

    settings = load_settings(settings_file)
    settings = settings.printing_by(executor=how.executor, engine=how.engine)
    asked = replace(asked, languages=asked.languages or settings.campaign.languages)
    chosen = choose(settings.folders.notebooks, briefings, asked)
    edition = measured_edition(settings, period)
    runs = press.plan_runs(chosen.briefings, edition, asked, scheduled_at=how.moment)
    if how.dry_run:
        for run in runs:
            click.echo(run.page)
        print_unread(chosen, words_for(settings))
        sys.exit(PartialError.exit_code if chosen.lacking else 0)
    told = {"briefings": list(briefings)} | asdict(asked)
    sys.exit(print_by_hand(runs, edition, settings, told=told, again=how.again, chosen=chosen))


def print_by_hand(
    runs: "list[Run]",
    edition: "Edition",
    settings: "Settings",
    *,
    told: Mapping[str, object],
    again: bool = False,
    chosen: "Chosen | None" = None,
) -> int:
    """Print pages as a job of its own, write the index, and say how it went: the exit code.

    Args: chosen: how the briefings of the pages were chosen, to tell of notebooks left out.
    """
    from hustings.cli.progress import Progress
    from hustings.edition.freshness import too_old_everywhere
    from hustings.press.choosing import Chosen
    from hustings.press.index import write_index
    from hustings.press.pressing import press_of, stopped_gently
    from hustings.press.publishing import ledger_of, recover

    ledger = ledger_of(settings)
    recover(ledger, settings)
    job, left = ledger.open_job(runs[0].scheduled_at, told), chosen or Chosen()
    words = words_for(settings)
    progress = Progress(words.say("press.printing"), words)
    press = press_of(edition, settings, progress=progress, again=again)
    try:
        with stopped_gently():
            printed = press.print_pages(job, runs)
            index = write_index(settings, edition)
            press.close(job, printed, also="; ".join(left.told()), lacks=bool(left.lacking))
    except (KeyboardInterrupt, SystemExit, HustingsError):
        command = f"hustings runs retry --job {job.id}"
        click.echo(words.say("press.stopped", command=command), err=True)
        raise
    print_unread(left, words)
    print_too_old(too_old_everywhere(edition, settings.freshness, job.scheduled_at), words)
    code = print_pages(printed, index, words)
    return code or (PartialError.exit_code if left.lacking else 0)
