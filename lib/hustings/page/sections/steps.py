"""How many of a unit's workers took each step, for whatever part of the page asks."""

from typing import Any

import pandas as pd

from hustings.errors import UsageError
from hustings.page.brief import Brief
from hustings.privacy import SMALLEST_GROUP


def worker_steps(brief: Brief) -> "pd.Series[Any] | None":
    """This unit's workers by step; None where the edition has none of them."""
    try:
        table = brief.edition.table("steps")
    except UsageError:  # an edition made before there were steps
        return None
    mine = table[table["unit"] == brief.unit]
    return None if mine.empty else pd.Series(mine.iloc[0])


def few(people: float | None) -> bool:
    """Whether a figure would describe one to four people."""
    return people is not None and 0 < people < SMALLEST_GROUP
