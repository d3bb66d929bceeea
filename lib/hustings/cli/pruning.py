"""The command that takes away what is old, by the rule of settings.toml."""

from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.options import language_option, load_settings, settings_option, words_for
from hustings.cli.watched import watched

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hustings.press.pruning import Item
    from hustings.wording import Words

MOST_WEEKS = 5200  # a hundred years: all there can be


@click.command("prune")
@click.option("--keep", "weeks", type=click.IntRange(1, MOST_WEEKS), help="Weeks of pages to keep.")
@click.option(
    "--days",
    type=click.IntRange(1, 7 * MOST_WEEKS),
    help="Days of folders of runs, and of letters, to keep.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@language_option
@settings_option
def prune_command(
    *, weeks: int | None, days: int | None, dry_run: bool, settings_file: Path | None
) -> None:
    """Take away old pages, editions no page names, old folders of runs and old letters.

    How much is kept stands under [archive] in settings.toml. Raw files, clean tables and the
    ledger are never touched. Exits with 5 while the press is at work.
    """
    from hustings.press.pruning import Rule, carry_out, plan_pruning

    settings = load_settings(settings_file)
    words = words_for(settings)
    rule = Rule.of(settings, weeks=weeks, days=days)
    plan = plan_pruning(settings, rule, now=datetime.now(UTC))
    _print(plan.spared, words, spared=True)
    if not plan.going:
        click.echo(words.say("prune.nothing"))
        return
    _print(plan.going, words)  # sizes are those from before
    if not dry_run:
        with watched(settings):
            carry_out(plan, settings)
    click.echo(words.say("prune.would" if dry_run else "prune.done", size=_size(plan.size, words)))


def _print(items: "Iterable[Item]", words: "Words", *, spared: bool = False) -> None:
    """One line for each edition and folder, and one for the pages of a briefing and period."""
    for (kind, name, kept), some in groupby(items, key=_together):
        found = list(some)
        size = _size(sum(item.size for item in found), words)
        counts = {f"{noun}s": words.count(noun, len(found)) for noun in ("page", "letter")}
        values = {"name": name, "size": size} | counts
        told = words.told(f"prune.{kind}", values)
        click.echo(f"{told} {words.say(f'prune.kept_{kept}')}" if spared else told)


def _together(item: "Item") -> tuple[str, str, str]:
    name = item.name.rpartition("/")[0] if item.kind == "page" else item.name
    return item.kind, name, item.kept


def _size(size: int, words: "Words") -> str:
    """Bytes as people say them."""
    if size < 1_000_000:
        return words.say("prune.kilobytes", n=-(-size // 1000))
    return words.say("prune.megabytes", n=words.number(size / 1_000_000, "rate", decimals=1))
