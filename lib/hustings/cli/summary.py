"""What a command prints at its end, for a person or a program; each gives the exit code."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.people import of_nobody
from hustings.errors import PartialError

if TYPE_CHECKING:
    from hustings.intake import FileOutcome, Outcome
    from hustings.press import Printed

SHOWN = 5  # examples of one kind; the rest is counted
FAILED_SHOWN = 20  # pages that were not printed, each with its problem


def print_preview(lines: Iterable[str], *, as_json: bool) -> int:
    """Print a dry run: every clean row and the closing line, or only the closing figures."""
    last = "{}"
    for line in lines:
        last = line
        if as_json:
            click.echo(line)
    closing = json.loads(last)
    if not as_json:
        click.echo(_counts(closing["counts"]))
    return PartialError.exit_code if any(f["error"] for f in closing["files"]) else 0


def print_outcome(outcome: "Outcome", *, as_json: bool) -> int:
    """Print what an import did: what was read as what, assumed, set aside, refused."""
    if as_json:
        click.echo(json.dumps(outcome.closing_line(), ensure_ascii=False))
    else:
        _print_files(outcome)
        click.echo(_counts(outcome.counts()))
        if outcome.unknown:
            from hustings.wording import Words

            click.echo(of_nobody(outcome.unknown, Words("en")))
    if not outcome.failed:
        return 0
    return outcome.failed[0].error_code if len(outcome.files) == 1 else PartialError.exit_code


def _print_files(outcome: "Outcome") -> None:
    by_source: dict[str, list[FileOutcome]] = {}
    for file in outcome.files:
        if not file.seen_before and file.error is None:
            by_source.setdefault(", ".join(dict.fromkeys(file.sources)), []).append(file)
    for source, files in sorted(by_source.items()):
        rows = sum(file.stored for file in files)
        click.echo(f"{source}: {len(files)} file(s), {rows} new row(s)")
    if seen := [file for file in outcome.files if file.seen_before]:
        click.echo(f"imported before, nothing to do: {len(seen)} file(s)")
    _print_remarks(outcome)


def _print_remarks(outcome: "Outcome") -> None:
    assumed: dict[str, list[str]] = {}
    aside: dict[str, list[str]] = {}
    for file in outcome.files:
        for remark in file.assumed:
            assumed.setdefault(remark.what, []).append(file.name)
        for row in file.set_aside:
            aside.setdefault(row.reason, []).append(f"{file.name}, line {row.line}")
    for title, remarks in (("assumed", assumed), ("set aside", aside)):
        for what, places in sorted(remarks.items()):
            more = f" and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
            click.echo(f"{title}: {what} ({len(places)}x: {'; '.join(places[:SHOWN])}{more})")
    for file in outcome.failed:
        click.echo(f"not read: {file.name}\n  {file.error}", err=True)


def _counts(counts: dict[str, int]) -> str:
    return (
        f"{counts['read']} rows read: {counts['stored']} stored, {counts['already_known']} known "
        f"before, {counts['quarantined']} set aside"
    )


def print_pages(printed: "list[Printed]", index: Path) -> int:
    """Print how many pages are there, which failed and why, and the path to open."""
    failed = [page for page in printed if not page.good]
    for page in failed[:FAILED_SHOWN]:
        click.echo(f"not printed: {page.run.title}: {page.problem}", err=True)
    if len(failed) > FAILED_SHOWN:
        click.echo(f"... and {len(failed) - FAILED_SHOWN} more", err=True)
    fresh = sum(page.state == "succeeded" for page in printed)
    good = sum(page.good for page in printed)
    click.echo(f"{good} of {len(printed)} pages are there, {fresh} of them new")
    click.echo(f"open {index}")
    return PartialError.exit_code if failed else 0
