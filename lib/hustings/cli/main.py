"""The commands. Each parses, calls one function below and prints what came of it."""

import os
import warnings
from datetime import UTC, datetime
from pathlib import Path

import click

from hustings import __version__
from hustings.cli.check import check_command
from hustings.cli.comparing import diff_command
from hustings.cli.crosswalk import crosswalk_command
from hustings.cli.delivering import (
    card_command,
    forward_command,
    mail_command,
    outbox_command,
    pdf_command,
)
from hustings.cli.doctoring import doctor_command
from hustings.cli.faults import of_disk
from hustings.cli.importing import forget_command, import_command
from hustings.cli.measuring import measured_edition
from hustings.cli.options import (
    INTERRUPTED,
    language_option,
    load_settings,
    settings_option,
    words_for,
    words_nearby,
)
from hustings.cli.pressing import press_command
from hustings.cli.pruning import prune_command
from hustings.cli.reviewing import people_command
from hustings.cli.running import runs_command
from hustings.cli.scheduling import schedule_command
from hustings.cli.ticking import tick_command
from hustings.cli.verifying import verify_command
from hustings.errors import HustingsError
from hustings.period import Period


class _Plain(click.Group):
    """Prints our errors as problem, where and fix, and exits with the kind's own code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except HustingsError as error:
            _tell(error, ctx)
            ctx.exit(error.exit_code)
        except OSError as cause:
            refused = of_disk(cause)
            if refused is None:
                raise
            _tell(refused, ctx)
            ctx.exit(refused.exit_code)
        except KeyboardInterrupt:
            click.echo(err=True)  # where a line is rewritten, it ends here
            ctx.exit(INTERRUPTED)


def _tell(error: HustingsError, ctx: click.Context) -> None:
    label, told = "error", str(error)
    if ctx.obj is not None:  # the words of the language that was asked for
        from hustings.cli.summary import error_text

        told = error_text(error, ctx.obj)
        label = label if ctx.obj.language == "en" else ctx.obj.say("error.problem")
    click.echo(f"{label}: {told}", err=True)


@click.group(cls=_Plain, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Turn exported files into weekly briefings in Hindi and English."""
    # Our matrices are small: on a busy machine more threads only wait for one another, in loops.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # The query library warns of its own use of pandas at every call; nobody here can mend that.
    warnings.filterwarnings("ignore", module=r"ibis\.")


@main.command("sample")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--state", default="IN-JH", show_default=True, help="ISO code of the state.")
@click.option("--weeks", default=26, show_default=True, help="Weeks of history.")
@click.option("--seed", default=1, show_default=True, help="Another seed, another campaign.")
@click.option("--until", help="Last week, as 2026-W46; default: the last complete one.")
@language_option
def sample_command(folder: Path, state: str, weeks: int, seed: int, until: str | None) -> None:
    """Write a synthetic campaign into FOLDER, as the raw files phones and platforms export."""
    from hustings import sample
    from hustings.cli.progress import Progress

    words = words_nearby()
    last = Period.parse(until) if until else Period.last_complete_week(datetime.now(UTC))
    show = Progress(words.say("sample.writing"), words)
    files = sample.write(
        folder,
        state=state,
        weeks=weeks,
        seed=seed,
        until=last,
        progress=lambda what, done, of: show(what and words.say(f"sample.{what}"), done, of),
    )
    written = words.say("sample.written", files=len(files), week=last.key, folder=str(folder))
    click.echo(written)


@main.command("measure")
@click.argument("period", required=False)
@settings_option
@language_option
def measure_command(period: str | None, settings_file: Path | None) -> None:
    """Measure PERIOD (as 2026-W46) for every unit and freeze it as an edition."""
    settings = load_settings(settings_file)
    edition = measured_edition(settings, period)
    words = words_for(settings)
    click.echo(words.say("press.measured", edition=edition.id, folder=str(edition.folder)))


@main.command("brief")
@click.argument("briefing")
@settings_option
@language_option
def brief_command(briefing: str, settings_file: Path | None) -> None:
    """Say what BRIEFING can be asked: its parameters, as its notebook declares them."""
    from hustings import press
    from hustings.wording.remarks import translated

    settings = load_settings(settings_file)
    words = words_for(settings)
    found = press.find_briefing(settings.folders.notebooks, briefing)
    key = "press.asked_for" if found.levels else "press.asked_by_name"
    click.echo(words.say(key, name=found.name, levels=", ".join(found.levels)))
    for parameter in found.parameters.values():
        told = translated(parameter.help, words.language)
        name, default = f"{parameter.name:<10}", repr(parameter.default)
        told = words.say("press.asked_with", name=name, help=told, default=default)
        click.echo(f"  {told}")


main.add_command(check_command)
main.add_command(diff_command)
main.add_command(import_command)
main.add_command(forget_command)
main.add_command(crosswalk_command)
main.add_command(people_command)
main.add_command(press_command)
main.add_command(runs_command)
main.add_command(verify_command)
main.add_command(prune_command)
main.add_command(tick_command)
main.add_command(schedule_command)
main.add_command(doctor_command)
main.add_command(pdf_command)
main.add_command(card_command)
main.add_command(forward_command)
main.add_command(mail_command)
main.add_command(outbox_command)
