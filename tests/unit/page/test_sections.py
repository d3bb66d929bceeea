"""What the parts of a briefing say of a real edition, and what they leave unsaid."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hustings.edition import Edition
from hustings.page import sections
from hustings.page.sections.days import posting_days
from hustings.page.sections.figures import DUTIES, SURE
from hustings.page.sections.lagging import late_reports, quiet_booths
from hustings.page.sections.steps import few
from hustings.privacy import SMALLEST_GROUP

STATE, SEAT, ASSEMBLY = "IN-JH", "IN-JH-PC-03", "IN-JH-AC-012"


@pytest.fixture(scope="module")
def opened(campaign):
    """Gives a brief of a unit in a language, of the campaign's edition."""

    def of(unit, language="en"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HUSTINGS_SETTINGS", str(campaign.folder / "settings.toml"))
            return sections.open_brief(unit=unit, language=language)

    return of


def altered(brief, **tables):
    """The same brief over an edition some of whose tables are others."""
    edition = replace(brief.edition, _frames={**brief.edition._frames, **tables})
    return replace(brief, edition=edition)


def all_at_one(brief, *metrics):
    """The same brief over an edition in which some metrics are 1 everywhere."""

    class AtOne(Edition):
        def _measured(self, *asked):
            rows = super()._measured(*asked)
            if {"metric", "value"} <= set(rows):
                rows.loc[rows["metric"].isin(metrics), "value"] = 1.0
            return rows

    edition = brief.edition
    return replace(brief, edition=AtOne(edition.folder, edition.manifest, dict(edition._frames)))


@pytest.mark.parametrize("unit", [STATE, SEAT, ASSEMBLY])
def test_only_what_the_study_is_sure_of_has_an_arrow_and_a_colour(opened, unit):
    brief = opened(unit)
    boxes = sections.figures(brief).items
    assert len(boxes) == 6
    labels = {brief.words.label(name): name for name in sections.figures.__globals__["KEY"]}
    for box in boxes:
        metric = labels[box.label]
        if metric not in DUTIES and brief.strength(metric) not in SURE:
            assert (box.direction, box.good) == ("none", None), metric


@pytest.mark.parametrize(
    ("language", "seen", "said"),
    [
        ("en", "up", "clearly above the usual"),
        ("en", "down", "clearly below the usual"),
        ("hi", "up", "सामान्य से साफ़ ऊपर"),
    ],
)
def test_an_arrow_never_points_the_other_way_than_the_study_saw(opened, language, seen, said):
    brief = opened(SEAT, language)
    changes = brief.edition.table("changes")
    own = (changes["unit"] == SEAT) & (changes["metric"] == "active_workers")
    told = changes.assign(
        strength=changes["strength"].mask(own, "clear"),
        direction=changes["direction"].mask(own, seen),
    )
    box = sections.figures(altered(brief, changes=told)).items[0]
    now, before = brief.value("active_workers"), brief.value("active_workers", back=1)
    moved = "up" if now > before else "down"
    assert now != before
    assert box.direction == (moved if moved == seen else "none")
    assert box.base.endswith(said)
    assert box.change


def test_headquarters_sees_the_spread_below_each_figure(opened):
    brief = opened(STATE)
    workers = sections.figures_with_spread(brief).items[0]
    seats = brief.edition.under(STATE, "vidhan_sabha")["unit"]
    values = brief.edition.rows("active_workers", list(seats))["value"].dropna()
    assert f"median {brief.words.value('active_workers', values.median())}" in workers.note
    assert replace(workers, note="") == sections.figures(brief).items[0]


def test_the_first_point_of_a_quiet_week_is_the_main_figure(opened):
    brief = opened(ASSEMBLY)
    changes = brief.edition.table("changes").assign(strength="none")
    quiet = altered(brief, changes=changes)
    points = sections.points(quiet).items
    assert len(points) == 3
    assert points[0].lead.startswith("Active workers:")
    assert "within the usual range" in points[0].text


@pytest.mark.parametrize(("language", "beside"), [("en", "{} on the roster"), ("hi", "सूची में {}")])
def test_beside_the_active_workers_stands_how_many_are_listed(opened, language, beside):
    brief = opened(SEAT, language)
    steps = brief.edition.table("steps").set_index("unit")
    assert steps.loc[SEAT, "registered"] > brief.value("active_workers") > 0
    said = beside.format(brief.words.number(steps.loc[SEAT, "registered"], "compact"))
    assert sections.figures(brief).items[0].base.startswith(said)
    few_listed = brief.edition.table("steps").assign(registered=SMALLEST_GROUP - 1)
    assert "सूची" not in sections.figures(altered(brief, steps=few_listed)).items[0].base
    assert "roster" not in sections.figures(altered(brief, steps=few_listed)).items[0].base


@pytest.mark.parametrize("language", ["en", "hi"])
def test_a_spike_is_told_with_its_part_and_whole(opened, campaign, language):
    planted = campaign.truth["viral_day"]["unit"]
    brief = opened(planted, language)
    spikes = brief.edition.table("spikes")
    row = spikes[(spikes["unit"] == planted) & (spikes["metric"] == "reach")].iloc[0]
    alone = spikes.loc[[row.name]]
    calm = brief.edition.table("changes").assign(strength="none")
    common = brief.edition.table("common").iloc[:0]
    lead = brief.words.say("spike.lead", place=brief.name(planted))

    def told(rows):
        items = sections.points(altered(brief, changes=calm, common=common, spikes=rows)).items
        return next(item.text for item in items if item.lead == lead)

    part, whole = row["spike_share"] * row["total"], row["total"]
    assert all(brief.words.value("reach", figure) in told(alone) for figure in (part, whole))
    assert brief.words.value("reach", whole) not in told(alone.drop(columns="total"))


def test_late_reports_and_quiet_booths_are_named(opened):
    brief = opened(STATE)
    late, due = late_reports(brief)
    assert 0 < len(late) < due == 81
    rows = brief.edition.rows("reports_on_time", late)
    assert set(rows["value"]) == {0}
    quiet, listed = quiet_booths(opened(SEAT))
    shown = brief.edition.row("booths_with_activity", SEAT)
    assert (listed - len(quiet), listed) == (shown["numerator"], shown["denominator"])
    assert set(quiet.values()) <= set(range(1, 9))


@pytest.fixture
def before_forms(campaign, monkeypatch):
    """Gives a brief of a moment at which no report of the week has been judged."""

    class BeforeForms(Edition):
        def _measured(self, *asked):
            rows = super()._measured(*asked)
            if {"metric", "period"} <= set(rows):
                newest = (rows["metric"] == "reports_on_time") & (rows["period"] == "2026-W46")
                rows = rows[~newest]
            return rows

    def of(clock, unit=STATE, language="en"):
        scheduled = f"2026-11-16T{clock}+05:30"
        whole = sections.open_brief(unit=unit, language=language, scheduled=scheduled)
        edition = BeforeForms(whole.edition.folder, whole.edition.manifest)
        return replace(whole, edition=edition)

    monkeypatch.setenv("HUSTINGS_SETTINGS", str(campaign.folder / "settings.toml"))
    return of


@pytest.mark.parametrize(("clock", "said"), [("07:59", "not_due"), ("08:00", "no_data")])
def test_reports_are_missing_from_the_moment_they_are_due_and_not_before(before_forms, clock, said):
    brief = before_forms(clock)
    (box,) = [item for item in sections.figures(brief).items if item.label == "Reports on time"]
    assert (box.status, box.value) == (said, "" if said == "not_due" else box.value)
    assert brief.words.status(said) in ("not yet due", "no data")
    *earlier, newest = sections.reports(brief).rows
    assert (newest[-1] == "not yet due") is (said == "not_due")
    assert "not yet due" not in {cell for row in earlier for cell in row}


@pytest.mark.parametrize(
    ("language", "due"), [("en", "due Mon 16 Nov, 08:00"), ("hi", "सोम 16 नव, 08:00 तक")]
)
def test_until_reports_are_due_it_is_said_when_in_place_of_how_many_came(
    before_forms, language, due
):
    table = sections.reporting(before_forms("07:59", language=language), level="district")
    assert {row[1] for row in table.rows} == {due}
    assert due in table.note
    assert "complete" not in table.note  # of the others nobody knows that yet
    after = sections.reporting(before_forms("08:00", language=language), level="district")
    assert {row[1] for row in after.rows} == {before_forms("08:00").words.number(None)}


def test_nobody_is_said_to_have_reported_before_reports_are_due(before_forms):
    brief = before_forms("07:59")
    whole = brief.edition.table("groups").assign(reaches_week_end=True)
    edition = replace(brief.edition, _frames={**brief.edition._frames, "groups": whole})
    assert sections.reporting(replace(brief, edition=edition)).paragraphs == (
        "Every export reaches the end of the week. Reports: due Mon 16 Nov, 08:00.",
    )


def test_weeks_of_quiet_are_counted_back_from_the_newest(opened):
    brief = opened(ASSEMBLY)
    quiet, _ = quiet_booths(brief)
    for booth, weeks in quiet.items():
        values = brief.edition.rows("booths_with_activity", booth, periods=9)["value"].tolist()
        assert values[-weeks:] == [0] * weeks
        assert weeks == 8 or values[-weeks - 1] == 1


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("unit", [STATE, SEAT, ASSEMBLY])
def test_every_action_says_where_what_who_and_by_when(opened, unit, language):
    found = sections.actions(opened(unit, language)).items
    assert 1 <= len(found) <= 5
    for action in found:
        assert action.where
        assert action.what
        assert ("21 November" if language == "en" else "21 नवंबर") in action.who


def test_a_seat_without_alarms_still_has_something_to_do(opened):
    brief = opened(ASSEMBLY)
    steps = brief.edition.table("steps").assign(lapsed=0.0)
    calm = altered(
        brief,
        changes=brief.edition.table("changes").assign(strength="none"),
        groups=brief.edition.table("groups").iloc[:0],
        steps=steps,
    )
    on_time = all_at_one(calm, "reports_on_time", "posting_compliance", "booths_with_activity")
    said = " ".join(action.what for action in sections.actions(on_time).items)
    assert "with no work recorded in four weeks" in said


def test_the_funnel_gives_no_figure_of_fewer_than_five_people(opened):
    brief = opened(ASSEMBLY)
    steps = brief.edition.table("steps").copy()
    mine = steps["unit"] == ASSEMBLY
    steps.loc[mine, ["registered", "recent", "once", "two_days", "four_days", "every_day"]] = [
        60, 40, 30, 12, 4, 1,
    ]  # fmt: skip
    chart = sections.funnel(altered(brief, steps=steps)).chart
    figures = [step["value"] for step in chart["body"]["steps"]]
    assert figures == [60, 40, 30, 12, None]
    assert chart["table"]["rows"][-1][1] == "fewer than 5"
    assert few(SMALLEST_GROUP - 1)
    assert not few(0)
    assert not few(SMALLEST_GROUP)


def test_an_edition_without_steps_has_no_funnel_and_still_has_actions(opened):
    brief = opened(ASSEMBLY)
    tables = {
        name: digest for name, digest in brief.edition.manifest.tables.items() if name != "steps"
    }
    manifest = replace(brief.edition.manifest, tables=tables)
    old = replace(brief.edition, manifest=manifest, _frames={})
    assert sections.funnel(replace(brief, edition=old)) is None
    assert sections.actions(replace(brief, edition=old)).items


def test_a_trend_holds_six_weeks_and_the_months_on_record(opened):
    brief = opened(STATE)
    body = sections.trend(brief, "reach").chart["body"]
    assert len(body["weeks"]) == 6
    assert [point["label"] for point in body["months"]] == [
        "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
    ]  # fmt: skip
    assert [point["partial"] for point in body["months"]] == [True, *[False] * 5, True]
    october = brief.series("reach", weeks=26).set_index("period")["value"]
    weeks = ["2026-W40", "2026-W41", "2026-W42", "2026-W43", "2026-W44"]
    assert body["months"][5]["value"] == pytest.approx(october[weeks].mean())


def test_the_map_and_the_dots_show_the_share_in_which_the_units_differ(opened):
    brief = opened(SEAT)
    level = all_at_one(brief, "posting_compliance")
    shown = sections.hexmap(level, "posting_compliance", "booths_with_activity")
    assert "Booths with activity" in shown.chart["subtitle"]
    alone = sections.hexmap(level, "posting_compliance")
    assert alone.chart["title"] == "All 6 stand level: daily posting 100%"


@pytest.mark.parametrize("unit", [STATE, SEAT, ASSEMBLY])
def test_the_days_of_posting_add_up_to_the_figure_above_them(opened, unit):
    brief = opened(unit)
    days = posting_days(brief)
    week = days[days["day"] >= brief.period.first]
    figure = brief.edition.row("posting_compliance", unit)
    assert (week["met"].sum(), week["seen"].sum()) == (figure["numerator"], figure["denominator"])
    assert days.groupby("unit")["day"].nunique().eq(28).all()


def test_a_post_missed_by_a_seats_own_account_is_in_its_calendar(opened):
    brief = opened(SEAT)
    posting = brief.edition.table("posting")
    own = posting["unit"] == SEAT
    assert own.any()
    assert not (posting["unit"].isin(brief.children()) & own).any()
    made = posting.assign(seen=posting["asked"], met=posting["asked"])
    one_missed = made.assign(met=made["met"].mask(own & (made["day"] == made["day"].max()), 0))
    block = sections.calendar(altered(brief, posting=one_missed))
    assert block.kind == "chart"
    assert block.chart["body"]["rows"][0]["name"] == brief.place()


def test_a_calendar_of_nothing_missed_is_one_sentence(opened):
    brief = opened(SEAT)
    days = brief.edition.table("posting")
    full = altered(brief, posting=days.assign(met=days["asked"], seen=days["asked"]))
    block = sections.calendar(full)
    assert block.kind == "text"
    assert block.paragraphs[0].startswith("Every post asked for was made: ")
    one = days.assign(met=days["asked"], seen=days["asked"])
    one.loc[one["unit"].isin(brief.children()) & one["day"].eq(one["day"].max()), "met"] = 0
    assert sections.calendar(altered(brief, posting=one)).kind == "chart"


@pytest.mark.parametrize("agreeing", [True, False])
def test_a_slope_counts_what_the_study_saw_and_colours_what_went_that_way(opened, agreeing):
    brief = opened(SEAT)
    changes, children = brief.edition.table("changes"), brief.children()
    before, now = brief.edition.values("active_workers", children, periods=2).T
    moved = dict(zip(children, now - before, strict=True))
    assert not np.isnan(list(moved.values())).any()
    seen = {code: "up" if (move > 0) == agreeing else "down" for code, move in moved.items()}
    own = changes["unit"].isin(children) & (changes["metric"] == "active_workers")
    told = changes.assign(
        strength=changes["strength"].mask(own, "clear"),
        direction=changes["direction"].mask(own, changes["unit"].map(seen)),
    )
    chart = sections.moves(altered(brief, changes=told), "active_workers").chart
    up = list(seen.values()).count("up")
    assert chart["title"] == f"{up} above the usual, {len(seen) - up} below, 0 within it"
    tones = {row["name"]: row["tone"] for row in chart["body"]["rows"]}
    along = {1: "good", -1: "bad", 0: "quiet"}
    drawn = [code for code in children if brief.name(code) in tones]
    assert len(drawn) == len(tones) > 1
    for code in drawn:
        expected = along[int(np.sign(moved[code]))] if agreeing else "quiet"
        assert tones[brief.name(code)] == expected


def test_no_slope_where_the_study_judges_none_of_the_units(opened):
    assert sections.moves(opened(SEAT), "active_workers").kind == "chart"
    assert sections.moves(opened(ASSEMBLY), "active_workers") is None  # panchayats


def test_what_the_top_posts_share_is_said_only_where_the_others_do_not(opened):
    brief = opened(STATE)
    posts = brief.edition.table("posts")
    ours = posts[posts["side"] == "ours"].assign(type="photo", platform="facebook")
    ours["engaged"] = range(len(ours), 0, -1)
    reels = ours.assign(type=["reel"] * 4 + ["photo"] * (len(ours) - 4))
    note = sections.top_posts(altered(brief, posts=reels)).note
    assert "4 of 5 are of one kind: Reel" in note
    assert "Facebook" not in note  # all posts are there, so it sets none apart


def test_where_something_is_missing_comes_first_and_the_rest_is_counted(opened):
    brief = opened(STATE)
    table = sections.reporting(brief, level="district")
    assert table.columns == ("Unit", "Reports", "Exports")
    late, _ = late_reports(brief)
    short = [row for row in table.rows if row[1].split(" of ")[0] != row[1].split(" of ")[1]]
    assert short
    assert sum(int(r[1].split(" of ")[1]) - int(r[1].split(" of ")[0]) for r in short) <= len(late)
    assert table.note.endswith("the others are complete.")


def test_what_could_not_be_read_is_told_most_rows_first(opened):
    brief = opened(STATE)
    rows = sections.completeness(brief).rows
    counts = [int(count.replace(",", "")) for _, count in rows]
    assert sum(counts) == sum(brief.edition.manifest.set_aside.values())
    assert counts == sorted(counts, reverse=True)
    (said,) = [
        item.text for item in sections.sources(brief, "weekly_state").items if "phone" in item.text
    ]
    assert said.index("person not recognised") < said.index("place not recognised")


def test_formats_are_told_apart_by_the_order_of_their_reach_alone(opened):
    brief = opened(STATE)
    block = sections.formats(brief)
    assert block.chart["body"]["centre"] > 0
    assert block.chart["note"].startswith("This week: ")
    none = altered(brief, posts=brief.edition.table("posts").assign(reach=float("nan")))
    assert sections.formats(none) is None


def test_inputs_are_embedded_as_one_hash_of_all(opened, campaign):
    import hashlib

    data = sections.sources(opened(SEAT), "weekly_seat").data
    hashes = sorted(file.sha256 for file in campaign.edition.manifest.inputs)
    assert data["inputs"] == {
        "files": len(hashes), "sha256": hashlib.sha256("\n".join(hashes).encode()).hexdigest(),
    }  # fmt: skip
    assert isinstance(pd.Timestamp(data["as_of"]), pd.Timestamp)


@pytest.mark.parametrize("language", ["en", "hi"])
def test_what_is_expected_stands_beside_how_often_such_bounds_held(opened, language):
    brief = opened(STATE, language)
    table = sections.ahead(brief)
    rows = brief.edition.table("ahead_rows")
    mine = rows[(rows["unit"] == STATE) & rows["shown"]]
    assert len(table.rows) == len(mine) > 0
    for cells, row in zip(table.rows, mine.to_dict("records"), strict=True):
        assert len(cells) == len(table.columns) == 5
        for level in (80, 95):
            assert brief.words.number(row[f"inside_{level}"], "percent") in cells[-1]
        assert brief.words.number(row["judged"]) in cells[-1]
    seats = brief.words.units("lok_sabha", oblique=True)
    assert brief.words.say("ahead.adds", units=seats) in table.note
    assert brief.words.say("ahead.adds", units=seats) not in sections.ahead(opened(ASSEMBLY)).note


def test_where_past_forecasts_did_not_hold_nothing_is_expected(opened):
    brief = opened(SEAT)
    rows = brief.edition.table("ahead_rows")
    found = sections.ahead(altered(brief, ahead_rows=rows.assign(shown=False)))
    assert found.paragraphs == (brief.words.say("ahead.short", weeks=24),)
    assert sections.ahead(opened("IN-JH-D-340")) is None
