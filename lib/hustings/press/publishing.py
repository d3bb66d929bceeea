"""Where a run's files lie, how its page gets into the reports, and what a crash left undone.

The order of the writes: the worker leaves the page with its hash in the run's own folder; the
page appears in the reports under its name, whole; the ledger says so; `latest` moves. Whatever
moment the power goes, the next start finds either a page whose run is still open, and closes it,
or an open run without a page, and says that it failed.
"""

import os
from pathlib import Path

from hustings.errors import UsageError
from hustings.page.files import UNFINISHED, write_atomically
from hustings.period import Period
from hustings.press.ledger import Job, Ledger, Recorded
from hustings.press.ledger.states import CANCELLED, FAILED, PARTIAL, QUEUED, RUNNING, SUCCEEDED
from hustings.press.ledger.told import Told
from hustings.press.making import digest, made_page
from hustings.settings import Settings

LATEST = "latest"  # reports/latest/<briefing>/<name>.html: the newest page of each question
MOST_TRIES = 5  # processes that may die over one slot before it counts as failed
INTERRUPTED = "the press was interrupted"


def ledger_of(settings: Settings) -> Ledger:
    """The office's ledger, which tells the log of every change."""
    return Told(settings.folders.data / "ledger.sqlite3")


def folder_of(run: Recorded, settings: Settings) -> Path:
    """The run's private folder: two runs never share a file."""
    moment = run.scheduled_at.strftime("%Y%m%dT%H%M%SZ")
    own = Path(run.briefing) / moment / run.name / str(run.attempt)
    return settings.folders.data / "runs" / own


def page_of(run: Recorded, settings: Settings) -> Path:
    """Where the run's page is published."""
    return settings.folders.reports / run.briefing / run.period / f"{run.name}.html"


def publish(run: Recorded, ledger: Ledger, settings: Settings) -> str:
    """Put a page that was made where readers find it; gives the state of its run."""
    page = made_page(folder_of(run, settings), run.id)
    if page is None:
        ledger.settle(run.id, FAILED, told="the page is not what its worker made")
        return FAILED
    target = page_of(run, settings)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, page)
    state = PARTIAL if run.parameters.get("missing") else SUCCEEDED
    ledger.settle(run.id, state, page=digest(page))
    show_as_latest(target, settings.folders.reports)
    return state


def is_there(run: Recorded, settings: Settings) -> bool:
    """Whether the page in the reports is the one this run printed."""
    path = page_of(run, settings)
    return path.exists() and digest(path.read_bytes().decode("utf-8", "replace")) == run.page


def period_of(page: Path) -> Period | None:
    """The period whose folder a page lies in; None for a file that lies elsewhere."""
    try:
        return Period.parse(page.parent.name)
    except UsageError:
        return None


def show_as_latest(page: Path, reports: Path) -> None:
    """Give a page its second name below `latest`, unless there is one of a later period.

    A second name of the same file, or a copy where the disk knows no such names: a symbolic link
    would be lost on its way to a phone, and some web servers follow none.
    """
    briefing, begins = page.parent.parent, Period.parse(page.parent.name).first
    if not page.exists():  # taken away since its run was entered
        return
    alike = [folder / page.name for folder in briefing.iterdir()]
    periods = [period_of(each) for each in alike if each.exists()]
    if any(period and period.first > begins for period in periods):
        return
    shown = reports / LATEST / briefing.name / page.name
    shown.parent.mkdir(parents=True, exist_ok=True)
    beside = shown.with_name(f".{shown.name}.{os.getpid()}{UNFINISHED}")
    beside.unlink(missing_ok=True)
    try:
        os.link(page, beside)
    except OSError:
        write_atomically(shown, page.read_bytes())
        return
    beside.replace(shown)
    beside.unlink(missing_ok=True)  # still there if both were names of this page already


def recover(ledger: Ledger, settings: Settings) -> list[Job]:
    """Close what a crash left open.

    A page that was made whole is published; another run that was at work has failed. Of a job
    printed by hand the waiting runs are cancelled, and with it the job ends.
    Returns: jobs of the schedule whose owner is gone; somebody must go on with them.
    """
    open_jobs = ledger.jobs(state=RUNNING)
    left = [job for job in open_jobs if job.abandoned]
    if left and left == open_jobs:  # nobody else is writing
        _sweep(settings)
    for job in left:
        for run in ledger.runs(job=job.id):
            _close(run, ledger, settings)
        if not job.entry:
            ledger.cancel(run.id for run in ledger.runs(job=job.id, state=QUEUED))
            ledger.settle_job(job.id, CANCELLED, INTERRUPTED)
        elif job.tries >= MOST_TRIES:
            ledger.cancel(run.id for run in ledger.runs(job=job.id, state=QUEUED))
            ledger.settle_job(job.id, FAILED, f"the press died over it {job.tries} times")
    return [job for job in left if job.entry and job.tries < MOST_TRIES]


def _sweep(settings: Settings) -> None:
    """Take away what was being written when the press was cut off."""
    for unfinished in settings.folders.reports.rglob(f".*{UNFINISHED}"):
        unfinished.unlink(missing_ok=True)


def _close(run: Recorded, ledger: Ledger, settings: Settings) -> None:
    if run.page:  # the ledger was told, `latest` may not have moved
        show_as_latest(page_of(run, settings), settings.folders.reports)
    elif run.state != RUNNING:
        return
    elif made_page(folder_of(run, settings), run.id) is not None:
        publish(run, ledger, settings)
    else:
        ledger.settle(run.id, FAILED, told=INTERRUPTED)
