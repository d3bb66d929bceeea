"""A full edition, beside the same figures in plain pandas; and a refresh after one new day.

Both give acts, active, new and returning workers, retention and active booths for every unit of
both trees and 26 weeks, and acts and workers by day. An edition also holds the study of what
changed, evidence and hashes, frozen on disk. The sums of all figures are compared.
"""

import math
import resource
import shutil
from pathlib import Path

from benchmarks.costs import ROOT, Cost, job, table

SIZES = {"tiny": (5_000,), "small": (200_000,), "full": (1_000_000, 10_000_000)}
BOOTHS_A_SEAT = {"tiny": 9, "small": 90, "full": 360}  # 29,160 booths, as Jharkhand has
FULL, REFRESH, PANDAS = "full edition", "refresh after one more day", "plain pandas"


def main(*, size: str, rounds: int, folder: Path) -> None:
    """Print one table per number of rows."""
    for rows in SIZES[size]:
        _compare(folder / str(rows), rows, BOOTHS_A_SEAT[size], rounds if rows < 10**7 else 1)


def _compare(folder: Path, rows: int, booths: int, rounds: int) -> None:
    folder.mkdir()
    shutil.copy(ROOT / "settings.toml", folder)
    made = job("activity.write", folder=folder, rows=rows, booths_a_seat=booths)
    print(f"\n{rows:,} acts stored in {made.wall:.0f} s, {made.peak:.0f} MB")
    shutil.copytree(folder / "data", folder / "before")
    costs: dict[str, list[Cost]] = {FULL: [], REFRESH: [], PANDAS: []}
    for _ in range(rounds):
        shutil.rmtree(folder / "data")
        shutil.copytree(folder / "before", folder / "data")
        costs[FULL].append(job("editions.build", folder=folder))
        job("activity.add_day", folder=folder, rows=rows)
        costs[REFRESH].append(job("editions.build", folder=folder))
        costs[PANDAS].append(job("plain_pandas.count", folder=folder))
    table(f"{rows:,} acts, {81 * booths:,} booths, 26 weeks", costs, ours=FULL)
    _steps(costs)
    _same(job("editions.sums", folder=folder).said, costs[PANDAS][-1].said)
    shutil.rmtree(folder)


def _steps(costs: dict[str, list[Cost]]) -> None:
    print("  CPU seconds by step, and the weeks counted for each family")
    for name in (FULL, REFRESH):
        said = costs[name][-1].said
        steps = ", ".join(f"{step} {seconds:.1f}" for step, seconds in said["steps"].items())
        weeks = ", ".join(f"{family} {count}" for family, count in said["weeks"].items())
        print(f"    {name}: {steps} | {weeks}")


def _same(ours: dict[str, float], theirs: dict[str, float]) -> None:
    """Raise: AssertionError where the two disagree: then there is nothing to compare."""
    wrong = [n for n in theirs if not math.isclose(ours[n], theirs[n], rel_tol=1e-9)]
    if wrong:
        raise AssertionError({name: (ours[name], theirs[name]) for name in wrong})
    print(f"  {len(theirs)} figures agree with pandas in their sums over all units and weeks")


# What the children do.


def build(*, folder: str) -> dict[str, dict]:
    """Measure the week into an edition, and tell the CPU seconds of each step."""
    from datetime import UTC, datetime

    from benchmarks.activity import WEEK

    from hustings.edition import build as build_edition
    from hustings.settings import load

    seen = [("opening", 0.0)]
    built = build_edition(
        load(Path(folder) / "settings.toml"), WEEK, now=datetime(2026, 11, 16, tzinfo=UTC),
        step=lambda what: seen.append((what, _cpu())),
    )  # fmt: skip
    ends = [cpu for _, cpu in seen[1:]] + [_cpu()]
    steps = {what: end - start for (what, start), end in zip(seen, ends, strict=True)}
    return {"steps": steps, "weeks": {name: len(weeks) for name, weeks in built.computed.items()}}


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def sums(*, folder: str) -> dict[str, float]:
    """The sum of every figure of the newest edition, and of the daily ones, down to block."""
    from benchmarks.activity import WEEK
    from benchmarks.plain_pandas import STUDIED

    from hustings.edition import open_edition

    rows = open_edition(Path(folder) / "data" / "editions", WEEK.key).table("measured")
    chosen = rows[rows["level"].isin(STUDIED) & (rows["platform"] == "all")]
    by_day = _days(Path(folder)).groupby("metric")["value"].sum().to_dict()
    by_day = {f"{name} by day": float(value) for name, value in by_day.items()}
    return chosen.groupby("metric")["value"].sum().to_dict() | by_day


def _days(folder: Path):
    """The daily figures, which an edition studies but does not keep."""
    import pandas as pd
    from benchmarks.activity import WEEKS

    from hustings.metrics.daily import measure_days
    from hustings.metrics.inputs import Inputs, Rules
    from hustings.metrics.shelf import Shelf
    from hustings.settings import load
    from hustings.store import Snapshot

    settings = load(folder / "settings.toml")
    rules = Rules(settings.posting, settings.reporting, silent_days=3, benchmark_least=10)
    clean = Snapshot.take(folder / "data" / "clean")
    none = pd.DataFrame({"unit": pd.Series(dtype="str")})  # no daily figure asks for booths
    inputs = Inputs(clean, pd.read_parquet(folder / "closure.parquet"), none, none, rules)
    return measure_days(inputs, Shelf(folder / "days", ""), [week.key for week in WEEKS])
