"""In real JupyterLab: the panel draws, answers, and is still right after reload and restart."""

import runpy
import shutil

import pytest
from tests.support.campaign import never_old
from tests.support.lab import (
    CHANGE,
    KERNEL_IDLE,
    KERNEL_NAME,
    NEEDED,
    RESTART,
    SAVE,
    opening,
    serving,
)

pytestmark = NEEDED


@pytest.fixture(scope="module")
def campaign(root, tmp_path_factory):
    """A campaign's folder: settings, the tiny edition and the notebook itself."""
    folder = tmp_path_factory.mktemp("campaign")
    build = runpy.run_path(str(root / "tests" / "support" / "tiny_edition.py"))["build"]
    build(folder / "data" / "editions")
    settings = (root / "settings.toml").read_text("utf-8")
    (folder / "settings.toml").write_text(never_old(settings), "utf-8")
    (folder / "notebooks").mkdir()
    shutil.copy(root / "notebooks" / "explore" / "reach.ipynb", folder / "notebooks")
    return folder


@pytest.fixture(scope="module")
def server(campaign, tmp_path_factory):
    """JupyterLab with folders of its own, on a port the system gives."""
    with serving(campaign / "notebooks", tmp_path_factory.mktemp("jupyter")) as address:
        yield address


@pytest.fixture(scope="module")
def seen():
    """What the page asked for elsewhere, and what it complained of."""
    return {"elsewhere": [], "faults": []}


@pytest.fixture(scope="module")
def lab(server, seen):
    with opening(server, "reach.ipynb", seen) as lab:
        yield lab


def test_the_first_answer_is_drawn_in_full(lab):
    lab.assert_drawn()
    assert lab.newest() == "9.9 lakh"
    assert (
        lab.page.locator(".hustings-head h3")
        .text_content()
        .startswith("Gross reach: 9.9 lakh, the highest")
    )
    assert "no data" in lab.page.locator(".hustings-table").text_content()


def test_a_saved_notebook_holds_no_copy_of_plotly(lab):
    lab.page.evaluate(SAVE)
    saved = "JSON.stringify(jupyterapp.shell.currentWidget.context.model.toJSON()).length"
    assert lab.page.evaluate(saved) < 50_000


def test_a_drop_down_changes_the_drawing_and_opens_the_next(lab):
    lab.at("Northfield")
    lab.assert_drawn()
    assert lab.newest() == "7.0 lakh"
    assert lab.chosen("step-1") == "All of Northfield"


def test_after_a_reload_drop_down_and_drawing_still_agree(lab):
    lab.at("Northfield")
    lab.page.evaluate(SAVE)
    lab.page.reload()
    lab.page.wait_for_selector(f".hustings-plot[data-n='{lab.n}']", timeout=60_000)
    assert lab.chosen("step-0") == "Northfield"
    assert lab.newest() == "7.0 lakh"
    lab.assert_drawn()
    lab.choose("platform", "Facebook")
    assert "no data" in lab.page.locator(".hustings-head h3").text_content()
    assert not lab.plot.is_visible()
    lab.choose("platform", "All platforms")
    lab.assert_drawn()


def test_the_drawing_fits_its_window_before_and_after(lab):
    before = lab.plot.bounding_box()
    lab.page.set_viewport_size({"width": 800, "height": 1000})
    _settled(lab, lambda wide: wide < before["width"] - 50)
    lab.assert_drawn(wide=300)
    assert lab.plot.bounding_box()["height"] == before["height"]
    lab.page.set_viewport_size({"width": 1300, "height": 1000})
    _settled(lab, lambda wide: wide == before["width"])
    lab.assert_drawn()


def _settled(lab, fits):
    """Wait until plotly has drawn at a width that fits."""
    for _ in range(150):
        # Lab takes cells off the page while it lays them out anew: then there is no box.
        box = lab.plot.locator("svg.main-svg").first.bounding_box()
        if box and fits(box["width"]):
            return
        lab.page.wait_for_timeout(100)
    pytest.fail(f"the drawing stayed at {box}")


def test_names_from_exports_are_shown_as_text_everywhere(lab):
    lab.at("Northfield")
    lab.compare()
    for part in (".hustings-step-1", ".hustings-table", ".hustings-plot"):
        assert "<img src=x onerror=" in lab.page.locator(part).text_content().replace("\u00a0", " ")
    assert lab.page.locator(".hustings-panel img").count() == 0
    assert lab.page.title() != "PWNED"
    lab.compare()


def test_figures_plotly_writes_itself_are_grouped_by_lakh(lab):
    tick = """async () => {
      const plotly = await globalThis[Symbol.for('hustings.plotly')];
      const config = document.querySelector('.hustings-plot')._context;
      const box = document.body.appendChild(document.createElement('div'));
      const { locale, locales } = config;
      await plotly.newPlot(box, [{ y: [0, 42060000] }],
        { width: 500, height: 300, yaxis: { tickformat: ',d', tickvals: [42060000] } },
        { locale, locales });
      const text = box.querySelector('.ytick text').textContent;
      box.remove();
      return text;
    }"""
    assert lab.page.evaluate(tick) == "4,20,60,000"


def test_a_drawing_is_saved_as_a_picture(lab, tmp_path):
    lab.at("Northfield")
    lab.plot.hover()
    with lab.page.expect_download() as download:
        lab.plot.locator(".modebar-btn").click()
    download.value.save_as(tmp_path / "picture.png")
    picture = (tmp_path / "picture.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 2 * 900  # as wide as its headings need, twice as fine
    assert download.value.suggested_filename.startswith("reach IN-JH-PC-01")


def test_after_a_kernel_restart_the_notebook_runs_again(lab):
    lab.page.evaluate(RESTART)
    lab.page.wait_for_function(KERNEL_IDLE, timeout=60_000)
    lab.run()
    lab.assert_drawn()
    assert lab.newest() == "9.9 lakh"
    lab.at("Southfield")
    assert lab.newest() == "2.1 lakh"


def test_the_warm_kernel_answers_like_any_other(lab):
    lab.page.evaluate(CHANGE, "hustings-warm")
    lab.page.wait_for_function(KERNEL_IDLE, timeout=60_000)
    assert lab.page.evaluate(KERNEL_NAME) == "hustings-warm"
    lab.run()
    lab.assert_drawn()
    assert lab.newest() == "9.9 lakh"
    lab.at("Southfield")
    assert lab.newest() == "2.1 lakh"
    lab.page.evaluate(RESTART)
    lab.page.wait_for_function(KERNEL_IDLE, timeout=60_000)
    lab.run()
    assert lab.newest() == "9.9 lakh"


def test_nothing_was_asked_of_the_network_and_nothing_failed(lab, seen):
    assert seen == {"elsewhere": [], "faults": []}
