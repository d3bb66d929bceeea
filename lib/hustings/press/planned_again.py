"""Runs of the ledger as runs to be printed once more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hustings.errors import UsageError
from hustings.press.briefings import find_briefing
from hustings.press.ledger import Ledger, Recorded
from hustings.press.ledger.states import AGAIN, GOOD, OPEN
from hustings.press.making import Task
from hustings.press.plan import OWN, Run
from hustings.settings import Settings


def lacking(job: int, ledger: Ledger) -> list[Recorded]:
    """What of a job is to be tried again: pages that failed, and roll-ups that name some.

    Where a later job has tried one, what became of it there counts.
    """
    asked = {_page(run) for run in ledger.runs(job=job)}
    newest = {_page(run): run for run in ledger.runs() if _page(run) in asked}
    return [run for run in newest.values() if run.state in (*AGAIN, *OPEN)]


def planned_again(runs: Sequence[Recorded], settings: Settings, ledger: Ledger) -> list[Run]:
    """The same pages, for the same moment and from the same edition; each once.

    A roll-up that named units whose pages were printed since names them no more.
    Raises: UsageError for one that has not ended, or ended well: a page that is there is not
            tried again.
    """
    newest = {_page(run): run for run in runs}
    planned = [_planned(run, settings) for run in newest.values()]
    return [_known_now(run, ledger) if run.missing else run for run in planned]


def readable(
    runs: Sequence[Recorded], settings: Settings
) -> tuple[list[Recorded], dict[str, UsageError]]:
    """Those whose notebooks are there and can be read, and by briefing why the others' cannot.

    Raises: UsageError when none can.
    """
    faults: dict[str, UsageError] = {}
    for name in dict.fromkeys(run.briefing for run in runs):
        try:
            find_briefing(settings.folders.notebooks, name)
        except UsageError as error:
            faults[name] = error
    good = [run for run in runs if run.briefing not in faults]
    if faults and not good:
        raise next(iter(faults.values()))
    return good, faults


def _page(run: Recorded) -> tuple[str, str, str, datetime]:
    return run.briefing, run.period, run.name, run.scheduled_at


def _known_now(run: Run, ledger: Ledger) -> Run:
    """A roll-up that names the units alone that still have no page."""
    tried = [
        each
        for name in run.briefing.rolls_up
        for each in ledger.runs(briefing=name)
        if (each.period, each.language, each.scheduled_at)
        == (run.period, run.language, run.scheduled_at)
    ]
    there = {each.unit: each.state in GOOD for each in tried}  # of each, the newest
    return replace(run, missing=tuple(unit for unit in run.missing if not there.get(unit)))


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
