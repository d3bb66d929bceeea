"""The commands that bring pages to people: by mail, on paper, as a picture, as a text."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.options import language_option, load_settings, settings_option, words_for
from hustings.errors import DeliveryError, PartialError

if TYPE_CHECKING:
    from hustings.page.published import Published
    from hustings.press.delivery.outbox import Outbox, Posted
    from hustings.settings import Settings
    from hustings.wording import Words

_page = click.argument("page", type=click.Path(path_type=Path))
_pages = click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.command("forward")
@_page
def forward_command(page: Path) -> None:
    """Print PAGE as five lines to copy into WhatsApp; nothing is sent."""
    from hustings.page.published import open_page
    from hustings.press.delivery.forwarding import forward_text

    click.echo(forward_text(open_page(page)))


@click.command("mail")
@_pages
@click.option("--to", "recipients", multiple=True, required=True, help="An address; repeatable.")
@click.option("--again", is_flag=True, help="Send it although it was sent before.")
@language_option
@settings_option
def mail_command(
    pages: tuple[Path, ...], recipients: tuple[str, ...], again: bool, settings_file: Path | None
) -> None:
    """Mail PAGES: their first screens in the letter, the pages attached; once, not twice."""
    from hustings.press.delivery.addresses import Envelope
    from hustings.press.delivery.letters import letter
    from hustings.press.delivery.server import Server

    settings = load_settings(settings_file)
    words = words_for(settings)
    server = Server.named_by(os.environ)
    envelope = Envelope(server.sender, recipients, scheduled_at=datetime.now(UTC))
    outbox = _outbox(settings)
    posted = outbox.put(letter(_opened(pages), envelope), again=again)
    if posted.state == "sent":
        said = words.say("deliver.outbox_known", subject=posted.subject, option="--again")
        click.echo(said)
        return
    sys.exit(_print(outbox.send(server, only=[posted.identity]), words))


@click.group("outbox")
def outbox_command() -> None:
    """Show the letters on their way, or send those that wait."""


@outbox_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@language_option
@settings_option
def list_command(as_json: bool, settings_file: Path | None) -> None:
    """Show every letter and how far it got."""
    settings = load_settings(settings_file)
    words, posted = words_for(settings), _outbox(settings).letters()
    if as_json:
        for each in posted:
            click.echo(json.dumps(asdict(each), ensure_ascii=False))
    else:
        _print(posted, words)


@outbox_command.command("send")
@language_option
@settings_option
def send_command(settings_file: Path | None) -> None:
    """Send every letter that waits."""
    from hustings.press.delivery.server import Server

    settings = load_settings(settings_file)
    words = words_for(settings)
    sys.exit(_print(_outbox(settings).send(Server.named_by(os.environ)), words))


def _opened(pages: Sequence[Path]) -> "list[Published]":
    from hustings.page.published import open_page

    return [open_page(page) for page in pages]


def _outbox(settings: "Settings") -> "Outbox":
    from hustings.press.delivery.outbox import Outbox

    return Outbox(settings.folders.data / "outbox")


def _print(letters: "Sequence[Posted]", words: "Words") -> int:
    """Print how far letters got; gives the exit code."""
    from hustings.cli.summary import error_text

    for each in letters:
        concerned = {"sent": each.accepted, "refused": tuple(each.refused)}
        names = concerned.get(each.state, each.waiting)
        said = words.say(
            f"deliver.outbox_{each.state}", recipients=", ".join(names), subject=each.subject
        )
        click.echo(said)
        if each.problem:
            problem, where, fix = each.problem
            error = DeliveryError(problem, where=where, fix=fix)
            click.echo(f"  {error_text(error, words)}", err=True)
    if not letters:
        click.echo(words.say("deliver.outbox_none"))
    if all(each.state == "sent" and not each.refused for each in letters):
        return 0
    reached = any(each.accepted for each in letters)
    return PartialError.exit_code if reached else DeliveryError.exit_code
