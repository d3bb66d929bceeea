"""Whole commands over the same pages, in turns, with two processes each, HTML included.

- stock: `papermill` and `nbconvert`, a process each for every page, two pages at a time, as a
  cron table would have it;
- press: `hustings press`, once for all pages: its starting up, the warm process, two workers, the
  ledger and the index are in it.

CPU seconds of every process; two that work at once cost more than one after the other.
"""

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median

from benchmarks.costs import run

BRIEFING = "weekly_seat"
TIMES_LESS = 10.0  # the stock commands' CPU a page over ours, at least
AT_ONCE = 2  # processes, and workers as settings.toml has them
Page = tuple[str, str]  # unit and language


def compare(folder: Path, seats: Sequence[str], period: str, rounds: int) -> bool:
    """Print what a page costs by either; says whether the gate is met."""
    pages = list(product(seats, ("hi", "en")))
    _press(folder, period, seats[:1])  # measured anew, where the code is another, and not counted
    ours, theirs = [], []
    for turn in range(rounds):
        with ThreadPoolExecutor(AT_ONCE) as both:
            theirs += both.map(partial(_stock, folder, period), pages[turn::rounds])
        ours.append(_press(folder, period, seats) / len(pages))
    ratio = median(theirs) / median(ours)
    print(f"\none page of {BRIEFING} by whole commands, {AT_ONCE} processes each, CPU seconds")
    for name, seconds in (("stock", theirs), ("press", ours)):
        print(f"  {name:8}{median(seconds):8.2f}   {min(seconds):.2f} to {max(seconds):.2f}")
    told = f"stock over press, {len(pages)} pages, at least {TIMES_LESS:g}: {ratio:.1f}"
    print(f"  {'met   ' if ratio >= TIMES_LESS else 'MISSED'} {told}")
    return ratio >= TIMES_LESS


def _stock(folder: Path, period: str, page: Page) -> float:
    """Both commands for one page, as they come."""
    unit, language = page
    executed, given = f"stock {unit}.{language}.ipynb", ("period", period, "language", language)
    words = [word for at in (0, 2) for word in ("-p", *given[at : at + 2])]
    notebook = Path("notebooks", "briefings", f"{BRIEFING}.ipynb")
    extra = {"HUSTINGS_SETTINGS": str(folder / "settings.toml")}
    return sum(
        run([sys.executable, "-m", *command], folder=folder, extra=extra).cpu
        for command in (
            ("papermill", notebook, executed, "--kernel", "python3", "-r", "unit", unit, *words),
            ("nbconvert", "--to", "html", executed),
        )
    )


def _press(folder: Path, period: str, seats: Sequence[str]) -> float:
    """All pages by one command."""
    asked = ("--units", ",".join(seats), "--languages", "hi,en", "--period", period, "--again")
    return run([sys.executable, "-m", "hustings.cli", "press", BRIEFING, *asked], folder=folder).cpu
