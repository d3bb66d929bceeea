"""Weeks whose total lies far above its usual days: told apart from changes, never as one."""

from collections.abc import Sequence

import pandas as pd

from hustings.studies.judged import Judged
from hustings.studies.medians import observed_median

COLUMNS = (
    "level", "unit", "metric", "week", "value", "total", "spike_share", "usual_spike_share",
)  # fmt: skip


def spikes(judged: Sequence[Judged], week: str) -> pd.DataFrame:
    """Units with a spike in the week: far more in total than so many usual days give.

    At least a fifth of the total lies above the usual days, and more than five MADs past the
    middle of all past spike shares of the level and metric.

    Returns: one row per unit x metric with a spike, the largest first; `total` is the whole of
    which `spike_share` is a share, missing where the weekly table has none; `usual_spike_share`
    is the unit's own median. Empty where the weekly table has no spike shares.
    """
    parts = [_of(one, week) for one in judged]
    found = [part for part in parts if len(part)]
    if not found:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
    order = ["spike_share", "level", "metric", "unit"]
    table = pd.concat(found).sort_values(order, ascending=[False, True, True, True])
    return table.reset_index(drop=True)


def _of(one: Judged, week: str) -> pd.DataFrame:
    panel = one.panel
    here = panel.spiky[:, -1]
    return pd.DataFrame(
        {
            "level": panel.level[here],
            "unit": panel.unit[here],
            "metric": panel.metric[here],
            "week": week,
            "value": panel.value[here, -1],
            "total": panel.total[here, -1],
            "spike_share": panel.spike_share[here, -1],
            "usual_spike_share": observed_median(panel.spike_share[here, :-1]),
        }
    )
