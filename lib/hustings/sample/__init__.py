"""A synthetic campaign, written as the raw export files that phones and platforms would give."""

from collections.abc import Callable
from pathlib import Path

from hustings.period import Period

__all__ = ["write"]

Progress = Callable[[str, int, int], None]


def write(
    folder: Path,
    *,
    state: str = "IN-JH",
    weeks: int = 26,
    seed: int = 1,
    until: Period,
    progress: Progress | None = None,
) -> list[Path]:
    """Write a sample campaign of so many weeks, ending with the week `until`.

    The same arguments give the same bytes. Nothing in it is real but the names of public seats,
    districts and blocks. What was planted is told in truth.json, for tests alone.

    Args:    folder: new, empty, or holding the very same sample; progress: told what is being
             written, and how many of how many files are done.
    Returns: every file written, in order of writing.
    Raises:  UsageError for a folder that holds anything else, an unknown state or too few weeks.
    """
    from hustings.sample.campaign import write_all  # numpy and the word lists: 0.2 s
    from hustings.sample.plan import make_plan

    plan = make_plan(state, weeks=weeks, seed=seed, until=until)
    return write_all(folder, plan, progress or _silent)


def _silent(_what: str, _done: int, _of: int) -> None:
    """Nobody wants to know."""
