"""Which pages to print: briefing × unit × language, parents before children."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from hustings.edition import Edition
from hustings.errors import UsageError, nearest
from hustings.press.briefings import Briefing, Value
from hustings.schema.field import LEVELS
from hustings.wording import LANGUAGES

OWN = {
    "unit": "--units",
    "period": "--period",
    "language": "--languages",
    "edition": "--period",
}  # what the press gives every page, and the option that says it
APART = "~"  # between a page's unit and what else it was asked for
LONGEST = 40  # characters of a value in a file's name


@dataclass(frozen=True)
class Run:
    """One page to print."""

    briefing: Briefing
    edition: str
    period: str
    unit: str
    language: str
    given: Mapping[str, Value] = field(default_factory=dict)  # the briefing's own parameters

    @property
    def parameters(self) -> dict[str, Value]:
        """All that the notebook is given, of its defaults' own kinds."""
        own = {
            "unit": self.unit,
            "period": self.period,
            "language": self.language,
            "edition": self.edition,
        }
        return self.briefing.checked(own | dict(self.given))

    @property
    def name(self) -> str:
        """Its unit, what else it was asked for, and its language: one name for one question.

        `IN-JH-PC-08~begins-2026-W40.en`; a value that is the notebook's default is not named.
        """
        own = self.briefing.parameters
        asked = [
            f"{name}-{_in_a_name(str(self.given[name]))}"
            for name in own
            if name in self.given and self.given[name] != own[name].default
        ]
        return f"{APART.join([self.unit, *asked])}.{self.language}"

    @property
    def title(self) -> str:
        """How the run is called in progress and in errors."""
        return f"{self.briefing.name} {self.period} {self.name}"

    @property
    def page(self) -> str:
        """Where its page lies, relative to the reports folder."""
        return f"{self.briefing.name}/{self.period}/{self.name}.html"


def read_name(stem: str) -> tuple[str, str, str]:
    """Unit, what else was asked for, and language of a page's file name without its ending."""
    asked, _, language = stem.rpartition(".")
    unit, *others = asked.split(APART)
    return unit, ", ".join(other.replace("-", " ", 1) for other in others), language


def _in_a_name(value: str) -> str:
    """A value as a part of a file's name; one that cannot stand there as it is gets a digest."""
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", value)[:LONGEST]
    if plain == value:
        return plain
    return f"{plain}-{hashlib.sha256(value.encode('utf-8')).hexdigest()[:8]}"


def plan_runs(
    briefings: list[Briefing],
    edition: Edition,
    *,
    units: str = "",
    languages: tuple[str, ...],
    given: Mapping[str, object] | None = None,
) -> list[Run]:
    """Every page of some briefings.

    Args:    units: empty for each briefing's own levels; `level=lok_sabha,vidhan_sabha`; or unit
             codes with commas between. given: values for the briefings' own parameters.
    Returns: runs in the order of briefings, levels and units; none twice.
    Raises:  UsageError for a level, unit or language nobody knows, and for a parameter that one
             of the briefings does not declare or that the press gives itself.
    """
    told = dict(given or {})
    for name in told:
        if name in OWN:
            raise UsageError(f"The press gives '{name}' itself.", fix=f"Say it with {OWN[name]}.")
    for language in languages:
        if language not in LANGUAGES:
            fix = nearest(language, LANGUAGES)
            raise UsageError(f"There are no words in the language '{language}'.", fix=fix)
    runs = [
        Run(briefing, edition.id, edition.period.key, unit, language, asked)
        for briefing, asked in [(each, each.checked(told)) for each in briefings]
        for unit in _units(edition, units, briefing)
        for language in languages
    ]
    return list({run.page: run for run in runs}.values())


def _units(edition: Edition, asked: str, briefing: Briefing) -> list[str]:
    known = edition.table("units")
    if asked.startswith("level="):
        return _of_levels(known, tuple(asked.removeprefix("level=").split(",")))
    if asked:
        codes = [code.strip() for code in asked.split(",")]
        return [str(edition.unit(code)["unit"]) for code in codes]
    return _of_levels(known, briefing.levels)


def _of_levels(known: pd.DataFrame, levels: tuple[str, ...]) -> list[str]:
    codes: list[str] = []
    for level in levels:
        if level not in LEVELS:
            raise UsageError(f"No level is called '{level}'.", fix=nearest(level, LEVELS))
        listed = known.loc[known["level"] == level, "unit"].tolist()
        if not listed:
            raise UsageError(
                f"No unit of the level '{level}' is known.",
                fix="Import a list of units (units.csv) that has some, and measure again.",
            )
        codes += listed
    return codes
