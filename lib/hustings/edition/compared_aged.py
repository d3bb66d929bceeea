"""Two editions side by side, without the figures that are too old to be shown."""

from dataclasses import replace

import pandas as pd

from hustings.edition.comparing import Comparison
from hustings.edition.freshness import STALE, Ages

STEPS = ("said", "restated", "now")
NUMBERS = (
    *(f"{step}{part}" for step in STEPS for part in ("", "_numerator", "_denominator")),
    "restatement", "change", "change_share", "low", "high",
)  # fmt: skip
STATUSES = tuple(f"{step}_status" for step in STEPS)
VERDICTS = ("said_strength", "strength", "direction")
OF_UNITS = ("unit_added", "unit_removed")  # kinds that say something of a list, not of a figure


def without_old(found: Comparison, ages: Ages) -> Comparison:
    """The same comparison in which rows that rest on what is too old hold no figure.

    The earlier edition's figures are blank with those of the later one, of which the ages are.
    Their statuses and their kind say `stale`; a unit that is on one list only stays so.
    """
    rows = found.rows
    old = ages.too_old(rows)
    blank = {name: rows[name].mask(old) for name in NUMBERS}
    told = {name: rows[name].mask(old, STALE) for name in STATUSES}
    none = {name: rows[name].mask(old, "") for name in VERDICTS}
    kind = rows["kind"].mask(old & ~rows["kind"].isin(OF_UNITS), STALE)
    return replace(found, rows=rows.assign(**blank, **told, **none, kind=kind))


def older_below(found: Comparison, ages: Ages, unit: str) -> int:
    """How many units have blank rows although the same figure of one unit above them is not old."""
    blank = found.rows[found.rows["said_status"] == STALE]
    own = ~ages.too_old(blank.assign(unit=unit))
    return int(blank.loc[own, "unit"].nunique())


def shown(found: Comparison) -> pd.DataFrame:
    """The rows that are not blank for their age."""
    return found.rows[found.rows["said_status"] != STALE]


def all_old(found: Comparison) -> bool:
    """Whether some rows are blank for their age, and no other holds a figure."""
    left = shown(found)
    return len(left) < len(found.rows) and bool(left[list(STEPS)].isna().all(axis=None))
