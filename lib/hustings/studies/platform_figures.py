"""What platforms say of an account by day and of its audience, as of the last export of each."""

import pandas as pd

from hustings.errors import UsageError

_DAY = ["figure", "called", "day"]


def daily_figures(days: pd.DataFrame) -> pd.DataFrame:
    """One row per account (or post), figure, title and day, oldest day first.

    Args:    days: rows of account_days or post_days; platforms restate days for a while, so a day
             may stand there once for each export that shows it.
    Returns: account or post, figure, called, day; `value` as of the last export that shows the
             day, and `counted_at`, when that was; `said`, how many different values exports have
             given: more than one is a day restated, or two series of one title that disagree.
             A day that no export shows has no row. Days are the platform's own, not India's, and
             figures under different titles are never added: they may count the same acts.
    Raises:  UsageError for rows of another table.
    """
    whose = next((name for name in ("account", "post") if name in days), None)
    _refuse_lacking(days, [whose or "account", *_DAY, "value", "counted_at"])
    key = [str(whose), *_DAY]
    said = days.groupby(key)["value"].nunique().rename("said").reset_index()
    last = days.sort_values([*key, "counted_at", "value"]).drop_duplicates(key, keep="last")
    found = last[[*key, "value", "counted_at"]].merge(said, on=key)
    return found.sort_values([str(whose), "figure", "called", "day"]).reset_index(drop=True)


def audience_shares(audience: pd.DataFrame) -> pd.DataFrame:
    """One row per account, way of dividing and part, the largest part first.

    Args:    audience: rows of audience; each export of an account is another picture of it.
    Returns: account, divided_by, part; `share` (0-1) as of the last export that divides the
             account's audience so, and `counted_at`, when that was; `before`, the share as of the
             export before that one, missing where there is none or it did not list the part. Of
             cities and countries platforms list only the largest: shares need not add up to 1.
    Raises:  UsageError for rows of another table.
    """
    whole, part = ["account", "divided_by"], ["account", "divided_by", "part"]
    _refuse_lacking(audience, [*part, "share", "counted_at"])
    rows = audience.sort_values([*part, "counted_at", "share"])
    rows = rows.drop_duplicates([*part, "counted_at"], keep="last")
    # The newest export has rank 1, the one before it 2.
    rank = rows.groupby(whole)["counted_at"].rank("dense", ascending=False)
    before = rows.loc[rank == 2, [*part, "share"]].rename(columns={"share": "before"})
    now = rows.loc[rank == 1, [*part, "share", "counted_at"]].merge(before, on=part, how="left")
    order = now.sort_values([*whole, "share", "part"], ascending=[True, True, False, True])
    return order.reset_index(drop=True)


def _refuse_lacking(rows: pd.DataFrame, wanted: list[str]) -> None:
    if lacking := [name for name in wanted if name not in rows]:
        raise UsageError(
            f"The rows lack columns: {', '.join(lacking)}.",
            fix="Give rows of account_days, post_days or audience as the clean table has them.",
        )
