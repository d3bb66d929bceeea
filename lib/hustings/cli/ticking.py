"""`hustings tick`: what a timer calls each minute."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.measuring import measured_edition
from hustings.cli.options import load_settings, settings_option
from hustings.cli.watched import watched_over
from hustings.errors import BusyError, HustingsError, PartialError, StaleError

if TYPE_CHECKING:
    from hustings.edition import Edition
    from hustings.period import Period
    from hustings.settings import Settings

WORST_FIRST = (HustingsError.exit_code, PartialError.exit_code, StaleError.exit_code)


@click.command("tick")
@settings_option
@watched_over
def tick_command(settings_file: Path | None) -> None:
    """Print what schedule.toml says is due now, once, and end.

    To be called each minute by a timer (`hustings schedule install`). The exit code is 5 when
    nothing was due; else 0, or 3, 4 or 1 as for `hustings press`, for the worst of what was done.
    """
    from hustings.cli.progress import Progress
    from hustings.press.ledger.states import FAILED, PARTIAL, STALE
    from hustings.press.operating.ticked import note_tick
    from hustings.press.pressing import stopped_gently, ticker_of

    settings = load_settings(settings_file)
    note_tick(settings, datetime.now(UTC))
    progress = Progress("Printing")
    ticker = ticker_of(settings, measure=_measure, progress=progress, environment=os.environ)
    codes = {FAILED: HustingsError, PARTIAL: PartialError, STALE: StaleError}
    done, worst = 0, set()
    with stopped_gently():
        for settled in ticker.tick(datetime.now(UTC)):
            when = settled.slot.isoformat(timespec="minutes")
            click.echo(f"{settled.entry} {when}: {settled.state} {settled.told}".rstrip())
            done += 1
            if settled.state in codes:
                worst.add(codes[settled.state].exit_code)
    sys.exit(
        next((code for code in WORST_FIRST if code in worst), 0) if done else BusyError.exit_code
    )


def _measure(settings: "Settings", period: "Period", moment: datetime) -> "Edition":
    return measured_edition(settings, period.key, now=moment)
