"""One panel under judgement: what may be tested, how rare each week is, what passes the floors."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, stdtrit

from hustings.studies.conformal import Reference
from hustings.studies.deviations import FEWEST_RESIDUALS, Scaled, scaled_deviations
from hustings.studies.medians import Floats
from hustings.studies.panels import Flags, Panel
from hustings.studies.rules import ChangeRules

ENOUGH_SCORES = 3000  # past scores of one panel; panels with fewer share one reference
FEWEST_SCORES = 40  # a reference of fewer judges nothing
WIDTH_AT = 0.9  # quantile at which panels sharing a reference are brought to one width
WIDTH_WORTH = 100.0  # scores a panel's own width must outweigh

LASTING_SCORE = 3.0  # a neighbouring week this far out, on the same side, bears a change out
NEIGHBOURS = (-2, -1, 1, 2)

Signs = NDArray[np.int8]


@dataclass(eq=False)  # two panels are the same only if they are one
class Judged:
    """A panel's scores, and verdicts that are filled in week by week."""

    panel: Panel
    scaled: Scaled
    testable: Flags
    large: Flags  # passes both floors
    kept: Flags  # scores that may serve others as a reference
    p: Floats
    q: Floats
    width: float = 1.0
    references: dict[bool, Reference] = field(default_factory=dict)  # by "is the week unsettled"

    @classmethod
    def of(cls, panel: Panel, rules: ChangeRules) -> "Judged":
        """Score every week of a panel by the weeks before it."""
        scaled = scaled_deviations(panel.log, panel.extra, rules, has_common=panel.has_common)
        known = ~np.isnan(scaled.z)
        testable = known & (past_weeks(panel) >= rules.fewest_past_weeks) & ~past_is_flat(panel)
        empty = np.full(panel.log.shape, np.nan)
        return cls(
            panel, scaled, testable, _large(panel, scaled, rules), known, empty, empty.copy()
        )

    def past_scores(self, week: int, *, unsettled: bool) -> Floats:
        """Absolute scores of the weeks before one, settled or unsettled."""
        chosen = self.kept[:, :week] & (self.panel.unsettled[:, :week] == unsettled)
        return np.asarray(np.abs(self.scaled.z[:, :week][chosen]))

    def count_before(self, week: int) -> int:
        """How many past scores a week can be judged by."""
        return int(np.count_nonzero(self.kept[:, :week]))

    def set_changes_aside(self, week: int, nominal: float) -> None:
        """Keep changes that lasted out of the references: they are no examples of nothing.

        A single odd week stays in. Were every find left out, chance would lose its largest
        values and raise more alarms than promised.
        """
        found = self.signs(nominal)[:, : week + 1]
        if found.any():
            score = self.scaled.z[:, : week + 1]
            far = np.where(np.abs(score) >= LASTING_SCORE, np.sign(score), 0.0).astype(np.int8)
            self.kept[:, : week + 1] &= ~borne_out(found, far)

    def learn(self, references: dict[bool, Reference], width: float) -> None:
        """Take the references the coming week is judged by."""
        self.references, self.width = references, width

    def judge(self, week: int) -> None:
        """Fill in one week's p-values."""
        score = np.abs(self.scaled.z[:, week]) / self.width
        for unsettled, reference in self.references.items():
            here = self.testable[:, week] & (self.panel.unsettled[:, week] == unsettled)
            self.p[here, week] = reference.p_value(score[here])

    def move_at(self, p: float) -> Floats:
        """The own move of each unit, in log, whose p-value would be `p` in the last week."""
        score = np.full(len(self.panel.unit), np.nan)
        for unsettled, reference in self.references.items():
            score[self.panel.unsettled[:, -1] == unsettled] = reference.score_of(p) * self.width
        move = -stdtrit(self.scaled.df[:, -1], ndtr(-score))  # the lower tail keeps its digits
        return np.asarray(move * self.scaled.scale[:, -1])

    def reachable(self, p: float) -> Flags:
        """Units to which the last week could give so small a p-value at all."""
        able = np.zeros(len(self.panel.unit), dtype=bool)
        for unsettled, reference in self.references.items():
            able |= (self.panel.unsettled[:, -1] == unsettled) & (p >= reference.floor)
        return able

    def signs(self, nominal: float) -> Signs:
        """Units x weeks: +1 for a rise and -1 for a fall found at a level, 0 for neither."""
        found = (np.nan_to_num(self.q, nan=1.0) <= nominal) & self.large
        return np.where(found, np.sign(np.nan_to_num(self.scaled.own)), 0.0).astype(np.int8)


def share_references(judged: Sequence[Judged], week: int) -> None:
    """Give every panel the past scores its week is ranked among.

    A panel with many past scores is its own reference. The others share one, after being
    brought to one width: the shape of the tail is borrowed, its width stays their own.
    """
    few = [one for one in judged if one.count_before(week) < ENOUGH_SCORES]
    for one in judged:
        if one not in few:
            one.learn(_references([one], [1.0], week), 1.0)
    widths = _widths(few, week)
    shared = _references(few, widths, week)
    for one, width in zip(few, widths, strict=True):
        one.learn(shared, width)


def borne_out(found: Signs, seen: Signs) -> Flags:
    """Unit-weeks found changed with the same sign seen within two weeks of them."""
    columns = found.shape[1]
    wide = np.pad(seen, ((0, 0), (2, 2)))
    same = [wide[:, 2 + step : 2 + step + columns] == found for step in NEIGHBOURS]
    return np.asarray((found != 0) & np.any(same, axis=0))


def past_weeks(panel: Panel) -> NDArray[np.int64]:
    """Units x weeks: observed weeks before each week."""
    seen = (~np.isnan(panel.log)).astype(np.int64)
    return np.cumsum(seen, axis=1) - seen


def past_is_flat(panel: Panel) -> Flags:
    """Units x weeks: whether all weeks before have one and the same value."""
    lowest = np.fmin.accumulate(panel.value, axis=1)
    highest = np.fmax.accumulate(panel.value, axis=1)
    flat = np.ones(panel.value.shape, dtype=bool)
    flat[:, 1:] = ~(highest[:, :-1] > lowest[:, :-1])
    return flat


def too_few_residuals(judged: Judged) -> Flags:
    """Units whose own noise this week rests on too few weeks."""
    known = np.count_nonzero(~np.isnan(judged.scaled.own[:, :-1]), axis=1)
    return np.asarray(known < FEWEST_RESIDUALS)


def _large(panel: Panel, scaled: Scaled, rules: ChangeRules) -> Flags:
    expected = panel.log - scaled.own
    share = np.abs(panel.relative(expected, scaled.own))
    moved = np.abs(panel.natural(panel.log) - panel.natural(expected))
    floors = np.array([rules.absolute_floors.get(str(name), 0.0) for name in panel.metric])
    return (share >= rules.effect_floor) & (moved >= floors[:, None])


def _references(
    judged: Sequence[Judged], widths: Sequence[float], week: int
) -> dict[bool, Reference]:
    """References for settled and for unsettled weeks.

    Where a sort has few past scores all scores stand in, but no p-value is given that its
    own scores could not give.
    """
    own = {sort: _scores(judged, widths, week, unsettled=sort) for sort in (False, True)}
    every = np.concatenate([own[False], own[True]])
    if len(every) < FEWEST_SCORES:
        return {}
    return {
        sort: Reference.of(scores)
        if len(scores) >= FEWEST_SCORES
        else Reference.of(every, floor=1 / (len(scores) + 1))
        for sort, scores in own.items()
    }


def _scores(
    judged: Sequence[Judged], widths: Sequence[float], week: int, *, unsettled: bool
) -> Floats:
    parts = [
        one.past_scores(week, unsettled=unsettled) / width
        for one, width in zip(judged, widths, strict=True)
    ]
    return np.concatenate([np.zeros(0), *parts])


def _widths(judged: Sequence[Judged], week: int) -> list[float]:
    scores = [np.abs(one.scaled.z[:, :week][one.kept[:, :week]]) for one in judged]
    if len(judged) < 2 or not any(len(part) for part in scores):
        return [1.0] * len(judged)
    pooled = float(np.quantile(np.concatenate(scores), WIDTH_AT))
    return [_width(part, pooled) for part in scores]


def _width(scores: Floats, pooled: float) -> float:
    if not len(scores) or pooled <= 0:
        return 1.0
    own = max(float(np.quantile(scores, WIDTH_AT)), 1e-3)
    return float((own / pooled) ** (len(scores) / (len(scores) + WIDTH_WORTH)))
