"""The commands that bring pages to people: by mail, on paper, as a picture, as a text."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.letters import print_letters
from hustings.cli.options import language_option, load_settings, settings_option, words_for
from hustings.cli.watched import watched
from hustings.errors import SettingsError

if TYPE_CHECKING:
    from hustings.page.published import Published
    from hustings.wording import Words

_page = click.argument("page", type=click.Path(path_type=Path))
_pages = click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path))

_into = click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder to write to; default: where each page lies.",
)


@click.command("forward")
@_page
def forward_command(page: Path) -> None:
    """Print PAGE as five lines to copy into WhatsApp; nothing is sent."""
    from hustings.page.published import open_page
    from hustings.press.delivery.forwarding import forward_text

    click.echo(forward_text(open_page(page)))


@click.command("pdf")
@_pages
@_into
@language_option
@settings_option
def pdf_command(pages: tuple[Path, ...], into: Path | None, settings_file: Path | None) -> None:
    """Print PAGES as PDFs, A4, beside the pages."""
    from hustings.press.delivery.paper import print_pdf

    _make(pages, into, ".pdf", print_pdf, _spoken(settings_file))


@click.command("card")
@_pages
@_into
@language_option
@settings_option
def card_command(pages: tuple[Path, ...], into: Path | None, settings_file: Path | None) -> None:
    """Draw PAGES as picture cards, PNG below 100 KB, to forward by hand; nothing is sent."""
    from hustings.press.delivery.pictures import draw_card

    _make(pages, into, ".png", draw_card, _spoken(settings_file))


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
    from hustings.press.delivery.outbox import Outbox
    from hustings.press.delivery.server import Server

    settings = load_settings(settings_file)
    words = words_for(settings)
    server = Server.named_by(os.environ)
    envelope = Envelope(server.sender, recipients, scheduled_at=datetime.now(UTC))
    outbox = Outbox.of(settings)
    posted = outbox.put(letter(_opened(pages), envelope), again=again)
    if posted.state == "sent":
        said = words.say("deliver.outbox_known", subject=posted.subject, option="--again")
        click.echo(said)
        return
    with watched(settings):
        sent = outbox.send(server, now=envelope.scheduled_at, only=[posted.identity])
    sys.exit(print_letters(sent, words))


@click.group("outbox")
def outbox_command() -> None:
    """Show the letters on their way, or send those that wait."""


@outbox_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@language_option
@settings_option
def list_command(as_json: bool, settings_file: Path | None) -> None:
    """Show every letter and how far it got."""
    from hustings.press.delivery.outbox import Outbox

    settings = load_settings(settings_file)
    words, posted = words_for(settings), Outbox.of(settings).letters()
    if as_json:
        for each in posted:
            click.echo(json.dumps(asdict(each), ensure_ascii=False))
    else:
        print_letters(posted, words)


@outbox_command.command("send")
@language_option
@settings_option
def send_command(settings_file: Path | None) -> None:
    """Send every letter that waits."""
    from hustings.press.delivery.outbox import Outbox
    from hustings.press.delivery.server import Server

    settings = load_settings(settings_file)
    words = words_for(settings)
    server = Server.named_by(os.environ)
    with watched(settings):
        sent = Outbox.of(settings).send(server, now=datetime.now(UTC))
    sys.exit(print_letters(sent, words))


def _make(
    pages: Sequence[Path],
    into: Path | None,
    ending: str,
    maker: Callable[[Path, Path], None],
    words: "Words",
) -> None:
    for page in pages:
        target = (into or page.parent) / page.with_suffix(ending).name
        maker(page, target)
        click.echo(words.say("deliver.made", path=str(target)))


def _spoken(settings_file: Path | None) -> "Words":
    """The language asked for, or that of the settings; a page alone needs no settings: English."""
    from hustings.wording import Words

    try:
        return words_for(load_settings(settings_file))
    except SettingsError:
        if settings_file is not None:
            raise
    asked = click.get_current_context().find_root().obj
    return asked if isinstance(asked, Words) else Words("en")


def _opened(pages: Sequence[Path]) -> "list[Published]":
    from hustings.page.published import open_page

    return [open_page(page) for page in pages]
