"""Each step of the funnel lies within the one before, counts people once, and names nobody."""

from itertools import pairwise
from types import SimpleNamespace

import ibis
import pandas as pd
import pytest

from hustings.edition.steps import STEPS, worker_steps
from hustings.metrics.rollups import WEEKDAYS
from hustings.period import Period

WEEK = Period.parse("2026-W46")

# worker | where | since | until
WORKERS = """
a | seat-1 | 2025-01-01 |
b | seat-1 |            |
c | seat-1 |            | 2026-11-08
d | seat-2 | 2026-11-20 |
e | seat-2 |            |
f | booth  |            |
g | seat-2 |            |
"""

# worker | days of W43, W44, W45, W46. c left, d has not come yet, h is on no roster.
ACTS = """
a | 0 0 1 7
b | 0 0 3 0
c | 0 0 0 5
d | 0 0 0 5
e | 1 0 0 0
f | 0 0 0 2
h | 0 0 0 6
"""

CLOSURE = pd.DataFrame(
    [
        ("state", "state", "state"), ("seat-1", "seat-1", "vidhan_sabha"),
        ("seat-1", "state", "state"), ("seat-2", "seat-2", "vidhan_sabha"),
        ("seat-2", "state", "state"), ("booth", "booth", "booth"),
        ("booth", "seat-1", "vidhan_sabha"), ("booth", "state", "state"),
    ],
    columns=["unit", "ancestor", "level"],
)  # fmt: skip


def drawn(text):
    return [[cell.strip() or None for cell in line.split("|")] for line in text.strip().split("\n")]


def a_pass(acts=ACTS):
    people = pd.DataFrame(drawn(WORKERS), columns=["worker", "unit", "since", "until"])
    weeks = [week.key for week in WEEK.trailing(4)]
    acted = pd.DataFrame(
        [
            (week, worker, *(int(number <= int(count)) for number in range(1, 8)))
            for worker, counts in drawn(acts)
            for week, count in zip(weeks, counts.split(), strict=True)
            if int(count)
        ],
        columns=["week", "worker", *WEEKDAYS],
    )
    schema = dict.fromkeys(("worker", "unit", "since", "until"), "string")
    listed = ibis.memtable(people, schema=schema).mutate(
        since=ibis._.since.cast("date"), until=ibis._.until.cast("date")
    )
    kept = ibis.memtable(
        acted, schema={"week": "string", "worker": "string"} | dict.fromkeys(WEEKDAYS, "int64")
    )
    made = SimpleNamespace(
        weeks=weeks,
        list=lambda _name: listed,
        rollup=lambda _name, *, whole: kept,  # noqa: ARG005
        inputs=SimpleNamespace(
            clean=SimpleNamespace(engine=ibis.duckdb.connect()), closure=CLOSURE
        ),
    )
    made.only = lambda _weeks: made
    return made


@pytest.fixture(scope="module")
def steps():
    return worker_steps(a_pass(), WEEK).set_index("unit")


def test_workers_are_counted_where_the_roster_has_them_in_that_week(steps):
    # on the roster of the week: a, b, f in seat 1 (c has left); e, g in seat 2 (d comes later)
    assert steps.loc["seat-1"].to_dict() == {
        "registered": 3, "recent": 3, "once": 2, "two_days": 2, "four_days": 1, "every_day": 1,
        "lapsed": 1,
    }  # fmt: skip
    assert steps.loc["seat-2"].to_dict() == {
        "registered": 2, "recent": 1, "once": 0, "two_days": 0, "four_days": 0, "every_day": 0,
        "lapsed": 0,
    }  # fmt: skip


def test_the_units_above_have_the_sum(steps):
    for name in STEPS:
        assert steps.loc["state", name] == steps.loc[["seat-1", "seat-2"], name].sum()


def test_no_unit_below_block_has_steps(steps):
    assert set(steps.index) == {"state", "seat-1", "seat-2"}


def test_a_week_without_any_form_is_missing_and_not_zero():
    quiet = worker_steps(a_pass("a | 0 0 2 0"), WEEK).set_index("unit")
    assert quiet.loc["seat-1", "registered"] == 3
    assert quiet.drop(columns="registered").isna().all(axis=None)


def test_steps_of_a_real_edition_lie_within_each_other(campaign):
    table = campaign.edition.table("steps")
    assert len(table) > 100
    for before, after in pairwise(STEPS[:6]):
        assert (table[after] <= table[before]).all(), after
    state = table.set_index("unit").loc["IN-JH"]
    active = campaign.edition.row("active_workers", "IN-JH")["value"]
    assert 0 < state["once"] <= active
    assert state["every_day"] < state["four_days"] < state["two_days"] < state["registered"]
