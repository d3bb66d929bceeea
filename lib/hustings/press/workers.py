"""What makes pages, wherever it does: the shape that a press works with."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hustings.press.ledger.states import CANCELLED, FAILED, SUCCEEDED
from hustings.press.making import Problem, Task, made_page

LOST = "lost"  # a worker that was killed: nobody's fault that we know of, so it is tried again
KILLED = -9
NO_PROBLEM = Problem("")


@dataclass(frozen=True)
class Outcome:
    """How the work on one run ended: a state of the ledger, or `lost`."""

    run: int
    state: str
    problem: Problem = NO_PROBLEM


class Workers(Protocol):
    """Whoever makes pages: here, or on other machines."""

    @property
    def free(self) -> bool:
        """Whether one more can begin."""

    @property
    def busy(self) -> bool:
        """Whether any is at work."""

    def begin(self, task: Task, folder: Path) -> None:
        """Begin a page, which is to lie in this folder."""

    def ended(self, *, seconds: float) -> list[Outcome]:
        """Those that ended since, after waiting a while for the first."""

    def stop(self, run: int) -> None:
        """End a page that is being made; its outcome is `cancelled`."""

    def close(self) -> None:
        """End whatever is still at work."""


def outcome_of(run: int, folder: Path, code: int, *, stopped: bool = False) -> Outcome:
    """How a page's own process ended, by its exit code and what it left in its folder."""
    if stopped:
        return Outcome(run, CANCELLED, Problem("stopped"))
    if code == 0 and made_page(folder, run) is not None:
        return Outcome(run, SUCCEEDED)
    problem = Problem.read(folder)
    if code == 1 and problem:
        return Outcome(run, FAILED, problem)
    told = Problem(f"the process ended early (exit code {code})")
    return Outcome(run, LOST if code == KILLED else FAILED, told)
