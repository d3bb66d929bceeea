"""`hustings tick`: what is due is printed, and every slot that passed is settled once.

A timer calls it; it does what is due and ends. Several may run at once, and any may die at any
moment: a slot belongs to whoever writes it into the ledger first, and one whose owner died is gone
on with by the next tick.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from hustings.errors import HustingsError
from hustings.period import Period
from hustings.press.choosing import choose
from hustings.press.ledger import Job, Ledger, Recorded
from hustings.press.ledger.states import CANCELLED, FAILED, MISSED, RUNNING, SKIPPED
from hustings.press.plan import Asked, plan_runs
from hustings.press.publishing import recover
from hustings.press.schedule import Due, Entry, Timetable, due
from hustings.settings import Settings

if TYPE_CHECKING:
    from hustings.edition import Edition
    from hustings.edition.freshness import Age
    from hustings.press.finishing import Mailed
    from hustings.press.printing import Press

Measure = Callable[[Settings, Period, datetime], "Edition"]  # of a period, as of a moment
OpenPress = Callable[["Edition", Settings, Entry], "Press"]


@dataclass(frozen=True)
class Slot:
    """A slot whose pages were printed, as far as they could be."""

    job: Job
    entry: Entry
    edition: "Edition"
    printed: Sequence[Recorded]
    lacking: Collection[str]  # briefings of the entry whose notebooks cannot be read


class Finisher(Protocol):
    """Brings what was printed to those who are to have it; see `hustings.press.finishing.Desk`."""

    def finish(self, slot: Slot) -> str:
        """Do what follows a slot's pages; gives what else is to be said of it."""

    def failed(self, job: Job, entry: Entry, error: Exception) -> str:
        """Tell of a slot that could not be printed at all."""

    def send(self, now: datetime) -> "Mailed":
        """Send the letters that are due."""


@dataclass(frozen=True)
class Settled:
    """What a tick did about one slot."""

    entry: str
    slot: datetime
    state: str
    told: str = ""
    undelivered: str = ""  # which of what follows its pages could not be done; `told` says it too
    error: HustingsError | None = None  # why nothing could be printed; `told` has its problem
    too_old: tuple["Age", ...] = ()  # of what came in, where nobody in the state has sent newer


@dataclass(frozen=True)
class Ticker:
    """What a tick works with."""

    settings: Settings
    timetable: Timetable
    ledger: Ledger
    measure: Measure
    open_press: OpenPress
    desk: Finisher
    paused: Callable[[str], bool]  # by a command; an entry may say so itself

    def tick(self, now: datetime) -> Iterator[Settled]:
        """Go on with what a crash left, then do what is due; tells each slot as it is settled."""
        known = {entry.name: entry for entry in self.timetable.entry}
        for job in recover(self.ledger, self.settings):
            if not self.ledger.take_over(job):
                continue  # another tick was quicker
            if job.entry in known:
                yield self._print(self.ledger.job(job.id), known[job.entry])
            else:
                yield self._settle(job, FAILED, "its entry was taken off the schedule")
        for entry in self.timetable.entry:
            yield from self._entry(entry, now)

    def send(self, now: datetime) -> "Mailed":
        """Send what was written, by this tick or before it."""
        return self.desk.send(now)

    def _entry(self, entry: Entry, now: datetime) -> Iterator[Settled]:
        found = due(
            entry,
            settled=self.ledger.last_slot(entry.name),
            since=self.ledger.first_seen(entry.name, now),
            now=now,
            paused=self.paused(entry.name),
        )
        yield from self._missed(entry, found)
        if found.run is None:
            return
        if entry.overlap != "allow" and self.ledger.jobs(entry=entry.name, state=RUNNING):
            if entry.overlap == "skip":
                told = "the one before was still being printed"
                yield from self._record(entry, [found.run], SKIPPED, told)
            return  # one that waits its turn is due again at the next tick
        job = self.ledger.take_slot(entry.name, found.run, entry.model_dump(mode="json"))
        if job:
            yield self._print(job, entry)

    def _missed(self, entry: Entry, found: Due) -> Iterator[Settled]:
        told = "paused" if entry.paused or self.paused(entry.name) else "nobody was there to print"
        if found.longer:
            since = f"{told}; so were all slots since {found.longer.first.isoformat()}"
            yield from self._record(entry, [found.longer.last], MISSED, since)
        yield from self._record(entry, found.missed, MISSED, told)

    def _record(
        self, entry: Entry, slots: Sequence[datetime], state: str, told: str
    ) -> Iterator[Settled]:
        for slot in self.ledger.record_slots(entry.name, slots, state, told):
            yield Settled(entry.name, slot, state, told)

    def _print(self, job: Job, entry: Entry) -> Settled:
        """Print a slot's pages and send them on; whatever goes wrong, the slot is settled."""
        try:
            edition = self._edition(job)
            press = self.open_press(edition, self.settings, entry)
            asked = self._asked(entry)
            chosen = choose(self.settings.folders.notebooks, entry.briefings, asked)
            runs = plan_runs(chosen.briefings, edition, asked, scheduled_at=job.scheduled_at)
            printed = press.print_pages(job, runs)
            also = self.desk.finish(Slot(job, entry, edition, printed, chosen.lacking))
            left_out = "; ".join(filter(None, (*chosen.told(), also)))
            state = press.close(job, printed, also=left_out, lacks=bool(chosen.lacking))
        except HustingsError as error:
            also = self.desk.failed(job, entry, error)
            told = "; ".join(filter(None, (error.problem, also)))
            return replace(self._settle(job, FAILED, told), undelivered=also, error=error)
        except Exception as error:
            self._settle(job, FAILED, f"{type(error).__name__}: {error}")
            self.desk.failed(job, entry, error)
            raise
        from hustings.edition.freshness import too_old_everywhere

        told = self.ledger.job(job.id).told
        old = too_old_everywhere(edition, self.settings.freshness, job.scheduled_at)
        slot = job.scheduled_at
        return Settled(entry.name, slot, state, told, also, too_old=tuple(old))

    def _edition(self, job: Job) -> "Edition":
        """What the slot is printed from: the week that was over at its moment."""
        from hustings.edition import open_edition

        begun = self.ledger.runs(job=job.id, most=1)
        if begun:  # a slot gone on with stays with the edition it began with
            return open_edition(self.settings.folders.data / "editions", begun[0].edition)
        period = Period.last_complete_week(job.scheduled_at)
        return self.measure(self.settings, period, job.scheduled_at)

    def _asked(self, entry: Entry) -> Asked:
        languages = entry.languages or self.settings.campaign.languages
        return Asked(languages, entry.units, entry.state, dict(entry.parameters))

    def _settle(self, job: Job, state: str, told: str) -> Settled:
        for run in self.ledger.runs(job=job.id):
            self.ledger.settle(run.id, CANCELLED, told=told)  # those that are still open
        self.ledger.settle_job(job.id, state, told)
        return Settled(job.entry, job.scheduled_at, state, told)
