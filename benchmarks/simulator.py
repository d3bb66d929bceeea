"""A campaign whose truth is known: daily reach of many units, with changes planted or none."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

FIRST_MONDAY = date(2024, 7, 1)  # only the keys of the weeks depend on it


@dataclass(frozen=True)
class World:
    """How one simulated campaign behaves; every log effect acts on the expected daily reach."""

    units: int = 240
    weeks: int = 60
    level: float = 7.0  # log of the middle unit's daily reach
    level_sd: float = 1.0
    weekday_sd: float = 0.15
    state_sd: float = 0.10  # the shock all units share, day after day
    state_ar: float = 0.90
    festivals: float = 6.0  # weeks a year
    festival_log: float = 0.35
    loading_sd: float = 0.40  # how unequally units answer a festival
    unit_sd: float = 0.135  # with the noise of counting, intervals come out +-.35 in log
    unit_ar: float = 0.85
    uneven: float = 0.25  # sd of the log of the units' own noise
    tails: float = 0.0  # degrees of freedom of the units' shocks; 0 is normal
    viral_rate: float = 0.006  # a unit-day
    viral_log: tuple[float, float] = (1.0, 3.0)
    viral_days: int = 3
    dispersion: float = 25.0  # of the negative binomial; small is noisy
    missing: float = 0.0  # share of unit-weeks the collector lost
    changed: float = 0.0  # share of units changed in the last week
    changed_log: tuple[float, float] = (0.6, 1.0)
    last_is_festival: bool = False


@dataclass(frozen=True)
class Campaign:
    """What the collector saw, and what was true.

    `days` is units x weeks x 7 (NaN = missing); `shift` is the planted log change of each
    unit in the last week, 0 where nothing was planted. `usual` is the log of what was to be
    expected of each day but for the unit's own ups and downs, whose sd is `own_sd`, and `shift`.
    """

    days: np.ndarray
    shift: np.ndarray
    usual: np.ndarray
    own_sd: np.ndarray

    @property
    def weeks(self) -> list[str]:
        """The ISO key of every week."""
        starts = (FIRST_MONDAY + timedelta(days=7 * n) for n in range(self.days.shape[1]))
        return [f"{day.isocalendar().year}-W{day.isocalendar().week:02d}" for day in starts]

    @property
    def units(self) -> list[str]:
        """The code of every unit."""
        return [f"U{n:04d}" for n in range(len(self.days))]

    def daily(self, *, level: str = "vidhan_sabha", metric: str = "reach") -> pd.DataFrame:
        """One row per unit and observed day, as the studies take it."""
        units, weeks, _ = self.days.shape
        days = pd.date_range(FIRST_MONDAY, periods=weeks * 7, freq="D")
        table = pd.DataFrame(
            {
                "unit": np.repeat(self.units, weeks * 7),
                "level": level,
                "metric": metric,
                "day": np.tile(days.to_numpy(), units),
                "value": self.days.reshape(-1),
            }
        )
        return table.dropna(subset=["value"]).reset_index(drop=True)


def simulate(world: World, seed: int) -> Campaign:
    """Draw one campaign."""
    rng = np.random.default_rng(seed)
    units, days = world.units, world.weeks * 7
    log_level = rng.normal(world.level, world.level_sd, (units, 1))
    weekday = np.tile(rng.normal(0, world.weekday_sd, 7), world.weeks)
    state = _ar(rng.normal(size=(1, days)), world.state_ar, world.state_sd)
    own_sd = world.unit_sd * np.exp(rng.normal(0, world.uneven, (units, 1)))
    own = _ar(_shocks(rng, world, (units, days)), world.unit_ar, 1.0) * own_sd
    log_mean = log_level + weekday + state + own + _festivals(rng, world) + _viral(rng, world)
    usual = (log_mean - own).reshape(units, world.weeks, 7)
    shift = _planted(rng, world)
    log_mean[:, -7:] += shift[:, None]
    mean = np.exp(log_mean)
    counts = rng.poisson(rng.gamma(world.dispersion, mean / world.dispersion)).astype(float)
    cube = counts.reshape(units, world.weeks, 7)
    lost = rng.random((units, world.weeks)) < world.missing
    lost[:, -1] = False  # the week of the briefing is at hand
    cube[lost] = np.nan
    return Campaign(cube, shift, usual, own_sd[:, 0])


def with_viral_day(
    campaign: Campaign, *, unit: int = 0, day: int = 3, times: float = 20.0
) -> Campaign:
    """The same campaign with one day of the last week multiplied in one unit."""
    days = campaign.days.copy()
    days[unit, -1, day] = np.round(days[unit, -1, day] * times)
    return replace(campaign, days=days)


def _shocks(rng: np.random.Generator, world: World, shape: tuple[int, int]) -> np.ndarray:
    if not world.tails:
        return rng.normal(size=shape)
    scale = np.sqrt(world.tails / (world.tails - 2))  # unit variance, whatever the tails
    return rng.standard_t(world.tails, size=shape) / scale


def _ar(shocks: np.ndarray, ar: float, sd: float) -> np.ndarray:
    """A stationary first-order autoregression along the days, with standard deviation `sd`."""
    from scipy.signal import lfilter

    innovations = shocks * np.sqrt(1 - ar**2)
    innovations[:, 0] = shocks[:, 0]
    return sd * lfilter([1.0], [1.0, -ar], innovations, axis=1)


def _festivals(rng: np.random.Generator, world: World) -> np.ndarray:
    weeks = np.where(rng.random(world.weeks) < world.festivals / 52, 1.0, 0.0)
    weeks *= world.festival_log * rng.choice([-1.0, 1.0], world.weeks, p=[0.3, 0.7])
    if world.last_is_festival:
        weeks[-1] = world.festival_log
    loading = rng.normal(1.0, world.loading_sd, (world.units, 1))
    return loading * np.repeat(weeks, 7)


def _viral(rng: np.random.Generator, world: World) -> np.ndarray:
    shape = (world.units, world.weeks * 7)
    size = (rng.random(shape) < world.viral_rate) * rng.uniform(*world.viral_log, shape)
    boost = np.zeros(shape)
    for late in range(world.viral_days):
        decayed = np.roll(size, late, axis=1) * (1 - late / world.viral_days)
        decayed[:, :late] = 0.0
        boost = np.maximum(boost, decayed)
    return boost


def _planted(rng: np.random.Generator, world: World) -> np.ndarray:
    count = round(world.changed * world.units)
    shift = np.zeros(world.units)
    chosen = rng.choice(world.units, count, replace=False)
    shift[chosen] = rng.uniform(*world.changed_log, count) * rng.choice([-1.0, 1.0], count)
    return shift
