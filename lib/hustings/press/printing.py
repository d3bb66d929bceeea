"""Printing a job: what is current is left, the rest is made by workers and published one by one."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Self

from hustings.edition import Edition
from hustings.edition.manifest import code_version
from hustings.errors import HustingsError
from hustings.press.binding import environment_digest, shown_settings
from hustings.press.ledger import Job, Ledger, Order, Recorded
from hustings.press.ledger.states import (
    CANCELLED,
    FAILED,
    GOOD,
    OPEN,
    PARTIAL,
    QUEUED,
    SKIPPED,
    STALE,
    SUCCEEDED,
    TIMED_OUT,
)
from hustings.press.plan import Run, sums_up
from hustings.press.planned_again import task_of
from hustings.press.publishing import INTERRUPTED, folder_of, is_there, publish
from hustings.press.standing import Standing
from hustings.press.workers import LOST, Outcome, Workers
from hustings.settings import Settings

Progress = Callable[[str, int, int], None]  # what, how many done, of how many
CURRENT = "nothing has changed"  # since the page was printed
STOPPED = "the press was stopped"
TRIES = 2  # for a page whose worker was killed from outside
Key = tuple[str, str]  # briefing and name: which page of a job


@dataclass(frozen=True)
class Press:
    """What a job is printed with."""

    edition: Edition
    settings: Settings
    ledger: Ledger
    workers: Callable[[datetime], Workers]  # made ready, for a moment, when there is work
    progress: Progress
    again: bool = False  # print pages that are current as well
    retries: int = 0  # of a page that failed, before the roll-ups
    pause: Callable[[], None] = lambda: None  # before each retry

    def print_pages(self, job: Job, runs: Sequence[Run]) -> list[Recorded]:
        """Print the pages of a job that are not there yet; the job stays open.

        A page whose edition, notebook, code and question did not change is left as it is.
        Roll-ups come when everything else has ended, and say what is missing. A job somebody else
        began is gone on with: what ended stays, what was interrupted is tried again.
        Returns: the last attempt at each, in the order of `runs`.
        """
        briefings = list({run.briefing.name: run.briefing for run in runs}.values())
        first = [run for run in runs if not sums_up(run.briefing, briefings)]
        last = [run for run in runs if sums_up(run.briefing, briefings)]
        try:
            with _AtWork(self, job, len(runs)) as at_work:
                at_work.go_through(first)
                for _ in range(self.retries):
                    at_work.try_again(self.pause)
                at_work.go_through([summed_up(run, at_work.done.values()) for run in last])
        except BaseException as error:
            if not job.entry:  # a slot stays as it is, and the next tick goes on with it
                self._give_up(job, error)
            raise
        return [at_work.done[_key(run)] for run in runs]

    def _give_up(self, job: Job, error: BaseException) -> None:
        """Close all of a job that is still open; a run nobody works on would wait for ever."""
        why = _why(error)
        for run in self.ledger.runs(job=job.id):
            if run.state in OPEN:
                self.ledger.settle(run.id, CANCELLED, told=why)
        state = FAILED if isinstance(error, Exception) else CANCELLED
        self.ledger.settle_job(job.id, state, why)

    def close(
        self, job: Job, ended: Sequence[Recorded], *, also: str = "", lacks: bool = False
    ) -> str:
        """Say in the ledger how a job ended, and what else there is to say; gives its state.

        Args: lacks: whether something was asked for of which no page could be tried.
        """
        state = state_of(ended)
        if lacks and state == SUCCEEDED:
            state = PARTIAL
        self.ledger.settle_job(job.id, state, "; ".join(filter(None, (_tally(ended), also))))
        return state


def summed_up(run: Run, done: Iterable[Recorded]) -> Run:
    """A roll-up that knows which of the units it sums up have no page.

    A retry tries some of the units only; of all others stands what the roll-up knew before.
    """
    below = [
        each
        for each in done
        if each.briefing in run.briefing.rolls_up and each.language == run.language
    ]
    failed = dict.fromkeys(each.unit for each in below if each.state not in GOOD)
    tried = dict.fromkeys(each.unit for each in below)
    before = [unit for unit in run.missing if unit not in tried]
    return replace(run, missing=(*before, *failed), planned=max(run.planned, len(tried)))


def state_of(runs: Sequence[Recorded]) -> str:
    """How a job ended: partial where some pages are there and some are not."""
    good = sum(run.state in GOOD for run in runs)
    if good == len(runs):
        return PARTIAL if any(run.state == PARTIAL for run in runs) else SUCCEEDED
    others = {run.state for run in runs}
    return PARTIAL if good else others.pop() if len(others) == 1 else FAILED


def _tally(runs: Sequence[Recorded]) -> str:
    return f"{sum(run.state in GOOD for run in runs)} of {len(runs)} pages are there"


class _AtWork:
    """One job being printed: what waits, what is being made, what has ended."""

    def __init__(self, press: Press, job: Job, pages: int) -> None:
        self.press, self.job, self.pages = press, job, pages
        self.done: dict[Key, Recorded] = {}
        self.waiting: deque[Recorded] = deque()
        self.making: dict[int, Recorded] = {}
        self.tries: dict[Key, int] = {}
        self.sources: dict[str, str] = {}
        self.standing = Standing(press.edition, press.settings)
        self.code = code_version()  # an edition tried again may have been made by other code
        self.settings = press.ledger.keep_settings(shown_settings(press.settings))
        self._workers: Workers | None = None  # made ready once, when there is something to print

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._workers is not None:
            self._workers.close()

    def go_through(self, runs: Sequence[Run]) -> None:
        for run in runs:
            if run.briefing.name not in self.sources:
                self.sources[run.briefing.name] = run.briefing.source()
        self._sort(self._entered(runs))
        self._show("")
        self._print()

    def try_again(self, pause: Callable[[], None]) -> None:
        """Try once more what failed; stopped on purpose is not failed."""
        failed = [run for run in self.done.values() if run.state in (FAILED, TIMED_OUT)]
        if failed:
            pause()
            self.waiting.extend(self.press.ledger.try_again(run) for run in failed)
            self._print()

    def _print(self) -> None:
        if not self.waiting:
            return
        if self._workers is None:
            self._workers = self.press.workers(self.job.scheduled_at)
        self._work(self._workers)

    def _entered(self, runs: Sequence[Run]) -> list[Recorded]:
        """The runs as the ledger has them; those not entered before are entered together."""
        ledger = self.press.ledger
        known = {_key(each): each for each in ledger.newest(self.job.id)}
        orders = [self._order(run) for run in runs if _key(run) not in known]
        known |= {_key(each): each for each in ledger.enter(self.job.id, orders)}
        return [known[_key(run)] for run in runs]

    def _order(self, run: Run) -> Order:
        notebook = self.sources[run.briefing.name]
        return Order(
            briefing=run.briefing.name,
            period=run.period,
            name=run.name,
            unit=run.unit,
            language=run.language,
            scheduled_at=run.scheduled_at,
            edition=run.edition,
            code=self.code,
            environment=environment_digest(),
            notebook=sha256(notebook.encode()).hexdigest(),
            parameters=run.parameters,
            settings=self.settings,
        )

    def _sort(self, runs: Sequence[Recorded]) -> None:
        """What has ended, what is current, and what is to be printed."""
        press = self.press
        printed = {} if press.again else press.ledger.pages(press.edition.id)
        for run in runs:
            before = printed.get(_key(run))
            if run.state == FAILED and run.told == INTERRUPTED:
                self.waiting.append(press.ledger.try_again(run))
            elif run.state != QUEUED:
                self.done[_key(run)] = run
            elif refused := self.standing.too_old(run):
                press.ledger.settle(run.id, STALE, told=refused)
                self.done[_key(run)] = press.ledger.run(run.id)
            elif before and self.standing.same(before, run) and is_there(before, press.settings):
                press.ledger.settle(run.id, SKIPPED, told=CURRENT)
                self.done[_key(run)] = press.ledger.run(run.id)
            else:
                self.waiting.append(run)

    def _work(self, workers: Workers) -> None:
        ledger = self.press.ledger
        while self.waiting or workers.busy:
            while self.waiting and workers.free:
                self._begin(workers, self.waiting.popleft())
            for run in ledger.stopped(self.job.id):
                workers.stop(run)
            for outcome in workers.ended(seconds=1) if workers.busy else ():
                self._settle(self.making.pop(outcome.run), outcome)

    def _begin(self, workers: Workers, run: Recorded) -> None:
        if not self.press.ledger.claim(run):  # cancelled while it waited
            self._end(run)
            return
        self.making[run.id] = run
        folder = folder_of(run, self.press.settings)
        folder.mkdir(parents=True, exist_ok=True)
        task = task_of(run, self.sources[run.briefing], self.press.settings)
        workers.begin(task, folder)

    def _settle(self, run: Recorded, outcome: Outcome) -> None:
        """Publish a page or say why there is none; a worker that was killed is tried again."""
        ledger, problem = self.press.ledger, outcome.problem
        if outcome.state == SUCCEEDED:
            publish(run, ledger, self.press.settings)
            self._end(run)
            return
        lost = outcome.state == LOST
        state = FAILED if lost else outcome.state
        ledger.settle(run.id, state, told=problem.told, cell=problem.cell)
        self.tries[_key(run)] = self.tries.get(_key(run), 0) + 1
        if lost and self.tries[_key(run)] < TRIES:
            self.waiting.appendleft(ledger.try_again(run))
        else:
            self._end(run)

    def _end(self, run: Recorded) -> None:
        self.done[_key(run)] = self.press.ledger.run(run.id)
        self._show(run.title)

    def _show(self, what: str) -> None:
        self.press.progress(what, len(self.done), self.pages)


def _why(error: BaseException) -> str:
    """Why a job ends before its time: somebody stopped it, or what went wrong."""
    if isinstance(error, HustingsError):
        return error.problem
    return f"{type(error).__name__}: {error}" if isinstance(error, Exception) else STOPPED


def _key(run: Run | Recorded) -> Key:
    return (run.briefing if isinstance(run, Recorded) else run.briefing.name), run.name
