"""The facts about this campaign, checked key by key: what settings.toml may say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from hustings.errors import UsageError, nearest
from hustings.period import IST, Period
from hustings.schema.field import LEVELS
from hustings.schema.social import PLATFORMS

Language = Literal["en", "hi"]
Share = Annotated[float, Field(gt=0, lt=1)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Campaign(_Section):
    """Who we are."""

    name_en: str
    name_hi: str
    state: str
    languages: tuple[Language, ...] = ("hi", "en")
    digits: Literal["latin", "devanagari"] = "latin"
    spoken: Language = "en"  # what commands say on the screen


class Folders(_Section):
    """Where things lie; relative to the settings file."""

    data: Path = Path("data")
    reports: Path = Path("reports")
    notebooks: Path = Path("notebooks")


class PostingRule(_Section):
    """What each group or account is asked to publish each day."""

    platform: str
    posts_a_day: int = Field(default=1, ge=1)
    by_hour: int = Field(default=24, ge=1, le=24)
    days_off: tuple[int, ...] = ()  # ISO weekdays, 7 = Sunday

    @field_validator("platform")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in PLATFORMS:
            raise ValueError(f"no platform is called '{value}'. {nearest(value, PLATFORMS)}")
        return value


class Reporting(_Section):
    """Who must send a written report each week, and by when."""

    level: str = "vidhan_sabha"
    due_weekday: int = Field(default=1, ge=1, le=7)  # of the week after, 1 = Monday
    due_time: time = time(8, 0)

    def due_at(self, week: Period) -> datetime:
        """The moment a week's report is due, in UTC."""
        day = week.next().first + timedelta(days=self.due_weekday - 1)
        return datetime.combine(day, self.due_time, IST).astimezone(UTC)

    @field_validator("level")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in LEVELS:
            raise ValueError(f"no level is called '{value}'. {nearest(value, LEVELS)}")
        return value


class Thresholds(_Section):
    """When something is said."""

    silent_days: int = Field(default=3, ge=1)
    benchmark_least: int = Field(default=10, ge=1)  # interactions; a smaller benchmark is raised
    change_share: Share = 0.15  # a change smaller than this is not reported
    change_counts: Mapping[str, float] = {}  # least absolute change by metric
    fewest_letters_same: int = Field(default=20, ge=5)


class Phone(_Section):
    """The clock of a phone that exported one group or some files, where it is not the usual one."""

    group: str = ""  # the group's name, as its export shows it
    file: str = ""  # the file's name, * standing for anything
    time_zone: str | None = None
    minutes_fast: int = Field(default=0, ge=-1500, le=1500)  # by how much the clock was ahead
    day_first: bool | None = None

    @field_validator("time_zone")
    @classmethod
    def _known(cls, value: str | None) -> str | None:
        return value and known_time_zone(value)

    def is_of(self, file: str, group: str) -> bool:
        """Whether this is the phone behind a file, or behind any export of a group."""
        if self.group and group:
            return _spoken(self.group) == _spoken(group)
        names = (file, *file.split("/"))
        return bool(self.file) and any(fnmatchcase(name, self.file) for name in names)


@dataclass(frozen=True)
class Clock:
    """How the times and dates in one file are to be understood."""

    time_zone: str
    minutes_fast: int
    day_first: bool


class Exports(_Section):
    """What export files do not say themselves."""

    time_zone: str = "Asia/Kolkata"  # of the phones that exported the chats
    meta_offset_minutes: int | None = None  # of Meta's publish times; empty: assumed Indian time
    day_first: bool = True  # for files whose own dates do not decide
    largest_unzipped_mb: int = Field(default=4096, ge=1)
    readers: int = Field(default=0, ge=0, le=8)  # processes that read files; 0: one per core
    phones: tuple[Phone, ...] = ()  # the exceptions; of several that fit the last counts

    @field_validator("time_zone")
    @classmethod
    def _known(cls, value: str) -> str:
        return known_time_zone(value)

    def clock(self, *, file: str, group: str = "") -> Clock:
        """The clock of the phone that exported a file, or a group's chat."""
        zone, fast, day_first = self.time_zone, 0, self.day_first
        for phone in self.phones:
            if phone.is_of(file, group):
                zone = phone.time_zone or zone
                fast = phone.minutes_fast
                day_first = day_first if phone.day_first is None else phone.day_first
        return Clock(zone, fast, day_first)


class Freshness(_Section):
    """How old, in days, an input may be when a briefing is printed."""

    whatsapp: int = Field(default=10, ge=1)
    posts: int = Field(default=10, ge=1)
    forms: int = Field(default=10, ge=1)
    lists: int = Field(default=31, ge=1)  # of dated things kept by hand: camps, claims, letters


class Press(_Section):
    """How briefings are printed."""

    workers: int = Field(default=2, ge=1)
    timeout_seconds: int = Field(default=120, ge=1)
    executor: str = Field(default="local", pattern=r"^(local|tcp://[^\s/]+)$")
    engine: Literal["fork", "kernel", "cold"] = "fork"  # how cells are run; pages are the same


class Archive(_Section):
    """How long what was printed is kept, and where it is read."""

    keep_weeks: int = Field(default=53, ge=1)  # of published pages, back from the newest period
    keep_editions: int = Field(default=3, ge=1)  # of each period, besides those a page names
    keep_runs: int = Field(default=60, ge=1)  # days of folders pages were made in, and of letters
    base_url: str = ""  # where readers find the reports, for the feed; empty: links are relative

    @field_validator("base_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        if value and not re.fullmatch(r"https?://[^\s/]+/(\S*/)?", value):
            raise ValueError("an address begins with https:// and ends with /")
        return value


class Crosswalk(_Section):
    """Which question of one form or sheet asks for what, as a person has confirmed it."""

    source: str  # as `hustings import --source` names it
    confirmed: bool = False  # it is used only when a person has set this to true
    questions: Mapping[str, str]  # question -> what it asks for; "" leaves the column aside
    always: Mapping[str, str] = {}  # what every row of the file says without being asked
    answers: Mapping[str, Mapping[str, str]] = {}  # by field: answer -> our word; * is any other


class Settings(_Section):
    """Everything settings.toml says, and crosswalk.toml beside it."""

    campaign: Campaign
    folders: Folders = Folders()
    posting: tuple[PostingRule, ...] = ()
    reporting: Reporting = Reporting()
    thresholds: Thresholds = Thresholds()
    exports: Exports = Exports()
    freshness: Freshness = Freshness()
    press: Press = Press()
    archive: Archive = Archive()
    crosswalk: Mapping[str, Crosswalk] = {}  # by the name a person gave the form
    read_from: Path = Field(default=Path("settings.toml"), exclude=True)  # set by load

    def printing_by(self, **told: str | None) -> "Settings":
        """The same settings with another `executor` or `engine`; None leaves what is set.

        Raises: UsageError for one that nobody knows.
        """
        asked = {name: value for name, value in told.items() if value is not None}
        try:
            press = Press.model_validate(self.press.model_dump() | asked)
        except ValidationError as cause:
            wrong = ", ".join(f"{name} '{value}'" for name, value in asked.items())
            fix = "Executors: local, tcp://HOST:PORT. Engines: fork, kernel, cold."
            raise UsageError(f"The press cannot work so: {wrong}.", fix=fix) from cause
        return self.model_copy(update={"press": press})


def known_time_zone(name: str) -> str:
    """The name of a time zone, if there is one of that name.

    Raises: ValueError with the nearest name; the reader of a file says where it stands.
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        hint = nearest(name, available_timezones())
        raise ValueError(f"no time zone is called '{name}'. {hint}") from None
    return name


def _spoken(name: str) -> str:
    return " ".join(name.split()).casefold()
