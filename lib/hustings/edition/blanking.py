"""What is taken out of each table of an edition because its input is too old."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from hustings.edition.freshness import STALE, Ages, question
from hustings.edition.further.finding import head_of
from hustings.edition.further.registry import QUESTIONS
from hustings.edition.steps import STEPS
from hustings.metrics.families import family_of
from hustings.metrics.rollups import ROLLUPS
from hustings.period import days_between

FIGURES = ("value", "numerator", "denominator", "n")
WITHOUT_FIGURES = ("units", "closure", "quarantine", "occasions", "inputs")
"""Tables of what there is and what was read: nothing in them is a figure of the period."""

CHANGE_KEPT = ("level", "unit", "metric", "week")  # of one that cannot be judged
NOT_JUDGED: Mapping[str, Any] = {
    "state": "none", "direction": "none", "strength": "blocked", "reason": STALE,
    "floor_passed": False, "shown": False, "n_weeks": 0,
}  # fmt: skip
LETTER_NUMBERS = ("before", "after", "effect", "low", "high")


@dataclass(frozen=True)
class Blanking:
    """Takes what is too old out of tables; `whole` gives any of them as it was frozen."""

    ages: Ages
    state: str
    whole: Callable[[str], pd.DataFrame]

    def of(self, name: str) -> pd.DataFrame:
        """One table without what is too old; one that nobody here knows is left empty."""
        frame = self.whole(name)
        if name in WITHOUT_FIGURES:
            return frame
        for asked in QUESTIONS:
            study, _, part = name.partition("_")
            if study == asked.name and part in ("head", *asked.tables):
                return self._answer(study, part, frame)
        blank = TABLES.get(name)
        return frame.iloc[:0] if blank is None else blank(self, frame)

    def figures(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Measured rows; those too old say so and hold no figure, in whatever week."""
        old = self.ages.too_old(rows)
        if not old.any():
            return rows
        blank = {name: rows[name].mask(old) for name in FIGURES if name in rows}
        return rows.assign(**blank, status=rows["status"].astype("str").mask(old, STALE))

    def changes(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Judged rows; of one too old only that it cannot be judged, and why."""
        old = self.ages.too_old(rows)
        gone = [str(name) for name in rows if name not in (*CHANGE_KEPT, *NOT_JUDGED)]
        told = {name: text for name, text in NOT_JUDGED.items() if name in rows}
        said = {name: rows[name].mask(old, text) for name, text in told.items()}
        return rows.assign(**said, **{name: _gone(rows, name, old) for name in gone})

    def common(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Changes that all units of a level share; left out where one of them is too old."""
        judged = self.whole("changes")
        old = judged[self.ages.too_old(judged) & judged["value"].notna()]
        pairs = pd.MultiIndex.from_frame(old[["level", "metric"]])
        within = pd.MultiIndex.from_frame(rows[["level", "metric"]]).isin(pairs)
        return rows[~within].reset_index(drop=True)

    def spikes(self, rows: pd.DataFrame) -> pd.DataFrame:
        """What one day carried; left out where it is too old."""
        return rows[~self.ages.too_old(rows)].reset_index(drop=True)

    def posts(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Posts of accounts whose exports are not too old."""
        return rows[~self.ages.drawn_from(rows, family_of("post_week").reads)].reset_index(
            drop=True
        )

    def posting(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Days of posting; where they are too old none is seen, and none is missed."""
        old = self.ages.drawn_from(rows, family_of("posting_day").reads)
        return rows.assign(seen=rows["seen"].mask(old, 0), met=rows["met"].mask(old, 0))

    def groups(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Groups, each by its own newest export: one too old shows nothing and is asked for."""
        moments = rows["exported_at"]
        days = [
            0 if pd.isna(moment) else days_between(moment.to_pydatetime(), self.ages.moment)
            for moment in moments
        ]
        old = pd.Series(days, index=rows.index) > self.ages.limits["chats"]
        gone = ("first_at", "last_at", "messages", "exports_of_week")
        blank = {name: _gone(rows, name, old) for name in gone if name in rows}
        told = ("reaches_week_end", "probably_cut", "date_order_assumed")
        none = {name: rows[name].mask(old, other=False) for name in told}
        return rows.assign(**blank, **none)

    def steps(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Workers by step; none is known where the forms are too old."""
        old = self.ages.drawn_from(rows, ROLLUPS["worker_acts"].reads)
        return rows.assign(**{name: rows[name].mask(old) for name in STEPS})

    def _answer(self, study: str, part: str, frame: pd.DataFrame) -> pd.DataFrame:
        """The head or a part of a further answer: a refusal where it rests on what is too old."""
        asked = question(study)
        if self.ages.behind_answer(asked, self.state):
            return head_of(reason=STALE, refused="{}") if part == "head" else frame.iloc[:0]
        return self._letters(frame) if asked.by_row and part == "rows" else frame

    def _letters(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Letters, each with the figure it names; not judged where that is too old."""
        old = self.ages.too_old(rows)
        said = {"reason": STALE, "refused": "{}", "design": STALE, "strength": "blocked"}
        blank = {name: rows[name].mask(old, text) for name, text in said.items()}
        none = {name: rows[name].astype("float64").mask(old) for name in LETTER_NUMBERS}
        weeks = {name: rows[name].mask(old, 0) for name in ("weeks_before", "weeks_after")}
        return rows.assign(**blank, **none, **weeks, verdict=rows["verdict"].mask(old))


TABLES: Mapping[str, Callable[[Blanking, pd.DataFrame], pd.DataFrame]] = {
    "measured": Blanking.figures,
    "leaves": Blanking.figures,
    "changes": Blanking.changes,
    "common": Blanking.common,
    "spikes": Blanking.spikes,
    "posts": Blanking.posts,
    "posting": Blanking.posting,
    "groups": Blanking.groups,
    "steps": Blanking.steps,
}
"""How each table is blanked."""


def _gone(rows: pd.DataFrame, name: str, old: "pd.Series[bool]") -> "pd.Series[Any]":
    """One column with nothing where it is too old; whole numbers and yes or no become wider."""
    column = rows[name]
    if column.dtype.kind in "iub":
        column = column.astype("float64")
    return column.mask(old)
