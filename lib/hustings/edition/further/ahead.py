"""What the next weeks may bring: forecasts of the seat tree that add up, with their record."""

import pandas as pd

from hustings.edition.further.finding import head_of
from hustings.edition.further.given import Given, Tables
from hustings.period import Period
from hustings.studies import CannotJudgeError, forecast_tree

METRICS = ("active_workers", "acts")  # counts that add up the tree
LEVELS = ("state", "lok_sabha", "vidhan_sabha")  # each unit hangs on one of the level before
AHEAD = 4
# A horizon whose 95 % interval held too few or too many of the past weeks is not shown, nor are
# those beyond it.
HELD = (0.90, 0.98)


def ahead(given: Given) -> Tables:
    """Forecast each figure for every seat and the state, made to add up.

    Returns: `head`; `rows`, one row per metric, unit and week ahead: what is expected, between
             which bounds, how often such intervals held in past weeks (`judged` of them, over
             units of like size), and whether that is well enough to be shown. A unit's name and
             a plus is what lies below it but below none of the units that are forecast.
    Raises:  CannotJudgeError when there are too few weeks.
    """
    made, refusal = [], None
    for metric in METRICS:
        try:
            made.append(_forecast(given, metric))
        except CannotJudgeError as found:
            refusal = found
    if not made:
        raise refusal or CannotJudgeError("short_series", "There is no week.", before=0, after=0)
    rows = pd.concat(made, ignore_index=True)
    return {"head": head_of(units=rows["unit"].nunique()), "rows": rows}


def _forecast(given: Given, metric: str) -> pd.DataFrame:
    known = [given.weekly(metric, level) for level in LEVELS]
    table = pd.concat(known, ignore_index=True).rename(columns={"period": "week"})
    table = table[table["week"] <= given.period.key]
    if table.empty:
        raise CannotJudgeError("short_series", "There is no week.", before=0, after=0)
    found = forecast_tree(_whole(table, given.period), _parents(given), ahead=AHEAD)
    rows = found.rows.merge(found.coverage, on=["ahead", "size"]).rename(
        columns={"weeks": "judged"}
    )
    rows = rows.sort_values(["unit", "ahead"], ignore_index=True)
    good = rows["inside_95"].between(*HELD).groupby(rows["unit"]).cummin()
    weeks = {0: given.period}
    for step in range(1, AHEAD + 1):
        weeks[step] = weeks[step - 1].next()
    keys = rows["ahead"].map({step: week.key for step, week in weeks.items()})
    rows = rows.assign(metric=metric, week=keys, shown=good).drop(columns=["size", "way"])
    first = ["metric", "unit", "week"]
    return rows[[*first, *rows.columns.difference(first, sort=False)]]


def _whole(table: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The same with every week from the first on: one without data is seen to be missing."""
    first = str(table["week"].min())
    weeks = [week.key for week in period.trailing(520) if week.key >= first]
    units = table["unit"].unique()
    grid = pd.MultiIndex.from_product([units, weeks], names=["unit", "week"])
    return table.set_index(["unit", "week"]).reindex(grid).reset_index()


def _parents(given: Given) -> dict[str, str]:
    """The unit of the level above each."""
    parents: dict[str, str] = {}
    for lower, upper in zip(LEVELS[1:], LEVELS, strict=False):
        above = given.at_level(upper)
        here = given.at_level(lower)
        own = here.loc[here["unit"] == here["ancestor"], "unit"]
        pairs = above[above["unit"].isin(own)]
        parents |= dict(zip(pairs["unit"], pairs["ancestor"], strict=True))
    return parents
