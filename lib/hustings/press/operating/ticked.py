"""When the schedule was last looked at: a small file, so that a timer that stopped is noticed."""

import json
from datetime import datetime
from pathlib import Path

from hustings.page.files import write_atomically
from hustings.settings import Settings


def note_tick(settings: Settings, now: datetime) -> None:
    """Take note that a tick begins."""
    path = _file(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, json.dumps({"ticked_at": now.isoformat(timespec="seconds")}))


def last_tick(settings: Settings) -> datetime | None:
    """When the last tick began; None when there was none, or its note cannot be read."""
    try:
        told = json.loads(_file(settings).read_text("utf-8"))
        return datetime.fromisoformat(told["ticked_at"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _file(settings: Settings) -> Path:
    return settings.folders.data / "ticked.json"
