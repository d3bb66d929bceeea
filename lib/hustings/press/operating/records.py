"""What the press keeps: its ledger, editions and letters, and the schedule it goes by."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hustings.press.ledger.looking import NEWEST, Looked
from hustings.press.operating.diagnosis import BROKEN, GOOD, LOOK, Diagnosis
from hustings.press.operating.machine import AHEAD
from hustings.press.operating.ticked import last_tick
from hustings.press.publishing import ledger_of
from hustings.settings import Settings

MOST_HASHED = 300_000_000  # bytes of editions; half a second
SILENT = timedelta(minutes=15)  # without a tick: a timer gives one each minute


def ledger(settings: Settings) -> Iterator[Diagnosis]:
    """Whether the ledger is whole and of this code's version."""
    seen = Looked(ledger_of(settings).path)
    if not seen.path.exists():
        yield Diagnosis("ledger", GOOD, "-")  # made by the first press
        return
    version, faults = seen.version(), seen.faults()
    if faults:
        yield Diagnosis(
            "ledger",
            BROKEN,
            where=f"{seen.path}: {faults[0]}",
            problem="The ledger of runs is damaged.",
            fix="Restore it from a backup, or move it aside: pages stay, its history goes.",
        )
    elif version > NEWEST:
        yield Diagnosis(
            "ledger",
            BROKEN,
            where=str(seen.path),
            problem=f"The ledger of runs is of version {version}, this code knows {NEWEST}.",
            fix="Use the newer code, or move the ledger aside: pages stay, its history goes.",
        )
    else:
        yield Diagnosis("ledger", GOOD, f"{seen.path.name}, {version}")


def ahead(settings: Settings) -> Iterator[Diagnosis]:
    """Whether slots or exports lie ahead of the clock, which then is wrong or was."""
    now, found = datetime.now(UTC), []
    seen = Looked(ledger_of(settings).path)
    if seen.path.exists() and seen.version() == NEWEST:
        slot = seen.newest_slot()
        found += [slot] if slot and slot > now + AHEAD else []
    for manifest in manifests(settings)[:1]:
        told = read_manifest(manifest)
        as_of = datetime.fromisoformat(str(told["as_of"]))
        found += [as_of] if as_of > now + AHEAD else []
    if not found:
        yield Diagnosis("ahead", GOOD, now.isoformat(timespec="seconds"))
        return
    yield Diagnosis(
        "ahead",
        BROKEN,
        where=f"{max(found).isoformat()} > {now.isoformat(timespec='seconds')}",
        problem="A printed slot or an export lies ahead of this machine's clock.",
        fix="Set the clock right. Until it has passed that moment, the schedule gives no slot.",
    )


def editions(settings: Settings) -> Iterator[Diagnosis]:
    """Whether the files of editions are there, and of the newest ones what was frozen."""
    left, hashed, known = MOST_HASHED, 0, manifests(settings)
    for manifest in known:
        tables = read_manifest(manifest)["tables"]
        if not isinstance(tables, Mapping):
            raise TypeError(f"{manifest.parent.name}: tables")
        paths = {manifest.parent / f"{name}.parquet": str(sha) for name, sha in tables.items()}
        wrong = [path for path in paths if not path.exists()]
        size = sum(path.stat().st_size for path in paths if path.exists())
        if size <= left and not wrong:
            left, hashed = left - size, hashed + 1
            wrong = [path for path, sha in paths.items() if _sha256(path) != sha]
        if wrong:
            yield Diagnosis(
                "editions",
                BROKEN,
                where=str(wrong[0]),
                problem="A table of an edition is not what was frozen.",
                fix="Remove the edition's folder and measure the period again.",
            )
            return
    yield Diagnosis("editions", GOOD, f"{hashed} / {len(known)}")


def notebooks(settings: Settings) -> Iterator[Diagnosis]:
    """Which notebooks of briefings cannot be read: they are not printed, and are in no roll-up."""
    from hustings.press.briefings import Shelf

    shelf = Shelf.of(settings.folders.notebooks)
    for error in shelf.unreadable.values():
        yield Diagnosis(
            "notebooks", BROKEN, where=error.where, problem=error.problem, fix=error.fix
        )
    if not shelf.unreadable:
        yield Diagnosis("notebooks", GOOD, str(len(shelf.briefings)))


def schedule(settings: Settings) -> Iterator[Diagnosis]:
    """Whether schedule.toml can be read and printed, and its pauses."""
    from hustings.press.schedule import pauses, read_timetable, schedule_file
    from hustings.press.schedule.checking import check_timetable

    path = schedule_file(settings)
    timetable = read_timetable(path)
    check_timetable(timetable, settings)
    resting = pauses(settings)
    if timetable.entry:
        yield Diagnosis("schedule", GOOD, f"{len(timetable.entry)}, {len(resting)}")
        return
    yield Diagnosis(
        "schedule",
        LOOK,
        where=str(path),
        problem="Nothing is on the schedule.",
        fix="Write entries into schedule.toml, or print by hand: hustings press BRIEFING.",
    )


def timer(settings: Settings) -> Iterator[Diagnosis]:
    """Whether something looks at the schedule each minute, and has done so lately."""
    from hustings.press.schedule import read_timetable, schedule_file
    from hustings.press.schedule.installing import is_installed, office_of

    last = last_tick(settings)
    where = last.isoformat() if last else "-"
    if not read_timetable(schedule_file(settings)).entry:
        yield Diagnosis("timer", GOOD, where)
        return
    silent = last is None or datetime.now(UTC) - last > SILENT
    if silent and not is_installed(office_of(settings)):
        yield Diagnosis(
            "timer",
            LOOK,
            where=where,
            problem="No timer looks at the schedule.",
            fix="Set it up: hustings schedule install.",
        )
    elif silent and not _at_work(settings):
        yield Diagnosis(
            "timer",
            BROKEN,
            where=where,
            problem="The timer is there, but no tick has come for a while.",
            fix="See what it says: systemctl --user list-timers, or the mails of cron.",
        )
    else:
        yield Diagnosis("timer", GOOD, where)


def letters(settings: Settings) -> Iterator[Diagnosis]:
    """Letters that wait, and those the timer has given up."""
    from hustings.press.delivery.outbox import Outbox

    waiting = [letter for letter in Outbox.of(settings).letters() if letter.waiting]
    later = datetime.now(UTC) + timedelta(days=1)
    given_up = [letter for letter in waiting if not letter.is_due(later)]
    if given_up:
        yield Diagnosis(
            "letters",
            BROKEN,
            where=str(len(given_up)),
            problem="Letters were tried so often that the timer has given them up.",
            fix="See why: hustings outbox list, then: hustings outbox send.",
        )
    elif waiting:
        yield Diagnosis(
            "letters",
            LOOK,
            where=str(len(waiting)),
            problem="Letters wait for the mail server.",
            fix="See why: hustings outbox list. The timer tries them again.",
        )
    else:
        yield Diagnosis("letters", GOOD, "0")


def _at_work(settings: Settings) -> bool:
    """Whether a job is being printed: one tick may take longer than the next would wait."""
    seen = Looked(ledger_of(settings).path)
    if not seen.path.exists() or seen.version() != NEWEST:
        return False
    return any(not job.abandoned for job in seen.jobs(state="running"))


def manifests(settings: Settings) -> list[Path]:
    """The manifests of all editions, the newest period first.

    Read here as they lie there: whoever opens an edition loads pandas.
    """
    return sorted((settings.folders.data / "editions").glob("[0-9]*/manifest.json"), reverse=True)


def read_manifest(manifest: Path) -> Mapping[str, Any]:
    """What an edition says of itself, as it lies there."""
    told: Mapping[str, Any] = json.loads(manifest.read_text("utf-8"))
    return told


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
