"""What counts as a change: the numbers the weekly study is held to, and what it hands back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from hustings.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd


def _no_floors() -> Mapping[str, float]:
    return MappingProxyType({})


@dataclass(frozen=True)
class ChangeRules:
    """The rules of one weekly comparison; the defaults are those the proof was run with."""

    baseline_weeks: int = 8  # a week is compared with the median of so many before it
    fewest_baseline_weeks: int = 5
    fewest_past_weeks: int = 12  # observed weeks before this one; fewer is "too little data"
    nominal: float = 0.03  # false-discovery level to begin with; replay may only lower it
    most_false_alarms: float = 0.05  # share of unchanged briefings that may flag anything
    coverage: float = 0.95  # of the intervals
    effect_floor: float = 0.15  # smallest change worth a sentence, as a share of the baseline
    absolute_floors: Mapping[str, float] = field(default_factory=_no_floors)  # metric: units
    most_shown: int = 10  # rises, and as many falls
    fewest_units: int = 8  # a level with fewer has no common shock of its own
    replayed_weeks: int = 52

    def __post_init__(self) -> None:
        if not 0 < self.nominal <= self.most_false_alarms < 1:
            raise UsageError(
                "The nominal level cannot be above the false alarms allowed.",
                where=f"nominal={self.nominal}, most_false_alarms={self.most_false_alarms}",
                fix="Keep 0 < nominal <= most_false_alarms < 1.",
            )
        if not 1 <= self.fewest_baseline_weeks <= self.baseline_weeks <= self.fewest_past_weeks:
            raise UsageError(
                "These numbers of weeks do not fit together.",
                where=f"fewest_baseline_weeks={self.fewest_baseline_weeks}, "
                f"baseline_weeks={self.baseline_weeks}, fewest_past_weeks={self.fewest_past_weeks}",
                fix="Keep 1 <= fewest_baseline_weeks <= baseline_weeks <= fewest_past_weeks.",
            )


@dataclass(frozen=True)
class Family:
    """The tests declared before looking, and how the level they are held to was found."""

    size: int  # unit x metric tests of the week
    blocked: int  # rows that could not be judged
    nominal: float  # false-discovery level used
    replayed: int  # past weeks played again as if each were this week
    alarms: int  # of those, weeks with a change that no neighbouring week bore out
    realised: float  # alarms / replayed; NaN when no week could be replayed
    reported: int  # changes found this week
    unseen: int  # tested, and neither reported nor a hint


@dataclass(frozen=True)
class Changes:
    """What changed in one week.

    `rows`: one row per unit x metric, tested or blocked. `common`: one row per level x metric,
    the shock its units share. `spikes`: one row per unit x metric with a spike in the week.
    """

    week: str
    rows: "pd.DataFrame"
    common: "pd.DataFrame"
    spikes: "pd.DataFrame"
    family: Family
