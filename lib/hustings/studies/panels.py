"""Weekly rows as matrices of units x weeks: one panel per level and metric, small ones merged."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from hustings.errors import UsageError, nearest
from hustings.period import Period
from hustings.studies.medians import MAD_TO_SD, Floats, observed_median, trailing_median
from hustings.studies.offset import log_offset
from hustings.studies.rules import ChangeRules

NEEDED = ("level", "unit", "metric", "week", "value")
KINDS = ("count", "share")
MOST_WEEKS = 156  # older weeks change no verdict
SMALLEST_SPIKE = 0.2  # of a week's total; less is an uneven week, not a spike
SPIKE_MADS = 5.0  # past the middle of the group's spike shares
LARGEST_LOG = 600.0  # beyond it numbers have no end
SPREAD_MADS = 3.0  # past the unit's usual day spread, in log

Names = NDArray[np.object_]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Panel:
    """Units (rows) x consecutive weeks (columns), the last column being the week judged.

    `log` is log(1 + value / offset) of counts, the logit of shares; `extra` is the variance a
    week has beyond its usual one because its share rests on fewer cases; `total` is the sum of the
    week's days, where the weekly table tells it. NaN is missing.
    """

    level: Names
    metric: Names
    unit: Names
    kind: str
    has_common: bool
    value: Floats
    log: Floats
    extra: Floats
    total: Floats
    spike_share: Floats
    spiky: Flags
    unsettled: Flags  # weeks whose days agree on no level: judged among their like
    audience: Floats  # one per unit
    offset: Floats  # one per unit, the same in all of a level and metric; 1 of shares

    def natural(self, log: Floats) -> Floats:
        """Logs (or logits) turned back into counts (or shares), a row for each unit."""
        return self._plain(log) * (self.offset if log.ndim == 1 else self.offset[:, None])

    def relative(self, start: Floats, move: Floats) -> Floats:
        """A move in log (or logit) from a starting point, as a share of what it starts from.

        A count that starts below its offset (mostly one) is measured against that: 0.1 to 0.4
        is no "300 %".
        """
        before = np.maximum(self._plain(start), 0.0)
        after = np.maximum(self._plain(start + move), 0.0)
        return (after - before) / (before if self.kind == "share" else np.maximum(before, 1.0))

    def _plain(self, log: Floats) -> Floats:
        return expit(log) if self.kind == "share" else np.expm1(np.minimum(log, LARGEST_LOG))


def panels_of(weekly: pd.DataFrame, week: str, rules: ChangeRules) -> list[Panel]:
    """Every level x metric up to one week; those of few units are merged, by kind, without a shock.

    Raises:
        UsageError: for missing columns, an unknown kind or week, a row twice, a negative
            count or a share outside 0-1.
    """
    table = _checked(weekly)
    column = _columns(table["week"], week)
    width = min(MOST_WEEKS, int(column.max(initial=0)) + 1)
    within = (column >= 0) & (column < width)
    table = table[within].assign(column=width - 1 - column[within])
    single = [
        _panel(part, width, rules) for _, part in table.groupby(["level", "metric"], sort=True)
    ]
    large = [panel for panel in single if panel.has_common]
    small = [_stacked([p for p in single if not p.has_common and p.kind == kind]) for kind in KINDS]
    return large + [panel for panel in small if panel is not None]


def _checked(weekly: pd.DataFrame) -> pd.DataFrame:
    absent = [name for name in NEEDED if name not in weekly.columns]
    if absent:
        raise UsageError(
            "The weekly table lacks columns.",
            where=", ".join(absent),
            fix=f"Hand in {', '.join(NEEDED)}.",
        )
    table = weekly if "kind" in weekly.columns else weekly.assign(kind="count")
    for kind in table["kind"].unique():
        if kind not in KINDS:
            raise UsageError(
                "This is no kind of metric.", where=repr(kind), fix=nearest(str(kind), KINDS)
            )
    twice = table.duplicated(["level", "unit", "metric", "week"])
    if twice.any():
        first = table[twice].iloc[0]
        raise UsageError(
            f"{int(twice.sum())} weekly rows appear twice.",
            where=f"{first['unit']}, {first['metric']}, {first['week']}",
            fix="Hand in one platform at a time, or put the platform into the metric's name.",
        )
    wrong = (table["value"] < 0) | ((table["kind"] == "share") & (table["value"] > 1))
    if wrong.any():
        raise UsageError(
            "A count is negative or a share is outside 0 to 1.",
            where=", ".join(sorted(table.loc[wrong, "metric"].unique())),
            fix="Hand in gains and losses as two metrics, and shares as numbers from 0 to 1.",
        )
    return table


def _columns(weeks: pd.Series, week: str) -> NDArray[np.int64]:
    """How many weeks each row lies before the week judged; negative is after it."""
    codes, keys = pd.factorize(weeks)
    last = _monday(week)
    back = np.array([(last - _monday(str(key))) // 7 for key in keys], dtype=np.int64)
    return back[codes] if len(keys) else np.zeros(0, dtype=np.int64)


def week_keys(last: str, count: int) -> Names:
    """The ISO keys of so many weeks up to and with one."""
    return np.array([week.key for week in Period.parse(last).trailing(count)], dtype=object)


def _monday(key: str) -> int:
    period = Period.parse(key)
    if period.kind != "week":
        raise UsageError(
            "Changes are judged by week.", where=repr(key), fix="Write it as 2026-W46."
        )
    return period.first.toordinal()


def _panel(part: pd.DataFrame, width: int, rules: ChangeRules) -> Panel:
    row, units = pd.factorize(part["unit"], sort=True)
    column = part["column"].to_numpy()

    def spread(name: str) -> Floats:
        matrix = np.full((len(units), width), np.nan)
        if name in part.columns:
            matrix[row, column] = part[name].to_numpy(dtype=float)
        return matrix

    kinds = part["kind"].unique()
    if len(kinds) > 1:
        raise UsageError(
            "A metric is both a count and a share.",
            where=str(part["metric"].iloc[0]),
            fix="Give every row of a metric the same kind.",
        )
    value, cases, spikes = spread("value"), spread("denominator"), spread("spike_share")
    offset = _offset(value, spread("offset"), str(kinds[0]))
    log, extra = _transformed(value / offset, cases, str(kinds[0]))
    sizes = value if np.isnan(cases).all() else cases
    level, metric = (
        np.full(len(units), part[name].iloc[0], object) for name in ("level", "metric")
    )
    return Panel(
        level=level,
        metric=metric,
        unit=np.asarray(units, dtype=object),
        kind=str(kinds[0]),
        has_common=int((~np.isnan(log)).any(axis=1).sum()) >= rules.fewest_units,
        value=np.where(np.isnan(log), np.nan, value),
        log=log,
        extra=extra,
        total=spread("total"),
        spike_share=spikes,
        spiky=_spiky(spikes),
        unsettled=_unsettled(spread("day_spread"), spikes),
        audience=_audience(spread("audience"), sizes, rules),
        offset=np.full(len(units), offset),
    )


def _offset(value: Floats, given: Floats, kind: str) -> float:
    """As the level of the week was taken with, else by the weeks before the one judged."""
    if kind == "share":
        return 1.0
    known = given[~np.isnan(given)]
    return float(known[0]) if known.size else log_offset(value[:, :-1])


def _transformed(value: Floats, cases: Floats, kind: str) -> tuple[Floats, Floats]:
    """The scale changes are judged on, and the variance of weeks with unusually few cases."""
    if kind == "count":
        return np.log1p(value), np.zeros_like(value)
    known = ~np.isnan(cases)
    usual = float(np.median(cases[known])) if known.any() else 100.0  # as if in per cent
    cases = np.where(known, cases, usual)
    cases = np.where(cases > 0, cases, np.nan)
    share = (value * cases + 0.5) / (cases + 1)  # half counts keep 0 and 1 finite
    variance = 1 / ((cases + 1) * share * (1 - share))
    extra = np.maximum(variance - trailing_median(variance, 8, 1), 0.0)
    return logit(share), np.where(np.isnan(extra), 0.0, extra)


def _spiky(shares: Floats) -> Flags:
    """Weeks whose total lies far above usual days, by the group's own past."""
    return np.nan_to_num(shares) > max(SMALLEST_SPIKE, _fence(shares[:, :-1], SPIKE_MADS))


def _unsettled(spreads: Floats, spike_shares: Floats) -> Flags:
    """Weeks whose days differ far more than the unit's usually do; unknown days, by the spikes."""
    if np.isnan(spreads).all():
        return _spiky(spike_shares)
    logs = np.log(np.where(spreads > 0, spreads, np.nan))
    apart = logs - observed_median(logs[:, :-1])[:, None]
    return np.nan_to_num(apart, nan=-np.inf) > _fence(apart[:, :-1], SPREAD_MADS)


def _fence(past: Floats, mads: float) -> float:
    """So many MADs past the middle of what was seen; minus infinity when nothing was."""
    known = past[~np.isnan(past)]
    if not known.size:
        return -np.inf
    middle = float(np.median(known))
    return middle + mads * MAD_TO_SD * float(np.median(np.abs(known - middle)))


def _audience(given: Floats, sizes: Floats, rules: ChangeRules) -> Floats:
    """The size a change is ranked by: as given, else the unit's part of its group's usual size."""
    usual = observed_median(sizes[:, -1 - rules.baseline_weeks : -1])
    total = np.nansum(usual)
    part = usual / total if total > 0 else np.full(len(sizes), 1 / len(sizes))
    return np.where(np.isnan(given[:, -1]), part, given[:, -1])


def _stacked(panels: list[Panel]) -> Panel | None:
    if not panels:
        return None
    joined = {
        name: np.concatenate([getattr(panel, name) for panel in panels])
        for name in Panel.__dataclass_fields__
        if name not in {"kind", "has_common"}
    }
    return Panel(**joined, kind=panels[0].kind, has_common=False)
