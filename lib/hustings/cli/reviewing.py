"""The commands that suggest who may be whom, and take a reviewed list back."""

import csv
import getpass
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.options import load_settings, words_for
from hustings.cli.people import common, people_command, print_followed
from hustings.errors import InputError, UsageError

if TYPE_CHECKING:
    from hustings.intake.who import Evidence, Said, Suggestion
    from hustings.roster import Act
    from hustings.settings import Settings
    from hustings.wording import Words

__all__ = ["people_command"]

COLUMNS = ("same", "one", "other", "sure", "why", "one_code", "other_code")


@people_command.command("suggest")
@click.option("--least", default=0.25, show_default=True, help="Leave out what is less sure, 0-1.")
@click.option("--most", default=40, show_default=True, help="Show no more than this many.")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all to a CSV, to be reviewed and given to `people review`. It holds names.",
)
@common
def suggest_command(least: float, most: int, path: Path | None, settings_file: Path | None) -> None:
    """Suggest who may be whom, each with its evidence and how sure it is; decides nothing."""
    from hustings.cli.progress import Progress
    from hustings.intake.who import suggest

    settings = load_settings(settings_file)
    words = words_for(settings)
    if path:
        _refuse_public(path, settings)
    found = suggest(settings, least=least, progress=Progress(words.say("people.looking"), words))
    if path:
        _write(found, path, words)
        called = words.count("suggestion", len(found))
        command = f"hustings people review {path.name}"
        click.echo(words.say("people.written", found=called, path=str(path), command=command))
        return
    for number, each in enumerate(found[:most], start=1):
        _print(number, each, words)
    if not found:
        click.echo(words.say("people.no_suggestion"))
    elif len(found) > most:
        click.echo(words.say("people.suggested", shown=most, found=len(found)))


@people_command.command("review")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--by", help="Who reviewed it; default: the user of this computer.")
@common
def review_command(path: Path, by: str | None, settings_file: Path | None) -> None:
    """Take back the list that `people suggest --file` wrote: yes merges, no keeps apart."""
    from hustings.cli.progress import Progress
    from hustings.intake.who import decide_all

    settings = load_settings(settings_file)
    words = words_for(settings)
    every, undecided = _read(path, by or getpass.getuser(), words)
    show = Progress(words.say("people.reading_again"), words)
    written, outcome = decide_all(settings, every, now=datetime.now(UTC), progress=show)
    click.echo(
        words.say(
            "people.reviewed",
            merged=sum(entry.act == "merge" for entry in written),
            kept_apart=sum(entry.act == "split" for entry in written),
            open=undecided,
        )
    )
    print_followed(outcome, words)


def _print(number: int, each: "Suggestion", words: "Words") -> None:
    one, other = each.called
    sure = words.number(each.sure, "percent")
    click.echo(words.say("people.suggestion", number=number, one=one, other=other, sure=sure))
    for why in each.evidence:
        click.echo(f"   - {_said(why, words)}")
    for answer, act in (("accept", "merge"), ("refuse", "split")):
        command = f"hustings people {act} {each.one} {each.other} --why ..."
        click.echo("   " + words.say(f"people.{answer}", command=command))


def _said(why: "Evidence", words: "Words") -> str:
    """One piece of evidence in words."""
    said = why.said
    if why.key == "same_messages":
        n, of = words.number(int(said["n"])), words.number(int(said["of"]))
        main = words.say("people.same_messages", n=n, of=of)
        return f"{main}, {words.say('people.same_messages_in', group=str(said['group']))}"
    filled = {"name": str(said["name"])}
    if why.key == "near_name":
        filled["ratio"] = words.number(float(said["ratio"]), "percent")
    unit = str(said[f"unit_{words.language}"])
    parts = [words.say(f"people.{why.key}", **filled), words.say("people.works_there", unit=unit)]
    if said["others"]:
        parts.append(words.say("people.others_fit", n=int(said["others"])))
    if said["pushed"]:
        parts.append(words.say("people.own_name"))
    return ", ".join(parts)


def _refuse_public(path: Path, settings: "Settings") -> None:
    """Names go to no folder that is handed on: not to the reports, not beside the clean tables."""
    folders = settings.folders
    for folder in (folders.reports, folders.data, folders.notebooks):
        if path.resolve().is_relative_to(folder.resolve()):
            raise UsageError(
                "A list with names does not belong there: that folder is read, copied or sent.",
                where=str(path),
                fix="Write it to a folder of your own, and delete it after the review.",
            )


def _write(found: "list[Suggestion]", path: Path, words: "Words") -> None:
    from hustings.text import csv_safe

    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([words.say(f"people.column_{name}") for name in COLUMNS])
        for each in found:
            why = "; ".join(_said(reason, words) for reason in each.evidence)
            cells = (
                "",
                *each.called,
                words.number(each.sure, "percent"),
                why,
                each.one,
                each.other,
            )
            rows.writerow([csv_safe(cell) for cell in cells])


def _read(path: Path, by: str, words: "Words") -> "tuple[list[Said], int]":
    """The decisions of a reviewed list, and how many lines are left open."""
    from hustings.importers.tabular.cells import flag
    from hustings.intake.who import Said

    every: list[Said] = []
    wrong: list[str] = []
    undecided = 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.reader(file), start=1):
            if number == 1 or not any(row):
                continue
            same = flag(row[0])
            if not row[0].strip():
                undecided += 1
            elif same is not None and len(row) >= len(COLUMNS):
                why = words.say("people.why_reviewed", name=path.name)
                act: Act = "merge" if same else "split"
                every.append(Said(act, row[5].strip(), row[6].strip(), by, why))
            else:
                wrong.append(f"line {number}")
    if wrong:
        raise InputError(
            "Some lines of the reviewed list say neither yes nor no.",
            where=f"{path.name}, {', '.join(wrong[:10])}",
            fix="Write yes or no in the first column, or leave it empty; change nothing else.",
        )
    return every, undecided
