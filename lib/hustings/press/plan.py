"""Which pages to print: briefing × unit × language, those that sum up others last."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from hustings.errors import UsageError, nearest
from hustings.press.briefings import Briefing, Value
from hustings.schema.field import LEVELS
from hustings.wording import LANGUAGES

if TYPE_CHECKING:
    import pandas as pd

    from hustings.edition import Edition

OWN = {
    "unit": "--units",
    "period": "--period",
    "language": "--languages",
    "edition": "--period",
    "scheduled": "--at",
    "before": "--period",
    "missing": "--units",
    "planned": "--units",
}  # what the press gives every page that asks for it, and the option that says it
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
    scheduled_at: datetime  # the page's clock
    given: Mapping[str, Value] = field(default_factory=dict)  # the briefing's own parameters
    before: str = ""  # the edition readers had before; empty where there is none
    missing: tuple[str, ...] = ()  # of a roll-up: units whose pages could not be printed
    planned: int = 0  # of a roll-up: units whose pages were to be printed

    @property
    def parameters(self) -> dict[str, Value]:
        """All that the notebook is given, of its defaults' own kinds."""
        own: dict[str, Value] = {
            "unit": self.unit,
            "period": self.period,
            "language": self.language,
            "edition": self.edition,
            "scheduled": self.scheduled_at.isoformat(timespec="seconds"),
            "before": self.before,
            "missing": ",".join(self.missing),
            "planned": self.planned,
        }
        asked_for = {name: own[name] for name in own if name in self.briefing.parameters}
        return self.briefing.checked(asked_for | dict(self.given))

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


@dataclass(frozen=True)
class Asked:
    """What pages are asked for, as a command or an entry of the schedule says it.

    units: empty for each briefing's own levels; `level=lok_sabha,vidhan_sabha`; or unit codes
    with commas between. state: only units at or below this one; empty for all.
    """

    languages: tuple[str, ...]
    units: str = ""
    state: str = ""
    given: Mapping[str, object] = field(default_factory=dict)  # the briefings' own parameters

    @property
    def names_units(self) -> bool:
        """Whether single units are named, and not whole levels."""
        return bool(self.units) and not self.units.startswith("level=")


def plan_runs(
    briefings: Sequence[Briefing], edition: "Edition", asked: Asked, *, scheduled_at: datetime
) -> list[Run]:
    """Every page of some briefings.

    Returns: runs in the order of briefings, levels and units, none twice; a briefing that sums up
             another one comes after it.
    Raises:  UsageError for a level, unit or language nobody knows, and for a parameter that one
             of the briefings does not declare or that the press gives itself.
    """
    for name in asked.given:
        if name in OWN:
            raise UsageError(f"The press gives '{name}' itself.", fix=f"Say it with {OWN[name]}.")
    for language in asked.languages:
        if language not in LANGUAGES:
            fix = nearest(language, LANGUAGES)
            raise UsageError(f"There are no words in the language '{language}'.", fix=fix)
    from hustings.edition import preceding  # pandas, which a tick with nothing due does without

    earlier = preceding(edition)
    before = earlier.id if earlier else ""
    runs = [
        Run(briefing, edition.id, edition.period.key, unit, language, scheduled_at, given, before)
        for briefing, given in [(each, each.checked(asked.given)) for each in briefings]
        for unit in _units(edition, asked, briefing, beside=briefings)
        for language in asked.languages
    ]
    if not runs:
        names = ", ".join(each.name for each in briefings)
        fix = "Say for which units: --units level=vidhan_sabha, or unit codes."
        raise UsageError(f"There is nothing to print of {names}.", fix=fix)
    children_first = sorted(runs, key=lambda run: sums_up(run.briefing, briefings))
    return list({run.page: run for run in children_first}.values())


def sums_up(briefing: Briefing, others: Sequence[Briefing]) -> bool:
    """Whether a briefing sums up one of some others."""
    return any(each.name in briefing.rolls_up for each in others)


def with_roll_ups(
    briefings: Sequence[Briefing], known: Sequence[Briefing], asked: Asked
) -> list[Briefing]:
    """Some briefings, and those that sum them up; where single units are named nothing is added.

    A roll-up that does not know a parameter that is given is left out: it would not mean the same.
    """
    names = {each.name for each in briefings}
    if asked.names_units:
        return list(briefings)
    above = [
        each
        for each in known
        if names & set(each.rolls_up)
        and each.name not in names
        and set(asked.given) <= set(each.parameters)
    ]
    return [*briefings, *above]


def _units(
    edition: "Edition", asked: Asked, briefing: Briefing, *, beside: Sequence[Briefing]
) -> list[str]:
    known = edition.table("units")
    if asked.state:
        edition.unit(asked.state)
        known = known[known["unit"].isin([asked.state, *edition.below(asked.state)])]
    if asked.names_units:
        return _named(edition, asked, set(known["unit"]))
    if asked.units and not sums_up(briefing, beside):
        return _of_levels(known, tuple(asked.units.removeprefix("level=").split(",")))
    return _of_levels(known, briefing.levels)


def _named(edition: "Edition", asked: Asked, known: set[str]) -> list[str]:
    codes = [str(edition.unit(code.strip())["unit"]) for code in asked.units.split(",")]
    if outside := [code for code in codes if code not in known]:
        fix = "Leave --state out, or name units below it."
        raise UsageError(f"{outside[0]} does not lie in {asked.state}.", fix=fix)
    return codes


def _of_levels(known: "pd.DataFrame", levels: tuple[str, ...]) -> list[str]:
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
