"""The facts about this campaign, read from settings.toml and checked key by key."""

import os
import tomllib
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from hustings.errors import SettingsError, nearest
from hustings.schema.field import LEVELS
from hustings.schema.social import PLATFORMS

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

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


class Exports(_Section):
    """What export files do not say themselves."""

    time_zone: str = "Asia/Kolkata"  # of the phones that exported the chats
    meta_offset_minutes: int | None = None  # of Meta's publish times; empty: assumed Indian time
    day_first: bool = True  # for files whose own dates do not decide
    largest_unzipped_mb: int = Field(default=4096, ge=1)


class Freshness(_Section):
    """How old, in days, an input may be when a briefing is printed."""

    whatsapp: int = Field(default=10, ge=1)
    posts: int = Field(default=10, ge=1)
    forms: int = Field(default=10, ge=1)


class Press(_Section):
    """How briefings are printed."""

    workers: int = Field(default=2, ge=1)
    timeout_seconds: int = Field(default=120, ge=1)


class Settings(_Section):
    """Everything settings.toml says."""

    campaign: Campaign
    folders: Folders = Folders()
    posting: tuple[PostingRule, ...] = ()
    reporting: Reporting = Reporting()
    thresholds: Thresholds = Thresholds()
    exports: Exports = Exports()
    freshness: Freshness = Freshness()
    press: Press = Press()
    read_from: Path = Field(default=Path("settings.toml"), exclude=True)  # set by load


def load(path: Path) -> Settings:
    """Read settings.toml.

    Raises: SettingsError listing every wrong key and value, with the nearest known key.
    """
    try:
        with path.open("rb") as file:
            raw = tomllib.load(file)
    except FileNotFoundError as cause:
        raise SettingsError(
            "There is no settings file.",
            where=str(path),
            fix="Run in the folder that holds settings.toml, or name it with --settings.",
        ) from cause
    except tomllib.TOMLDecodeError as cause:
        raise SettingsError(
            "The settings file is not TOML.", where=f"{path.name}: {cause}", fix="Mend that line."
        ) from cause
    try:
        settings = Settings.model_validate(raw)
    except ValidationError as cause:
        breaches = [_breach(error) for error in cause.errors()]
        raise SettingsError(
            f"{len(breaches)} setting(s) cannot be used:\n  - " + "\n  - ".join(breaches),
            where=path.name,
            fix="Mend each; README lists every setting.",
        ) from cause
    return _anchored(settings, path.resolve())


def find(start: Path | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """The settings file: HUSTINGS_SETTINGS, or the nearest settings.toml from here upwards."""
    if named := environment.get("HUSTINGS_SETTINGS"):
        return Path(named)
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "settings.toml").exists():
            return folder / "settings.toml"
    return here / "settings.toml"


def key_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the pseudonym key lies: HUSTINGS_KEY_FILE, or the user's own settings folder."""
    if named := environment.get("HUSTINGS_KEY_FILE"):
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("hustings") / "pseudonyms.key"


def _anchored(settings: Settings, path: Path) -> Settings:
    """The same settings with folders made absolute, and where they were read from."""
    folders, base = settings.folders, path.parent
    return settings.model_copy(
        update={
            "folders": Folders(
                data=base / folders.data,
                reports=base / folders.reports,
                notebooks=base / folders.notebooks,
            ),
            "read_from": path,
        }
    )


def _breach(error: "ErrorDetails") -> str:
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] != "extra_forbidden":
        return f"{place}: {error['msg'].removeprefix('Value error, ')}"
    model: type[BaseModel] = Settings
    for part in error["loc"][:-1]:
        if isinstance(part, str):
            model = _inner(model.model_fields[part].annotation)
    return f"{place}: unknown. {nearest(str(error['loc'][-1]), model.model_fields)}"


def _inner(annotation: object) -> type[BaseModel]:
    """The model inside `Model` or `tuple[Model, ...]`."""
    inner = get_args(annotation)[0] if get_args(annotation) else annotation
    return cast("type[BaseModel]", inner)
