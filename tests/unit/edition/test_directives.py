"""Each letter is judged on its own figure against units without one, or only set beside before."""

import numpy as np
import pandas as pd
import pytest

from hustings.edition.further.directives import COLUMNS, Sent, directives
from hustings.period import Period
from hustings.studies import CannotJudgeError

WEEKS = [f"2026-W{week}" for week in range(21, 47)]
SEATS = [f"P{at:02d}" for at in range(1, 15)]
GAIN = np.log(1.6)


class Letters:
    """A state of fourteen seats whose acts rose in P03 from 2026-W38 on, and a list of letters."""

    period = Period.parse("2026-W46")

    def __init__(self, *letters, missing=()):
        columns = ["directive", "unit", "issued_on", "metric"]
        frame = pd.DataFrame(letters, columns=columns)
        self.letters = frame.assign(due_on=None, row_key=frame["directive"])
        self.missing = missing
        own = [(code, code, "lok_sabha") for code in SEATS] + [("S", "S", "state")]
        above = [(code, "S", "state") for code in SEATS]
        self.closure = pd.DataFrame(own + above, columns=["unit", "ancestor", "level"])

    def rows(self, table):
        if table == "directives":
            return self.letters
        assert table == "occasions"
        return pd.DataFrame(columns=["occasion", "unit", "from_on", "until_on"])

    def weekly(self, metric, level):
        assert metric
        rng = np.random.default_rng(5)
        shared = np.cumsum(rng.normal(size=len(WEEKS)) * 0.05)
        log = rng.uniform(5.5, 6.5, (len(SEATS), 1)) + shared + rng.normal(size=(14, 26)) * 0.04
        log[2, WEEKS.index("2026-W38") :] += GAIN
        frame = pd.DataFrame(np.round(np.exp(log)), index=SEATS, columns=WEEKS)
        if level == "state":
            frame = frame.sum().to_frame("S").T
        table = frame.rename_axis("unit").reset_index().melt("unit", var_name="period")
        gone = [(unit, week) in self.missing for unit, week in table[["unit", "period"]].to_numpy()]
        return table[~np.array(gone)]


def judged(*letters, **other):
    return directives(Letters(*letters, **other))["rows"].set_index("directive")


def test_a_letter_to_one_seat_is_held_against_the_others_from_the_week_after_it():
    row = judged(("D1", "P03", "2026-09-09", "acts")).loc["D1"]  # a Wednesday of W37
    assert (row["begins"], row["design"]) == ("2026-W38", "others")
    assert row["low"] < GAIN < row["high"]
    assert row["verdict"] == "largest"  # of fourteen seats: no more than a hint
    assert row["strength"] == "hint"
    assert (row["weeks_before"], row["weeks_after"]) == (8, 8)


def test_after_a_letter_where_nothing_moved_no_change_is_told():
    row = judged(("D1", "P07", "2026-09-09", "acts")).loc["D1"]
    assert row["design"] == "others"
    assert row["strength"] in ("none", "blocked")


def test_a_letter_of_a_monday_counts_from_its_own_week():
    assert Sent("acts", "state", pd.Timestamp("2026-09-14"), ("S",)).begins.key == "2026-W38"
    assert Sent("acts", "state", pd.Timestamp("2026-09-15"), ("S",)).begins.key == "2026-W39"


def test_a_letter_to_all_is_set_beside_the_weeks_before_and_no_more():
    row = judged(("D1", "S", "2026-09-09", "acts")).loc["D1"]
    assert (row["design"], row["reason"]) == ("before_after", "all_told")
    week = Letters().weekly("acts", "state").set_index("period")["value"]
    assert row["before"] == week["2026-W29":"2026-W36"].mean()  # W37 holds the letter's own day
    assert row["after"] == week["2026-W38":"2026-W45"].mean()
    assert row["strength"] == "blocked"
    assert np.isnan(row["effect"])


def test_letters_of_one_day_on_one_figure_are_judged_together():
    rows = judged(("D1", "P03", "2026-09-09", "acts"), ("D2", "P05", "2026-09-09", "acts"))
    assert rows.loc["D1", "effect"] == rows.loc["D2", "effect"]
    assert 0 < rows.loc["D1", "effect"] < GAIN  # half of the two rose
    assert rows.loc["D1", "before"] == rows.loc["D2", "before"]


def test_seats_with_a_letter_on_the_same_figure_are_no_comparison():
    others = [(f"E{at}", code, "2026-07-01", "acts") for at, code in enumerate(SEATS[3:])]
    row = judged(("D1", "P03", "2026-09-09", "acts"), *others).loc["D1"]
    assert (row["design"], row["reason"]) == ("before_after", "too_few_units")
    other = [(code, unit, day, "active_workers") for code, unit, day, _ in others]
    assert judged(("D1", "P03", "2026-09-09", "acts"), *other).loc["D1", "design"] == "others"


@pytest.mark.parametrize(
    ("letter", "reason"),
    [
        (("D1", "P03", "2026-09-09", None), "no_metric"),
        (("D1", "P03", "2026-09-09", "enthusiasm"), "no_metric"),
        (("D1", "Q99", "2026-09-09", "acts"), "unknown_audience"),
        (("D1", "P03", "2026-11-11", "acts"), "short_series"),
        (("D1", "P03", "2026-09-09", "reports_on_time"), "share_metric"),
    ],
)
def test_what_cannot_be_judged_has_its_reason(letter, reason):
    row = judged(letter).loc["D1"]
    assert (row["reason"], row["strength"]) == (reason, "blocked")


def test_a_seat_with_a_missing_week_is_not_judged_against_others():
    row = judged(("D1", "P03", "2026-09-09", "acts"), missing={("P03", "2026-W30")}).loc["D1"]
    assert (row["design"], row["reason"]) == ("before_after", "missing_weeks")


def test_every_letter_up_to_the_end_of_the_week_is_told_the_newest_first():
    given = Letters(
        ("D1", "S", "2026-09-09", "acts"), ("D2", "P03", "2026-10-01", None),
        ("D3", "S", "2026-11-16", "acts"),
    )  # fmt: skip
    tables = directives(given)
    assert list(tables["rows"]["directive"]) == ["D2", "D1"]
    assert list(tables["rows"].columns) == list(COLUMNS)
    head = tables["head"].set_index("figure")["value"]
    assert head.to_dict() == {"letters": 2, "others": 0, "before_after": 1, "unnamed": 1}


def test_without_a_letter_it_is_refused():
    with pytest.raises(CannotJudgeError) as caught:
        directives(Letters(("D1", "S", "2026-11-16", "acts")))
    assert caught.value.reason == "no_directives"
