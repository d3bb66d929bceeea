"""An explorer answers every choice in figures and words, and shows a gap where data is missing."""

from dataclasses import replace

import pytest

from hustings.errors import UsageError
from hustings.panels.views import PANELS


def ask(explorer, **wishes):
    return explorer.choose(replace(explorer.start(), first="", **wishes))


def test_at_first_the_state_is_shown_over_a_quarter_of_the_year(explorer):
    answer = explorer.choose(explorer.start())
    assert answer.choice.unit == "IN-JH"
    assert (answer.choice.first, answer.choice.last) == ("2026-W39", "2026-W46")
    assert answer.title == "Gross reach: 9.9 lakh, the highest in 8 weeks"
    assert answer.subtitle == (
        "Jharkhand · Gross reach (times an account was reached) · 21 September – 15 November 2026"
    )


def test_a_week_without_data_is_a_gap_and_is_said_in_words(explorer):
    answer = ask(explorer)
    # 420000 430000 410000 ~ 440000 450000 460000p 990000
    assert [point.value for point in answer.chart.body.weeks][2:5] == [410000, None, 440000]
    assert answer.table.rows[4] == ("12–18 Oct", "–", "–", "no data")
    assert answer.remarks[0] == "1 week without data: 12–18 Oct. Missing is a gap, not zero."


def test_cases_are_those_of_the_newest_week_and_are_not_added_up_over_weeks(explorer):
    answer = ask(explorer, metric="active_workers")
    assert answer.chart.note.startswith("870 cases in the newest week.")


def test_a_week_of_partial_data_is_marked(explorer):
    answer = ask(explorer)
    assert [point.partial for point in answer.chart.body.weeks][-2:] == [True, False]
    assert answer.remarks[1].startswith("1 week from part of the data only")
    assert answer.table.rows[1][-1] == "partial"


def test_a_small_group_is_withheld_with_its_reason_and_zero_is_a_figure(explorer):
    answer = ask(explorer, unit="IN-JH-BT-1", metric="active_workers")
    # x 6 x 0 7 x 8 x
    values = [point.value for point in answer.chart.body.weeks]
    assert values == [None, 6, None, 0, 7, None, 8, None]
    assert answer.table.rows[4][1:] == ("0", "0", "complete")
    assert answer.table.rows[0][1:] == ("–", "–", "not shown")
    assert answer.title.startswith("9–15 Nov · Active workers: not shown")
    assert answer.remarks[0].startswith("4 weeks not shown")


def test_a_choice_without_any_figure_has_words_and_no_chart(explorer):
    answer = ask(explorer, unit="IN-JH-P-1", metric="reach")
    assert answer.chart is None
    assert answer.title == "Gross reach: no data for this period."
    assert {row[1] for row in answer.table.rows} == {"–"}


def test_only_the_weeks_asked_for_are_shown_whichever_end_comes_first(explorer):
    answer = ask(explorer, last="2026-W40")
    assert [row[0] for row in answer.table.rows] == ["28 Sep – 4 Oct", "21–27 Sep"]
    swapped = explorer.choose(replace(answer.choice, first="2026-W40", last="2026-W39"))
    assert swapped.choice == answer.choice


def test_one_platform_is_counted_alone(explorer):
    answer = ask(explorer, platform="facebook")
    assert answer.table.rows[0][1] == "8.9 lakh"
    assert " · Facebook · " in answer.subtitle


@pytest.mark.parametrize(
    ("metric", "platform"),
    [
        ("active_workers", "facebook"),  # not a figure of platforms
        ("reach", "youtube"),  # no figures of it in this edition
    ],
)
def test_a_platform_the_metric_has_no_figures_of_gives_way_to_all(explorer, metric, platform):
    assert ask(explorer, metric=metric, platform=platform).choice.platform == "all"


def test_a_metric_offers_the_platforms_it_has_figures_of(explorer):
    assert explorer.platforms("reach") == ["all", "facebook"]
    assert explorer.platforms("active_workers") == ["all"]


def test_children_are_compared_on_one_scale_each_with_both_ends_of_the_span(explorer):
    answer = ask(explorer, compare=True)
    assert [panel.name for panel in answer.chart.body.panels] == ["Northfield", "Southfield"]
    assert answer.chart.body.axis.high >= 700000
    assert answer.title == "Gross reach: 1 up, 0 down, 1 about the same"
    assert answer.table.rows[0][:4] == ("Northfield", "2.1 lakh", "7.0 lakh", "+233%")
    assert answer.table.columns[1:3] == ("21–27 Sep", "9–15 Nov")
    assert all(panel.points[3].value is None for panel in answer.chart.body.panels)
    assert all("no data" in panel.points[3].text for panel in answer.chart.body.panels)


def test_within_one_week_nothing_is_said_to_have_moved(explorer):
    answer = ask(explorer, compare=True, last="2026-W39")
    assert answer.title == "Gross reach"


def test_a_unit_without_children_is_shown_itself(explorer):
    answer = ask(explorer, unit="IN-JH-BT-1", metric="active_workers", compare=True)
    assert not answer.choice.compare
    assert answer.chart.kind == "trend"


def test_a_unit_of_the_other_tree_changes_the_tree(explorer):
    assert ask(explorer, unit="IN-JH-B-1").choice.tree == "district"


def test_of_many_children_those_that_moved_most_are_drawn_in_their_own_order(
    tiny, tmp_path, monkeypatch
):
    from hustings.panels.explorer import Explorer
    from hustings.wording import Words

    codes = [f"IN-JH-PC-{n:02d}" for n in range(1, 41)]
    seats = "\n".join(f"{code} | lok_sabha | Seat {code[-2:]} | | IN-JH |" for code in codes)
    figures = "\n".join(
        # seat 01 moves by 1, seat 02 by 2 ...; seat 40 lacks its first week
        f"reach | all | {code} | {'~' if n == 40 else 100} 0 0 0 0 0 0 {100 + n}"
        for n, code in enumerate(codes, start=1)
    )
    scope = tiny["_units"].__globals__
    monkeypatch.setitem(scope, "UNITS", f"IN-JH | state | Jharkhand | | IN | IN\n{seats}")
    monkeypatch.setitem(scope, "FIGURES", figures)
    explorer = Explorer(tiny["build"](tmp_path), Words("en"), ["reach"])
    answer = ask(explorer, compare=True)
    drawn = [panel.name for panel in answer.chart.body.panels]
    assert drawn == [f"Seat {n}" for n in range(40 - PANELS, 40)]
    assert len(answer.table.rows) == PANELS
    assert answer.remarks[0] == "Shown: of 40 Lok Sabha seats, the 24 that moved most."


@pytest.mark.parametrize(
    ("wish", "hint"),
    [
        ({"metric": "reech"}, "'reach'"),
        ({"unit": "IN-JH-PC-1"}, "'IN-JH-PC-01'"),
        ({"platform": "facebok"}, "'facebook'"),
        ({"tree": "seats"}, "'seat'"),
        ({"last": "2026-W64"}, "'2026-W46'"),
    ],
)
def test_a_misspelt_wish_is_refused_with_the_nearest_name(explorer, wish, hint):
    with pytest.raises(UsageError) as refused:
        ask(explorer, **wish)
    assert hint in refused.value.fix


def test_the_answer_is_given_in_hindi(hindi):
    answer = ask(hindi)
    assert answer.title == "कुल पहुँच: 9.9 लाख, 8 सप्ताह में सबसे ऊपर"
    assert answer.table.rows[4][1:] == ("–", "–", "आँकड़ा नहीं")
    assert answer.remarks[0].startswith("1 सप्ताह का आँकड़ा नहीं मिला")
