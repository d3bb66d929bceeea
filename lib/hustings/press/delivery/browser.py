"""Chromium as a printer: one page, one file, no window, nothing kept and nothing left running."""

import os
import platform
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

from hustings.errors import DeliveryError
from hustings.press.delivery.server import without_server

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TIMEOUT = 90.0  # seconds for one page; a busy machine of two cores takes five
SHOWN = 300  # letters of what a browser complained of

Into = Literal["--print-to-pdf", "--screenshot"]
_ENDINGS: Mapping[Into, str] = {"--print-to-pdf": ".pdf", "--screenshot": ".png"}

_HINDI = re.compile("[\u0900-\u097f]")

# No sandbox, as containers and root have none: pages load nothing and run only our own script.
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-breakpad", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--force-color-profile=srgb",
)  # fmt: skip


def find_browser() -> str:
    """The path of Chromium, or of Chrome.

    Raises: DeliveryError when there is none.
    """
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise DeliveryError(
        "No browser is on this machine to make a PDF or a picture with.",
        where=", ".join(NAMES),
        fix="Install Chromium: apt install chromium, or Chrome from its maker.",
    )


def check_fonts(text: str) -> None:
    """Make sure that a text's Hindi letters have a font.

    Raises: DeliveryError when it has some and there is none, or nobody can tell.
    """
    if not _HINDI.search(text):
        return
    lister = shutil.which("fc-list")
    if lister is None and platform.system() != "Linux":
        return  # systems of other makers come with such a font
    listed = b""
    if lister is not None:
        done = subprocess.run(  # noqa: S603  our own words only
            [lister, ":lang=hi", "family"], capture_output=True, timeout=TIMEOUT, check=False
        )
        listed = done.stdout.strip()
    if not listed:
        raise DeliveryError(
            "No font for Hindi is on this machine: its letters would be boxes.",
            where="fc-list :lang=hi",
            fix="Install one: apt install fontconfig fonts-noto-core.",
        )


def draw(page: Path, into: Into, *options: str, timeout: float = TIMEOUT) -> bytes:
    """What Chromium makes of an HTML file.

    Args:   into: the option that names what to make.
    Raises: DeliveryError when there is no browser, when it takes too long or makes nothing.
    """
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="hustings-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / f"made{_ENDINGS[into]}"
        command = [
            browser, *_QUIET, *options, f"--user-data-dir={folder}/profile",
            f"{into}={made}", page.resolve().as_uri(),
        ]  # fmt: skip
        complaints = Path(folder) / "complaints"
        _run(command, complaints, page, timeout)
        if made.is_file() and (content := made.read_bytes()):
            return content
        said = " ".join(complaints.read_text("utf-8", "replace").split())
    raise DeliveryError(
        "The browser made nothing of the page.",
        where=page.name,
        fix=f"Try it by hand: {browser} --headless {into}=FILE PAGE. It said: {said[-SHOWN:]}",
    )


def _run(command: Sequence[str], complaints: Path, page: Path, timeout: float) -> None:
    """Run it as a group of its own, and end that whole group whatever happens."""
    with complaints.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603  no shell; the page stands there as an address
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=file,
            env=without_server(os.environ),
            start_new_session=True,
        )  # fmt: skip
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired as cause:
        raise DeliveryError(
            "The browser took too long.",
            where=f"{page.name}, after {timeout:g} seconds",
            fix="Try again when the machine is less busy.",
        ) from cause
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
