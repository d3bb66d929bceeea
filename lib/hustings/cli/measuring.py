"""Measuring a period from the command line, with progress."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from hustings.cli.options import words_for
from hustings.cli.people import follow_decisions
from hustings.period import Period

if TYPE_CHECKING:
    from hustings.edition import Edition
    from hustings.settings import Settings

STEPS = 4


def measured_edition(
    settings: "Settings", period: str | None, *, now: datetime | None = None
) -> "Edition":
    """The edition of a period, by default of the last complete week of the data.

    Says so where nothing that was imported tells of that week.

    Args: now: the edition's clock; this moment where none is given.
    """
    from hustings.cli.progress import Progress
    from hustings.edition import build, newest_week

    follow_decisions(settings)
    chosen = Period.parse(period) if period else newest_week(settings)
    words = words_for(settings)
    show = Progress(words.say("press.measuring"), words)
    done = iter(range(STEPS))
    built = build(
        settings,
        chosen,
        now=now or datetime.now(UTC),
        step=lambda what: show(what, next(done), STEPS),
    )
    show("", STEPS, STEPS)
    if not built.edition.week(chosen.key)["value"].notna().any():
        click.echo(words.say("press.no_figures", period=words.period(chosen)), err=True)
    return built.edition
