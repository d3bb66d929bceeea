"""JupyterLab as a reader has it: a server of its own, a page with one notebook, what it shows."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

TOKEN = "a-token-for-this-test-only"  # noqa: S105  no secret: the server lives for one test
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]

KERNEL_IDLE = """() => window.jupyterapp?.shell.currentWidget?.context?.sessionContext
    ?.session?.kernel?.status === 'idle'"""
RUN_ALL = "jupyterapp.commands.execute('notebook:run-all-cells')"
SAVE = "jupyterapp.commands.execute('docmanager:save')"
KERNEL_NAME = "jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.name"
CHANGE = "name => jupyterapp.shell.currentWidget.context.sessionContext.changeKernel({ name })"
RESTART = "jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.restart()"

NEEDED = pytest.mark.skipif(
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


@contextmanager
def serving(notebooks, home):
    """JupyterLab with folders of its own, on a port the system gives."""
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
            f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={notebooks}",
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


@contextmanager
def opening(server, notebook, seen):
    """One notebook open in the browser, every cell run; `seen` is told what it should not do."""
    path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        page = browser.new_page(viewport={"width": 1300, "height": 1000})
        page.on("request", lambda asked: _note_elsewhere(asked.url, server, seen))
        page.on("pageerror", lambda fault: seen["faults"].append(str(fault)))
        lab = Lab(page, f"{server}/lab/tree/{notebook}?reset&token={TOKEN}")
        lab.open()
        lab.run()
        yield lab
        browser.close()


def _note_elsewhere(url, server, seen):
    if not url.startswith((server, server.replace("http", "ws"), "data:", "blob:")):
        seen["elsewhere"].append(url)
