"""What did not happen: reports that did not come, booths where nobody worked."""

import numpy as np

from hustings.page.brief import Brief

BOOTH_WEEKS = 8  # looked back to say for how long a booth has been quiet


def late_reports(brief: Brief, unit: str = "") -> tuple[list[str], int]:
    """Units at or below one whose report did not come on time, and how many were due."""
    level = brief.settings.reporting.level
    units = [str(code) for code in brief.edition.under(unit or brief.unit, level)["unit"]]
    if not units:
        return [], 0
    told = brief.edition.values("reports_on_time", units)[:, -1]
    late = [code for code, value in zip(units, told, strict=True) if value == 0]
    return late, int((~np.isnan(told)).sum())


def quiet_booths(brief: Brief) -> tuple[dict[str, int], int]:
    """Booths below without an act in the week, each with its weeks of quiet; and all with data.

    At most eight weeks are looked back; a booth quiet for longer has eight.
    """
    booths = [str(code) for code in brief.edition.under(brief.unit, "booth")["unit"]]
    if not booths:
        return {}, 0
    weeks = brief.edition.values("booths_with_activity", booths, periods=BOOTH_WEEKS)
    known = [(code, row) for code, row in zip(booths, weeks, strict=True) if not np.isnan(row[-1])]
    return {code: _run_of_zeros(row) for code, row in known if row[-1] == 0}, len(known)


def _run_of_zeros(values: np.ndarray) -> int:
    """How many of the last weeks in a row were zero."""
    return next((back for back, value in enumerate(values[::-1]) if value != 0), len(values))
