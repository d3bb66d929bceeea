"""Planted truth for the other studies: camps, one team, leagues, speakers, retention.

Each world is run as specified and under settings nothing was fitted to; gates are held on the
first and shown for the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from benchmarks.camps import Camps, errors
from benchmarks.planted import Line, mean_line

from hustings.studies import (
    CannotJudgeError,
    retention_curve,
    second_hearing,
    shrunk_rates,
    team_change,
)


@dataclass(frozen=True)
class Teams:
    """Weekly counts of units that share some of their ups and downs."""

    units: int = 30
    weeks: int = 52
    ar: float = 0.7
    noise: float = 0.03
    gain: float = 0.0


TEAMS = {
    "as specified": Teams(),
    "8 units": Teams(units=8),
    "errors that fade slowly (.95)": Teams(ar=0.95),
    "three times the noise": Teams(noise=0.09),
}


def team_table(world: Teams, seed: int) -> pd.DataFrame:
    """One row per unit and week; unit 0 changed in week 40."""
    rng = np.random.default_rng(seed)
    common = np.cumsum(rng.normal(size=(world.weeks, 2)) * 0.03, axis=0)
    own = errors(rng, Camps(units=world.units, weeks=world.weeks, ar=world.ar))
    log = 7 + rng.normal(size=(world.units, 1)) * 0.5
    log = log + rng.uniform(0, 1, (world.units, 2)) @ common.T + own * world.noise / 0.7
    log[0, 39:] += world.gain
    return pd.DataFrame(
        {
            "unit": np.repeat([f"u{at}" for at in range(world.units)], world.weeks),
            "period": np.tile(np.arange(1, world.weeks + 1), world.units),
            "value": rng.poisson(np.exp(log)).ravel(),
        }
    )


def teams(world: Teams, times: int, seed: int) -> Iterator[Line]:
    """How often a change is claimed where there is none, and found where there is one."""
    claimed, inside, found, proved = [], [], [], []
    for number in range(max(times // 4, 2)):
        for gain in (0.0, 0.4):
            table = team_table(replace(world, gain=gain), seed + number)
            study = team_change(table, changed="u0", begins=40)
            head = study.estimates.iloc[0]
            (found if gain else claimed).append(float(study.verdict in {"moved", "largest"}))
            inside.append(float(head["low"] <= gain <= head["high"]))
            proved.append(float(study.verdict == "moved" and study.smallest_p > 0.05))
    gate = "<= .05" if world.units > 20 else ""
    yield mean_line("a change claimed where none is", gate, claimed, highest=0.05)
    yield mean_line("interval holds the gain", ".93 to .97", inside, lowest=0.93, highest=0.97)
    yield mean_line("a gain of log .4 found", "", found)
    yield mean_line("strong words among too few", "0", proved, highest=0.0)


LEAGUES = {"as specified": (80, 60, 20), "20 units": (20, 60, 20), "rare events": (80, 97, 3)}


def league(world: tuple[int, int, int], times: int, seed: int) -> Iterator[Line]:
    """Shrunk rates against raw ones."""
    units, misses, hits = world
    nearer, inside = [], []
    for number in range(times):
        rng = np.random.default_rng(seed + number)
        truth, whole = rng.beta(hits, misses, units), rng.integers(5, 120, units)
        table = pd.DataFrame({"numerator": rng.binomial(whole, truth), "denominator": whole})
        rows = shrunk_rates(table).rows
        errors_of = [float(np.mean((rows[name] - truth) ** 2) ** 0.5) for name in ("shrunk", "raw")]
        nearer.append(errors_of[0] / errors_of[1])
        inside.append(float(((rows["low"] <= truth) & (truth <= rows["high"])).mean()))
    yield mean_line("error of shrunk over raw", "<= .55", nearer, highest=0.55)
    yield mean_line("interval holds the rate", ".93 to .97", inside, lowest=0.93, highest=0.97)


SPEAKERS = {
    "as specified": (120, 25, 0.5),
    "few raters": (60, 8, 0.5),
    "even raters": (120, 25, 0.1),
}


def speakers(world: tuple[int, int, float], times: int, seed: int) -> Iterator[Line]:
    """Ranks of speakers with and without the raters' severity."""
    count, raters, severe = world
    gains, spreads, hits = [], [], []
    for number in range(max(times // 8, 2)):
        rng = np.random.default_rng(seed + number)
        talent, severity = rng.normal(0, 0.5, count), rng.normal(0, severe, raters)
        rows = [
            (speaker, rater, 3 + talent[speaker] + severity[rater] + rng.normal(0, 0.7))
            for speaker in range(count)
            for rater in rng.choice(raters, size=rng.integers(2, 5), replace=False)
        ]
        table = pd.DataFrame(rows, columns=["speaker", "rater", "score"])
        try:
            study = second_hearing(table)
        except CannotJudgeError:
            continue
        found = study.speakers.set_index("speaker").sort_index()
        truth = pd.Series(talent)
        ranks = [found[name].corr(truth, method="spearman") for name in ("score", "raw")]
        gains.append(ranks[0] - ranks[1])
        spreads.append(study.model.deviations["speaker"] / 0.5)
        best = set(truth.nlargest(count // 10).index)
        hits.append(len(best & set(found["score"].nlargest(count // 10).index)) / len(best))
    gate = ">= .03" if severe >= 0.5 else ""
    yield mean_line("rank correlation gained over raw", gate, gains, lowest=0.03)
    yield mean_line("spread of talent over the true", ".85 to 1.15", spreads, lowest=0.85,
                    highest=1.15)  # fmt: skip
    yield mean_line("best tenth found", "", hits)


RETENTION = {"as specified (40 % unfinished)": (80, 15.0), "few people": (25, 15.0),
             "70 % unfinished": (80, 4.3)}  # fmt: skip


def retention(world: tuple[int, float], times: int, seed: int) -> Iterator[Line]:
    """How often the curve's interval holds the share that truly stay."""
    people, seen_for = world
    inside = []
    rng = np.random.default_rng(seed)
    for _ in range(times * 4):
        stays, seen = rng.exponential(10, people), rng.exponential(seen_for, people)
        table = pd.DataFrame({"duration": np.minimum(stays, seen), "left": stays <= seen})
        curve = retention_curve(table).curve
        before = curve[curve["duration"] <= 5]
        if len(before):
            row = before.iloc[-1]
            inside.append(float(row["low"] <= np.exp(-0.5) <= row["high"]))
    yield mean_line("interval holds the share", ".93 to .97", inside, lowest=0.93, highest=0.97)
