"""Which weeks a pass computes: those in which a figure changed, and no others."""

import shutil
from dataclasses import replace

import pytest
from tests.support.depth import only_thorough

from hustings.metrics.daily import measured_days
from hustings.metrics.measuring import measured, open_pass

LISTS = {
    "workers": """
        worker | unit
        asha   | A1
        bipin  | A1
        chand  | A2
        devi   | B1
        esha   | B1
    """,
    "accounts": """
        account    | side | unit
        facebook:a | ours | A
    """,
    "groups": """
        group      | unit
        whatsapp:a | A
    """,
}

MONDAYS = ("28 Sep", "5 Oct", "12 Oct", "19 Oct", "26 Oct", "2 Nov", "9 Nov")  # weeks 40 to 46
WEEKS = [f"2026-W{number}" for number in range(40, 47)]


def _drawn(header, row):
    """The same rows in each of the seven weeks."""
    return header + "".join(row.format(day=day) for day in MONDAYS)


@pytest.fixture(scope="module")
def once(drawn, tmp_path_factory):
    """Seven weeks of everything, exported on the Monday after, and what measuring them computed."""
    campaign = drawn.Campaign(tmp_path_factory.mktemp("once"))
    campaign.draw(
        known="16 Nov 09:00",
        **LISTS,
        activity=_drawn(
            "worker | unit | done_at",
            """
            asha  | A1 | {day} 10:00
            devi  | B1 | {day} 10:00
            """,
        ),
        posts=_drawn("account | published_at | reactions", "\nfacebook:a | {day} 10:00 | 20"),
        account_counts=_drawn("account | counted_on | followers", "\nfacebook:a | {day} | 20"),
        messages=_drawn("group | sent_at", "\nwhatsapp:a | {day} 10:00"),
        group_exports="""
            group      | first_at
            whatsapp:a | 28 Sep 10:00
        """,
        reports_received="""
            unit | period   | received_at
            A    | 2026-W44 | 2 Nov 10:00
            A    | 2026-W45 | 9 Nov 10:00
        """,
    )
    return campaign, campaign.measure().computed


@pytest.fixture
def settled(once, tmp_path):
    """The same, as often as it is needed."""
    campaign, _ = once
    shutil.copytree(campaign.folder, tmp_path, dirs_exist_ok=True)
    return replace(campaign, folder=tmp_path)


def test_the_first_pass_computes_every_week_with_rows(once):
    _, computed = once
    assert computed["worker_week"] == computed["group_week"] == computed["posting_day"] == WEEKS
    assert computed["report_week"] == ["2026-W44", "2026-W45"]
    assert "cohort_week" not in computed  # nobody was new


def test_an_unchanged_store_computes_nothing(settled):
    before = settled.measure()
    assert before.computed == {}
    assert len(before.rows)


def test_after_one_new_day_only_the_weeks_it_touches_are_computed(settled):
    settled.draw(
        known="17 Nov 09:00",
        activity="worker | unit | done_at\nasha | A1 | 16 Nov 10:00",
        posts="account | published_at | reactions\nfacebook:a | 16 Nov 10:00 | 20",
        account_counts=_drawn("account | counted_on | followers", "\nfacebook:a | {day} | 20")
        + "\nfacebook:a | 16 Nov | 21",
        messages="group | sent_at\nwhatsapp:a | 16 Nov 10:00",
        group_exports="group | first_at\nwhatsapp:a | 28 Sep 10:00",
        reports_received="unit | period | received_at\nA | 2026-W46 | 16 Nov 10:00",
    )
    assert settled.measure().computed == {
        "account_week": ["2026-W47"],
        "booth_week": ["2026-W47"],
        "group_day": ["2026-W47"],
        "group_week": ["2026-W47"],
        "post_week": ["2026-W47"],
        "posting_day": ["2026-W47"],
        "report_week": ["2026-W46"],  # the report written on the new day is about the week before
        "worker_week": ["2026-W47"],
    }
    assert settled.measure().computed == {}


def _spoil_weeks(folder, *, but):
    """Take away every stored week, and every rollup of it, but one: reading it would fail."""
    partitions = [
        path for path in folder.glob("clean/activity/week=*") if not path.match(f"*{but}")
    ]
    rollups = [
        path
        for name in ("worker_acts", "worker_week", "booth_week", "cohort_week")
        for path in (folder / "measured" / name).glob("20*.parquet")
        if not path.name.startswith(but)
    ]
    for path in partitions:
        shutil.rmtree(path)
    for path in rollups:
        path.write_bytes(b"not to be read")
    return len(partitions), len(rollups)


def test_after_one_new_day_the_other_weeks_of_acts_are_not_even_read(settled):
    before = measured_days(open_pass(settled.inputs(), settled.shelf, WEEKS))
    settled.draw(
        known="17 Nov 09:00",
        activity="""
            worker | unit | done_at
            asha   | A1   | 16 Nov 10:00
            esha   | B1   | 16 Nov 10:00
        """,
    )
    run = open_pass(settled.inputs(), settled.shelf, [*WEEKS, "2026-W47"])
    assert _spoil_weeks(settled.folder, but="2026-W47") == (7, 7 * 3)
    found, days = measured(run), measured_days(run)
    assert {"booth_week", "worker_week"} <= set(found.computed)
    assert {week for weeks in found.computed.values() for week in weeks} == {"2026-W47"}
    rows = found.of_week("2026-W47").to_pandas().set_index(["metric", "unit"])["value"]
    assert rows["acts"][["A1", "B1", "ST"]].tolist() == [1, 1, 2]
    assert rows["new_workers"][["A1", "B1", "ST"]].tolist() == [0, 1, 1]  # asha acted before
    assert len(before) > 100
    assert days[days["week"] < "2026-W47"].equals(before)
    assert set(days["week"]) == {*WEEKS, "2026-W47"}


def test_late_data_read_no_week_before_their_own(settled):
    settled.draw(activity="worker | unit | done_at\nesha | B1 | 9 Nov 10:00")
    run = open_pass(settled.inputs(), settled.shelf, WEEKS)
    spoilt, _ = _spoil_weeks(settled.folder, but="2026-W46")
    assert spoilt == 6
    assert measured(run).computed["worker_week"] == ["2026-W46"]


def test_the_same_rows_in_a_newer_file_compute_nothing(settled):
    settled.draw(
        known="18 Nov 09:00",
        **LISTS,
        activity="worker | unit | done_at\nasha | A1 | 5 Oct 10:00",
        reports_received="unit | period | received_at\nA | 2026-W44 | 2 Nov 10:00",
    )
    assert settled.measure().computed == {}


def test_late_data_measure_their_own_week_again(settled):
    settled.draw(activity="worker | unit | done_at\ndevi | B1 | 6 Oct 10:00")
    computed = settled.measure().computed
    assert computed == {"booth_week": ["2026-W41"], "worker_week": ["2026-W41"]}
    assert settled.figures("acts", "2026-W41")["B1"] == 1 + 1
    settled.draw(messages="group | sent_at\nwhatsapp:a | 13 Oct 10:00")
    computed = settled.measure().computed
    # Who is silent at the end of week 42 depends on the last message, which is a newer one now.
    assert computed == {
        "group_day": ["2026-W42"],
        "group_week": ["2026-W42"],
        "posting_day": ["2026-W42"],
    }


def test_a_late_first_act_moves_the_week_a_worker_was_new_and_the_week_of_his_cohort(settled):
    settled.draw(activity="worker | unit | done_at\nesha | B1 | 9 Nov 10:00")
    assert settled.measure().computed["worker_week"] == ["2026-W46"]
    settled.draw(activity="worker | unit | done_at\nesha | B1 | 26 Oct 10:00")
    computed = settled.measure().computed
    assert computed["worker_week"] == [
        "2026-W44",
        "2026-W46",
    ]  # new in the one, so not in the other
    assert settled.figures("new_workers", "2026-W46")["B1"] == 0
    settled.draw(activity="worker | unit | done_at\nbipin | A1 | 23 Nov 10:00")
    assert settled.measure().computed["cohort_week"] == ["2026-W48"]  # esha's fourth week is read
    assert settled.figures("week4_retention", "2026-W48")["B1"] == 0 / 1


def test_a_worker_who_moves_is_measured_again_in_the_weeks_he_acted_in(settled):
    settled.draw(
        activity="""
            worker | unit | done_at
            esha   | B1   | 6 Oct 10:00
            esha   | B1   | 3 Nov 10:00
        """,
    )
    settled.measure()
    settled.draw(workers="worker | unit\nesha | A2")
    assert settled.measure().computed == {"worker_week": ["2026-W41", "2026-W45"]}
    assert settled.figures("active_workers", "2026-W45")["A2"] == 1
    assert settled.figures("active_workers", "2026-W45")["B1"] == 1  # devi


def test_late_counts_measure_the_weeks_again_whose_benchmark_they_change(campaign):
    # Posts of weeks 36 (1 to 5 September), 40 and 41 (to 4 and 5 October); the first is unknown.
    days = [f"{day} {month}" for month in ("Sep", "Oct") for day in (1, 2, 3, 4, 5)]
    header = "account | published_at | post | reactions"
    posts = "".join(
        f"\nfacebook:a | {day} 10:00 | facebook:a/{n} | {10 * n or ''}"
        for n, day in enumerate(days)
    )
    later = "\nfacebook:a | 12 Oct 10:00 | facebook:a/later | 30"
    campaign.draw(accounts=LISTS["accounts"], posts=header + posts + later)
    usual = (30 + 40 + 50 + 60 + 70) / 5  # the middle of 10 to 90
    assert campaign.figures("overperforming", "2026-W42")["A"] == 30 / usual
    campaign.draw(
        posts="""
            account    | published_at | post         | reactions | counted_at
            facebook:a | 1 Sep 10:00  | facebook:a/0 | 5         | 8 Sep 10:00
        """,
    )
    # Its own week, and those of the posts with eight known ones before them, now or then.
    weeks = ["2026-W36", "2026-W40", "2026-W41", "2026-W42"]
    assert campaign.measure().computed["post_week"] == weeks
    usual = (20 + 30 + 40 + 50 + 60 + 70) / 6  # the middle of 5 and 10 to 90
    assert campaign.figures("overperforming", "2026-W42")["A"] == 30 / usual


def test_another_definition_computes_everything_again(settled):
    settled.definition = "another"
    assert settled.measure().computed["worker_week"] == WEEKS
    assert settled.measure().computed == {}


def test_another_unit_tree_adds_everything_up_again(settled, drawn):
    before = settled.figures("acts", "2026-W46")
    settled.tree = drawn.TREE.replace("B    | vidhan_sabha | PC", "B    | vidhan_sabha | ST")
    assert settled.measure().computed["worker_week"] == WEEKS
    after = settled.figures("acts", "2026-W46")
    assert (before["PC"], after["PC"]) == (1 + 1, 1)
    assert before["ST"] == after["ST"] == 1 + 1


def test_another_rule_measures_what_it_changes(settled):
    settled.rules = replace(settled.rules, silent_days=7)
    # The group speaks every Monday: silent for six days at most.
    assert settled.measure().computed == {"group_week": WEEKS}
    assert settled.figures("silent_groups", "2026-W45")["A"] == 0


def test_what_was_thrown_away_is_made_again(settled):
    kept = settled.folder / "measured"
    before = settled.measure().rows
    for path in (kept / "worker_week").glob("2026-W43.*"):
        path.unlink()
    (kept / "leaf_group_day" / "stamps.json").unlink(missing_ok=True)
    assert settled.measure().computed == {"worker_week": ["2026-W43"]}
    assert settled.measure().rows.equals(before)
    (kept / "post_week" / "stamps.json").write_text("{half a no", "utf-8")
    assert settled.measure().computed == {}


@only_thorough
def test_step_by_step_the_figures_are_those_of_one_pass(drawn, seeded, tmp_path):
    campaign = drawn.Campaign(tmp_path, tree=seeded.tree())
    weeks = [f"2026-W{number}" for number in range(36, 49)]
    for number, (known, tables) in enumerate(seeded.tables(3, workers=120, acts=900)):
        campaign.store(tables, known=known)
        if number % 6 == 1:
            campaign.measure(weeks)
    step_by_step = campaign.measure(weeks)
    rows, leaves = step_by_step.rows, step_by_step.leaves  # the next pass throws these away
    campaign.definition = "from the beginning"
    at_once = campaign.measure(weeks)
    assert len(rows) > 1000
    assert rows.equals(at_once.rows)
    assert leaves.equals(at_once.leaves)
    weeks_computed = [sum(map(len, run.computed.values())) for run in (step_by_step, at_once)]
    assert weeks_computed[0] < weeks_computed[1]
