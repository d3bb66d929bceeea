"""A panel's widgets follow every choice, answer each once, and show hostile names as text."""

import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from tests.support.printed import with_limits

from hustings import panels
from hustings.errors import UsageError


@pytest.fixture
def panel(edition):
    return panels.reach(edition)


def offered(step):
    return [code for _, code in step.options]


def test_a_panel_opens_on_the_state_with_one_answer(panel):
    assert panel.answers == panel.plot.spec["n"] == 1
    assert panel.controls.metric.value == "reach"
    assert offered(panel.controls.steps[0]) == ["IN-JH", "IN-JH-PC-01", "IN-JH-PC-02"]
    assert {step.layout.display for step in panel.controls.steps[1:]} == {"none"}


def test_each_step_down_opens_the_next_drop_down(panel):
    panel.controls.steps[0].value = "IN-JH-PC-01"
    assert panel.answers == 2
    assert panel.controls.steps[1].layout.display is None
    assert offered(panel.controls.steps[1]) == ["IN-JH-PC-01", "IN-JH-AC-001", "IN-JH-AC-002"]
    assert panel.controls.steps[1].options[0][0] == "All of Northfield"
    panel.controls.steps[1].value = "IN-JH-AC-001"
    assert panel.controls.steps[2].description == "Panchayat"
    assert panel.controls.choice.unit == "IN-JH-AC-001"


def test_going_back_up_closes_the_drop_downs_below(panel):
    panel.controls.steps[0].value = "IN-JH-PC-01"
    panel.controls.steps[0].value = "IN-JH"
    assert panel.controls.choice.unit == "IN-JH"
    assert panel.controls.steps[1].layout.display == "none"


def test_the_other_tree_keeps_the_place_or_takes_the_nearest_above(panel):
    panel.show(panel.explorer.start("IN-JH-AC-001"))
    panel.controls.tree.value = "district"
    assert panel.controls.choice.unit == "IN-JH-D-1"
    assert [step.value for step in panel.controls.steps[:2]] == ["IN-JH-D-1", "IN-JH-D-1"]


def test_picking_a_search_entry_goes_there_and_typing_only_lists(panel):
    panel.controls.find.value = "mill"
    assert panel.answers == 1
    assert panel.controls.find.options == ("Millwater block · IN-JH-B-1",)
    panel.controls.find.value = "Millwater block · IN-JH-B-1"
    assert panel.answers == 2
    assert panel.controls.choice.unit == "IN-JH-B-1"
    assert panel.controls.tree.value == "district"
    assert panel.controls.find.value == ""


def test_a_platform_stays_only_while_the_metric_has_it(panel):
    panel.controls.platform.value = "facebook"
    assert "Facebook" in panel.head.value
    panel.controls.metric.value = "engagement_rate"
    assert panel.controls.platform.value == "all"
    assert panel.controls.platform.disabled
    assert panel.answers == 3


def test_the_span_of_weeks_changes_chart_and_table_together(panel):
    panel.controls.weeks.value = ("2026-W44", "2026-W46")
    assert panel.table.value.count("<tr>") == 1 + 3
    assert len(panel.plot.spec["data"][0]["x"]) == 3


def test_comparing_is_offered_where_there_is_something_below(panel):
    assert panel.controls.compare.description == "Compare 2 Lok Sabha seats"
    panel.controls.compare.value = True
    assert len(panel.plot.spec["data"]) == 2
    panel.show(panel.explorer.start("IN-JH-BT-1"))
    assert panel.controls.compare.disabled
    assert panel.controls.compare.value is False


def test_where_there_is_no_figure_nothing_is_drawn_and_words_stand_there(panel):
    panel.show(panel.explorer.start("IN-JH-P-1"))
    assert "data" not in panel.plot.spec
    assert "no data for this period" in panel.head.value


def test_a_hostile_name_is_text_in_headings_and_tables(panel):
    panel.show(panel.explorer.start("IN-JH-AC-002"))
    assert "&lt;img src=x onerror=" in panel.head.value
    panel.show(panel.explorer.start("IN-JH-PC-01"))
    panel.controls.compare.value = True
    assert "&lt;img src=x onerror=" in panel.table.value
    for part in (panel.head, panel.table, panel.remarks):
        assert "<img" not in part.value


def test_sample_data_says_so_in_the_readers_language(edition):
    assert "Sample data" in panels.reach(edition).head.value
    hindi = panels.reach(edition, "hi")
    assert "नमूना" in hindi.head.value
    assert 'lang="hi"' in hindi.head.value


def test_each_panel_offers_the_metrics_of_its_families(edition):
    reach = {name for _, name in panels.reach(edition).controls.metric.options}
    workers = {name for _, name in panels.workers(edition).controls.metric.options}
    assert {"reach", "engagement_rate", "followers"} <= reach
    assert {"active_workers", "posting_compliance", "silent_groups"} <= workers
    assert not reach & workers


def test_a_page_that_asks_gets_plotly_once_and_it_is_in_no_state(panel, monkeypatch):
    sent = []
    monkeypatch.setattr(panel.plot, "send", lambda said, buffers: sent.append((said, buffers)))
    panel.plot._handle_custom_msg({"kind": "something else"}, [])
    panel.plot._handle_custom_msg({"kind": "library"}, [])
    ((said, (bundle,)),) = sent
    assert said == {"kind": "library"}
    assert b"plotly.js v" in bundle[:200]
    assert len(str(panel.plot.get_state())) < 40_000


def test_an_edition_is_found_by_id_by_week_or_as_the_newest(edition, tmp_path, root, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "editions").symlink_to(edition.folder.parent)
    settings = (root / "settings.toml").read_text("utf-8")
    assert 'digits = "latin"' in settings
    own = settings.replace('digits = "latin"', 'digits = "devanagari"')
    (tmp_path / "settings.toml").write_text(own, "utf-8")
    monkeypatch.setenv("HUSTINGS_SETTINGS", str(tmp_path / "settings.toml"))
    for named in (None, "", edition.id, "2026-W46"):
        panel = panels.reach(named, unit="IN-JH-PC-01", scheduled="2026-11-17T07:00+05:30")
        assert panel.explorer.edition.id == edition.id
        assert panel.controls.choice.unit == "IN-JH-PC-01"
        assert "७.० lakh" in panel.table.value


@pytest.mark.parametrize("kind", ["reach", "workers"])
def test_what_is_too_old_by_the_moment_looked_from_is_blank_and_says_how_old(
    edition, tmp_path, root, monkeypatch, kind
):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "editions").symlink_to(edition.folder.parent)
    text = (root / "settings.toml").read_text("utf-8")
    with_limits(tmp_path / "settings.toml", text, posts=9, forms=9)
    monkeypatch.setenv("HUSTINGS_SETTINGS", str(tmp_path / "settings.toml"))
    for named in ("", edition):  # one that is given goes by the moment that is given with it
        panel = getattr(panels, kind)(named, scheduled="2026-11-27T07:00+05:30")
        assert "as of 16 Nov, 11 days old (limit 9)" in panel.head.value
        assert set(panel.plot.spec) == {"n", "failed"}
        shown = BeautifulSoup(panel.table.value, "html.parser").select("tbody td:first-of-type")
        assert {cell.get_text() for cell in shown} == {"–"}
        panel.controls.compare.value = True
        assert "Too old to show: " in panel.remarks.value
        assert set(panel.plot.spec) == {"n", "failed"}
    with pytest.raises(UsageError, match="any of two days"):
        panels.reach("", scheduled="2026-11-27T07:00")


@pytest.mark.parametrize(
    ("given", "hint"), [({"language": "he"}, "hi"), ({"unit": "IN-JH-PC-1"}, "IN-JH-PC-01")]
)
def test_an_unknown_language_or_unit_is_refused_with_the_nearest(edition, given, hint):
    with pytest.raises(UsageError) as refused:
        panels.reach(edition, **given)
    assert hint in refused.value.fix


def test_importing_panels_loads_no_widgets():
    code = (
        "import sys, hustings.panels\n"
        "print({'ipywidgets', 'anywidget', 'plotly', 'pandas'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
