"""An edition is named by all that went in, cannot be changed, and says what it does not know."""

import json
import shutil
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from hustings.edition import Edition, latest, listed, open_edition
from hustings.edition.manifest import Manifest
from hustings.edition.parts import kept_part
from hustings.edition.shelves import freeze
from hustings.errors import EditionError, InputError, UsageError
from hustings.metrics import metrics
from hustings.metrics.shelf import Shelf
from hustings.wording import Words


@pytest.fixture
def shelf(campaign, tmp_path):
    """A copy of the folder of editions, to be spoilt."""
    edition = campaign.edition
    shutil.copytree(edition.folder, tmp_path / "editions" / edition.id)
    return tmp_path / "editions"


def test_the_same_inputs_measured_again_give_the_same_name_and_the_same_bytes(campaign, again):
    first, second = campaign.edition.manifest, again.anew.edition.manifest
    assert second.edition == first.edition
    assert second.tables == first.tables
    assert second.inputs == first.inputs
    assert second.built_at != first.built_at  # the clock is in the manifest alone
    for name in first.tables:
        ours = (campaign.edition.folder / f"{name}.parquet").read_bytes()
        assert (again.anew.edition.folder / f"{name}.parquet").read_bytes() == ours, name


def test_an_edition_is_opened_again_by_its_id_by_its_week_and_as_the_latest(campaign):
    folder, name = campaign.edition.folder.parent, campaign.edition.id
    assert listed(folder) == [name]
    assert open_edition(folder, name).manifest == campaign.edition.manifest
    assert open_edition(folder, "2026-W46").id == name
    assert latest(folder).id == name


def test_measuring_again_through_the_command_makes_no_second_edition(campaign):
    done = campaign.run("measure", "2026-W46")
    assert done.returncode == 0, done.stderr
    assert campaign.edition.id in done.stdout
    assert listed(campaign.edition.folder.parent) == [campaign.edition.id]


def test_one_more_file_gives_another_edition_and_leaves_the_first(again):
    folder = again.settings.folders.data / "editions"
    assert sorted(listed(folder)) == sorted([again.anew.edition.id, again.added.edition.id])
    assert again.added.edition.id != again.anew.edition.id
    assert len(again.added.edition.manifest.inputs) == len(again.anew.edition.manifest.inputs) + 1


def test_only_the_touched_week_is_counted_again(again):
    assert set(again.anew.computed) > {"worker_week", "post_week", "group_week", "booth_week"}
    touched = again.added.computed
    assert touched["worker_week"] == ["2026-W45"]
    assert not {name for name in touched if name.startswith(("post", "group", "account", "report"))}
    # Who is new, and who stayed, looks four weeks ahead and back; nothing else may be touched.
    assert {week for weeks in touched.values() for week in weeks} <= {
        f"2026-W{week}" for week in range(41, 50)
    }


def test_the_late_answer_is_in_its_week_at_every_level_above_and_nowhere_else(again):
    rows = {}
    for name, built in (("before", again.anew), ("after", again.added)):
        measured = built.edition.table("measured")
        acts = measured[(measured["metric"] == "acts") & (measured["platform"] == "all")]
        rows[name] = acts.set_index(["unit", "period"])["value"]
    more = (rows["after"] - rows["before"]).loc[lambda gap: gap != 0]
    expected = {"IN", "IN-JH", "IN-JH-PC-01", "IN-JH-AC-001"}
    assert {unit for unit, _ in more.index} >= expected
    assert {week for _, week in more.index} == {"2026-W45"}
    assert set(more) == {1.0}
    above = again.added.edition.table("closure").query("unit == 'IN-JH-AC-001'")["ancestor"]
    assert {unit for unit, _ in more.index} == set(above)


def test_what_did_not_change_is_frozen_once(again):
    before, after = again.anew.edition, again.added.edition
    same = {name for name, digest in before.manifest.tables.items()
            if after.manifest.tables[name] == digest}  # fmt: skip
    weeks = [name for name in same if name.startswith("measured/")]
    assert len(weeks) >= 20
    for name in weeks:
        mine, theirs = (one.folder / f"{name}.parquet" for one in (before, after))
        assert mine.read_bytes() == theirs.read_bytes()
        assert mine.samefile(theirs)


def test_a_part_that_was_spoilt_in_place_is_made_anew(tmp_path):
    shelf, made = Shelf(tmp_path, "code"), []

    def part() -> bytes:
        made.append("once more")
        return b"as it should be"

    path = kept_part(shelf, "posts", "2026-W46", "key", part)
    assert kept_part(shelf, "posts", "2026-W46", "key", part) == path
    assert len(made) == 1
    path.write_bytes(b"spoilt")  # as through an edition that has it by reference
    assert kept_part(shelf, "posts", "2026-W46", "key", part).read_bytes() == b"as it should be"
    assert len(made) == 2


@pytest.mark.parametrize("name", ["measured", "leaves", "changes", "units", "posts"])
def test_a_tampered_table_is_refused(shelf, name):
    edition = next(shelf.iterdir())
    files = json.loads((edition / "manifest.json").read_text("utf-8"))["tables"]
    path = edition / f"{max(file for file in files if file.partition('/')[0] == name)}.parquet"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    with pytest.raises(EditionError, match=f"table {name} .* is not what was frozen") as caught:
        open_edition(shelf, edition.name)
    assert caught.value.exit_code == 14
    assert "measure the period again" in caught.value.fix


def test_a_missing_table_is_refused(shelf):
    edition = next(shelf.iterdir())
    (edition / "spikes.parquet").unlink()
    with pytest.raises(EditionError, match="table spikes"):
        open_edition(shelf, edition.name)


def test_a_wrong_id_is_refused_with_the_nearest(shelf):
    name = next(shelf.iterdir()).name
    with pytest.raises(EditionError, match="no edition") as caught:
        open_edition(shelf, f"{name[:-1]}x")
    assert name in caught.value.fix


def test_a_folder_without_editions_says_how_to_make_one(tmp_path):
    with pytest.raises(EditionError, match="no edition yet") as caught:
        latest(tmp_path)
    assert "hustings import" in caught.value.fix


def test_measuring_before_importing_says_so(tmp_path, campaign):
    from hustings.edition import build, newest_week

    empty = campaign.settings.model_copy(
        update={"folders": campaign.settings.folders.model_copy(update={"data": tmp_path})}
    )
    with pytest.raises(InputError, match="Nothing has been imported"):
        newest_week(empty)
    with pytest.raises(InputError, match="Nothing has been imported"):
        build(empty, campaign.edition.period, now=campaign.edition.manifest.built_at)


def test_a_half_written_edition_is_none_and_is_written_over(tmp_path, campaign):
    card = replace(campaign.edition.manifest, tables={})
    half = tmp_path / card.edition
    half.mkdir()
    (half / "measured.parquet").write_bytes(b"half")
    assert listed(tmp_path) == []
    whole = freeze(tmp_path, card, {"units": campaign.edition.table("units")})
    assert listed(tmp_path) == [card.edition]
    assert not (half / "measured.parquet").exists()
    assert list(whole.manifest.tables) == ["units"]


def test_a_manifest_reads_back_as_it_was_written(campaign):
    card = campaign.edition.manifest
    assert Manifest.from_json(card.to_json()) == card


@pytest.mark.parametrize(
    ("ask", "nearest"),
    [
        (lambda edition: edition.unit("IN-JH-PC-O8"), "IN-JH-PC-08"),
        (lambda edition: edition.rows("reech", "IN-JH"), "reach"),
        (lambda edition: edition.row("activ_workers", "IN-JH"), "active_workers"),
        (lambda edition: edition.table("measurd"), "measured"),
        (lambda edition: edition.reconcile("act"), "acts"),
        (lambda edition: edition.reconcile("acts", "seats"), "seat"),
        (lambda edition: edition.rows("acts", "IN-JH-PC-O8"), "IN-JH-PC-08"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(campaign, ask, nearest):
    with pytest.raises(UsageError) as caught:
        ask(campaign.edition)
    assert f"Did you mean '{nearest}'?" in str(caught.value)


def test_a_week_without_data_has_its_row_and_no_value(campaign):
    """Followers are first known in the second week, so the first has no net change."""
    rows = campaign.edition.rows("followers_net", "IN-JH", periods=26)
    assert rows["period"].tolist() == list(campaign.edition.manifest.periods)
    assert rows.iloc[0]["status"] == "no_data"
    assert rows["value"].isna().sum() == (rows["status"] == "no_data").sum() > 0
    assert (rows.loc[rows["status"] == "no_data", "n"].fillna(0) == 0).all()


def test_a_metric_never_measured_for_a_unit_is_no_data_in_every_week(campaign):
    rows = campaign.edition.rows(["reach", "views"], "IN-JH-AC-001-B01", periods=26)
    assert len(rows) == 52
    assert set(rows["status"]) == {"no_data"}
    assert rows["value"].isna().all()


@pytest.mark.parametrize("asked", [["IN-JH-AC-012"], ["IN-JH-AC-012", "{booth}", "{village}"]])
def test_rows_of_a_unit_are_those_of_the_whole_table_without_loading_it(campaign, asked):
    edition = Edition(campaign.edition.folder, campaign.edition.manifest)
    below = {level: edition.under("IN-JH-AC-012", level) for level in ("booth", "panchayat")}
    booth, village = (below[level]["unit"].iloc[0] for level in ("booth", "panchayat"))
    codes = [code.format(booth=booth, village=village) for code in asked]
    rows = edition.rows(["acts", "active_workers"], codes, periods=26)
    assert "measured" not in edition._frames
    keys = ["metric", "unit", "period", "value", "n", "status"]
    whole = campaign.edition.table("measured")
    known = whole[whole["unit"].isin(codes) & whole["metric"].isin(["acts", "active_workers"])]
    found = rows[rows["as_of"].notna()].sort_values(keys[:3], ignore_index=True)[keys]
    assert len(found) > 40 * len(codes)
    assert found.equals(known.sort_values(keys[:3], ignore_index=True)[keys])


def test_only_rows_that_may_be_shown_carry_a_value(campaign):
    measured = campaign.edition.table("measured")
    shown = measured["status"].isin(["ok", "partial"])
    assert measured.loc[shown, "value"].notna().all()
    assert measured.loc[~shown, "value"].isna().all()
    keys = ["period", "unit", "metric", "platform"]
    assert not measured.duplicated(keys).any()


@pytest.mark.parametrize("tree", ["seat", "district"])
@pytest.mark.parametrize("metric", sorted(metrics()))
def test_children_sum_to_their_parents(campaign, metric, tree):
    table = campaign.edition.reconcile(metric, tree)
    seen = table[table["hidden"] == 0]
    assert len(seen) >= 20
    assert seen["gap"].abs().max() < 1e-6
    assert table.loc[table["hidden"] > 0, "gap"].isna().all()
    assert not metrics()[metric].people or table["hidden"].sum() > 0


def test_what_is_hidden_adds_up_as_well(again):
    """Before suppression no parent differs from its children, down to the booths."""
    from hustings.edition.making import inputs_of
    from hustings.edition.places import places_of
    from hustings.edition.reconciling import reconciled
    from hustings.metrics.measuring import definition_stamp, measure
    from hustings.store import Snapshot

    data = again.settings.folders.data
    snapshot = Snapshot.take(data / "clean")
    shelf = Shelf(data / "measured", definition_stamp())
    places = places_of("IN-JH", snapshot, shelf)
    weeks = again.added.edition.manifest.periods
    found = measure(inputs_of(snapshot, again.settings, places), shelf, weeks)
    assert not found.computed
    rows, arisen = found.rows, found.leaves
    whole = rows[rows["platform"] == "all"]
    for name, metric in metrics().items():
        if not metric.people:
            continue
        mine = whole[whole["metric"] == name]
        leaves = arisen[arisen["metric"] == name].assign(status="ok")
        for tree in ("seat", "district"):
            table = reconciled(mine, leaves, places.units, places.closure, tree=tree)
            assert set(table["hidden"]) == {0}
            assert table["gap"].abs().max() < 1e-6, (name, tree)
            assert (table["unit"].str.count("-P") > 0).sum() > 500  # panchayats over booths


def test_reconciling_sees_a_lost_child(campaign):
    from hustings.edition.reconciling import reconciled

    edition = campaign.edition
    measured = edition.table("measured")
    mine = measured[(measured["metric"] == "acts") & (measured["platform"] == "all")]
    lost = mine.drop(mine[mine["unit"] == "IN-JH-PC-01"].index)
    leaves = edition.table("leaves").query("metric == 'acts'")
    table = reconciled(lost, leaves, edition.table("units"), edition.table("closure"), tree="seat")
    state = table[table["unit"] == "IN-JH"]
    gone = mine[mine["unit"] == "IN-JH-PC-01"].set_index("period")["value"]
    assert state.set_index("period")["gap"].tolist() == gone.loc[state["period"]].tolist()


def test_small_cells_below_block_have_no_number_in_any_table(campaign):
    edition = campaign.edition
    people = [name for name, metric in metrics().items() if metric.people]
    levels = edition.table("units").set_index("unit")["level"]
    measured = edition.table("measured")
    hidden = measured[measured["status"] == "suppressed"]
    assert len(hidden) > 1000
    assert set(hidden["level"]) <= {"panchayat", "ward", "booth"}
    assert hidden[["value", "numerator", "denominator", "n"]].isna().all(axis=None)
    small = measured["metric"].isin(people) & measured["level"].isin(["panchayat", "booth"])
    assert not measured.loc[small, "n"].between(1, 4).any()
    leaves = edition.table("leaves")
    low = leaves["unit"].map(levels).isin(["panchayat", "ward", "booth"])
    few = leaves[low & (leaves["metric"] == "active_workers")]
    assert not few["numerator"].between(1, 4).any()
    assert few["numerator"].isna().sum() > 1000
    for name in ("changes", "spikes", "posting", "posts", "groups"):
        assert set(edition.table(name)["unit"].map(levels)) <= {
            "state", "lok_sabha", "vidhan_sabha", "district",
        }, name  # fmt: skip


def test_units_are_in_natural_order_and_children_are_those_of_one_tree(campaign):
    edition = campaign.edition
    assert edition.children("IN-JH")["unit"].tolist() == [f"IN-JH-PC-{n:02d}" for n in range(1, 15)]
    assert set(edition.children("IN-JH", "district")["level"]) == {"district"}
    district = edition.table("units").query("level == 'district'")["unit"].iloc[0]
    assert set(edition.children(district)["level"]) == {"block"}
    assert set(edition.children("IN-JH-AC-012")["level"]) == {"panchayat"}
    assert len(edition.under("IN-JH-PC-03", "vidhan_sabha")) == 6
    assert edition.under("IN-JH-AC-012", "vidhan_sabha")["unit"].tolist() == ["IN-JH-AC-012"]


# ---- a week with no data at all


@pytest.fixture(scope="module")
def empty_week(campaign, again):
    """The pages of one seat for a week after the newest export."""
    asked = ("--period", "2026-W48", "--units", "IN-JH-PC-03")
    done = campaign.run("press", "weekly_seat", *asked, folder=again.folder)
    assert done.returncode == 0, done.stderr
    pages = again.folder / "reports" / "weekly_seat" / "2026-W48"
    return {
        language: BeautifulSoup(
            (pages / f"IN-JH-PC-03.{language}.html").read_text("utf-8"), "html.parser"
        )
        for language in ("en", "hi")
    }


@pytest.mark.parametrize("language", ["en", "hi"])
def test_a_week_with_no_data_at_all_says_so_and_prints_no_zero(empty_week, language):
    page, none = empty_week[language], Words(language).say("missing.none")
    assert none in page.header.get_text()
    assert not page.select(".kpi b")
    assert len(page.select(".kpi .none")) >= 4
    points, *_ = page.select(".of-points")  # what follows tells of the edition before, by its week
    told = " ".join(
        item.get_text() for item in [*points.select("li"), *page.select(".of-figures dd")]
    )
    assert not any(letter.isdigit() for letter in told)
    trend = page.select_one(".of-chart details tbody")
    weeks = [row.td.get_text() for row in trend.select("tr")][:6]  # the months stand below
    assert weeks[-2:] == ["–", "–"]
    (figures,) = page.select("script[type='application/json']")
    for row in json.loads(figures.string)["figures"]:
        assert (row["value"], row["status"]) == (None, "no_data"), row["metric"]
    silent = page.find("th", string=Words(language).say("groups.silent"))
    assert silent.find_next("td").get_text() == "–"


def test_the_state_judges_nothing_in_a_week_with_no_data(again, empty_week, monkeypatch):
    from hustings.page import sections

    monkeypatch.setenv("HUSTINGS_SETTINGS", str(again.folder / "settings.toml"))
    brief = sections.open_brief(unit="IN-JH", period="2026-W48")
    (said,) = sections.exceptions(brief).items
    assert said.text == "No data arrived for this period."
    assert not brief.edition.manifest.family["size"]
    assert "0 comparisons" not in sections.changes(brief).note
    for block in (sections.hexmap(brief, "posting_compliance"), sections.top_posts(brief)):
        assert block.paragraphs == ("No data arrived for this period.",)
