"""The command on how good the exports are: a table here, a page, and an exit code for timers."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.options import language_option, load_settings, settings_option, words_for
from hustings.cli.screen import lines_of
from hustings.errors import StaleError

if TYPE_CHECKING:
    from hustings.health import Health
    from hustings.settings import Settings
    from hustings.wording import Words


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@language_option
@settings_option
def check_command(as_json: bool, settings_file: Path | None) -> None:
    """Show how good the exports are; exit with 4 if a briefing needs what is too old."""
    from hustings.health import check_exports

    settings = load_settings(settings_file)
    words = words_for(settings)
    health = check_exports(settings, now=datetime.now(UTC))
    pages = _write_pages(health, settings)
    if as_json:
        told = {"stale": dict(health.stale), **asdict(health)}
        click.echo(json.dumps(told, ensure_ascii=False, default=_plain))
    else:
        _print(health, words, pages[words.language])
    sys.exit(StaleError.exit_code if health.stale else 0)


def _plain(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _write_pages(health: "Health", settings: "Settings") -> dict[str, Path]:
    """Write the page in both languages; gives the path of each."""
    from hustings.page.checkup import check_page
    from hustings.page.files import write_atomically
    from hustings.wording import LANGUAGES, Words

    reports, campaign = settings.folders.reports, settings.campaign
    reports.mkdir(parents=True, exist_ok=True)
    pages = {language: reports / f"health.{language}.html" for language in LANGUAGES}
    for language, path in pages.items():
        place = campaign.name_hi if language == "hi" else campaign.name_en
        page = check_page(health, Words(language, campaign.digits), place=place)
        write_atomically(path, page)
    return pages


def _print(health: "Health", words: "Words", page: Path) -> None:
    from hustings.page.checkup import check_tables, verdict

    for table in check_tables(health, words):
        click.echo(f"\n{table.section}")
        for line in lines_of(table):
            click.echo(f"  {line}")
    click.echo(f"\n{verdict(health, words)}")
    click.echo(words.say("check.page", path=str(page)))
