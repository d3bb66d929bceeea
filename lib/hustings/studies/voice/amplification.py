"""Did items travel further after a leader shared them? Against twins nobody shared.

What is seen is "followed by", never "caused": leaders share what is already rising, so twins
must have risen alike before, and the same clock is run on unshared twins to see what chance does.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from hustings.errors import InputError
from hustings.studies.asked import require
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

HOURS_AFTER = 48
HOURS_BEFORE = 6  # over which the rise before is compared
SAME_TIME = 12  # hours of the week within which twins were published
FEWEST_PAIRS = 10
MOST_TWINS = 5
WEEK = 7 * 24
DRAWS, SEED = 999, 1


@dataclass(frozen=True)
class Amplification:
    """What followed sharing.

    `pairs`: one row per shared item with a twin: reach gained after the share by it (`shared`)
    and by its twins (`twins`), log ratio of the two, and the gap of their rise before.
    `ratio` with `low` and `high`: how many times as far shared items went. `placebo`: the same
    for twins as if shared at the same clock, against other twins; near 1 where the comparison
    is fair. `attributed`: reach in all, as a range: `matched` (excess over twins), `last_touch`
    (everything after the share) and `first_touch` (everything of items shared at birth).
    """

    pairs: pd.DataFrame
    ratio: float
    low: float
    high: float
    placebo: float
    placebo_low: float
    placebo_high: float
    attributed: pd.DataFrame
    shared_items: int
    without_twin: int


def amplification(
    items: pd.DataFrame, growth: pd.DataFrame, *, own_audience: "pd.Series[float] | None" = None
) -> Amplification:
    """Compare shared items with unshared ones of the same account, topic, hour and rise.

    Args:
        items: one row per item: `item`, `account`, `topic`, `published_at`, `shared_at`
            (missing where no leader shared it).
        growth: one row per item and export: `item`, `seen_at`, `reach` up to then. Reach
            between two exports is drawn straight.
        own_audience: reach by item that came from the sharing leader's own page, taken off.

    Raises:
        CannotJudgeError: fewer than ten shared items have a twin whose growth was seen.
        InputError: a missing column, or reach that falls.
    """
    _checked(items, growth)
    known = _items(items, growth, own_audience)
    shared = [one for one in known if one.shared is not None]
    alone = [one for one in known if one.shared is None]
    pairs = _pairs(shared, alone)
    if len(pairs) < FEWEST_PAIRS:
        raise CannotJudgeError(
            "too_few_pairs", "Too few shared items have an unshared twin.", pairs=len(pairs),
            needed=FEWEST_PAIRS,
        )  # fmt: skip
    ratio, low, high = _ratio(pairs["log_ratio"].to_numpy(float))
    placebo = _ratio(_placebo(shared, alone))
    return Amplification(
        pairs, ratio, low, high, *placebo, _attributed(pairs, shared), len(shared),
        len(shared) - len(pairs),
    )  # fmt: skip


@dataclass(frozen=True)
class _Item:
    """One item in hours since 1970: where it stood, when it was born and shared, how it grew."""

    name: str
    place: tuple[str, str]  # account and topic
    born: float
    shared: float | None
    hours: Floats
    reach: Floats
    own_audience: float

    def gained(self, begins: float, ends: float) -> float:
        """Reach gained between two hours; NaN outside what was seen."""
        if begins < self.hours[0] - 1e-9 or ends > self.hours[-1] + 1e-9:
            return float("nan")
        low, high = np.interp([begins, ends], self.hours, self.reach)
        return float(high - low)

    def around(self, age: float) -> tuple[float, float]:
        """Reach gained in the 48 hours after an age, and the log rise in the hours before it."""
        at = self.born + age
        first = max(at - HOURS_BEFORE, float(self.hours[0]))
        before = self.gained(first, at) if at > first else 0.0
        return self.gained(at, at + HOURS_AFTER), float(np.log1p(before))

    def is_near(self, other: "_Item") -> bool:
        """Whether both stand in one place and came out at the same hour of the week."""
        gap = abs(self.born - other.born) % WEEK
        return (
            self.name != other.name
            and self.place == other.place
            and min(gap, WEEK - gap) <= SAME_TIME
        )


def _checked(items: pd.DataFrame, growth: pd.DataFrame) -> None:
    needed = {"items": ("item", "account", "topic", "published_at", "shared_at"),
              "growth": ("item", "seen_at", "reach")}  # fmt: skip
    for name, table in (("items", items), ("growth", growth)):
        require(table, needed[name], f"table of {name}")


def _items(
    items: pd.DataFrame, growth: pd.DataFrame, own_audience: "pd.Series[float] | None"
) -> list[_Item]:
    grown = {str(name): part.sort_values("seen_at") for name, part in growth.groupby("item")}
    born, shared = (_hours(items[name]) for name in ("published_at", "shared_at"))
    places = zip(items["account"].astype(str), items["topic"].astype(str), strict=True)
    found = []
    for name, place, begun, passed in zip(
        items["item"].astype(str), places, born, shared, strict=True
    ):
        if name in grown:
            reach = _rising(name, grown[name]["reach"].to_numpy(float))
            own = 0.0 if own_audience is None else float(own_audience.get(name, 0.0))
            when = None if np.isnan(passed) else float(passed)
            hours = _hours(grown[name]["seen_at"])
            found.append(_Item(name, place, float(begun), when, hours, reach, own))
    return found


def _rising(name: str, reach: Floats) -> Floats:
    if (np.diff(reach) < 0).any():
        raise InputError(
            "Reach falls from one export to the next.", where=name,
            fix="Lifetime reach cannot fall: check that the exports are of one item.",
        )  # fmt: skip
    return reach


def _hours(moments: "pd.Series[pd.Timestamp]") -> Floats:
    since = pd.to_datetime(moments, utc=True) - pd.Timestamp(0, tz="UTC")
    return np.asarray(since / pd.Timedelta(hours=1), dtype=float)


def _pairs(shared: list[_Item], alone: list[_Item]) -> pd.DataFrame:
    rows = []
    for one in shared:
        found = _against_twins(one, (one.shared or 0.0) - one.born, alone)
        if found is not None:
            gained, twins, gap = found
            gained = max(gained - one.own_audience, 0.0)
            rows.append((one.name, gained, twins, float(np.log1p(gained) - np.log1p(twins)), gap))
    return pd.DataFrame(rows, columns=["item", "shared", "twins", "log_ratio", "gap_before"])


def _against_twins(one: _Item, age: float, alone: list[_Item]) -> tuple[float, float, float] | None:
    """Gains of an item and of its most alike twins after the same age, and their gap before."""
    gained, before = one.around(age)
    if np.isnan(gained):
        return None
    rises = [twin.around(age) for twin in alone if twin.is_near(one)]
    known = [
        (abs(rise - before), rise - before, gain) for gain, rise in rises if not np.isnan(gain)
    ]
    if not known:
        return None
    best = sorted(known)[:MOST_TWINS]
    return (
        gained,
        float(np.mean([one[2] for one in best])),
        float(np.mean([one[1] for one in best])),
    )


def _placebo(shared: list[_Item], alone: list[_Item]) -> Floats:
    """Unshared items at the ages at which others were shared, against their own twins."""
    ages = [(one.shared or 0.0) - one.born for one in shared]
    drawn = np.random.default_rng(SEED).choice(ages, size=len(alone))
    logs = []
    for one, age in zip(alone, drawn, strict=True):
        found = _against_twins(one, float(age), alone)
        if found is not None:
            logs.append(np.log1p(found[0]) - np.log1p(found[1]))
    return np.array(logs)


def _ratio(logs: Floats) -> tuple[float, float, float]:
    if len(logs) < FEWEST_PAIRS:
        return float("nan"), float("nan"), float("nan")
    rng = np.random.default_rng(SEED)
    means = rng.choice(logs, size=(DRAWS, len(logs))).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(np.exp(logs.mean())), float(np.exp(low)), float(np.exp(high))


def _attributed(pairs: pd.DataFrame, shared: list[_Item]) -> pd.DataFrame:
    at_birth = [one for one in shared if (one.shared or 0.0) - one.born <= 1]
    ways = {
        "matched": max(float((pairs["shared"] - pairs["twins"]).sum()), 0.0),
        "last_touch": float(pairs["shared"].sum()),
        "first_touch": float(sum(one.reach[-1] for one in at_birth)),
    }
    return pd.DataFrame({"way": list(ways), "reach": list(ways.values())})
