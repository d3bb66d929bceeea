"""Finding and reading settings.toml and crosswalk.toml, and saying what is wrong in them."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from pydantic import BaseModel, ValidationError

from hustings.errors import SettingsError, nearest
from hustings.settings.facts import Folders, Settings

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

CROSSWALK_FILE = "crosswalk.toml"  # beside settings.toml, whose comments no program may lose


def load(path: Path) -> Settings:
    """Read settings.toml, and crosswalk.toml beside it.

    Raises: SettingsError listing every wrong key and value, with the nearest known key.
    """
    try:
        raw = read_toml(path)
    except FileNotFoundError as cause:
        raise SettingsError(
            "There is no settings file.",
            where=str(path),
            fix="Run in the folder that holds settings.toml, or name it with --settings.",
        ) from cause
    raw["crosswalk"] = _crosswalks(raw, path.with_name(CROSSWALK_FILE))
    try:
        settings = Settings.model_validate(raw)
    except ValidationError as cause:
        raise SettingsError(
            listed(breaches(cause, Settings)),
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


def read_toml(path: Path) -> dict[str, object]:
    """What a settings file holds, unchecked.

    Raises: SettingsError when it is not TOML; FileNotFoundError.
    """
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise SettingsError(
            "The settings file is not TOML.", where=f"{path.name}: {cause}", fix="Mend that line."
        ) from cause


def breaches(cause: ValidationError, model: type[BaseModel]) -> list[str]:
    """What a file says that it should not: the place, what is wrong, the nearest known key."""
    return [_breach(error, model) for error in cause.errors()]


def listed(found: list[str]) -> str:
    """Every breach on a line of its own, below how many there are."""
    return f"{len(found)} setting(s) cannot be used:\n  - " + "\n  - ".join(found)


def _crosswalks(raw: Mapping[str, object], path: Path) -> object:
    """Those of settings.toml and those `hustings crosswalk` has written beside it."""
    named, written = raw.get("crosswalk", {}), read_toml(path) if path.exists() else {}
    if not written or not isinstance(named, dict):
        return named
    if twice := sorted(set(named) & set(written)):
        raise SettingsError(
            f"The crosswalk '{twice[0]}' stands in two files.",
            where=f"settings.toml and {path.name}",
            fix="Take it out of one of them.",
        )
    return {**named, **written}


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


def _breach(error: "ErrorDetails", model: type[BaseModel]) -> str:
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] != "extra_forbidden":
        return f"{place}: {error['msg'].removeprefix('Value error, ')}"
    for part in error["loc"][:-1]:
        if part in model.model_fields:  # else a number in a list, or a name a person gave
            model = _inner(model.model_fields[str(part)].annotation)
    return f"{place}: unknown. {nearest(str(error['loc'][-1]), model.model_fields)}"


def _inner(annotation: object) -> type[BaseModel]:
    """The model inside `Model`, `tuple[Model, ...]` or `Mapping[str, Model]`."""
    inside = [item for item in get_args(annotation) if isinstance(item, type) and item is not str]
    return cast("type[BaseModel]", inside[0] if inside else annotation)
