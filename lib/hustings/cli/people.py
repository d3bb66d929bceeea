"""The commands on who is who: what is known, suggested, decided and taken back."""

import getpass
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from hustings.cli.options import language_option, load_settings, settings_option, words_for

if TYPE_CHECKING:
    from hustings.intake import Outcome
    from hustings.intake.who import Decided
    from hustings.metrics.strangers import Unknown
    from hustings.roster import Act, Entry
    from hustings.settings import Settings
    from hustings.wording import Words

Command = Callable[..., None]


class _Run(TypedDict):
    """How a decision is carried out."""

    wait: float
    settings_file: Path | None


def common(command: Command) -> Command:
    """The options every one of these commands takes."""
    return settings_option(language_option(command))


def _deciding(command: Command) -> Command:
    """The options of a command that decides something."""
    command = click.option("--why", required=True, help="The reason, kept in the log.")(command)
    command = click.option("--by", help="Who decides; default: the user of this computer.")(command)
    wait = click.option("--wait", default=0.0, help="Seconds to wait for an import to end.")
    return common(wait(command))


@click.group("people", invoke_without_command=True)
@common
@click.pass_context
def people_command(ctx: click.Context, settings_file: Path | None) -> None:
    """Say who is known and how many messages belong to nobody known; decide who is who."""
    if ctx.invoked_subcommand is None:
        settings = load_settings(settings_file)
        _print_known(settings, words_for(settings))


@people_command.command("merge")
@click.argument("one")
@click.argument("other")
@_deciding
def merge_command(one: str, other: str, by: str | None, why: str, **run: Unpack[_Run]) -> None:
    """Say that ONE is the person OTHER: names or numbers as a chat shows them, or pseudonyms."""
    _decide("merge", one, other, by, why, **run)


@people_command.command("split")
@click.argument("one")
@click.argument("other")
@_deciding
def split_command(one: str, other: str, by: str | None, why: str, **run: Unpack[_Run]) -> None:
    """Say that ONE and OTHER are two people; a merge of the two is taken back."""
    _decide("split", one, other, by, why, **run)


@people_command.command("withdraw")
@click.argument("one")
@_deciding
def withdraw_command(one: str, by: str | None, why: str, **run: Unpack[_Run]) -> None:
    """Take note that ONE withdraws consent; no text of theirs is stored from here on."""
    _decide("withdraw", one, "", by, why, **run)


@people_command.command("undo")
@click.argument("number", type=int)
@_deciding
def undo_command(number: int, by: str | None, why: str, **run: Unpack[_Run]) -> None:
    """Take back line NUMBER of the log, by another line."""
    _decide("undo", str(number), "", by, why, **run)


@people_command.command("log")
@common
def log_command(settings_file: Path | None) -> None:
    """Show every decision, oldest first, with those that were taken back."""
    from hustings.roster import Log, in_force

    settings = load_settings(settings_file)
    words, entries = words_for(settings), Log.of(settings.folders.data).entries()
    holding = {entry.number for entry in in_force(entries)}
    for entry in entries:
        said = words.say(
            "people.log_line",
            number=entry.number,
            when=words.moment(datetime.fromisoformat(entry.decided_at)),
            by=entry.by,
            what=_what(entry, words),
            why=entry.why,
        )
        undone = entry.number not in holding and entry.act != "undo"
        click.echo(words.say("people.log_undone", line=said) if undone else said)
    if not entries:
        click.echo(words.say("people.log_empty"))


def _what(entry: "Entry", words: "Words") -> str:
    said = {"one": entry.one, "other": entry.other}
    wanted = ("one",) if entry.act in ("withdraw", "undo") else ("one", "other")
    return words.say(f"people.act_{entry.act}", **{name: said[name] for name in wanted})


def _decide(
    act: "Act", one: str, other: str, by: str | None, why: str, **run: Unpack[_Run]
) -> None:
    from hustings.cli.progress import Progress
    from hustings.intake.who import Said, decide

    settings = load_settings(run["settings_file"])
    words = words_for(settings)
    said = Said(act, one, other, by=by or getpass.getuser(), why=why)
    decided = decide(
        settings, said, now=datetime.now(UTC), wait_seconds=run["wait"],
        progress=Progress(words.say("people.reading_again"), words),
    )  # fmt: skip
    _print_decided(decided, settings, words)


def _print_decided(decided: "Decided", settings: "Settings", words: "Words") -> None:
    entry = decided.entry
    click.echo(
        words.say(
            "people.noted",
            number=entry.number,
            command=f"hustings people undo {entry.number} --why ...",
        )
    )
    print_followed(decided.outcome, words)
    if entry.act == "withdraw":
        click.echo(words.say("people.raw_holds", folder=str(settings.folders.data / "raw")))


def print_followed(outcome: "Outcome", words: "Words") -> None:
    """Say what was read again."""
    for file in outcome.failed:
        click.echo(words.say("people.not_read", name=file.name) + f"\n  {file.error}", err=True)
    files = len(outcome.files) - len(outcome.failed)
    if files:
        click.echo(words.say("people.followed", files=words.count("file", files)))
    elif not outcome.failed:
        click.echo(words.say("people.followed_none"))


def of_nobody(unknown: "Unknown", words: "Words") -> str:
    """How many messages in chats belong to nobody known."""
    return words.say(
        "people.imported",
        by_nobody=words.number(unknown.by_nobody),
        messages=words.number(unknown.messages),
        share=words.number(unknown.share, "percent"),
        command="hustings people suggest",
    )


def follow_decisions(settings: "Settings") -> None:
    """Read again what was decided on and is not followed yet: a decision that was cut off."""
    from hustings.intake.behind import is_behind

    if is_behind(settings):
        from hustings.cli.progress import Progress
        from hustings.intake import catch_up

        words = words_for(settings)
        click.echo(words.say("people.behind"))
        show = Progress(words.say("people.reading_again"), words)
        done = catch_up(settings, now=datetime.now(UTC), progress=show)
        print_followed(done, words)


def _print_known(settings: "Settings", words: "Words") -> None:
    from hustings.intake.who import known_people
    from hustings.store import read_whole

    known = read_whole(settings.folders.data / "clean", known_people)
    click.echo(
        words.say(
            "people.workers",
            workers=words.count("worker", known.workers),
            consenting=words.number(known.consenting),
            aliases=words.number(known.aliases),
        )
    )
    unknown = known.unknown
    if unknown.messages:
        click.echo(
            words.say(
                "people.messages",
                messages=words.count("message", unknown.messages),
                by_nobody=words.number(unknown.by_nobody),
                share=words.number(unknown.share, "percent"),
                nobodies=words.count("person", unknown.nobodies),
            )
        )
    else:
        click.echo(words.say("people.messages_none"))
    if known.answers_waiting:
        click.echo(words.say("people.waiting", rows=words.count("row", known.answers_waiting)))
    click.echo(words.say("people.decisions", decisions=words.count("decision", known.decisions)))
    if unknown.by_nobody:
        click.echo(words.say("people.see_suggestions", command="hustings people suggest"))
