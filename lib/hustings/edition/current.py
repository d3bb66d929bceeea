"""The edition of a week: the one there is while nothing changed that goes into it, or a new one.

Mostly there is one, so what making one needs is loaded when there is none.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd

from hustings.edition.manifest import code_version, settings_digest
from hustings.edition.shelves import listed, open_edition
from hustings.errors import InputError, UsageError
from hustings.period import Period
from hustings.settings import Settings
from hustings.store import Snapshot, read_whole

if TYPE_CHECKING:
    from hustings.edition.edition import Edition

Step = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """An edition, and which weeks of which family had to be counted for it."""

    edition: "Edition"
    computed: dict[str, list[str]]


def newest_week(settings: Settings) -> Period:
    """The last week that had ended when the newest file was exported."""
    files = Snapshot.take(settings.folders.data / "clean").frame("files")
    if files.empty:
        raise _nothing_imported(settings)
    return Period.last_complete_week(files["exported_at"].max().to_pydatetime())


def _nothing_imported(settings: Settings) -> InputError:
    return InputError(
        "Nothing has been imported yet, so there is nothing to measure.",
        where=str(settings.folders.data),
        fix="Import the exported files first: hustings import FOLDER.",
    )


def silent(what: str) -> None:
    """Tell nobody."""


def build(settings: Settings, period: Period, *, now: datetime, step: Step = silent) -> Built:
    """Measure one week and freeze it as an edition.

    Args:    now: the clock of this edition, for the ages it states; step: told what is going on.
    Returns: the edition; an existing one when nothing that goes into it has changed since.
    Raises:  InputError when nothing has been imported; UsageError for what is no week, or has not
             begun: its pages would stand for the newest.
    """
    _require_begun_week(period, now)

    def made(snapshot: Snapshot) -> Built:
        return _built(snapshot, settings, period, now=now, step=step)

    return read_whole(settings.folders.data / "clean", made)


def _built(
    snapshot: Snapshot, settings: Settings, period: Period, *, now: datetime, step: Step
) -> Built:
    files = snapshot.frame("files").sort_values(["exported_at", "sha256"], ignore_index=True)
    if files.empty:
        raise _nothing_imported(settings)
    name = _name(period, snapshot, settings, files)
    folder = settings.folders.data / "editions"
    if name in listed(folder):
        return Built(open_edition(folder, name), {})
    from hustings.edition.making import make

    return Built(*make(snapshot, settings, period, files, name=name, now=now, step=step))


def _require_begun_week(period: Period, now: datetime) -> None:
    if period.kind != "week":
        weeks = [Period.week_of(day).key for day in (period.first, period.last)]
        raise UsageError(
            "Only weeks are measured.",
            where=repr(period.key),
            fix=f"Ask for one of its weeks, {weeks[0]} to {weeks[1]}.",
        )
    if period.starts_at > now:
        newest = Period.last_complete_week(now).key
        raise UsageError(
            f"The week {period.key} has not begun.", fix=f"The last complete week is {newest}."
        )


def _name(period: Period, snapshot: Snapshot, settings: Settings, files: pd.DataFrame) -> str:
    parts = [period.key, code_version(), settings_digest(settings)]
    parts += [f"{table}={version}" for table, version in sorted(snapshot.pin.versions.items())]
    parts += sorted(files["sha256"])
    return f"{period.key}-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:8]}"
