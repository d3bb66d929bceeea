"""Every past week played again as if it were this one; the level held to is set by that."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.studies.discoveries import adjusted_p_values
from hustings.studies.judged import Judged, borne_out, share_references
from hustings.studies.rules import ChangeRules

STRICTER = (1.0, 0.75, 0.5, 0.35, 0.25, 0.1)  # steps the nominal level may be lowered by
# A quiet history is presumed worth so many weeks at the nominal level, so that one alarm
# in six replayed weeks is not read as one in six.
WEEKS_PRESUMED = 40.0


@dataclass(frozen=True)
class Replayed:
    """What the replay of past weeks says about the level to be used this week."""

    nominal: float
    weeks: int
    alarms: int

    @property
    def realised(self) -> float:
        """Share of replayed weeks with an alarm; NaN when none could be replayed."""
        return self.alarms / self.weeks if self.weeks else float("nan")


def replay(judged: Sequence[Judged], rules: ChangeRules) -> Replayed:
    """Judge past weeks and then this one, each by the weeks before it, and set the level.

    Fills in p and q of every panel.
    """
    if not judged:
        return Replayed(rules.nominal, 0, 0)
    last = judged[0].panel.log.shape[1] - 1
    first = max(_first_judgeable(judged), last - rules.replayed_weeks)
    for week in range(first, last + 1):
        for one in judged:
            one.set_changes_aside(week, rules.nominal)
        share_references(judged, week)
        for one in judged:
            one.judge(week)
        _adjust(judged, week)
    tested = np.any([(~np.isnan(one.q)).any(axis=0) for one in judged], axis=0)
    return _level(judged, np.flatnonzero(tested[:last]), rules)


def _first_judgeable(judged: Sequence[Judged]) -> int:
    """The week after the first that has scores to be ranked among."""
    scored = np.any([one.kept.any(axis=0) for one in judged], axis=0)
    return int(np.argmax(scored)) + 1 if scored.any() else len(scored)


def _adjust(judged: Sequence[Judged], week: int) -> None:
    """Benjamini-Hochberg over every test of one week."""
    p = np.concatenate([one.p[:, week] for one in judged])
    tested = ~np.isnan(p)
    q = np.full(len(p), np.nan)
    if tested.any():
        q[tested] = adjusted_p_values(p[tested])
    ends = np.cumsum([len(one.p) for one in judged])
    for one, part in zip(judged, np.split(q, ends[:-1]), strict=True):
        one.q[:, week] = part


def _level(judged: Sequence[Judged], past: NDArray[np.intp], rules: ChangeRules) -> Replayed:
    """The highest level at which replayed alarms stay as rare as promised; else the lowest."""
    found = [one.signs(rules.nominal) for one in judged]
    alone = [(signs != 0) & ~borne_out(signs, signs) for signs in found]
    tried = Replayed(rules.nominal, len(past), 0)
    for step in STRICTER:
        nominal = rules.nominal * step
        alarms = np.zeros(judged[0].p.shape[1], dtype=bool)
        for one, mask in zip(judged, alone, strict=True):
            alarms |= ((one.signs(nominal) != 0) & mask).any(axis=0)
        tried = Replayed(nominal, len(past), int(np.count_nonzero(alarms[past])))
        presumed = (WEEKS_PRESUMED * nominal + tried.alarms) / (WEEKS_PRESUMED + len(past))
        if presumed <= rules.most_false_alarms:
            break
    return tried
