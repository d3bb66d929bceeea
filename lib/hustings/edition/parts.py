"""The parts of an edition that are kept as files, so that what did not change is not written again.

Each lies on the shelf under the hash of its own bytes. An edition takes it as it is; a part that
is no longer what was kept, because somebody changed an edition's file in place, is made anew.
"""

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa

from hustings.edition.evidence import groups_health, posting_days, posts_of_week
from hustings.edition.manifest import code_version
from hustings.edition.places import as_bytes
from hustings.edition.steps import steps_weeks, worker_steps
from hustings.metrics import metrics
from hustings.metrics.families import FAMILIES, Pass
from hustings.metrics.measuring import Measured
from hustings.metrics.shelf import Shelf, as_file
from hustings.period import Period
from hustings.privacy import suppress
from hustings.schema.measured import STATUSES

LEAVES = ("period", "unit", "metric", "platform", "numerator", "status")
SHOWN_ROWS = 2_000  # read together: a page asks for the booths of its own seat, in week after week


def figures(measured: Measured, shelf: Shelf, period: Period) -> dict[str, Path]:
    """`measured/2026-W46` and `leaves/2026-W46`, for every week with rows: where they are kept.

    If no week has any there is an empty part for the week itself.
    """
    people = {name for name, metric in metrics().items() if metric.people}
    code, closure = code_version(), measured.tree.closure
    levels = closure[closure["unit"] == closure["ancestor"]].set_index("unit")["level"]
    found = {}
    for week, families in (measured.kept or {period.key: {}}).items():
        stamps = sorted(path.name for path in families.values())
        key = shelf.stamp(code, measured.tree.print, *stamps)
        made = {
            "measured": partial(_shown, measured, week, people),
            "leaves": partial(_leaves, measured, week, levels, people),
        }
        for name, make in made.items():
            found[f"{name}/{week}"] = kept_part(shelf, f"shown_{name}", week, key, make)
    return found


def evidence(run: Pass, period: Period) -> dict[str, Path]:
    """What stands behind the figures of the week, by table: where it is kept."""
    shelf, prints = run.kept.shelf, run.kept.prints
    made: dict[str, tuple[Callable[[Pass, Period], pd.DataFrame], tuple[str, ...]]] = {
        "posts": (posts_of_week, FAMILIES["post_week"].print_of(run, period.key)),
        "posting": (posting_days, FAMILIES["posting_day"].print_of(run, period.key)),
        "groups": (groups_health, (repr(prints["groups"]), repr(prints["group_exports"]))),
        "steps": (worker_steps, _of_steps(run, period)),
    }
    found = {}
    for name, (table, enters) in made.items():
        key, make = shelf.stamp(code_version(), *enters), partial(_told, table, run, period)
        found[name] = kept_part(shelf, f"shown_{name}", period.key, key, make)
    return found


def _of_steps(run: Pass, period: Period) -> tuple[str, ...]:
    """Fingerprints of the weeks looked back on, of the roster and of what lies in what."""
    acts = run.kept.stamps("worker_acts")
    weeks = [f"{week}={acts.get(week, '')}" for week in steps_weeks(run, period)]
    return *weeks, repr(run.kept.prints["workers"]), run.tree.print


def kept_part(shelf: Shelf, name: str, week: str, key: str, make: Callable[[], bytes]) -> Path:
    """Where a part is kept, once it is made if it is not there or not what it was."""
    if stamp := shelf.remembered(name, {week: key}).get(week):
        path = shelf.path(name, week, stamp)
        if hashlib.sha256(path.read_bytes()).hexdigest() == stamp:
            return path
    content = make()
    stamp = hashlib.sha256(content).hexdigest()
    path = shelf.put(name, week, stamp, content)
    shelf.remember(name, {week: (key, stamp)})
    return path


def _told(table: Callable[[Pass, Period], pd.DataFrame], run: Pass, period: Period) -> bytes:
    return as_bytes(table(run, period))


def _shown(measured: Measured, week: str, people: set[str]) -> bytes:
    """Measured rows of one week; small counts of people below block are held back."""
    shown = suppress(measured.of_week(week).to_pandas(), people)
    return as_file(pa.Table.from_pandas(shown, preserve_index=False), SHOWN_ROWS)


def _leaves(measured: Measured, week: str, levels: "pd.Series[str]", people: set[str]) -> bytes:
    """One row per period × unit × metric × platform: the numerator where it arose, and a status.

    Only what reconciling needs, and suppressed by the same rule as measured rows.
    """
    needed = [*LEAVES[:-1], "n"]
    rows = measured.leaves_of(week).select(needed).to_pandas()
    status = pd.Categorical(["ok"] * len(rows), categories=list(STATUSES))
    level = rows["unit"].map(levels)
    as_measured = rows.assign(level=level, status=status, value=rows["n"], denominator=rows["n"])
    shown = suppress(as_measured, people)[list(LEAVES)]
    return as_file(pa.Table.from_pandas(shown, preserve_index=False))
