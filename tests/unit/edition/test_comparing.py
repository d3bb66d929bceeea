"""What stands between two editions: re-statements apart from changes, and missing stays missing."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from tests.support import two_editions

from hustings.edition import latest, preceding
from hustings.edition.comparing import COLUMNS, KINDS, compare
from hustings.edition.shelves import _opened, freeze, manifest_of
from hustings.errors import EditionError, UsageError


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    return two_editions.build(tmp_path_factory.mktemp("data") / "editions")


@pytest.fixture(scope="module")
def found(editions):
    first, second, _ = editions
    return compare(first, second)


def row(found, unit, metric):
    rows = found.rows.set_index(["unit", "metric"])
    return rows.loc[(unit, metric)]


def test_a_row_stands_for_each_unit_and_metric_down_to_block(found):
    assert tuple(found.rows.columns) == COLUMNS
    assert not found.rows.duplicated(["unit", "metric"]).any()
    drawn = two_editions.figures()
    above = drawn[drawn["unit"] != "IN-JH-BT-1"]
    assert set(zip(found.rows["unit"], found.rows["metric"], strict=True)) == set(
        zip(above["unit"], above["metric"], strict=True)
    )
    assert set(found.rows["kind"]) <= set(KINDS)


@pytest.mark.parametrize(
    ("unit", "metric", "kind"),
    [
        ("IN-JH", "messages", "restated"),
        ("IN-JH", "acts", "changed"),
        ("IN-JH", "active_workers", "both"),
        ("IN-JH", "reach", "appeared"),
        ("IN-JH", "views", "vanished"),
        ("IN-JH", "reports_on_time", "restated"),
        ("IN-JH", "posting_compliance", "same"),  # +25 points, but the study only sees a hint
        ("IN-JH-PC-01", "messages", "same"),
        ("IN-JH-AC-002", "messages", "unit_removed"),
        ("IN-JH-AC-003", "messages", "unit_added"),
    ],
)
def test_each_row_is_of_its_kind(found, unit, metric, kind):
    assert row(found, unit, metric)["kind"] == kind


def test_a_restatement_and_a_change_add_up_to_what_the_pages_differ_by(found):
    """
    active workers: 500 said of W45, 520 since, 700 in W46 -> 20 came late, 180 came new
    """
    workers = row(found, "IN-JH", "active_workers")
    assert (workers["said"], workers["restated"], workers["now"]) == (500, 520, 700)
    assert (workers["restatement"], workers["change"]) == (20, 180)
    assert (workers["said_strength"], workers["strength"]) == ("likely", "likely")
    rows = found.rows.dropna(subset=["said", "restated", "now"])
    gap = rows["now"] - rows["said"] - rows["restatement"] - rows["change"]
    assert gap.abs().max() < 1e-9


def test_a_rate_is_restated_with_its_part_and_whole(found):
    reports = row(found, "IN-JH", "reports_on_time")
    assert (reports["said_numerator"], reports["said_denominator"]) == (12, 40)
    assert (reports["restated_numerator"], reports["restated_denominator"]) == (30, 40)
    assert reports["restatement"] == pytest.approx(18 / 40)


def test_missing_stays_missing(found):
    reach, views = row(found, "IN-JH", "reach"), row(found, "IN-JH", "views")
    assert math.isnan(reach["said"])
    assert math.isnan(reach["restatement"])
    assert reach["said_status"] == "no_data"
    assert reach["change"] == 1000  # both figures of this step are there
    assert math.isnan(views["restated"])
    assert math.isnan(views["change"])
    new = row(found, "IN-JH-AC-003", "messages")
    assert new[["said", "restated", "restatement", "change"]].isna().all()
    assert new["now"] == 55


def test_nothing_is_called_a_change_without_the_studys_verdict(found):
    changed = found.of("changed", "both")
    assert set(changed["strength"]) <= {"clear", "likely"}
    assert set(changed["metric"]) == {"acts", "active_workers"}


def test_a_figure_withheld_on_one_side_only_is_neither_restated_nor_vanished(editions):
    first, second, _ = editions
    found = compare(first, second, units=["IN-JH-BT-1"])
    (booth,) = found.rows.to_dict("records")
    assert booth["kind"] == "withheld"
    assert booth["restated_status"] == "suppressed"
    assert math.isnan(booth["restatement"])


def test_an_edition_of_a_week_before_all_data_can_be_compared_with(editions):
    """
    It judged nothing: its table of changes has columns and no row.
    """
    first, second, _ = editions
    none = first.table("changes").iloc[:0]
    bare = replace(first, _frames={**first._frames, "changes": none})
    found = compare(bare, second)
    assert set(found.rows["said_strength"]) == {""}
    assert row(found, "IN-JH", "acts")["strength"] == "clear"


def test_files_between_are_known_by_their_hashes(found):
    assert [file.sha256[0] for file in found.arrived] == ["c", "d"]
    assert [file.sha256[0] for file in found.gone] == ["a"]
    assert found.set_aside == {"There is no post id": (4, 2), "No day": (0, 1)}


def test_the_files_a_metric_is_counted_from_are_told_from_the_others(found):
    assert [file.source for file in found.feeding("messages")] == ["whatsapp"]
    assert [file.source for file in found.feeding("active_workers")] == ["roster"]
    assert found.feeding("reach") == ()
    book = replace(found.arrived[0], source="report_form, facebook_posts")
    assert replace(found, arrived=(book,)).feeding("reach") == (book,)


def test_one_week_measured_twice_has_restatements_and_turned_verdicts_only(editions):
    first, _, late = editions
    found = compare(first, late)
    assert found.same_week
    assert found.rows["change"].isna().all()
    assert not set(found.rows["kind"]) & {"changed", "both"}
    assert row(found, "IN-JH", "active_workers")["kind"] == "restated"
    turned = found.turned()
    assert list(
        zip(turned["metric"], turned["said_strength"], turned["strength"], strict=True)
    ) == [("acts", "none", "clear")]
    assert compare(first, first).turned().empty
    assert set(compare(first, first).rows["kind"]) == {"same"}


def test_two_weeks_have_no_turned_verdicts(found):
    assert found.turned().empty


@pytest.mark.parametrize(
    ("changed", "redefined"),
    [
        ({}, False),
        ({"code": "0.2.0+11111111"}, False),  # a page may look otherwise; nothing is counted so
        ({"settings": "1" * 12}, True),
        ({"definitions": "e" * 12}, True),
        ({"definitions": "", "code": "0.2.0+11111111"}, True),  # of before there was a digest
        ({"definitions": ""}, False),  # the same code counts the same
    ],
)
def test_other_definitions_are_said_apart(editions, changed, redefined):
    first, second, _ = editions
    other = replace(second, manifest=replace(second.manifest, **changed))
    found = compare(first, other)
    assert found.redefined is redefined
    assert {"code", "settings"} & set(changed) == {"code", "settings"} & set(found.digests)


def test_a_week_the_later_edition_no_longer_holds_has_not_vanished(editions, tmp_path):
    first, second, _ = editions
    card = replace(second.manifest, edition="2027-W20-dddddddd", period="2027-W20",
                   periods=("2027-W20",))  # fmt: skip
    measured = second.table("measured").query("period == '2026-W46'").assign(period="2027-W20")
    frames = {name: second.table(name) for name in ("units", "closure", "changes")}
    later = freeze(tmp_path, card, frames | {"measured": measured})
    found = compare(first, later)
    messages = row(found, "IN-JH", "messages")
    assert messages["kind"] == "same"
    assert math.isnan(messages["restatement"])
    assert not set(found.rows["kind"]) & {"restated", "vanished", "both"}


def test_the_wrong_way_round_is_refused(editions):
    first, second, _ = editions
    with pytest.raises(UsageError, match="about a later week") as refused:
        compare(second, first)
    assert "earlier one first" in refused.value.fix


def test_editions_of_two_states_are_refused(editions):
    first, second, _ = editions
    other = replace(second, manifest=replace(second.manifest, state="IN-MP"))
    with pytest.raises(UsageError, match="different states"):
        compare(first, other)


def test_a_unit_neither_knows_is_refused_with_the_nearest(editions):
    first, second, _ = editions
    with pytest.raises(UsageError, match="No unit has the code 'IN-JH-PC-1'") as refused:
        compare(first, second, units=["IN-JH-PC-1"])
    assert "IN-JH-PC-01" in refused.value.fix


def test_a_unit_since_removed_may_still_be_asked_for(editions):
    first, second, _ = editions
    (gone,) = compare(first, second, units=["IN-JH-AC-002"]).rows.to_dict("records")
    assert (gone["kind"], gone["level"], gone["said"]) == ("unit_removed", "vidhan_sabha", 50)


def test_the_edition_before_is_the_last_that_readers_had(editions):
    first, second, late = editions
    assert preceding(second).id == late.id  # the week before, measured again before this one
    early = replace(second.manifest, built_at=first.manifest.built_at)
    assert preceding(replace(second, manifest=early)).id == first.id
    assert preceding(first) is None
    assert preceding(late) is None  # one week's own earlier edition is no earlier week


def test_an_edition_of_another_state_is_not_the_one_before(editions):
    _, second, _ = editions
    other = replace(second, manifest=replace(second.manifest, state="IN-MP"))
    assert preceding(other) is None


@pytest.mark.parametrize("text", ["", "x", "[]", "{}", '{"edition": 1}'])
def test_an_edition_whose_card_is_damaged_stops_no_other_and_says_how_to_mend_it(tmp_path, text):
    first, second, late = two_editions.build(tmp_path)
    (tmp_path / late.id / "manifest.json").write_text(text, "utf-8")
    assert preceding(second).id == first.id
    assert latest(tmp_path).id == second.id
    with pytest.raises(EditionError, match=late.id) as told:
        manifest_of(tmp_path, late.id)
    assert "measure the period again" in told.value.fix


def test_a_damaged_edition_is_passed_over_and_stops_no_page(tmp_path):
    first, second, late = two_editions.build(tmp_path)
    (late.folder / "units.parquet").write_bytes(b"bit rot")
    _opened.cache_clear()  # it was looked at when it was frozen
    assert preceding(second).id == first.id


def test_comparing_leaves_the_editions_as_they_are(editions):
    first, second, _ = editions
    tables = [second.table(name).copy() for name in ("measured", "changes", "units")]
    compare(first, second)
    for name, before in zip(("measured", "changes", "units"), tables, strict=True):
        pd.testing.assert_frame_equal(second.table(name), before)


def test_a_late_act_of_a_real_campaign_is_a_restatement_up_the_tree(again):
    """One act of W45 that came after W45's edition, as an edition of W46 sees it."""
    earlier, later = again.anew.edition, again.added.edition
    earlier = replace(earlier, manifest=replace(earlier.manifest, period="2026-W45"))
    found = compare(earlier, later)
    acts = found.of("restated", "both").query("metric == 'acts'")
    assert set(acts["restatement"]) == {1}
    assert set(acts["unit"]) >= {"IN-JH", "IN-JH-PC-01", "IN-JH-AC-001"}
    assert not set(found.of("restated", "both")["metric"]) & {"reach", "messages", "followers"}
    assert [file.name for file in found.feeding("acts")] == ["late.csv"]
    assert found.feeding("reach") == ()
    assert not found.redefined


def test_an_edition_says_by_which_definitions_it_was_counted(again):
    from hustings.metrics.measuring import definition_stamp

    cards = [built.edition.manifest for built in (again.anew, again.added)]
    assert {card.definitions for card in cards} == {definition_stamp()[:12]}
