"""A league table that does not pretend: three groups, and for each rank how far it may be off."""

import numpy as np
import pandas as pd

from hustings.errors import UsageError, nearest
from hustings.studies.league.shrinkage import Shrunk
from hustings.studies.medians import Floats

SURE = 0.8  # chance from which a unit is put into the top or the bottom fifth
FIFTH = 0.2
BETTER = ("higher", "lower")


def league_table(units: pd.Series, shrunk: Shrunk, *, better: str = "higher") -> pd.DataFrame:
    """Units by what they are likely to be, in three groups.

    Returns: one row per unit, the best first: `raw`, `shrunk`, `low`, `high`; `rank` with the
        ends `rank_low` and `rank_high` of its 95 % interval over plausible worlds; the chance
        to belong to the top and the bottom fifth, and `group`: "top" or "bottom" where that
        chance is above four in five, else "middle". Equal names keep their own rows.
    Raises: UsageError where `better` is neither "higher" nor "lower".
    """
    if better not in BETTER:
        raise UsageError(f"Nothing is better {better!r}.", fix=nearest(better, BETTER))
    sign = -1.0 if better == "higher" else 1.0
    ranks = 1 + np.argsort(np.argsort(sign * shrunk.draws, axis=1), axis=1)
    count = ranks.shape[1]
    edge = max(1, round(FIFTH * count))
    top, bottom = (ranks <= edge).mean(axis=0), (ranks > count - edge).mean(axis=0)
    low, high = np.quantile(ranks, [0.025, 0.975], axis=0)
    table = shrunk.rows.assign(
        unit=units.to_numpy(),
        rank_low=low.round().astype(int),
        rank_high=high.round().astype(int),
        in_top_fifth=top,
        in_bottom_fifth=bottom,
        group=_groups(top, bottom),
    )
    table = table.sort_values(["shrunk", "unit"], ascending=[sign > 0, True], ignore_index=True)
    return table.assign(rank=np.arange(1, count + 1))


def _groups(top: Floats, bottom: Floats) -> list[str]:
    return [
        "top" if high > SURE else "bottom" if low > SURE else "middle"
        for high, low in zip(top, bottom, strict=True)
    ]
