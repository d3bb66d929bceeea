"""What is too old by the moment a page is printed for, and that no table still holds it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import ibis
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st
from tests.support.campaign import SEATS, STATE
from tests.support.tiny_edition import build as tiny

from hustings.edition.aged import as_fresh_as
from hustings.edition.blanking import FIGURES, TABLES, WITHOUT_FIGURES, Blanking
from hustings.edition.dated import judge_dated, same_level
from hustings.edition.freshness import LIMITS, Age, Ages, Input, ages_of, question
from hustings.edition.further import Finding
from hustings.edition.further.registry import QUESTIONS
from hustings.edition.inputs import KINDS, REGISTERS
from hustings.edition.planned import plan_next_camps
from hustings.edition.printable import ABOUT, page_rests_on, refuse_stale
from hustings.errors import StaleError
from hustings.metrics import metrics
from hustings.metrics.families import FAMILIES
from hustings.metrics.publishing import ROWS
from hustings.period import IST
from hustings.settings import Freshness

NEVER = 36_500  # days
MONDAY = datetime(2026, 11, 16, 7, 0, tzinfo=IST)
MUCH_LATER = MONDAY + timedelta(days=60)
FRESH = Freshness(whatsapp=NEVER, posts=NEVER, forms=NEVER, lists=NEVER)
SEAT = "IN-JH-PC-03"
PLATFORMS = ("all", "whatsapp", "facebook", "instagram", "x", "youtube")


def only(*limits, days=1):
    """Limits of which these are so many days, and all others never reached."""
    return FRESH.model_copy(update=dict.fromkeys(limits, days))


def aged(edition, limits, moment=MUCH_LATER):
    return as_fresh_as(edition, ages_of(edition, limits, moment))


@pytest.fixture(scope="module")
def whole(campaign):
    return campaign.edition


def drawn(whole, *rows):
    """The edition with inputs drawn as text: kind | name | unit | moment."""
    cells = [[cell.strip() or None for cell in row.split("|")] for row in rows]
    table = pd.DataFrame(cells, columns=["kind", "name", "unit", "exported_at"])
    table["exported_at"] = pd.to_datetime(table["exported_at"], utc=True)
    return replace(whole, _frames={**whole._frames, "inputs": table})


def test_every_metric_and_further_question_rests_on_known_inputs():
    for name, metric in metrics().items():
        family = FAMILIES[metric.table]
        assert set(family.reads) <= {*KINDS, *REGISTERS}, name
        assert set(family.reads) & set(KINDS), name
    for asked in QUESTIONS:
        assert set(asked.reads) <= {*KINDS, *REGISTERS}, asked.name
        assert set(asked.metrics) <= set(metrics()), asked.name
        assert set(asked.reads) & set(KINDS) or asked.metrics, asked.name
    assert set(LIMITS.values()) == set(Freshness.model_fields)


@pytest.mark.parametrize("metric", [m for m in metrics().values() if m.table == "post_week"])
def test_a_metric_says_whether_it_counts_the_posts_of_others(metric):
    others = dict.fromkeys(ROWS, 1.0) | {"side": "watched", "platform": "x", "type": "photo"}
    rows = ibis.memtable(pd.DataFrame([others]))
    assert bool(metric.measure(rows).rows.count().execute()) == metric.others, metric.name


def test_every_table_of_an_edition_is_blanked_or_holds_no_figure(whole):
    parts = {f"{asked.name}_{part}" for asked in QUESTIONS for part in ("head", *asked.tables)}
    known = {name.partition("/")[0] for name in whole.manifest.tables}
    assert known == {*TABLES, *WITHOUT_FIGURES, *parts}


def test_a_table_nobody_knows_is_left_empty(whole):
    ages, drawn_by_hand = ages_of(whole, only("forms"), MUCH_LATER), pd.DataFrame({"value": [47]})
    assert Blanking(ages, STATE, {"secrets": drawn_by_hand}.__getitem__).of("secrets").empty


@pytest.mark.parametrize(
    ("moment", "days", "stale"),
    [
        ("2026-11-12T23:59+05:30", 0, False),
        ("2026-11-13T00:00+05:30", 1, False),
        ("2026-11-19T23:59+05:30", 7, False),  # the limit itself
        ("2026-11-19T18:30+00:00", 8, True),  # midnight in India, whatever the zone
        ("2026-11-21T01:30+00:00", 9, True),
        ("2026-11-01T07:00+05:30", 0, False),  # before the export: no age below none
    ],
)
def test_an_age_is_counted_in_indian_days_and_the_limit_is_still_fresh(whole, moment, days, stale):
    edition = drawn(whole, f"chats | whatsapp | {STATE} | 2026-11-12T12:00+05:30")
    ages = ages_of(edition, only("whatsapp", days=7), datetime.fromisoformat(moment))
    (age,) = ages.of(STATE).values()
    assert (age.days, age.limit, age.is_stale) == (days, 7, stale)
    assert [each.days for each in ages.behind("messages", STATE)] == ([days] if stale else [])


def test_a_unit_is_as_old_as_the_newest_export_in_it_or_below(whole):
    one, other = (str(code) for code in whole.children(SEAT)["unit"][:2])
    edition = drawn(
        whole,
        f"chats | whatsapp | {one} | 2026-11-01T12:00+05:30",
        f"chats | whatsapp | {other} | 2026-11-15T12:00+05:30",
    )
    ages = ages_of(edition, only("whatsapp", days=7), MONDAY)
    told = {
        unit: [age.days for age in ages.of(unit).values()] for unit in (one, other, SEAT, STATE)
    }
    assert told == {one: [15], other: [1], SEAT: [1], STATE: [1]}
    view = as_fresh_as(edition, ages)
    status = view.rows("messages", [one, other, SEAT]).set_index("unit")["status"]
    assert (status == "stale").tolist() == [True, False, False]


def test_a_figure_over_all_platforms_rests_on_those_it_is_made_of(whole):
    ages = ages_of(whole, only("posts"), MUCH_LATER)

    def names(metric, platform="all"):
        return {age.input.name for age in ages.behind(metric, STATE, platform)}

    fed = whole.fed()
    assert names("reach") == {platform for metric, platform in fed if metric == "reach"} - {"all"}
    assert "x" not in names("reach")  # its exports do not say how many were reached
    assert names("reach", "facebook") == {"facebook"}
    assert {age.input.kind for age in ages.behind("share_of_voice", STATE)} == {"posts", "others"}
    assert {age.input.kind for age in ages.behind("followers", STATE)} == {"followers"}
    assert not ages.behind("acts", STATE)


def test_forms_are_as_old_everywhere_and_a_list_of_stays_is_no_form(whole):
    inputs = whole.table("inputs")
    forms = inputs[inputs["kind"] == "forms"]
    assert set(forms["name"]) == {"activity", "reports_received", "ratings"}
    assert forms["unit"].isna().all()
    newest = max(f.exported_at for f in whole.manifest.inputs if f.source == "activity_form")
    assert (forms.loc[forms["name"] == "activity", "exported_at"] == newest).all()


def test_groups_and_accounts_are_as_old_as_their_newest_export(whole):
    inputs, groups = whole.table("inputs"), whole.table("groups")
    placed = groups.dropna(subset=["unit", "exported_at"])
    chats = inputs[inputs["kind"] == "chats"]
    assert sorted(chats["exported_at"]) == sorted(placed["exported_at"])
    posts = inputs[inputs["kind"] == "posts"]
    newest = whole.table("posts").query("side == 'ours'").groupby("platform")["known_at"].max()
    ages = posts.groupby("name")["exported_at"].max()
    assert (ages[newest.index] >= newest).all()


def test_nothing_too_old_leaves_the_edition_as_it_is(whole):
    assert aged(whole, FRESH) is whole


LIMITED = st.sets(st.sampled_from(sorted(Freshness.model_fields)), min_size=1)


@tries(max_examples=8, deadline=None)
@given(limits=LIMITED, platform=st.sampled_from(PLATFORMS))
def test_of_every_metric_what_is_old_is_blank_and_all_else_as_it_was(whole, limits, platform):
    units = [STATE, *SEATS]
    ages = ages_of(whole, only(*limits), MUCH_LATER)
    before = whole.rows(list(metrics()), units, periods=4, platform=platform)
    after = as_fresh_as(whole, ages).rows(list(metrics()), units, periods=4, platform=platform)
    old = pd.Series(
        [bool(ages.behind(row.metric, row.unit, platform)) for row in before.itertuples()]
    )
    assert ((after["status"] == "stale") == old).all()
    assert after.loc[old, list(FIGURES)].isna().all(axis=None)
    pd.testing.assert_frame_equal(after[~old], before[~old], check_dtype=False)


def test_whole_tables_are_blank_where_everything_is_old(whole):
    view = aged(whole, only(*Freshness.model_fields))
    measured = view.table("measured")
    counted = whole.table("measured")
    rested = measured["status"] == "stale"
    assert rested[counted["value"].notna()].all()
    assert measured.loc[rested, list(FIGURES)].isna().all(axis=None)
    left = view.table("leaves").query("status != 'stale'")["numerator"]
    assert not left.fillna(0).any()  # of groups and accounts that nobody ever exported
    assert not view.reconcile("acts")["parent"].any()
    changes = view.table("changes")
    assert set(changes["strength"]) == {"blocked"}
    assert set(changes["reason"]) == {"stale"}
    numbers = changes.select_dtypes("number").drop(columns="n_weeks")
    assert numbers.isna().all(axis=None)
    for name in ("common", "spikes", "posts"):
        assert len(whole.table(name))
        assert view.table(name).empty, name
    assert not view.table("posting")[["seen", "met"]].any(axis=None)
    assert view.table("steps").drop(columns="unit").isna().all(axis=None)
    groups = view.table("groups").dropna(subset=["exported_at"])
    assert groups[["first_at", "last_at", "messages", "exports_of_week"]].isna().all(axis=None)
    assert not groups[["reaches_week_end", "probably_cut", "date_order_assumed"]].any(axis=None)
    assert view.manifest.chats == {} != whole.manifest.chats


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)
def test_an_answer_that_rests_on_what_is_old_is_none(whole, asked):
    view = aged(whole, only(*Freshness.model_fields))
    found = Finding.of(view, asked.name)
    assert found.reason == "stale"
    assert found.head["value"].isna().all()
    assert all(found.table(part).empty for part in asked.tables)
    fresh = Finding.of(aged(whole, only("whatsapp")), asked.name)  # none rests on chats
    pd.testing.assert_frame_equal(fresh.head, Finding.of(whole, asked.name).head)


def test_a_letter_is_blank_where_the_figure_it_names_is_old(whole):
    rows = whole.table("directives_rows")
    assert set(rows["metric"]) == {"booths_with_activity", "reports_on_time"}
    view = aged(whole, only("forms")).table("directives_rows")
    assert set(view["reason"]) == {"stale"}
    numbers = ["before", "after", "effect", "low", "high"]
    assert view[numbers].isna().all(axis=None)
    pd.testing.assert_frame_equal(aged(whole, only("posts")).table("directives_rows"), rows)


def test_what_all_share_is_not_told_where_one_of_them_is_old(whole):
    common = whole.table("common")
    assert {"acts", "reach"} <= set(common["metric"])
    left = set(aged(whole, only("forms")).table("common")["metric"])
    assert "acts" not in left
    assert "reach" in left


def test_studies_asked_of_an_edition_say_that_it_is_too_old(whole):
    view = aged(whole, only("forms"))
    compared = same_level(view, SEAT)
    told = judge_dated(view, changed=[SEAT], compared=compared, begins="2026-W40", metric="acts")
    assert (told.reason, told.found) == ("stale", None)
    plan = plan_next_camps(view, weeks=12, camps_a_week=6)
    assert (plan.reason, plan.plan) == ("stale", None)


def test_an_edition_made_before_ages_were_kept_is_as_old_as_its_newest_file(tmp_path):
    edition = tiny(tmp_path)
    limits = Freshness(whatsapp=7, posts=7, forms=7)
    assert not ages_of(edition, limits, MONDAY + timedelta(days=7)).stale
    view = aged(edition, limits, MONDAY + timedelta(days=8))
    assert set(view.rows(["reach", "active_workers"], STATE)["status"]) == {"stale"}


def test_a_page_is_refused_only_where_nothing_on_it_could_be_shown(whole):
    for limits in (FRESH, only("posts"), only("forms"), only("whatsapp", "posts")):
        refuse_stale(whole, limits, unit=SEAT, moment=MUCH_LATER)
    everything = only(*Freshness.model_fields)
    refuse_stale(whole, everything, unit=SEAT, moment=MONDAY + timedelta(days=1))
    with pytest.raises(StaleError) as refused:
        refuse_stale(whole, everything, unit=SEAT, moment=MUCH_LATER)
    assert refused.value.exit_code == 4
    assert "chats whatsapp 60 days old (limit 1)" in refused.value.where
    seat = "IN-JH-AC-012"  # without accounts of its own: posts have no say
    with pytest.raises(StaleError):
        refuse_stale(whole, only("whatsapp", "forms"), unit=seat, moment=MUCH_LATER)


def test_what_never_arrived_is_not_too_old(whole):
    booths = [str(code) for code in whole.under(SEAT, "booth")["unit"]]
    nothing = drawn(whole)
    refuse_stale(nothing, only(*Freshness.model_fields), unit=booths[0], moment=MUCH_LATER)


@pytest.mark.parametrize("briefing", ABOUT)
def test_the_page_of_a_further_question_is_refused_with_its_answer(whole, briefing):
    asked = question(ABOUT[briefing])
    kinds = {KINDS[table] for table in asked.reads if table in KINDS}
    kinds |= {KINDS[table] for m in asked.metrics for table in FAMILIES[metrics()[m].table].reads}
    for limit in Freshness.model_fields:
        resting = limit in {LIMITS[kind] for kind in kinds}
        ages = ages_of(whole, only(limit), MUCH_LATER)
        assert bool(page_rests_on(ages, briefing, STATE, STATE)) == resting, limit
        if not resting:
            refuse_stale(whole, only(limit), unit=STATE, moment=MUCH_LATER, briefing=briefing)
            continue
        with pytest.raises(StaleError):
            refuse_stale(whole, only(limit), unit=STATE, moment=MUCH_LATER, briefing=briefing)


def test_ages_are_told_oldest_first():
    def age(name, days):
        return Age(Input("posts", name), datetime(2026, 11, 1, tzinfo=UTC), days, 7)

    told = [("U", age("x", 8)), ("U", age("facebook", 30)), ("U", age("youtube", 3))]
    fed = frozenset({("reach", "x"), ("reach", "facebook"), ("reach", "youtube")})
    ages = Ages(MONDAY, tuple(told), fed, {})
    assert [each.input.name for each in ages.behind("reach", "U")] == ["facebook", "x"]
