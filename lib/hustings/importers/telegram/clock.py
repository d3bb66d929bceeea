"""When a message was sent: by Telegram's seconds, else by the exporting computer's clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hustings.importers.telegram.stream import Json, Object

_LONGEST = 16 * 3600  # seconds between any zone and UTC, and some more; beyond it lies damage


def offset_of(message: Object) -> int | None:
    """Seconds the exporting computer's clock was ahead of UTC, where a message shows both."""
    seconds, local = _seconds(message.get("date_unixtime")), _local(message.get("date"))
    if seconds is None or local is None:
        return None
    offset = int(local.replace(tzinfo=UTC).timestamp()) - seconds
    return offset if abs(offset) <= _LONGEST else None


@dataclass(frozen=True)
class Clock:
    """Reads a chat's times.

    offset: seconds ahead of UTC, as the chat's other messages show; None where none does.
    """

    time_zone: str
    offset: int | None = None

    @classmethod
    def of(cls, offsets: Mapping[int, int], time_zone: str) -> "Clock":
        """The clock most messages of an export show."""
        return cls(time_zone, max(offsets, key=lambda one: (offsets[one], one), default=None))

    def read(self, message: Object) -> tuple[datetime | None, bool]:
        """When it was sent, if it says so at all, and whether a zone had to be assumed."""
        seconds, local = _seconds(message.get("date_unixtime")), _local(message.get("date"))
        if seconds is not None:
            return datetime.fromtimestamp(seconds, UTC), False
        if local is None:
            return None, False
        if self.offset is not None:
            there = local.replace(tzinfo=UTC).timestamp() - self.offset
            return datetime.fromtimestamp(there, UTC), True
        return local.replace(tzinfo=ZoneInfo(self.time_zone)).astimezone(UTC), True


def _seconds(value: Json) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 12:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 < value < 2**33 else None


def _local(value: Json) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return read.replace(tzinfo=None) if 1970 < read.year < 2200 else None
