"""Printing again what was printed, to see whether the same page comes out, and why if not."""

import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from hustings.edition import Edition, open_edition
from hustings.edition.manifest import code_version
from hustings.errors import EditionError, UsageError
from hustings.page.spotting import Place, first_difference
from hustings.press.binding import Bound, Otherwise, environment_digest, shown_settings
from hustings.press.ledger import Ledger, Recorded
from hustings.press.ledger.states import SUCCEEDED
from hustings.press.making import digest, made_page
from hustings.press.planned_again import run_of, task_of
from hustings.press.publishing import folder_of, page_of
from hustings.press.workers import Outcome, Workers
from hustings.settings import Settings

OpenWorkers = Callable[[Edition, datetime], Workers]


@dataclass(frozen=True)
class Verified:
    """One page printed again.

    verdict: `same`; `differs`; `altered`, when it comes out the same but the file in the reports
    is not that page; `unprintable`, when it cannot be printed any more, for the reason `told`.
    `other` is the run whose page lies there instead, where one is on record.
    `otherwise` is what is another than the run was printed with, or than `other` was.
    `place` is where a page that differs first does; None where the one before is gone.
    """

    run: Recorded
    verdict: str
    told: str = ""
    otherwise: tuple[Otherwise, ...] = ()
    place: Place | None = None
    other: Recorded | None = None


@dataclass(frozen=True)
class Verifier:
    """What pages are printed again with."""

    settings: Settings
    ledger: Ledger
    open_workers: OpenWorkers

    def verify(self, runs: Sequence[Recorded]) -> Iterator[Verified]:
        """Print pages again, aside, and compare them byte for byte; nothing published is touched.

        One that cannot be printed any more keeps no other from being compared.
        """
        for name in dict.fromkeys(run.edition for run in runs):
            chosen = [run for run in runs if run.edition == name]
            try:
                edition = open_edition(self.settings.folders.data / "editions", name)
            except EditionError as error:
                yield from (Verified(run, "unprintable", error.problem) for run in chosen)
                continue
            with tempfile.TemporaryDirectory(dir=self.settings.folders.data) as aside:
                yield from self._verified(chosen, edition, Path(aside))

    def _verified(
        self, runs: Sequence[Recorded], edition: Edition, aside: Path
    ) -> Iterator[Verified]:
        waiting, sources = deque(runs), dict[int, str]()
        making = {run.id: run for run in runs}
        with closing(self.open_workers(edition, runs[0].scheduled_at)) as workers:
            while waiting or workers.busy:
                while waiting and workers.free:
                    run = waiting.popleft()
                    try:
                        sources[run.id] = run_of(run, self.settings).briefing.source()
                    except UsageError as error:
                        yield Verified(run, "unprintable", error.problem)
                        continue
                    folder = aside / str(run.id)
                    folder.mkdir()
                    workers.begin(task_of(run, sources[run.id], self.settings), folder)
                for outcome in workers.ended(seconds=1) if workers.busy else ():
                    run, folder = making[outcome.run], aside / str(outcome.run)
                    yield self._judged(run, outcome, sources[run.id], folder)

    def _judged(self, run: Recorded, outcome: Outcome, source: str, folder: Path) -> Verified:
        page = made_page(folder, run.id) if outcome.state == SUCCEEDED else None
        if page is None:
            return Verified(run, "unprintable", outcome.problem.told)
        path = page_of(run, self.settings)
        published = path.read_bytes().decode("utf-8", "replace") if path.exists() else ""
        if digest(page) != run.page:
            then = Bound.of(run, self.ledger)
            otherwise = tuple(then.differing(self._now(run, source)))
            before = self._as_printed(run, published)
            place = first_difference(before, page) if before else None
            return Verified(run, "differs", otherwise=otherwise, place=place)
        if published == page:
            return Verified(run, "same")
        return self._altered(run, published)

    def _altered(self, run: Recorded, published: str) -> Verified:
        """Whose page lies in the reports instead."""
        if not published:
            return Verified(run, "altered", "the page in the reports is gone")
        known = self.ledger.runs(briefing=run.briefing, unit=run.unit)
        lies = digest(published)
        other = next((each for each in reversed(known) if each.page == lies), None)
        if other is None:
            return Verified(run, "altered", "the page in the reports is another one")
        then, now = (Bound.of(each, self.ledger) for each in (run, other))
        told = f"the page in the reports is that of run {other.id}"
        return Verified(run, "altered", told, tuple(then.differing(now)), other=other)

    def _now(self, run: Recorded, source: str) -> Bound:
        """What the page was printed with just now: for the same moment, from the same edition."""
        return Bound(
            run.edition,
            code_version(),
            environment_digest(),
            sha256(source.encode()).hexdigest(),
            run.scheduled_at,
            shown_settings(self.settings),
        )

    def _as_printed(self, run: Recorded, published: str) -> str:
        """The page as it was printed: from the reports or the run's own folder, else nothing."""
        own = made_page(folder_of(run, self.settings), run.id) or ""
        return next((page for page in (published, own) if page and digest(page) == run.page), "")
