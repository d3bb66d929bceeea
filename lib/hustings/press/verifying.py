"""Printing again what was printed, to see whether the same page comes out."""

import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from hustings.edition import Edition, open_edition
from hustings.errors import EditionError
from hustings.press.binding import environment_digest
from hustings.press.ledger import Recorded
from hustings.press.ledger.states import SUCCEEDED
from hustings.press.making import digest, made_page
from hustings.press.planned_again import run_of, task_of
from hustings.press.publishing import page_of
from hustings.press.workers import Outcome, Workers
from hustings.settings import Settings

SHOWN = 60  # letters on either side of the first difference

OpenWorkers = Callable[[Edition, datetime], Workers]


@dataclass(frozen=True)
class Verified:
    """One page printed again.

    verdict: `same`; `differs`; `altered`, when it comes out the same but the file in the reports
    is not that page; `unprintable`, when it cannot be printed any more.
    """

    run: Recorded
    verdict: str
    told: str = ""


def verify(
    runs: Sequence[Recorded], settings: Settings, open_workers: OpenWorkers
) -> Iterator[Verified]:
    """Print pages again, aside, and compare them byte for byte; nothing published is touched."""
    for name in dict.fromkeys(run.edition for run in runs):
        chosen = [run for run in runs if run.edition == name]
        try:
            edition = open_edition(settings.folders.data / "editions", name)
        except EditionError as error:
            yield from (Verified(run, "unprintable", error.problem) for run in chosen)
            continue
        with tempfile.TemporaryDirectory(dir=settings.folders.data) as aside:
            yield from _verified(chosen, edition, settings, open_workers, Path(aside))


def _verified(
    runs: Sequence[Recorded],
    edition: Edition,
    settings: Settings,
    open_workers: OpenWorkers,
    aside: Path,
) -> Iterator[Verified]:
    waiting, making = deque(runs), {run.id: run for run in runs}
    with closing(open_workers(edition, runs[0].scheduled_at)) as workers:
        while waiting or workers.busy:
            while waiting and workers.free:
                run = waiting.popleft()
                folder = aside / str(run.id)
                folder.mkdir()
                source = run_of(run, settings).briefing.path.read_text("utf-8")
                workers.begin(task_of(run, source, settings), folder)
            for outcome in workers.ended(seconds=1) if workers.busy else ():
                run = making[outcome.run]
                yield _judged(run, outcome, edition, settings, aside / str(run.id))


def _judged(
    run: Recorded, outcome: Outcome, edition: Edition, settings: Settings, folder: Path
) -> Verified:
    page = made_page(folder, run.id) if outcome.state == SUCCEEDED else None
    if page is None:
        return Verified(run, "unprintable", outcome.problem.told)
    path = page_of(run, settings)
    published = path.read_bytes().decode("utf-8", "replace") if path.exists() else ""
    if digest(page) != run.page:
        there = published if digest(published) == run.page else ""
        told = [*_bound_otherwise(run, edition, settings), _first_difference(there, page)]
        return Verified(run, "differs", "; ".join(filter(None, told)))
    if published == page:
        return Verified(run, "same")
    told_by = "is gone" if not published else "is another one"
    return Verified(run, "altered", f"the page in the reports {told_by}")


def _bound_otherwise(run: Recorded, edition: Edition, settings: Settings) -> list[str]:
    """What the run was bound to that is another now: then another page may be right."""
    source = run_of(run, settings).briefing.path.read_bytes()
    bound = {
        "code": (run.code, edition.manifest.code),
        "packages": (run.environment, environment_digest()),
        "notebook": (run.notebook, sha256(source).hexdigest()),
    }
    return [f"other {what} than then" for what, (then, now) in bound.items() if then != now]


def _first_difference(before: str, after: str) -> str:
    if not before:
        return ""
    place = next(
        (n for n, (old, new) in enumerate(zip(before, after, strict=False)) if old != new),
        min(len(before), len(after)),
    )
    start, end = max(place - SHOWN, 0), place + SHOWN
    return f"at letter {place}: {before[start:end]!r} became {after[start:end]!r}"
