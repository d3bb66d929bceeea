"""What schedule.toml may say: which briefings are printed when, for whom, and who is told."""

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
)

from hustings.errors import SettingsError, nearest
from hustings.press.briefings import Value, looks_secret
from hustings.press.delivery.addresses import is_address
from hustings.press.schedule.cron import Cron
from hustings.schema.field import LEVELS
from hustings.settings import Settings, breaches, known_time_zone, listed, read_toml
from hustings.settings.facts import Language

SCHEDULE_FILE = "schedule.toml"  # beside settings.toml
LEAST_CATCH_UP = timedelta(minutes=5)  # a timer comes each minute, and an import may be running

_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_DURATION = re.compile(
    r"(?:(\d{1,4})w)?(?:(\d{1,4})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:(\d{1,7})s)?",
    re.ASCII,
)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")


def duration(text: object) -> timedelta:
    """A length of time as `36h`, `2d12h` or `90m`.

    Raises: ValueError for anything else.
    """
    found = _DURATION.fullmatch(text.replace(" ", "")) if isinstance(text, str) else None
    if not found or not any(found.groups()):
        raise ValueError("write a length of time as '36h', '2d12h' or '90m'")
    parts = zip(_UNITS.values(), found.groups(), strict=True)
    return timedelta(**{unit: int(number) for unit, number in parts if number})


def _address(text: str) -> str:
    if not is_address(text):
        raise ValueError(f"'{text}' is no mail address; write one as name@example.org")
    return text


def _asked(given: object) -> object:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise ValueError("a parameter is text or a number; write a date in quotes")
    return given


Duration = Annotated[timedelta, BeforeValidator(duration)]
Address = Annotated[str, AfterValidator(_address)]
Asked = Annotated[Value, BeforeValidator(_asked)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Recipients(_Section):
    """Who is told by mail."""

    success: tuple[Address, ...] = ()  # who gets the pages
    failure: tuple[Address, ...] = ()  # who is told that pages are missing


class Entry(_Section):
    """One entry: some briefings, printed at certain times."""

    name: str  # small letters, digits, - and _; the ledger knows the entry by it
    briefings: tuple[str, ...] = Field(min_length=1)
    schedule: str  # cron text, as "0 7 * * MON"
    time_zone: str = "Asia/Kolkata"  # whose clock the schedule means
    units: str = ""  # as --units; empty: each briefing's own levels
    state: str = ""  # as --state; empty: all
    languages: tuple[Language, ...] = ()  # empty: those of settings.toml
    parameters: Mapping[str, Asked] = {}  # the briefings' own
    overlap: Literal["skip", "queue", "allow"] = "skip"  # when the one before is still printing
    catch_up: Duration = timedelta(hours=36)  # how late a missed slot is still printed
    retries: int = Field(default=1, ge=0, le=10)  # of a page that failed
    retry_wait: Duration = timedelta(minutes=5)
    timeout_seconds: int | None = Field(default=None, ge=1)  # of a page; empty: settings.toml's
    recipients: Recipients = Recipients()
    quiet_when_unchanged: bool = False  # no mail when no figure changed
    also: tuple[Literal["pdf", "card", "forward"], ...] = ()  # made beside each page
    paused: bool = False

    @cached_property
    def cron(self) -> Cron:
        """Its schedule, read."""
        return Cron.parse(self.schedule, self.time_zone)

    @field_validator("name")
    @classmethod
    def _plain(cls, value: str) -> str:
        if not _NAME.fullmatch(value):
            raise ValueError(f"'{value}' is no name; use small Latin letters, digits, - and _")
        return value

    @field_validator("schedule")
    @classmethod
    def _readable(cls, value: str) -> str:
        try:
            Cron.parse(value, "UTC")
        except SettingsError as cause:
            raise ValueError(f"{cause.problem} {cause.fix}") from cause
        return value

    @field_validator("time_zone")
    @classmethod
    def _known(cls, value: str) -> str:
        return known_time_zone(value)

    @field_validator("units")
    @classmethod
    def _of_levels(cls, value: str) -> str:
        if value.startswith("level="):
            for level in value.removeprefix("level=").split(","):
                if level not in LEVELS:
                    raise ValueError(f"no level is called '{level}'. {nearest(level, LEVELS)}")
        return value

    @field_validator("parameters")
    @classmethod
    def _open(cls, value: Mapping[str, Asked]) -> Mapping[str, Asked]:
        if secret := [name for name in value if looks_secret(name)]:
            raise ValueError(f"'{secret[0]}' looks like a secret; those come from the environment")
        return value

    @field_validator("catch_up")
    @classmethod
    def _long_enough(cls, value: timedelta) -> timedelta:
        if value < LEAST_CATCH_UP:
            raise ValueError("5m is the least; no timer comes on the second")
        return value


class Timetable(_Section):
    """All entries, in the order of the file."""

    entry: tuple[Entry, ...] = ()

    @field_validator("entry", mode="before")
    @classmethod
    def _in_two_brackets(cls, value: object) -> object:
        if isinstance(value, dict):
            raise ValueError("write [[entry]], in two brackets, above each entry")
        return value

    @field_validator("entry")
    @classmethod
    def _told_apart(cls, value: tuple[Entry, ...]) -> tuple[Entry, ...]:
        names = [entry.name for entry in value]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two entries are called '{twice[0]}'")
        return value

    def named(self, name: str) -> Entry:
        """One entry.

        Raises: SettingsError with the nearest name when there is none of that name.
        """
        for entry in self.entry:
            if entry.name == name:
                return entry
        raise SettingsError(
            f"No entry of the schedule is called '{name}'.",
            where=SCHEDULE_FILE,
            fix=nearest(name, [entry.name for entry in self.entry]),
        )


def schedule_file(settings: Settings) -> Path:
    """Where the schedule lies: beside settings.toml."""
    return settings.read_from.with_name(SCHEDULE_FILE)


def read_timetable(path: Path) -> Timetable:
    """Read schedule.toml; one that is not there has no entries.

    Raises: SettingsError listing every wrong key and value, with the nearest known key.
    """
    try:
        raw = read_toml(path)
    except FileNotFoundError:
        return Timetable()
    try:
        return Timetable.model_validate(raw)
    except ValidationError as cause:
        named = [_by_name(breach, raw) for breach in breaches(cause, Timetable)]
        raise SettingsError(
            listed(named),
            where=path.name,
            fix="Mend each; the comments in schedule.toml name every key.",
        ) from cause


def _by_name(breach: str, raw: Mapping[str, object]) -> str:
    """A breach that calls its entry by name where it has one, else by its place."""
    found = re.match(r"entry\.(\d+)(\.?)", breach)
    entries = raw.get("entry")
    if not found or not isinstance(entries, list):
        return breach
    entry = entries[int(found[1])]
    name = entry.get("name") if isinstance(entry, dict) else None
    called = f"'{name}'" if isinstance(name, str) else str(int(found[1]) + 1)
    return f"entry {called}{', ' if found[2] else ''}{breach[found.end() :]}"
