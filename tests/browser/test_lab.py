"""In real JupyterLab: the panel draws, answers, and is still right after reload and restart."""

import json
import os
import runpy
import shutil
import socket
import subprocess
import sys
import time

import pytest
from playwright.sync_api import sync_playwright

TOKEN = "a-token-for-this-test-only"  # noqa: S105  no secret: the server lives for one test
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]

KERNEL_IDLE = """() => window.jupyterapp?.shell.currentWidget?.context?.sessionContext
    ?.session?.kernel?.status === 'idle'"""
RUN_ALL = "jupyterapp.commands.execute('notebook:run-all-cells')"
SAVE = "jupyterapp.commands.execute('docmanager:save')"
RESTART = "jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.restart()"

pytestmark = pytest.mark.skipif(
    not any(map(shutil.which, BROWSERS)), reason="no Chromium or Chrome is on this machine"
)


class Lab:
    """A page with the notebook open, and what a reader would look at and touch."""

    def __init__(self, page, address):
        self.page = page
        self.address = address
        self.n = 0

    def open(self):
        self.page.goto(self.address)
        self.page.wait_for_function(KERNEL_IDLE, timeout=60_000)

    def run(self):
        """Run every cell; wait for a drawing that was not there before."""
        self.page.evaluate(
            "document.querySelectorAll('.hustings-plot').forEach(p => p.className += ' former')"
        )
        self.page.evaluate(RUN_ALL)
        self.n = 0
        self.answered()

    def answered(self):
        """Wait for the next answer to be drawn."""
        self.n += 1
        drawn = f".hustings-plot:not(.former)[data-n='{self.n}']"
        self.page.wait_for_selector(drawn, state="attached", timeout=60_000)

    def choose(self, control, label):
        self.page.locator(f".hustings-{control} select").select_option(label=label)
        self.answered()

    def at(self, seat):
        """Go to a Lok Sabha seat, from wherever the reader is."""
        if self.chosen("step-0") != seat:
            self.choose("step-0", seat)

    def compare(self):
        self.page.locator(".hustings-compare input").click()
        self.answered()

    def chosen(self, control):
        text = "select => select.selectedOptions[0].textContent"
        found = self.page.locator(f".hustings-{control} select").evaluate(text)
        return found.replace("\u00a0", " ")  # Lab writes no-break spaces in its options

    @property
    def plot(self):
        return self.page.locator(".hustings-plot:not(.former)")

    def assert_drawn(self, *, wide=500):
        """The drawing itself, not only its text: a box of no height keeps its text."""
        box, line = self.plot.bounding_box(), self.plot.locator(".scatterlayer").first
        assert box["width"] > wide
        assert box["height"] > 200
        marks = line.bounding_box()
        assert marks["height"] > 20
        assert box["x"] <= marks["x"] < marks["x"] + marks["width"] <= box["x"] + box["width"]

    def newest(self):
        """The figure named at the end of the line."""
        return self.plot.locator(".annotation-text").first.text_content()


@pytest.fixture(scope="module")
def campaign(root, tmp_path_factory):
    """A campaign's folder: settings, the tiny edition and the notebook itself."""
    folder = tmp_path_factory.mktemp("campaign")
    build = runpy.run_path(str(root / "tests" / "support" / "tiny_edition.py"))["build"]
    build(folder / "data" / "editions")
    shutil.copy(root / "settings.toml", folder)
    (folder / "notebooks").mkdir()
    shutil.copy(root / "notebooks" / "explore" / "reach.ipynb", folder / "notebooks")
    return folder


@pytest.fixture(scope="module")
def server(campaign, tmp_path_factory):
    """JupyterLab with folders of its own, on a port the system gives."""
    home = tmp_path_factory.mktemp("jupyter")
    news = home / "settings" / "@jupyterlab" / "apputils-extension"
    news.mkdir(parents=True)
    (news / "notification.jupyterlab-settings").write_text(
        json.dumps({"fetchNews": "false", "checkForUpdates": False})
    )
    folders = {
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "IPYTHONDIR": home / "ipython",
    }
    environment = os.environ | {name: str(path) for name, path in folders.items()}
    environment.pop("HUSTINGS_SETTINGS", None)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (home / "lab.log").open("w")
    lab = subprocess.Popen(
        [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
            "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={campaign / 'notebooks'}",
            "--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None",
        ],
        env=environment, stdout=log, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        _wait_for(port, lab, home / "lab.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        lab.terminate()
        lab.wait(20)
        log.close()


def _wait_for(port, lab, log):
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except ConnectionError:
            assert lab.poll() is None, log.read_text()
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"JupyterLab did not come up:\n{log.read_text()}")


@pytest.fixture(scope="module")
def seen():
    """What the page asked for elsewhere, and what it complained of."""
    return {"elsewhere": [], "faults": []}


@pytest.fixture(scope="module")
def lab(server, seen):
    path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        page = browser.new_page(viewport={"width": 1300, "height": 1000})
        page.on("request", lambda asked: _note_elsewhere(asked.url, server, seen))
        page.on("pageerror", lambda fault: seen["faults"].append(str(fault)))
        lab = Lab(page, f"{server}/lab/tree/reach.ipynb?reset&token={TOKEN}")
        lab.open()
        lab.run()
        yield lab
        browser.close()


def _note_elsewhere(url, server, seen):
    if not url.startswith((server, server.replace("http", "ws"), "data:", "blob:")):
        seen["elsewhere"].append(url)


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


def test_nothing_was_asked_of_the_network_and_nothing_failed(lab, seen):
    assert seen == {"elsewhere": [], "faults": []}
