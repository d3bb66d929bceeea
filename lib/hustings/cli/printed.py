"""What printing says at its end: how many pages are there, which failed, what to open."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.errors import HustingsError, PartialError, StaleError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hustings.edition.freshness import Age
    from hustings.press.choosing import Chosen
    from hustings.press.ledger import Recorded
    from hustings.wording import Words

FAILED_SHOWN = 20  # pages that were not printed, each with its problem


def print_pages(printed: "Sequence[Recorded]", index: Path, words: "Words") -> int:
    """Print how many pages are there, which failed and why, and the path to open.

    Returns: 0 when every page is there, 3 when some are, 4 when none is because the data is too
             old, else 1.
    """
    from hustings.press.ledger.states import GOOD, SKIPPED, STALE
    from hustings.wording.remarks import translated

    failed = [page for page in printed if page.state not in GOOD]
    for page in failed[:FAILED_SHOWN]:
        why = translated(page.told, words.language)
        click.echo(words.say("press.not_printed", title=page.title, why=why), err=True)
    if len(failed) > FAILED_SHOWN:
        click.echo(words.say("press.more", n=len(failed) - FAILED_SHOWN), err=True)
    good = len(printed) - len(failed)
    fresh = good - sum(page.state == SKIPPED for page in printed)
    click.echo(words.say("press.there", good=good, whole=len(printed), fresh=fresh))
    click.echo(words.say("press.open", path=str(index)))
    if not failed:
        return 0
    if good:
        return PartialError.exit_code
    stale = all(page.state == STALE for page in failed)
    return StaleError.exit_code if stale else HustingsError.exit_code


def print_unread(chosen: "Chosen", words: "Words") -> None:
    """Print which briefings are not printed because their notebooks cannot be read, and why."""
    from hustings.cli.summary import error_text

    for key, faults in (("lacking", chosen.lacking), ("unread", chosen.unread)):
        for name, error in faults.items():
            click.echo(words.say(f"press.{key}", name=name), err=True)
            for line in error_text(error, words).splitlines():
                click.echo(f"  {line}", err=True)


def print_too_old(ages: "Sequence[Age]", words: "Words") -> None:
    """Print what of the imported is older than its limit, so that pages leave it blank."""
    from hustings.wording.freshness import listed

    if ages:
        said = words.say("press.too_old", what=listed(words, ages), command="hustings import")
        click.echo(said, err=True)
