"""`hustings tick`: what a timer calls each minute."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.letters import mailed_code, print_mailed
from hustings.cli.measuring import measured_edition
from hustings.cli.options import language_option, load_settings, settings_option, words_for
from hustings.cli.printed import print_too_old
from hustings.cli.running import state_word, told_in
from hustings.cli.watched import watched_over
from hustings.errors import (
    BusyError,
    DeliveryError,
    HustingsError,
    PartialError,
    SettingsError,
    StaleError,
)

if TYPE_CHECKING:
    from hustings.edition import Edition
    from hustings.period import Period
    from hustings.press.ticking import Settled
    from hustings.settings import Settings
    from hustings.wording import Words

# A page that is not there weighs more than one that is and was not brought to its readers.
WORST_FIRST = (
    HustingsError.exit_code,
    PartialError.exit_code,
    StaleError.exit_code,
    SettingsError.exit_code,
)


@click.command("tick")
@language_option
@settings_option
@watched_over
def tick_command(settings_file: Path | None) -> None:
    """Print what schedule.toml says is due now, once, send the letters that wait, and end.

    To be called each minute by a timer (`hustings schedule install`). The exit code is 5 when
    nothing was due; else that of the worst of what was done: 1, 3 or 4 as for `hustings press`,
    then 2, 16 or 17 when every page is there and letters, PDFs or cards are not.
    """
    from hustings.cli.progress import Progress
    from hustings.press.operating.ticked import note_tick
    from hustings.press.pressing import stopped_gently, ticker_of

    settings = load_settings(settings_file)
    note_tick(settings, datetime.now(UTC))
    words = words_for(settings)
    progress = Progress(words.say("press.printing"), words)
    ticker = ticker_of(settings, measure=_measure, progress=progress, environment=os.environ)
    done = set()  # the exit code of each thing that was done
    now = datetime.now(UTC)
    with stopped_gently():
        for settled in ticker.tick(now):
            done |= _print_settled(settled, words)
        mailed = ticker.send(now)
    if mailed.tried or mailed.problem:
        done.add(mailed_code(mailed))
    if mailed.tried or mailed.waiting:
        print_mailed(mailed, words)
    worst = [*(code for code in WORST_FIRST if code in done), *sorted(done - {*WORST_FIRST, 0})]
    sys.exit(worst[0] if worst else 0 if done else BusyError.exit_code)


def _print_settled(settled: "Settled", words: "Words") -> set[int]:
    """Print what became of a slot; gives the exit codes of it and of what follows its pages."""
    from hustings.cli.summary import error_text
    from hustings.press.ledger.states import FAILED, PARTIAL, STALE

    when = settled.slot.isoformat(timespec="minutes")
    told, state = told_in(settled.told, words), state_word(settled.state, words)
    click.echo(f"{settled.entry} {when}: {state} {told}".rstrip())
    print_too_old(settled.too_old, words)
    if settled.error:
        *_, advice = error_text(settled.error, words).partition("\n")
        click.echo(advice, err=True)
    kinds = {FAILED: HustingsError, PARTIAL: PartialError, STALE: StaleError}
    code = kinds[settled.state].exit_code if settled.state in kinds else 0
    return {code, DeliveryError.exit_code} if settled.undelivered else {code}


def _measure(settings: "Settings", period: "Period", moment: datetime) -> "Edition":
    return measured_edition(settings, period.key, now=moment)
