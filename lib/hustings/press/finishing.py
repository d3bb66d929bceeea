"""What follows when a slot's pages are printed: the index, and letters to those who asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING

from hustings.errors import BusyError, EditionError, InputError, SettingsError
from hustings.page.published import Published, open_page
from hustings.period import Period
from hustings.press.briefings import list_briefings
from hustings.press.delivery.addresses import Envelope
from hustings.press.delivery.letters import MOST_ATTACHED, Failure, failure_letter, letter
from hustings.press.delivery.outbox import Outbox, Posted
from hustings.press.delivery.server import Server
from hustings.press.ledger import Job, Ledger, Recorded
from hustings.press.ledger.states import FAILED, GOOD
from hustings.press.publishing import page_of
from hustings.press.schedule import Entry
from hustings.press.ticking import Slot
from hustings.settings import Settings
from hustings.wording import Words

if TYPE_CHECKING:
    from hustings.edition import Edition


@dataclass(frozen=True)
class Mailed:
    """What a tick did about letters: those it tried, and those that wait after it.

    `problem` is why it tried none although some wait. Nothing is told while another process sends:
    that one tells.
    """

    tried: tuple[Posted, ...] = ()
    waiting: tuple[Posted, ...] = ()
    problem: SettingsError | None = None


@dataclass(frozen=True)
class Desk:
    """Brings what was printed to those who are to have it.

    A letter is laid into the outbox under the identity of its slot, so a slot that is finished
    again after a crash writes none twice.
    """

    settings: Settings
    ledger: Ledger
    environment: Mapping[str, str]  # names the mail server

    def finish(self, slot: Slot) -> str:
        """Write the index, what lies beside pages, and letters; gives what else is to be said."""
        from hustings.press.beside import make_beside
        from hustings.press.index import write_index

        write_index(self.settings, slot.edition)
        there = [page_of(run, self.settings) for run in slot.printed if run.state in GOOD]
        letters = self._write(slot)
        told = (make_beside(there, slot.entry.also), letters)
        return "; ".join(filter(None, told))

    def _write(self, slot: Slot) -> str:
        job, entry, edition = slot.job, slot.entry, slot.edition
        failed = [run for run in slot.printed if run.state not in GOOD]
        wanted = entry.recipients.success if len(failed) < len(slot.printed) else ()
        whole = not failed and not slot.lacking
        if wanted and entry.quiet_when_unchanged and whole and not self._news(job, edition):
            wanted = ()
        try:
            if wanted:
                self._put_pages(slot.printed, job, wanted)
            if not whole and entry.recipients.failure:
                told = [Failure(name, FAILED, error=InputError.__name__) for name in slot.lacking]
                told += [_failure(run, edition, self.settings) for run in failed]
                pages = len(slot.printed) + len(slot.lacking)
                self._put_failures(told, job, entry, edition.period.key, whole=pages)
        except SettingsError as error:
            return f"no letter: {error.problem}"
        return ""

    def failed(self, job: Job, entry: Entry, error: Exception) -> str:
        """Write to those who mend things that a slot could not be printed at all."""
        if not entry.recipients.failure:
            return ""
        failure = Failure(entry.name, "failed", error=type(error).__name__)
        period = Period.last_complete_week(job.scheduled_at).key
        try:
            self._put_failures([failure], job, entry, period, whole=1)
        except SettingsError as wrong:
            return f"no letter: {wrong.problem}"
        return ""

    def send(self, now: datetime) -> Mailed:
        """Send the letters that are due; none while another process sends, or no server is named.

        A server that is away is asked again after a minute, then more and more seldom.
        """
        outbox = Outbox.of(self.settings)
        if not _waiting(outbox):
            return Mailed()
        try:
            tried = outbox.send(Server.named_by(self.environment), now=now, by_timer=True)
        except BusyError:
            return Mailed()
        except SettingsError as error:  # the next tick tries again
            return Mailed(waiting=_waiting(outbox), problem=error)
        return Mailed(tuple(tried), _waiting(outbox))

    def _put_pages(self, printed: Sequence[Recorded], job: Job, to: tuple[str, ...]) -> None:
        """The roll-ups where there are some, else all pages; a letter for each language."""
        known = list_briefings(self.settings.folders.notebooks)
        above = {each.name for each in known if each.rolls_up}
        good = [run for run in printed if run.state in GOOD]
        chosen = [run for run in good if run.briefing in above] or good
        for language in dict.fromkeys(run.language for run in chosen):
            mine = [run for run in chosen if run.language == language]
            pages = [open_page(page_of(run, self.settings)) for run in mine]
            for number, some in enumerate(_in_letters(pages)):
                own = f"{_slot(job)} {language} {number}"
                self._put(letter(some, self._envelope(job, to), run=own))

    def _put_failures(
        self, failures: Sequence[Failure], job: Job, entry: Entry, period: str, *, whole: int
    ) -> None:
        message = failure_letter(
            failures,
            self._envelope(job, entry.recipients.failure),
            briefing=entry.briefings[0],
            period=period,
            whole=whole,
            language=self.settings.campaign.spoken,
            run=_slot(job),
        )
        self._put(message)

    def _put(self, message: EmailMessage) -> None:
        Outbox.of(self.settings).put(message)

    def _envelope(self, job: Job, to: tuple[str, ...]) -> Envelope:
        return Envelope(Server.named_by(self.environment).sender, to, scheduled_at=job.scheduled_at)

    def _news(self, job: Job, edition: "Edition") -> bool:
        """Whether a figure is another than in the entry's slot before."""
        from hustings.edition import open_edition
        from hustings.edition.comparing import compare

        earlier = [each for each in self.ledger.jobs(entry=job.entry) if each.id < job.id]
        runs = (run for each in earlier for run in self.ledger.runs(job=each.id, most=1))
        before = next((run.edition for run in runs), "")
        if before == edition.id:
            return False
        try:
            earlier_edition = open_edition(edition.folder.parent, before)
        except EditionError:  # none, or pruned: nobody can say that nothing changed
            return True
        if earlier_edition.period != edition.period:
            return True
        return bool((compare(earlier_edition, edition).rows["kind"] != "same").any())


def _waiting(outbox: Outbox) -> tuple[Posted, ...]:
    return tuple(posted for posted in outbox.letters() if posted.waiting)


def _slot(job: Job) -> str:
    return f"{job.entry} {job.scheduled_at.isoformat()}"


def _in_letters(pages: Sequence[Published]) -> Iterator[list[Published]]:
    """Pages in groups that one mail can carry."""
    held: list[Published] = []
    size = 0
    for page in pages:
        own = len(page.html.encode("utf-8"))
        if held and size + own > MOST_ATTACHED:
            yield held
            held, size = [], 0
        held.append(page)
        size += own
    if held:
        yield held


def _failure(run: Recorded, edition: "Edition", settings: Settings) -> Failure:
    """A page that is missing, without what its error said: that may hold rows of data."""
    row = edition.unit(run.unit)
    words = Words(settings.campaign.spoken)
    place = words.place(words.name_of(row["name_en"], row["name_hi"]), str(row["level"]))
    error = run.told.partition(": ")[2].partition(": ")[0] if run.cell is not None else ""
    return Failure(place, run.state, run.cell, error)
