"""How a post grew from one export to the next: the only decay curve that exports give."""

import pandas as pd

from hustings.errors import UsageError, nearest
from hustings.schema import CLEAN

FIGURES = tuple(
    column.name for column in CLEAN["post_counts"].columns if column.kind in ("whole", "number")
)
SNAPSHOT = ["post", "counted_at"]
HOURS_OF_A_DAY = 24


def growth_curve(counts: pd.DataFrame, figure: str) -> pd.DataFrame:
    """One row per post and export that shows the figure, oldest export first.

    Args:    counts: rows of post_counts; two exports of a post are two rows. figure: one of its
             counts, such as "views".
    Returns: post, counted_at; `age_hours` since the post appeared; `value`, the lifetime count as
             of that export; `gained` since the export before (missing in a post's first row), the
             `hours` it took, and `gained_per_day`, the pace of those hours, so that exports made
             two days and two weeks apart can be laid side by side. A platform may take counts
             back, so both can be below zero.
             Lifetime counts are never added up: a post's total is the last row's `value`.
    Raises:  UsageError for a figure post_counts does not hold.
    """
    if figure not in FIGURES:
        raise UsageError(f"Posts have no figure '{figure}'.", fix=nearest(figure, FIGURES))
    rows = counts.loc[counts[figure].notna(), [*SNAPSHOT, "published_at", figure]]
    # One export may hold a post in two files (two months that overlap), and two exports may bear
    # one moment: one snapshot all the same, with the larger count, for counts grow.
    rows = rows.sort_values([*SNAPSHOT, figure]).drop_duplicates(SNAPSHOT, keep="last")
    # Two exports may date a post to either side of midnight; the first that held it decides.
    appeared = rows.groupby("post")["published_at"].transform("first")
    before = rows.groupby("post")
    gained = before[figure].diff().astype("float64")
    hours = _hours(before["counted_at"].diff())
    return pd.DataFrame(
        {
            "post": rows["post"],
            "counted_at": rows["counted_at"],
            "age_hours": _hours(rows["counted_at"] - appeared),
            "value": rows[figure].astype("float64"),
            "gained": gained,
            "hours": hours,
            "gained_per_day": gained / (hours / HOURS_OF_A_DAY),
        }
    ).reset_index(drop=True)


def newest(counts: pd.DataFrame) -> pd.DataFrame:
    """One row per post: its counts as of the last export that held it, for totals and rankings."""
    order = [*SNAPSHOT, "views", "reactions"]
    rows = counts.sort_values(order, na_position="first").drop_duplicates("post", keep="last")
    return rows.reset_index(drop=True)


def _hours(spans: "pd.Series[pd.Timedelta]") -> "pd.Series[float]":
    return spans.dt.total_seconds() / 3600
