"""One briefing being written: an edition, a unit, a language, and how figures are looked up."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from hustings.edition import Edition, latest, open_edition
from hustings.edition.aged import as_fresh_as
from hustings.edition.awaited import REPORTS, reports_awaited
from hustings.edition.freshness import Age, Ages, ages_of, question
from hustings.errors import UsageError, nearest
from hustings.metrics import find_metric
from hustings.period import Period, moment_of
from hustings.settings import Settings, find, load
from hustings.wording import LANGUAGES, Words, freshness

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
    scheduled: str  # the moment it is printed for, as asked; empty for now
    ages: Ages  # of everything the edition's figures rest on, as of the moment it is printed for

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
        return self.words.name_of(row["name_en"], row["name_hi"])

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
        weeks = self.edition.values(metric, unit or self.unit, periods=back + 1)[0]
        return number(weeks[0]) if len(weeks) > back else None

    def too_old(self, metric: str, unit: str | None = None, *, platform: str = "all") -> str:
        """What a metric's figures rest on that is too old, in words; nothing where none of it is.

        "Facebook/X posts as of 12 Nov, 9 days old (limit 7)": the oldest comes first.
        """
        behind = self.ages.behind(metric, unit or self.unit, platform)
        return freshness.listed(self.words, behind, most=1)

    def too_old_answer(self, study: str) -> str:
        """The same of the answer to a further question, which is one for the whole state."""
        behind = self.ages.behind_answer(question(study), self.edition.manifest.state)
        return freshness.listed(self.words, behind, most=1)

    def not_due(self, metric: str) -> bool:
        """Whether this week's figures cannot be there yet: those of reports, until they are due."""
        rule, moment = self.settings.reporting, self.ages.moment
        return metric == REPORTS and reports_awaited(self.edition, rule, moment)

    def series(self, metric: str, *, weeks: int, platform: str = "all") -> pd.DataFrame:
        """Measured rows of the last weeks, oldest first, one per week."""
        return self.edition.rows(metric, self.unit, periods=weeks, platform=platform)

    def measured(self, metric: str, units: list[str] | None = None) -> bool:
        """Whether this unit (or any of some) ever had a figure of a metric in the edition.

        A seat without accounts of its own is not missing their data: it has none to miss. One
        whose exports are too old had figures, and must say why it shows none.
        """
        codes = [self.unit] if units is None else units
        if not codes:
            return False
        # Mostly there is one in the newest week, which is read in any case.
        for weeks in (1, len(self.edition.manifest.periods)):
            if not np.isnan(self.edition.values(metric, codes, periods=weeks)).all():
                return True
        return bool((self.edition.rows(metric, codes)["status"] == "stale").any())

    def strength(self, metric: str) -> str:
        """How sure the study is of a change of this unit's metric; "" where it judged none."""
        return self.edition.strengths.get((self.unit, metric), "")

    def ticks(self, rows: pd.DataFrame) -> list[str]:
        """How the rows' weeks are called on an axis: by their Monday."""
        return [self.words.day_tick(Period.parse(key).first) for key in rows["period"]]

    def due(self) -> date:
        """The day actions are due by: the Saturday of the week the briefing is read in."""
        return self.period.next().first + timedelta(days=5)


def open_brief(
    *,
    unit: str,
    period: str = "",
    language: str = "en",
    edition: str = "",
    scheduled: str = "",
) -> Brief:
    """Open what a briefing notebook was asked for, without the figures that are too old by then.

    Args:   edition: an edition's id; else the newest of the period, or the newest of all.
            scheduled: the moment it is printed for, as 2026-11-16T07:00+05:30; empty for now.
    Raises: UsageError for a language, unit or moment nobody knows; EditionError without an edition.
    """
    if language not in LANGUAGES:
        raise UsageError(f"There are no words in '{language}'.", fix=nearest(language, LANGUAGES))
    settings = load(find())
    folder = settings.folders.data / "editions"
    chosen = open_edition(folder, edition or period) if edition or period else latest(folder)
    chosen.unit(unit)
    words = Words(language, settings.campaign.digits)
    ages = ages_of(chosen, settings.freshness, moment_of(scheduled))
    return Brief(_shown(chosen, ages), settings, unit, language, words, scheduled, ages)


_blanked: dict[tuple[Path, tuple[tuple[str, Age], ...]], Edition] = {}


def _shown(edition: Edition, ages: Ages) -> Edition:
    """The edition without what is too old, made once for all pages that show the same of it."""
    if not ages.stale:
        return edition
    key = (edition.folder, ages.stale)
    if key not in _blanked:
        _blanked[key] = as_fresh_as(edition, ages)
    return _blanked[key]


def number(value: object) -> float | None:
    """A cell as a number, None where it is missing."""
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type, call-overload]


def measured_in(brief: Brief, metric: str) -> str:
    """What a metric's figures count, in the reader's language."""
    return brief.words.lexicon(metric).unit


def is_share(metric: str) -> bool:
    """Whether a metric lies between 0 and 1."""
    return find_metric(metric).is_share
