"""What did not happen: reports that did not come, booths where nobody worked."""

from hustings.page.brief import Brief

BOOTH_WEEKS = 8  # looked back to say for how long a booth has been quiet


def late_reports(brief: Brief, unit: str = "") -> tuple[list[str], int]:
    """Units at or below one whose report did not come on time, and how many were due."""
    level = brief.settings.reporting.level
    units = [str(code) for code in brief.edition.under(unit or brief.unit, level)["unit"]]
    if not units:
        return [], 0
    rows = brief.edition.rows("reports_on_time", units).dropna(subset=["value"])
    return [str(code) for code in rows.loc[rows["value"] == 0, "unit"]], len(rows)


def quiet_booths(brief: Brief) -> tuple[dict[str, int], int]:
    """Booths below without an act in the week, each with its weeks of quiet; and all with data.

    At most eight weeks are looked back; a booth quiet for longer has eight.
    """
    booths = [str(code) for code in brief.edition.under(brief.unit, "booth")["unit"]]
    if not booths:
        return {}, 0
    rows = brief.edition.rows("booths_with_activity", booths, periods=BOOTH_WEEKS)
    by_week = rows.pivot_table(
        index="unit", columns="period", values="value", aggfunc="first", sort=True
    ).reindex(columns=sorted(set(rows["period"])))
    known = by_week[by_week.iloc[:, -1].notna()]
    quiet = known[known.iloc[:, -1] == 0]
    return {str(code): _run_of_zeros(values) for code, *values in quiet.itertuples()}, len(known)


def _run_of_zeros(values: list[float]) -> int:
    """How many of the last weeks in a row were zero."""
    return next((back for back, value in enumerate(reversed(values)) if value != 0), len(values))
