"""The panel of one date: it finds what was planted, says why it cannot judge, and is quick."""

import runpy
import time

import pytest

from hustings import panels
from hustings.edition.aged import as_fresh_as
from hustings.edition.freshness import ages_of
from hustings.errors import UsageError
from hustings.period import moment_of
from hustings.settings import Freshness


@pytest.fixture(scope="module")
def dated(root):
    """The module that draws the edition with one planted rise."""
    return runpy.run_path(str(root / "tests" / "support" / "dated_edition.py"))


@pytest.fixture(scope="module")
def opened(dated, tmp_path_factory):
    return dated["build"](tmp_path_factory.mktemp("editions"))


@pytest.fixture
def panel(opened, dated):
    return panels.event(opened, unit=dated["CHANGED"], begins=dated["BEGINS"])


def test_the_planted_rise_is_seen_with_its_interval_its_word_and_its_checks(panel):
    answer = panel.asking.ask(panel.controls.question)
    assert answer.strength == "hint"  # the largest among twelve seats is no proof
    assert "perhaps" in answer.title
    assert "the largest among 11" in answer.title
    low, high = answer.table.rows[0][2].replace("+", "").replace("%", "").split(" to ")
    assert float(low) < 50 < float(high)
    assert len(answer.table.rows) == 3
    assert len(answer.checks) == 4
    assert "as they have weeks without data: 1." in " ".join(answer.remarks)
    assert len(panel.plot.spec["data"]) > 0


def test_another_week_and_another_group_change_the_verdict(panel):
    assert "perhaps" in panel.head.value
    panel.controls.begins.value = "2026-W44"  # six weeks after the rise: it is in both halves
    assert "No conclusion" in panel.head.value
    panel.controls.begins.value = "2026-W32"
    assert "Within three weeks of the date: Festival" in panel.remarks.value
    assert "An occasion near the date cannot be separated" in panel.head.value
    panel.controls.begins.value = "2026-W38"
    panel.controls.group.value = "picked"
    assert len(panel.controls.picked.value) == 11  # begun with those compared with until then
    panel.controls.picked.value = panel.controls.picked.value[:3]
    assert "Cannot be judged: only 3 units can be compared, 4 are needed." in panel.head.value
    assert panel.plot.spec.keys() == {"n", "failed"}
    assert panel.table.value == ""


def test_several_units_are_asked_of_as_one(panel, dated):
    panel.controls.changed.value = (dated["CHANGED"], "IN-JH-PC-06")
    assert "2 Lok Sabha seats: Seat 05 and Seat 06" in panel.head.value
    assert "sets of as many units" in panel.remarks.value


@pytest.mark.parametrize(
    ("control", "value", "reason"),
    [
        ("changed", (), "no unit was named"),
        ("changed", ("IN-JH-PC-12",), "a unit that changed has weeks without data"),
        ("begins", "2026-W46", "25 weeks before the date, 1 after it"),
    ],
)
def test_what_cannot_be_judged_says_why_in_plain_words(panel, control, value, reason):
    getattr(panel.controls, control).value = value
    assert f"Cannot be judged: {reason}" in panel.head.value.replace(
        "the series is too short: ", ""
    )
    assert panel.answers == panel.plot.spec["n"] == 2


def test_in_hindi_the_same_is_said_in_hindi(opened, dated):
    panel = panels.event(opened, "hi", unit=dated["CHANGED"], begins=dated["BEGINS"])
    assert 'lang="hi"' in panel.head.value
    assert "सीट 05" in panel.head.value
    panel.controls.changed.value = ()
    assert "कोई इकाई नहीं चुनी गई" in panel.head.value


def test_only_looks_that_showed_something_are_counted_and_none_twice(panel):
    panel.controls.begins.value = "2026-W46"
    panel.controls.begins.value = "2026-W37"
    panel.controls.begins.value = "2026-W38"
    assert panel.asking.looks == 2
    assert "You have looked at 2 of these" in panel.head.value


def test_a_change_is_answered_well_under_a_second(panel):
    panel.controls.begins.value = "2026-W36"
    began = time.process_time()
    panel.controls.begins.value = "2026-W37"
    assert time.process_time() - began < 0.5


def test_names_from_exports_are_shown_as_text(panel):
    panel.controls.changed.value = ("IN-JH-PC-02",)
    assert "<img" not in panel.head.value
    assert "&lt;img" in panel.head.value


def test_measures_that_count_nothing_are_not_offered(panel):
    assert panel.asking.metrics == ("acts",)
    assert [level for _, level in panel.controls.level.options] == ["lok_sabha"]


def test_a_date_is_not_judged_from_what_is_too_old(opened, dated):
    ages = ages_of(opened, Freshness(forms=9), moment_of("2026-11-27T07:00+05:30"))
    old = panels.event(as_fresh_as(opened, ages), unit=dated["CHANGED"], begins=dated["BEGINS"])
    assert "Nothing here could be judged: " in old.head.value
    assert "as of 16 Nov, 11 days old (limit 9)" in old.head.value
    assert old.table.value == ""


def test_an_unknown_unit_or_week_is_refused(opened):
    with pytest.raises(UsageError):
        panels.event(opened, unit="IN-JH-PC-99")
    with pytest.raises(UsageError, match="knows no week"):
        panels.event(opened, begins="2026-W99")
