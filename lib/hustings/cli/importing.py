"""The commands that take files in, and that take one of them back."""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.options import (
    INTERRUPTED,
    day,
    language_option,
    load_settings,
    settings_option,
    wait_option,
    words_for,
)
from hustings.errors import PartialError

if TYPE_CHECKING:
    from hustings.intake import Outcome
    from hustings.wording import Words


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", help="Read every file as this source instead of recognising it.")
@click.option("--exported-on", help="Day of export (2026-11-16) where files do not keep theirs.")
@click.option("--dry-run", is_flag=True, help="Store nothing; with --json print the clean rows.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print JSON lines; the last counts rows: read = stored + quarantined + already_known.",
)
@wait_option
@language_option
@settings_option
def import_command(
    paths: tuple[Path, ...],
    source: str | None,
    exported_on: str | None,
    dry_run: bool,
    as_json: bool,
    wait: float,
    settings_file: Path | None,
) -> None:
    """Read exported files and folders into the clean tables."""
    from hustings.cli.progress import Progress
    from hustings.intake import import_files, preview

    settings = load_settings(settings_file)
    words = words_for(settings)
    files, now, made = list(paths), datetime.now(UTC), day(exported_on)
    show = Progress(words.say("import.reading"), words)
    try:
        if dry_run:
            lines = preview(
                files, settings, now=now, source=source, exported_at=made, progress=show
            )
            sys.exit(_print_preview(lines, words, as_json=as_json))
        outcome = import_files(
            files, settings, now=now, source=source, exported_at=made,
            wait_seconds=wait, progress=show,
        )  # fmt: skip
    except KeyboardInterrupt:
        click.echo(f"\n{words.say('import.stopped')}", err=True)
        sys.exit(INTERRUPTED)
    sys.exit(_print_outcome(outcome, words, as_json=as_json))


@click.command("forget-file")
@click.argument("called", metavar="NAME|HASH")
@wait_option
@language_option
@settings_option
def forget_command(called: str, wait: float, settings_file: Path | None) -> None:
    """Undo the import of one file: rows that only it gave go, rows others gave too stay."""
    from hustings.cli.progress import Progress
    from hustings.intake import forget_file

    settings = load_settings(settings_file)
    words = words_for(settings)
    show = Progress(words.say("import.reading"), words)
    done = forget_file(called, settings, now=datetime.now(UTC), wait_seconds=wait, progress=show)
    counted = {"gone": words.count("row", done.gone), "kept": words.count("row", done.kept)}
    click.echo(words.say("import.forgot", name=done.name, **counted))
    if done.read_again:
        click.echo(words.say("import.forgot_again", names="; ".join(done.read_again[:5])))
    click.echo(words.say("import.forgot_back", folder=str(settings.folders.data / "raw")))


def _print_preview(lines: Iterable[str], words: "Words", *, as_json: bool) -> int:
    """Print a dry run: every clean row and the closing line, or only the closing figures."""
    last = "{}"
    for line in lines:
        last = line
        if as_json:
            click.echo(line)
    closing = json.loads(last)
    if not as_json:
        counts = closing["counts"]
        told = {"known": counts["already_known"], "aside": counts["quarantined"]}
        rows = words.count("row", counts["read"])
        click.echo(words.say("import.total", rows=rows, stored=counts["stored"], **told))
        click.echo(words.say("import.preview"))
    partial = any(file["error"] or file["left_out"] for file in closing["files"])
    return PartialError.exit_code if partial else 0


def _print_outcome(outcome: "Outcome", words: "Words", *, as_json: bool) -> int:
    """Print what an import did: what was read as what, assumed, set aside, refused."""
    from hustings.cli.summary import print_summary

    if as_json:
        click.echo(json.dumps(outcome.closing_line(), ensure_ascii=False))
    else:
        print_summary(outcome, words)
    if outcome.failed and len(outcome.files) == 1:
        return outcome.failed[0].error_code
    partial = outcome.failed or any(file.left_out for file in outcome.files)
    return PartialError.exit_code if partial else 0
