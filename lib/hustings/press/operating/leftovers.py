"""What a crash, a power cut or a killed import left behind."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hustings.page.files import UNFINISHED
from hustings.press.ledger.looking import NEWEST, Looked
from hustings.press.ledger.states import RUNNING
from hustings.press.making import MANIFEST, PROBLEM
from hustings.press.operating.diagnosis import GOOD, LOOK, Diagnosis
from hustings.press.publishing import folder_of, ledger_of
from hustings.press.removing import GOING
from hustings.settings import Settings

LONG = timedelta(hours=1)  # what is being written is there for a second or two
RUNS = 500  # the newest, whose folders are looked at


def jobs(settings: Settings) -> Iterator[Diagnosis]:
    """Jobs whose process is gone, and folders of runs that hold neither a page nor a reason."""
    ledger = Looked(ledger_of(settings).path)
    if not ledger.path.exists() or ledger.version() != NEWEST:
        return
    running = ledger.jobs(state=RUNNING)
    left = [job for job in running if job.abandoned]
    if left:
        yield Diagnosis(
            "jobs",
            LOOK,
            where=", ".join(f"{job.id} {job.entry}".strip() for job in left),
            problem="The press was cut off while it printed.",
            fix="The next tick goes on with it; what was printed by hand: hustings runs retry "
            "--job N.",
        )
    else:
        yield Diagnosis("jobs", GOOD, str(len(running)))
    open_jobs = {job.id for job in running}
    folders = [
        folder_of(run, settings) for run in ledger.runs(most=RUNS) if run.job not in open_jobs
    ]
    half = [each for each in folders if each.is_dir() and not _told(each)]
    if half:
        yield Diagnosis(
            "unfinished",
            LOOK,
            where=f"{len(half)}: {half[-1].relative_to(settings.folders.data)}",
            problem="Folders of runs hold neither a page nor the reason why there is none.",
            fix="They harm nothing; hustings prune takes them away when they are old.",
        )


def unfinished(settings: Settings) -> Iterator[Diagnosis]:
    """Files and folders that were being written or deleted more than an hour ago."""
    data, reports = settings.folders.data, settings.folders.reports
    before = (datetime.now(UTC) - LONG).timestamp()
    found = [
        *reports.rglob(f".*{UNFINISHED}"),
        *data.glob(f".*{UNFINISHED}"),
        *(data / "outbox").glob(f".*{UNFINISHED}"),
        *(path for path in (data / "editions").glob(".*") if path.is_dir()),
        *(data / "runs").glob(f".*{GOING}"),
        *(data / "runs").glob(f"*/.*{GOING}"),
    ]
    old = [path for path in found if path.lstat().st_mtime < before]
    if not old:
        yield Diagnosis("unfinished", GOOD, str(len(found)))
        return
    yield Diagnosis(
        "unfinished",
        LOOK,
        where=f"{len(old)}: {old[0]}",
        problem="Half written or half deleted files were left by a crash.",
        fix="They harm nothing; the next press and hustings prune take them away.",
    )


def imports(settings: Settings) -> Iterator[Diagnosis]:
    """Whether an import holds the tables, and what one that was killed left in its workplace."""
    clean = settings.folders.data / "clean"
    lock, staging = clean / ".lock", clean / ".staging"
    holder = _holder(lock)
    if holder:
        began = datetime.fromtimestamp(lock.stat().st_mtime, UTC)
        long_at_work = datetime.now(UTC) - began > 6 * LONG
        where = f"{holder}, {began.isoformat(timespec='seconds')}"
        if not long_at_work:
            yield Diagnosis("imports", GOOD, where)
            return
        yield Diagnosis(
            "imports",
            LOOK,
            where=where,
            problem="An import has been at work for hours.",
            fix="See what that process does; when it is ended, what was stored before stays whole.",
        )
    elif staging.is_dir() and any(staging.iterdir()):
        yield Diagnosis(
            "imports",
            LOOK,
            where=str(staging),
            problem="An import was cut off; nothing of it was stored.",
            fix="Import the same files again; that also clears this folder.",
        )
    else:
        yield Diagnosis("imports", GOOD, "-")


def _told(folder: Path) -> bool:
    return (folder / MANIFEST).exists() or (folder / PROBLEM).exists()


def _holder(lock: Path) -> str:
    """The process that holds a lock, by what the system lists; trying would disturb an import."""
    listed = Path("/proc/locks")
    if not lock.exists() or not listed.exists():
        return ""
    file = str(lock.stat().st_ino)
    for line in listed.read_text("ascii", "replace").splitlines():
        words = line.split()  # "1: FLOCK ADVISORY WRITE 612 fe:01:4718 0 EOF"
        if "->" not in words and words[5].rpartition(":")[2] == file:
            return words[4]
    return ""
