"""How busy each unit is on each day: noise that lasts, weekdays, and what was planted."""

from dataclasses import dataclass
from math import log, sqrt

import numpy as np
import numpy.typing as npt

from hustings.sample.plan import CAMP_GAIN, FESTIVAL_ACTS, FESTIVAL_REACH, Plan

Numbers = npt.NDArray[np.float64]

PERSISTENCE = 0.85  # of a unit's good or bad days, from one day to the next
ACTS_WEEKDAY = (-0.15, -0.10, 0.0, -0.05, -0.05, 0.20, 0.35)  # Monday first, in log
REACH_WEEKDAY = (-0.03, 0.0, 0.02, 0.0, 0.0, 0.03, 0.06)
TALK_WEEKDAY = (0.0, 0.0, 0.0, 0.0, 0.05, 0.10, 0.15)
FESTIVAL_TALK = 1.4  # greetings


@dataclass(frozen=True)
class Effects:
    """Log multipliers, one row per unit and one column per day; 0 is an ordinary day."""

    acts: Numbers  # by assembly seat
    reach: Numbers  # row 0 the state, then by Lok Sabha seat
    talk: Numbers  # by group: Lok Sabha seats first, then assembly seats
    loadings: Numbers  # how strongly the festival touches each assembly seat


def effects(plan: Plan) -> Effects:
    """Everything that makes a unit's day unlike an average one."""
    rng = plan.draw("effects")
    seats, houses = len(plan.seats), len(plan.parliament)
    shared = _lasting(rng, 1, plan.days, 0.04)
    by_house = _lasting(rng, houses, plan.days, 0.04)
    acts = _lasting(rng, seats, plan.days, 0.07) + by_house[list(plan.of_parliament)] + shared
    reach = _lasting(rng, houses + 1, plan.days, 0.06) + shared
    talk = _lasting(rng, houses + seats, plan.days, 0.20)
    seat_loadings = _loadings(rng, seats)
    acts += _weekday(ACTS_WEEKDAY, plan) + _festival(plan, seat_loadings, FESTIVAL_ACTS)
    reach += _weekday(REACH_WEEKDAY, plan)
    reach += _festival(plan, _loadings(rng, houses + 1), FESTIVAL_REACH)
    talk += _weekday(TALK_WEEKDAY, plan)
    talk += _festival(plan, _loadings(rng, houses + seats), FESTIVAL_TALK)
    _add_camps(acts, plan)
    _add_shifts(acts, reach, plan)
    return Effects(acts, reach, talk, seat_loadings)


def _lasting(rng: np.random.Generator, rows: int, days: int, spread: float) -> Numbers:
    """Noise with a memory: today is mostly yesterday."""
    path = np.empty((rows, days))
    path[:, 0] = rng.normal(0, spread, rows)
    news = rng.normal(0, spread * sqrt(1 - PERSISTENCE**2), (rows, days))
    for day in range(1, days):
        path[:, day] = PERSISTENCE * path[:, day - 1] + news[:, day]
    return path


def _weekday(profile: tuple[float, ...], plan: Plan) -> Numbers:
    return np.tile(np.array(profile), plan.weeks)


def _loadings(rng: np.random.Generator, rows: int) -> Numbers:
    """One common shock, unequal by unit: some places hardly keep the festival."""
    return np.asarray(np.clip(rng.normal(1, 0.35, rows), 0.1, 2.0))


def _festival(plan: Plan, loadings: Numbers, factor: float) -> Numbers:
    shock = np.zeros((len(loadings), plan.days))
    start = 7 * plan.planted.festival_week
    shock[:, start : start + 7] = loadings[:, None] * log(factor)
    return shock


def _add_camps(acts: Numbers, plan: Plan) -> None:
    for seat, day in plan.planted.camps.items():
        acts[seat, day + 1 :] += log(CAMP_GAIN)


def _add_shifts(acts: Numbers, reach: Numbers, plan: Plan) -> None:
    for shift in plan.planted.shifts:
        acts[list(shift.seats), shift.from_day :] += log(shift.factor)
        if shift.parliament is not None:
            reach[shift.parliament + 1, shift.from_day :] += log(shift.factor)
