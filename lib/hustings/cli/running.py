"""`hustings runs`: what was printed, what became of it, and trying again."""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.options import language_option, load_settings, settings_option, words_for
from hustings.cli.screen import padded
from hustings.cli.watched import watched
from hustings.errors import PartialError, UsageError

if TYPE_CHECKING:
    from hustings.press.ledger import Ledger
    from hustings.settings import Settings
    from hustings.wording import Words

FIELD, STATE = 13, 10  # letters that the columns take at least

json_option = click.option("--json", "as_json", is_flag=True, help="For programs.")

most_option = click.option(
    "--most",
    default=20,
    show_default=True,
    type=click.IntRange(-1, 10**9),
    help="Show the last so many; -1: all.",
)


@click.group("runs")
def runs_command() -> None:
    """What was printed and what became of it."""


@runs_command.command("list")
@click.option("--job", type=int, help="Only of this job.")
@click.option("--state", help="As failed, succeeded, skipped, queued.")
@click.option("--briefing", help="Only of this briefing.")
@click.option("--unit", help="Only of this unit.")
@most_option
@json_option
@language_option
@settings_option
def list_command(
    *,
    job: int | None,
    state: str | None,
    briefing: str | None,
    unit: str | None,
    most: int,
    as_json: bool,
    settings_file: Path | None,
) -> None:
    """List runs, the newest last."""
    from hustings.errors import nearest
    from hustings.press.briefings import find_briefing
    from hustings.press.ledger.states import STATES

    if state and state not in STATES:
        raise UsageError(f"No state is called '{state}'.", fix=nearest(state, STATES))
    ledger, settings, words = opened(settings_file)
    if job is not None:
        ledger.job(job)  # says so if there is none
    runs = ledger.runs(job=job, state=state, briefing=briefing, unit=unit, most=most)
    if briefing and not runs:
        find_briefing(settings.folders.notebooks, briefing)
    if as_json:
        click.echo(plain_json([asdict(run) for run in runs]))
        return
    for run in runs:
        told = told_in(run.told.partition("\n")[0], words)
        click.echo(f"{run.id:>6}  {_state(run.state, words)} {run.title}  {told}".rstrip())
    if not runs:
        click.echo(words.say("runs.none"))


@runs_command.command("jobs")
@most_option
@json_option
@language_option
@settings_option
def jobs_command(*, most: int, as_json: bool, settings_file: Path | None) -> None:
    """List jobs, the newest last: all runs of one command, or of one slot of the schedule."""
    ledger, _, words = opened(settings_file)
    jobs = ledger.jobs()[: None if most < 0 else most][::-1]
    if as_json:
        click.echo(plain_json([asdict(job) for job in jobs]))
        return
    for job in jobs:
        who, when = job.entry or words.say("runs.by_hand"), shown_moment(job.scheduled_at)
        told, state = told_in(job.told, words), _state(job.state, words)
        click.echo(f"{job.id:>6}  {state} {when}  {who}  {told}".rstrip())
    if not jobs:
        click.echo(words.say("runs.no_jobs"))


@runs_command.command("show")
@click.argument("run", type=int)
@json_option
@language_option
@settings_option
def show_command(*, run: int, as_json: bool, settings_file: Path | None) -> None:
    """Show all about RUN: what it was printed from, and every step it went through."""
    from hustings.press.publishing import folder_of, page_of

    ledger, settings, words = opened(settings_file)
    found = ledger.run(run)
    steps = ledger.history(run=run)
    if as_json:
        click.echo(plain_json(asdict(found) | {"history": [asdict(step) for step in steps]}))
        return
    facts = {"id": found.id, "job": found.job} | asdict(found)
    facts |= {"state": state_word(found.state, words), "folder": folder_of(found, settings)}
    facts["printed"] = page_of(found, settings) if found.page else ""
    for name, value in facts.items():
        if name != "told" and value not in ("", None):
            click.echo(f"{padded(words.say(f'run_field.{name}'), FIELD)} {value}")
    for step in steps:
        when = step.changed_at.isoformat(timespec="milliseconds")
        told = told_in(step.told, words)
        click.echo(f"{when}  {_state(step.state, words)} {told}".rstrip())


@runs_command.command("logs")
@click.argument("run", type=int)
@language_option
@settings_option
def logs_command(*, run: int, settings_file: Path | None) -> None:
    """Print what RUN wrote while it was at work, with the whole error if it failed."""
    from hustings.press.making import LOG
    from hustings.press.publishing import folder_of

    ledger, settings, _ = opened(settings_file)
    path = folder_of(ledger.run(run), settings) / LOG
    if not path.exists():
        raise UsageError(f"Run {run} left no log.", fix="A page that was current is not printed.")
    click.echo(path.read_text("utf-8", "replace"), nl=False)


@runs_command.command("retry")
@click.argument("runs", type=int, nargs=-1)
@click.option("--job", type=int, help="Everything of this job that has no page.")
@language_option
@settings_option
def retry_command(*, runs: tuple[int, ...], job: int | None, settings_file: Path | None) -> None:
    """Print RUNS again that failed or were stopped, for the same moment and from the same edition.

    What ended stays as it is in the ledger: each is tried as a new run.
    """
    from hustings.cli.pressing import print_by_hand
    from hustings.edition import open_edition
    from hustings.press.choosing import Chosen
    from hustings.press.planned_again import lacking, planned_again, readable
    from hustings.press.publishing import recover

    ledger, settings, _ = opened(settings_file)
    recover(ledger, settings)  # what a killed press left at work has ended, though nobody said so
    chosen = [ledger.run(run) for run in runs]
    if job is not None:
        chosen += lacking(ledger.job(job).id, ledger)
    if not chosen:
        fix = "Name runs that failed, or a job that has some: hustings runs list --state failed"
        raise UsageError("Nothing is to be tried again.", fix=fix)
    chosen, faults = readable(chosen, settings)
    again = planned_again(chosen, settings, ledger)
    folder = settings.folders.data / "editions"
    editions = {name: open_edition(folder, name) for name in {run.edition for run in again}}
    told, codes = {"retried": [run.id for run in chosen]}, set()
    with watched(settings):
        for name, edition in editions.items():
            mine = [run for run in again if run.edition == name]
            left = Chosen(lacking=faults)
            codes.add(print_by_hand(mine, edition, settings, told=told, again=True, chosen=left))
    sys.exit(codes.pop() if len(codes) == 1 else PartialError.exit_code)


@runs_command.command("cancel")
@click.argument("runs", type=int, nargs=-1)
@click.option("--job", type=int, help="Every run of this job that has not ended.")
@language_option
@settings_option
def cancel_command(*, runs: tuple[int, ...], job: int | None, settings_file: Path | None) -> None:
    """Stop RUNS that wait or are being printed; the others of their job go on."""
    ledger, _, words = opened(settings_file)
    chosen = [ledger.run(run).id for run in runs]
    chosen += [run.id for run in ledger.runs(job=ledger.job(job).id)] if job is not None else []
    if not chosen:
        raise UsageError("Nothing is to be stopped.", fix="Name runs, or a job: --job N.")
    click.echo(words.say("runs.stopped", n=ledger.cancel(chosen)))


def opened(settings_file: Path | None) -> "tuple[Ledger, Settings, Words]":
    """What a command on the ledger works with."""
    from hustings.press.publishing import ledger_of

    settings = load_settings(settings_file)
    words = words_for(settings)
    return ledger_of(settings), settings, words


def state_word(state: str, words: "Words") -> str:
    """A state as people read it; in English by the name that `--state` takes."""
    return state if words.language == "en" else words.say(f"run.{state}")


def told_in(told: str, words: "Words") -> str:
    """What the ledger says of a run or a job, each of its sentences in a language."""
    from hustings.wording.remarks import translated

    return "; ".join(translated(part, words.language) for part in told.split("; "))


def shown_moment(moment: datetime) -> str:
    """A moment as a list has it."""
    return moment.isoformat(timespec="minutes")


def _state(state: str, words: "Words") -> str:
    return padded(state_word(state, words), STATE)


def plain_json(value: object) -> str:
    """A value for programs; its keys are English whatever is spoken."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"cannot write {value!r}")
