"""What an edition says of itself: what it was made from, when, by which code."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import hustings
from hustings.period import days_between

if TYPE_CHECKING:
    from hustings.settings import Settings


@dataclass(frozen=True)
class InputFile:
    """One raw file an edition rests on."""

    name: str
    sha256: str
    source: str
    exported_at: datetime
    rows_read: int
    rows_set_aside: int

    def age_days(self, now: datetime) -> int:
        """Indian days between its export and `now`."""
        return days_between(self.exported_at, now)


@dataclass(frozen=True)
class Manifest:
    """The identity card of an edition."""

    edition: str
    period: str
    periods: tuple[str, ...]  # measured, oldest first
    state: str
    as_of: datetime  # the newest export behind it
    built_at: datetime
    code: str  # version and digest of the code that made it
    settings: str  # digest of settings.toml as read
    sample: bool
    inputs: tuple[InputFile, ...]
    set_aside: Mapping[str, int]  # reason -> rows
    family: Mapping[str, float]  # of the weekly change study: size, nominal, realised ...
    tables: Mapping[str, str]  # name -> SHA-256 of the frozen file
    chats: Mapping[str, int] = field(default_factory=dict)  # the week's messages, those by_nobody
    definitions: str = ""  # digest of the code that decides figures; empty in older editions

    def to_json(self) -> str:
        """As text, in a steady order."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        plain["inputs"] = [vars(file) for file in self.inputs]
        return json.dumps(plain, ensure_ascii=False, indent=1, default=_iso)

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        """Read back what `to_json` wrote."""
        plain = json.loads(text)
        plain["inputs"] = tuple(
            InputFile(**file | {"exported_at": datetime.fromisoformat(file["exported_at"])})
            for file in plain["inputs"]
        )
        for name in ("as_of", "built_at"):
            plain[name] = datetime.fromisoformat(plain[name])
        plain["periods"] = tuple(plain["periods"])
        return cls(**plain)


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"cannot write {value!r}")


@cache
def code_version() -> str:
    """The version, and a digest of every file of the package: other code, another edition.

    As found when first asked: what runs here is no longer changed by what is put on the disk.
    """
    digest = hashlib.sha256()
    package = Path(hustings.__file__).parent
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes())
    return f"{hustings.__version__}+{digest.hexdigest()[:8]}"


def settings_digest(settings: "Settings") -> str:
    """A digest of the settings that decide figures: others, another edition."""
    text = settings.model_dump_json(exclude={"folders", "press", "archive", "crosswalk"})
    return hashlib.sha256(text.encode()).hexdigest()[:12]
