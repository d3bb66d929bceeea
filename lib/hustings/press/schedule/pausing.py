"""Pausing an entry by a command: a small file each, so that schedule.toml keeps its comments."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hustings.errors import SettingsError, UsageError
from hustings.page.files import write_atomically
from hustings.press.schedule.timetable import Entry, schedule_file
from hustings.settings import Settings


@dataclass(frozen=True)
class Pause:
    """Since when an entry is paused, by whom and why."""

    entry: str
    since: datetime  # UTC
    by: str
    why: str


def pauses(settings: Settings) -> Mapping[str, Pause]:
    """Every pause that a command set, by the name of its entry.

    Raises: SettingsError for a file of pauses that is damaged: nobody guesses whether to print.
    """
    return {path.stem: _read(path) for path in sorted(_folder(settings).glob("*.json"))}


def pause(settings: Settings, entry: Entry, *, now: datetime, by: str, why: str) -> None:
    """Print nothing for an entry until it is resumed; one that is paused already stays so."""
    path = _folder(settings) / f"{entry.name}.json"
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {"since": now.isoformat(timespec="seconds"), "by": by, "why": why}
    write_atomically(path, json.dumps(said, ensure_ascii=False, indent=1))


def resume(settings: Settings, entry: Entry) -> None:
    """Print for an entry again, from its next slot on.

    Raises: UsageError when it is not paused, or in schedule.toml itself.
    """
    if entry.paused:
        raise UsageError(
            f"The entry '{entry.name}' is paused in the file itself.",
            where=str(schedule_file(settings)),
            fix="Take the line paused = true out of it.",
        )
    try:
        (_folder(settings) / f"{entry.name}.json").unlink()
    except FileNotFoundError as cause:
        raise UsageError(
            f"The entry '{entry.name}' is not paused.", fix="See: hustings schedule list"
        ) from cause


def _folder(settings: Settings) -> Path:
    return settings.folders.data / "paused"


def _read(path: Path) -> Pause:
    try:
        said = json.loads(path.read_text("utf-8"))
        since = datetime.fromisoformat(said["since"])
        return Pause(path.stem, since, str(said["by"]), str(said["why"]))
    except (ValueError, KeyError, TypeError) as cause:
        raise SettingsError(
            "The note that an entry is paused cannot be read.",
            where=str(path),
            fix="Delete it to go on, then pause the entry again if it is to rest.",
        ) from cause
