"""Chromium as a printer: found or said to be missing, and ended with all that it started."""

import os
import time
from pathlib import Path

import pytest
from tests.support.pages import html_of

from hustings.errors import DeliveryError
from hustings.press.delivery import browser
from hustings.press.delivery.browser import check_fonts, draw
from hustings.press.delivery.paper import print_pdf

MADE = """for word in "$@"; do case $word in --print-to-pdf=*) out=${word#*=};; esac; done"""


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Gives `program(name, script)`: a folder of programs in which nothing else is."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def make(name, script):
        path = folder / name
        path.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n", "utf-8")
        path.chmod(0o755)
        return path

    return make


@pytest.fixture
def page(tmp_path):
    """A page without a letter of Hindi but for the banner of sample data, which it lacks."""
    path = tmp_path / "a page.en.html"
    path.write_text(html_of(), "utf-8")
    return path


def test_without_a_browser_it_is_said_what_to_install(program, page):
    with pytest.raises(DeliveryError, match="No browser") as missing:
        draw(page, "--print-to-pdf")
    assert "chromium" in missing.value.where
    assert "apt install chromium" in missing.value.fix


def test_what_the_browser_made_is_given_back_and_nothing_of_it_stays(program, page, tmp_path):
    program("chromium", f'{MADE}\nprintf made > "$out"; echo "$@" > {tmp_path}/asked')
    assert draw(page, "--print-to-pdf", "--extra") == b"made"
    asked = (tmp_path / "asked").read_text("utf-8")
    assert page.as_uri() in asked  # an address: a name that begins with a dash is no option
    assert "--extra" in asked
    profile = next(word for word in asked.split() if word.startswith("--user-data-dir="))
    assert not Path(profile.partition("=")[2]).parent.exists()


def test_a_browser_that_makes_nothing_is_quoted(program, page):
    program("chromium", "echo cannot open display >&2; exit 1")
    with pytest.raises(DeliveryError, match="made nothing") as failed:
        draw(page, "--print-to-pdf")
    assert failed.value.where == "a page.en.html"
    assert "cannot open display" in failed.value.fix


def test_an_endless_browser_is_ended_with_its_children(program, page, tmp_path):
    program("chromium", f"sleep 600 & echo $! > {tmp_path}/child; sleep 600")
    begun = time.monotonic()
    with pytest.raises(DeliveryError, match="took too long"):
        draw(page, "--print-to-pdf", timeout=1)
    assert time.monotonic() - begun < 30
    assert is_gone(int((tmp_path / "child").read_text("utf-8")))


def test_children_a_browser_left_behind_are_ended_too(program, page, tmp_path):
    program("chromium", f'{MADE}\nsleep 600 & echo $! > {tmp_path}/child; printf made > "$out"')
    assert draw(page, "--print-to-pdf") == b"made"
    assert is_gone(int((tmp_path / "child").read_text("utf-8")))


def is_gone(pid):
    """Whether a process ends within a moment; one that nobody waits for counts as ended."""
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text("utf-8").split()[2] == "Z":
                return True
            os.kill(pid, 0)
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


def test_the_browser_is_not_told_the_password(program, page, monkeypatch):
    monkeypatch.setenv("HUSTINGS_SMTP_PASSWORD", "s3cret")
    program("chromium", f'{MADE}\nenv > "$out"')
    assert b"s3cret" not in draw(page, "--print-to-pdf")


@pytest.mark.parametrize("listing", [None, "exit 0", "exit 1"])
def test_hindi_without_a_font_is_refused_on_linux(program, listing, monkeypatch):
    monkeypatch.setattr(browser.platform, "system", lambda: "Linux")
    if listing:
        program("fc-list", listing)
    check_fonts("only English")
    with pytest.raises(DeliveryError, match="No font for Hindi") as missing:
        check_fonts("<p>राँची</p>")
    assert "fonts-noto-core" in missing.value.fix


def test_hindi_with_a_font_is_printed(program, monkeypatch):
    program("fc-list", '[ "$1" = ":lang=hi" ] && echo Noto Sans Devanagari')
    check_fonts("राँची")
    program("fc-list", "exit 1").unlink()
    monkeypatch.setattr(browser.platform, "system", lambda: "Darwin")
    check_fonts("राँची")  # comes with such a font and without fc-list


def test_a_pdf_bears_the_moment_of_its_data_and_appears_whole_or_not(program, tmp_path):
    source, target = tmp_path / "x.en.html", tmp_path / "x.pdf"
    source.write_text(html_of(as_of="2026-11-23T03:59:24+00:00"), "utf-8")
    program("fc-list", "echo font")
    program("chromium", f"""{MADE}\nprintf "(D:20301231235959+00'00') 20301231235959" > "$out" """)
    print_pdf(source, target)
    assert target.read_bytes() == b"(D:20261123035924+00'00') 20301231235959"
    program("chromium", "exit 1")
    with pytest.raises(DeliveryError):
        print_pdf(source, target)
    assert target.read_bytes().startswith(b"(D:2026")
    assert {path.name for path in tmp_path.iterdir()} == {"programs", "x.en.html", "x.pdf"}


@pytest.mark.parametrize(
    ("as_of", "moment"), [("", "20261121183000"), ("yesterday", "19700101000000")]
)
def test_a_page_that_does_not_say_how_far_its_data_reaches_gets_its_last_day(
    program, tmp_path, as_of, moment
):
    source, target = tmp_path / "x.en.html", tmp_path / "x.pdf"
    source.write_text(html_of(as_of=as_of), "utf-8")
    program("fc-list", "echo font")
    program("chromium", f"""{MADE}\nprintf "(D:20301231235959+00'00')" > "$out" """)
    print_pdf(source, target)
    assert target.read_text("utf-8") == f"(D:{moment}+00'00')"
