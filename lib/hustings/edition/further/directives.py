"""What followed each directive letter: its one figure, against units that had none, or alone."""

import json
from dataclasses import dataclass

import pandas as pd

from hustings.edition.dated import RATES, STRENGTHS, occasions_within
from hustings.edition.further.finding import head_of
from hustings.edition.further.given import Given, Tables
from hustings.metrics import metrics
from hustings.period import Period
from hustings.studies import CannotJudgeError, team_change

AROUND = 8  # weeks before and after that are set side by side
LASTING = pd.Timedelta(weeks=26)  # for so long a letter on the same figure spoils a comparison
KEPT = ("directive", "unit", "issued_on", "due_on", "metric")
NUMBERS = ("before", "after", "weeks_before", "weeks_after", "effect", "low", "high")
COLUMNS = (*KEPT, "level", "begins", "design", "reason", "refused", *NUMBERS, "verdict", "strength")
NOT_JUDGED = {"effect": None, "low": None, "high": None, "verdict": None, "strength": "blocked"}


@dataclass(frozen=True)
class Sent:
    """Letters of one day, on one figure, to units of one level: judged together."""

    metric: str
    level: str
    issued_on: pd.Timestamp
    units: tuple[str, ...]

    @property
    def own_week(self) -> Period:
        """The week of issue: partly before the letter, unless that came on the Monday."""
        return Period.week_of(self.issued_on.date())

    @property
    def begins(self) -> Period:
        """The first whole week after it."""
        monday = self.issued_on.date() == self.own_week.first
        return self.own_week if monday else self.own_week.next()


def directives(given: Given) -> Tables:
    """Judge each letter on the figure named in it, from the first whole week after it.

    Letters to some units of a level are held against those that had none on that figure; all
    others, and figures that are rates, are only set beside the weeks before.

    Returns: `head`; `rows`, one row per letter, the newest first; `before` and `after` are means
             of up to eight weeks, effects are in log.
    Raises:  CannotJudgeError when no letter is listed.
    """
    letters = given.rows("directives")
    letters = letters[letters["issued_on"] <= str(given.period.last)]
    if letters.empty:
        raise CannotJudgeError("no_directives", "No letter is listed up to the end of the week.")
    levels = given.closure[given.closure["unit"] == given.closure["ancestor"]]
    level = letters["unit"].map(levels.set_index("unit")["level"])
    issued = pd.to_datetime(letters["issued_on"])
    letters = letters[list(KEPT)].assign(level=level, issued=issued)
    known = letters[letters["metric"].isin(list(metrics())) & letters["level"].notna()]
    parts = [_unnamed(letters.drop(known.index))]
    for (metric, of_level, day), some in known.groupby(["metric", "level", "issued"]):
        units = tuple(some["unit"].unique())
        sent = Sent(str(metric), str(of_level), pd.Timestamp(str(day)), units)
        judged = _judged(given, sent, known)
        parts.append(pd.DataFrame([{**row, **judged} for row in some.to_dict("records")]))
    rows = pd.concat([part for part in parts if len(part)])
    rows = rows.sort_values(["issued", "directive"], ascending=[False, True], ignore_index=True)
    counts = rows["design"].value_counts()
    figures = {name: int(counts.get(name, 0)) for name in ("others", "before_after", "unnamed")}
    rows = rows.assign(**{name: pd.to_numeric(rows[name]) for name in NUMBERS})
    return {"head": head_of(letters=len(rows), **figures), "rows": rows[list(COLUMNS)]}


def _unnamed(letters: pd.DataFrame) -> pd.DataFrame:
    """Letters without a figure we know, or to a unit we do not: nothing is said of them."""
    known = letters["metric"].notna() & letters["metric"].isin(list(metrics()))
    reason = known.map({True: "unknown_audience", False: "no_metric"})
    nothing = {"before": None, "after": None, "weeks_before": 0, "weeks_after": 0, **NOT_JUDGED}
    return letters.assign(begins=None, design="unnamed", reason=reason, refused="{}", **nothing)


def _judged(given: Given, sent: Sent, letters: pd.DataFrame) -> dict[str, object]:
    """How letters sent together are judged, and what came out."""
    weekly = given.weekly(sent.metric, sent.level)
    if sent.begins != sent.own_week:
        weekly = weekly[weekly["period"] != sent.own_week.key]
    told: dict[str, object] = {"begins": sent.begins.key, "refused": "{}"}
    told |= _beside(weekly[weekly["unit"].isin(sent.units)], sent.begins.key)
    try:
        return told | _against_others(given, sent, weekly, letters)
    except CannotJudgeError as refusal:
        refused = json.dumps(refusal.numbers, sort_keys=True)
        said = {"design": "before_after", "reason": refusal.reason, "refused": refused}
        return told | NOT_JUDGED | said


def _beside(own: pd.DataFrame, begins: str) -> dict[str, object]:
    """Means of the weeks right before and after; missing where there is none."""
    week = own.groupby("period")["value"].mean().sort_index()
    before, after = week[week.index < begins].tail(AROUND), week[week.index >= begins].head(AROUND)
    return {
        "before": float(before.mean()) if len(before) else None,
        "after": float(after.mean()) if len(after) else None,
        "weeks_before": len(before),
        "weeks_after": len(after),
    }


def _against_others(
    given: Given, sent: Sent, weekly: pd.DataFrame, letters: pd.DataFrame
) -> dict[str, object]:
    others = set(weekly["unit"]) - set(sent.units) - _also_told(given, sent, letters)
    if not others:
        raise CannotJudgeError("all_told", "Every unit had a letter on this figure.")
    if metrics()[sent.metric].measured_in in RATES:
        raise CannotJudgeError("share_metric", "Of a rate no comparison in log is made.")
    table = weekly[weekly["unit"].isin([*others, *sent.units])]
    weeks = table.groupby("unit")["period"].nunique().reindex(list(sent.units), fill_value=0)
    if (weeks < table["period"].nunique()).any():
        raise CannotJudgeError("missing_weeks", "A unit that had the letter has missing weeks.")
    near = occasions_within(given.rows("occasions"), given.closure, sent.units, sent.begins)
    found = team_change(table, changed=sent.units, begins=sent.begins.key, events_near=len(near))
    head = found.estimates.iloc[0]
    return {
        "design": "others",
        "reason": "",
        "verdict": found.verdict,
        "strength": STRENGTHS[found.verdict],
        **{name: float(head[name]) for name in ("effect", "low", "high")},
    }


def _also_told(given: Given, sent: Sent, letters: pd.DataFrame) -> set[str]:
    """Units that had, or lie below one that had, another letter on this figure near this one."""
    same = letters[letters["metric"] == sent.metric]
    near = same[(same["issued"] - sent.issued_on).abs() <= LASTING]
    below = given.closure[given.closure["ancestor"].isin(near["unit"])]
    return {str(code) for code in below["unit"]}
