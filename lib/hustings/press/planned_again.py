"""Runs of the ledger as runs to be printed once more."""

from collections.abc import Sequence

from hustings.errors import UsageError
from hustings.press.briefings import find_briefing
from hustings.press.ledger import Recorded
from hustings.press.ledger.states import AGAIN, OPEN
from hustings.press.making import Task
from hustings.press.plan import OWN, Run
from hustings.settings import Settings


def planned_again(runs: Sequence[Recorded], settings: Settings) -> list[Run]:
    """The same pages, for the same moment and from the same edition; each once.

    Raises: UsageError for one that has not ended, or ended well: a page that is there is not
            tried again.
    """
    newest = {(run.briefing, run.name, run.scheduled_at): run for run in runs}
    return [_planned(run, settings) for run in newest.values()]


def _planned(run: Recorded, settings: Settings) -> Run:
    if run.state in OPEN:
        fix = f"Wait for it to end, or stop it: hustings runs cancel {run.id}"
        raise UsageError(f"Run {run.id} has not ended.", fix=fix)
    if run.state not in AGAIN:
        fix = f"To see whether it would come out the same: hustings verify {run.id}"
        raise UsageError(f"Run {run.id} did not fail ({run.state}).", fix=fix)
    return run_of(run, settings)


def run_of(run: Recorded, settings: Settings) -> Run:
    """A run of the ledger as it was planned."""
    missing = str(run.parameters.get("missing", ""))
    return Run(
        find_briefing(settings.folders.notebooks, run.briefing),
        run.edition,
        run.period,
        run.unit,
        run.language,
        run.scheduled_at,
        {name: value for name, value in run.parameters.items() if name not in OWN},
        str(run.parameters.get("before", "")),
        tuple(missing.split(",")) if missing else (),
        int(run.parameters.get("planned", 0)),
    )


def task_of(run: Recorded, source: str, settings: Settings) -> Task:
    """A run as a worker is given it, with the notebook it is printed from."""
    return Task(
        run.id,
        run.title,
        source,
        run.parameters,
        str(settings.read_from),
        run.scheduled_at,
        settings.press.engine,
    )
