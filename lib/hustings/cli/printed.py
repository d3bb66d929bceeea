"""What printing says at its end: how many pages are there, which failed, what to open."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.errors import PartialError

if TYPE_CHECKING:
    from hustings.press import Printed

FAILED_SHOWN = 20  # pages that were not printed, each with its problem


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
