"""`hustings doctor`: is everything there that printing needs, and what did a crash leave?"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.options import language_option, settings_option, words_for
from hustings.errors import HustingsError, SettingsError

if TYPE_CHECKING:
    from hustings.press.operating.diagnosis import Diagnosis
    from hustings.wording import Words


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@language_option
@settings_option
def doctor_command(as_json: bool, settings_file: Path | None) -> None:
    """Say what is broken or worth a look, and how to mend it; nothing is changed.

    Looks at the machine, fonts, disks, clock, rights, ledger, notebooks, schedule, timer and
    letters, and at what a crash left. The exit code is 1 when something is broken, else 0.
    """
    from hustings.press.operating.diagnosis import BROKEN
    from hustings.press.operating.doctor import examine
    from hustings.settings import find

    words, broken = _words(settings_file), False
    for diagnosis in examine(settings_file or find()):
        broken = broken or diagnosis.state == BROKEN
        if as_json:
            click.echo(json.dumps(asdict(diagnosis), ensure_ascii=False))
        else:
            _print(diagnosis, words)
    sys.exit(HustingsError.exit_code if broken else 0)


def _words(settings_file: Path | None) -> "Words":
    """The language asked for, or that of the settings; English where those cannot be read."""
    from hustings.cli.options import load_settings
    from hustings.wording import Words

    try:
        return words_for(load_settings(settings_file))
    except SettingsError:
        asked = click.get_current_context().find_root().obj
        return asked if isinstance(asked, Words) else Words("en")


def _print(diagnosis: "Diagnosis", words: "Words") -> None:
    from hustings.cli.summary import error_text

    state, check = (
        words.say(f"doctor.{key}") for key in (f"state_{diagnosis.state}", diagnosis.check)
    )
    line = words.say("doctor.line", state=state, check=check)
    if not diagnosis.problem:
        click.echo(f"{line}  {diagnosis.where}".rstrip())
        return
    click.echo(line)
    error = HustingsError(diagnosis.problem, where=diagnosis.where, fix=diagnosis.fix)
    for told in error_text(error, words).splitlines():
        click.echo(f"  {told}")
