"""One briefing being written: an edition, a unit, a language, and how figures are looked up."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from hustings.edition import Edition, latest, open_edition
from hustings.errors import UsageError, nearest
from hustings.metrics import find_metric
from hustings.period import Period
from hustings.settings import Settings, find, load
from hustings.wording import LANGUAGES, Words

CHILD_LEVELS = {
    "state": "lok_sabha",
    "lok_sabha": "vidhan_sabha",
    "district": "block",
    "block": "panchayat",
}
"""What a unit of each level is compared by; an assembly seat by what is listed right below it."""


@dataclass(frozen=True)
class Brief:
    """What every section is given."""

    edition: Edition
    settings: Settings
    unit: str
    language: str
    words: Words

    @property
    def period(self) -> Period:
        """The week the briefing is about."""
        return self.edition.period

    @property
    def level(self) -> str:
        """The unit's level."""
        return str(self.edition.unit(self.unit)["level"])

    def name(self, unit: str | None = None) -> str:
        """A unit's bare name in the reader's language; English where there is no Hindi one."""
        row = self.edition.unit(unit or self.unit)
        hindi = row["name_hi"]
        chosen = hindi if self.language == "hi" and isinstance(hindi, str) else row["name_en"]
        return str(chosen)

    def place(self, unit: str | None = None) -> str:
        """A unit's name with what it is: Ranchi Lok Sabha seat."""
        code = unit or self.unit
        return self.words.place(self.name(code), str(self.edition.unit(code)["level"]))

    def children(self) -> list[str]:
        """Codes of the units this one is compared by."""
        below = self.edition.children(self.unit, CHILD_LEVELS.get(self.level))
        return [str(code) for code in below["unit"]]

    def child_level(self) -> str:
        """Their level, `unit` where there are none."""
        children = self.children()
        return str(self.edition.unit(children[0])["level"]) if children else "unit"

    def value(self, metric: str, unit: str | None = None, *, back: int = 0) -> float | None:
        """A figure of this week or some weeks back; None where there is none to show."""
        return number(self.edition.row(metric, unit or self.unit, back=back)["value"])

    def series(self, metric: str, *, weeks: int, platform: str = "all") -> pd.DataFrame:
        """Measured rows of the last weeks, oldest first, one per week."""
        return self.edition.rows(metric, self.unit, periods=weeks, platform=platform)

    def measured(self, metric: str, units: list[str] | None = None) -> bool:
        """Whether this unit (or any of some) ever had a figure of a metric in the edition.

        A seat without accounts of its own is not missing their data: it has none to miss.
        """
        codes = [self.unit] if units is None else units
        weeks = len(self.edition.manifest.periods)
        return bool(codes) and bool(
            self.edition.rows(metric, codes, periods=weeks)["value"].notna().any()
        )

    def strength(self, metric: str) -> str:
        """How sure the study is of a change of this unit's metric; "" where it judged none."""
        judged = self.edition.changes(self.unit)
        mine = judged.loc[judged["metric"] == metric, "strength"]
        return "" if mine.empty else str(mine.iloc[0])

    def ticks(self, rows: pd.DataFrame) -> list[str]:
        """How the rows' weeks are called on an axis: by their Monday."""
        return [self.words.day_tick(Period.parse(key).first) for key in rows["period"]]

    def due(self) -> date:
        """The day actions are due by: the Saturday of the week the briefing is read in."""
        return self.period.next().first + timedelta(days=5)


def open_brief(*, unit: str, period: str = "", language: str = "en", edition: str = "") -> Brief:
    """Open what a briefing notebook was asked for.

    Args:   edition: an edition's id; else the newest of the period, or the newest of all.
    Raises: UsageError for a language or unit nobody knows; EditionError without an edition.
    """
    if language not in LANGUAGES:
        raise UsageError(f"There are no words in '{language}'.", fix=nearest(language, LANGUAGES))
    settings = load(find())
    folder = settings.folders.data / "editions"
    chosen = open_edition(folder, edition or period) if edition or period else latest(folder)
    chosen.unit(unit)
    words = Words(language, settings.campaign.digits)
    return Brief(chosen, settings, unit, language, words)


def number(value: object) -> float | None:
    """A cell as a number, None where it is missing."""
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type, call-overload]


def measured_in(brief: Brief, metric: str) -> str:
    """What a metric's figures count, in the reader's language."""
    return brief.words.lexicon(metric).unit


def is_share(metric: str) -> bool:
    """Whether a metric lies between 0 and 1."""
    return find_metric(metric).is_share
