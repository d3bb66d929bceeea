"""In real JupyterLab: a reader moves date and comparison group, and the verdict follows at once."""

import runpy
import shutil

import pytest
from tests.support.campaign import never_old
from tests.support.lab import NEEDED, opening, serving

pytestmark = NEEDED

QUICK = 1.0  # seconds from a choice to its drawing, on a machine that does other things too


@pytest.fixture(scope="module")
def folder(root, tmp_path_factory):
    """A campaign's folder: settings, the edition with one planted rise, and the notebook."""
    folder = tmp_path_factory.mktemp("dated")
    made = runpy.run_path(str(root / "tests" / "support" / "dated_edition.py"))
    made["build"](folder / "data" / "editions")
    settings = (root / "settings.toml").read_text("utf-8")
    (folder / "settings.toml").write_text(never_old(settings), "utf-8")
    (folder / "notebooks").mkdir()
    shutil.copy(root / "notebooks" / "explore" / "event.ipynb", folder / "notebooks")
    return folder


@pytest.fixture(scope="module")
def seen():
    """What the page asked for elsewhere, and what it complained of."""
    return {"elsewhere": [], "faults": []}


@pytest.fixture(scope="module")
def lab(folder, seen, tmp_path_factory):
    home = tmp_path_factory.mktemp("jupyter")
    with serving(folder / "notebooks", home) as server, opening(server, "event.ipynb", seen) as lab:
        yield lab


def said(lab):
    return lab.page.locator(".hustings-head").text_content()


def picked(lab, control, labels):
    lab.page.locator(f".hustings-{control} select").select_option(label=labels)
    lab.answered()


def test_the_planted_rise_is_shown_with_its_word_its_drawing_and_its_checks(lab):
    picked(lab, "changed", ["Seat 05"])
    lab.choose("begins", "14 September 2026")
    assert "perhaps" in said(lab)
    assert "the largest among 11" in said(lab)
    assert "How sure: hint" in said(lab)
    lab.assert_drawn()
    checks = lab.page.locator(".hustings-remarks").text_content()
    assert "0 of the 10 other units show as large a difference" in checks


def test_another_date_changes_the_verdict(lab):
    lab.choose("begins", "26 October 2026")
    assert "No conclusion" in said(lab)
    lab.assert_drawn()


def test_a_group_chosen_by_hand_begins_with_those_before_and_may_be_too_small(lab):
    group = lab.page.locator(".hustings-picked select")
    assert not group.is_visible()
    lab.choose("group", "chosen by hand")
    assert group.evaluate("select => select.selectedOptions.length") == 11
    picked(lab, "picked", ["Seat 01", "Seat 03"])
    assert "Cannot be judged: only 2 units can be compared, 4 are needed." in said(lab)
    assert not lab.plot.is_visible()
    lab.choose("group", "all others of this level")
    lab.assert_drawn()


def test_every_choice_is_answered_quickly(lab):
    taken = """async (week) => {
      const select = document.querySelector('.hustings-begins select');
      const plot = [...document.querySelectorAll('.hustings-plot')].at(-1);
      const before = plot.dataset.n, began = performance.now();
      select.value = [...select.options].find(o => o.textContent.includes(week)).value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      while (plot.dataset.n === before) await new Promise(requestAnimationFrame);
      return (performance.now() - began) / 1000;
    }"""
    weeks = ["24", "31", "7", "14", "21"]
    months = ["August", "August", "September", "September", "September"]
    times = []
    for day, month in zip(weeks, months, strict=True):
        times.append(lab.page.evaluate(taken, f"{day}\u00a0{month}"))
        lab.n += 1
    assert sorted(times)[len(times) // 2] < QUICK, times


def test_names_from_exports_are_shown_as_text(lab):
    picked(lab, "changed", ["<img src=x onerror=\"document.title='PWNED'\">"])
    assert "<img src=x onerror=" in said(lab)
    assert lab.page.locator(".hustings-panel img").count() == 0
    assert lab.page.title() != "PWNED"


def test_nothing_was_asked_of_the_network_and_nothing_failed(lab, seen):
    assert seen == {"elsewhere": [], "faults": []}
