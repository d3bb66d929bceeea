"""What a run is bound to: settings, edition, code, packages, notebook and moment."""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from hustings.press.ledger import Ledger, Recorded
from hustings.settings import Settings

# Shown by no page, and gone by in none; the last is what commands say.
NOT_SHOWN: Mapping[str, bool | set[str]] = {
    "folders": True,
    "press": True,
    "archive": True,
    "exports": True,
    "crosswalk": True,
    "campaign": {"spoken"},
}


@cache
def environment_digest() -> str:
    """A digest of every installed package with its version: another one may draw another page."""
    # By the folders each is described in, name and version: to read what is in them takes long.
    folders = map(Path, sys.path)
    packages = {found.stem for folder in folders for found in folder.glob("*.dist-info")}
    return sha256("\n".join(sorted(packages)).encode()).hexdigest()[:12]


def shown_settings(settings: Settings) -> dict[str, object]:
    """What of the settings a page may show or go by, as JSON can hold it."""
    told: dict[str, object] = settings.model_dump(mode="json", exclude=dict(NOT_SHOWN))
    return told


@dataclass(frozen=True)
class Otherwise:
    """One thing a page was printed with that is another now, and how people call it.

    `what` is settings, edition, code, packages, notebook or moment; `where` the key of a setting.
    `then` and `now` are empty where only a digest is on record.
    """

    what: str
    where: str = ""
    then: str = ""
    now: str = ""


@dataclass(frozen=True)
class Bound:
    """What one page was printed with; `settings` is None where they are not on record."""

    edition: str
    code: str
    packages: str
    notebook: str
    moment: datetime
    settings: Mapping[str, object] | None = field(default=None)

    @classmethod
    def of(cls, run: Recorded, ledger: Ledger) -> "Bound":
        """That of a run, as it is on record."""
        return cls(
            run.edition,
            run.code,
            run.environment,
            run.notebook,
            run.scheduled_at,
            ledger.settings(run.settings),
        )

    def differing(self, now: "Bound") -> Iterator[Otherwise]:
        """What is another in `now`, the most telling first."""
        if self.settings is not None and now.settings is not None:
            yield from _settings(self.settings, now.settings)
        if self.edition != now.edition:
            yield Otherwise("edition", then=self.edition, now=now.edition)
        if self.moment != now.moment:
            moments = [each.isoformat(timespec="minutes") for each in (self.moment, now.moment)]
            yield Otherwise("moment", then=moments[0], now=moments[1])
        if self.notebook != now.notebook:
            yield Otherwise("notebook")
        if self.code != now.code:
            yield Otherwise("code", then=self.code, now=now.code)
        if self.packages != now.packages:
            yield Otherwise("packages")


def _settings(then: Mapping[str, object], now: Mapping[str, object]) -> Iterator[Otherwise]:
    before, after = dict(_keys(then)), dict(_keys(now))
    for key in {**before, **after}:
        if before.get(key) != after.get(key):
            yield Otherwise("settings", key, before.get(key, "-"), after.get(key, "-"))


def _keys(settings: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Each setting as settings.toml has it: `[freshness] whatsapp`, `[[posting]] 2, by_hour`."""
    for name, section in settings.items():
        if isinstance(section, Mapping):
            for key, value in section.items():
                yield f"[{name}] {key}", _plain(value)
        elif isinstance(section, list):
            for number, rule in enumerate(section, 1):
                for key, value in rule.items():
                    yield f"[[{name}]] {number}, {key}", _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)  # as the ledger keeps them
