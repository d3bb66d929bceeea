"""The command that proposes what a form's questions ask for, and writes it down to be confirmed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.options import language_option, load_settings, settings_option, words_for

if TYPE_CHECKING:
    from hustings.importers.proposals import Proposal
    from hustings.settings import Settings
    from hustings.wording import Words

_CONFIRM = "confirmed = true"  # what a person writes into the file


@click.command("crosswalk")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--source", help="What the file is, as `hustings import --source` names it.")
@click.option("--name", help="What to call the crosswalk; default: the file's name.")
@click.option("--write", is_flag=True, help="Add it to crosswalk.toml, for you to confirm.")
@language_option
@settings_option
def crosswalk_command(
    file: Path,
    source: str | None,
    name: str | None,
    write: bool,
    settings_file: Path | None,
) -> None:
    """Propose what the questions of FILE, a form's answers, ask for."""
    from hustings.geography import Units
    from hustings.importers.asking import best_proposal
    from hustings.intake.archives import opened
    from hustings.intake.received import find
    from hustings.settings import CROSSWALK_FILE

    loaded = load_settings(settings_file)
    words = words_for(loaded)
    (received,) = find([file], now=datetime.now(UTC))
    with opened(received, largest_mb=loaded.exports.largest_unzipped_mb) as members:
        whole = next(member for member in members if not member.trouble)
        proposal = best_proposal(whole, source, Units.load(loaded.campaign.state))
    _print(proposal, file.name, words)
    if write:
        _write(proposal, name or file.stem, file.name, loaded, words)
    else:
        click.echo(words.say("crosswalk.how_to_write", option="--write", path=CROSSWALK_FILE))


def _print(proposal: "Proposal", file: str, words: "Words") -> None:
    from hustings.importers import sources
    from hustings.importers.asking import example, fields_of

    source, fields = sources()[proposal.source], fields_of(proposal.source)
    called = source.hi if words.language == "hi" else source.en
    click.echo(words.say("crosswalk.likely", file=file, called=called, source=proposal.source))
    for line in proposal.lines:
        click.echo(f"  {line.sure:>4.0%}  {line.field:<14} {' '.join(line.question.split())[:90]}")
    for key, names in (("unasked", proposal.unasked), ("lacking", proposal.lacking)):
        if names:
            told = ", ".join(f"{name} ({example(fields[name], words.language)})" for name in names)
            click.echo(words.say(f"crosswalk.{key}", fields=told))
    if proposal.left:
        left = "; ".join(" ".join(question.split())[:90] for question in proposal.left)
        click.echo(words.say("crosswalk.left", questions=left))


def _write(
    proposal: "Proposal", name: str, file: str, settings: "Settings", words: "Words"
) -> None:
    from hustings.importers.crosswalk_text import add_to, as_text, free_name, same_as
    from hustings.settings import CROSSWALK_FILE, load

    path = settings.read_from.with_name(CROSSWALK_FILE)
    if known := same_as(proposal, settings.crosswalk):
        if settings.crosswalk[known].confirmed:
            click.echo(words.say("crosswalk.known_confirmed", name=known))
        else:
            said = {"name": known, "path": str(path), "confirm": _CONFIRM}
            click.echo(words.say("crosswalk.known_waiting", **said))
        return
    called = free_name(name, settings.crosswalk)
    add_to(path, as_text(called, proposal, file))
    load(settings.read_from)  # what was written can be read
    said = {"name": called, "path": str(path), "confirm": _CONFIRM}
    click.echo(words.say("crosswalk.written", **said))
