"""Where everything a page would show is too old, nothing is printed, by hand or by the timer."""

import os
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from tests.support.campaign import STATE, WEEK
from tests.support.printed import with_limits
from tests.support.ticks import tick

from hustings.cli import main
from hustings.press.publishing import ledger_of
from hustings.settings import Freshness, load

LATE = datetime(2026, 11, 18, 1, 30, tzinfo=UTC)  # a Wednesday; the newest export is of Monday
ENTRY = """
[[entry]]
name = "midweek"
briefings = ["weekly_state"]
schedule = "0 7 * * WED"
languages = ["en"]
recipients = { failure = ["mender@office.example"] }
"""
OLD = "too old, so pages leave it blank: "  # and what, and how to mend it
OF_THE_INDEX = ("index.html", "feed.xml")


@pytest.fixture(scope="module")
def kept(campaign, tmp_path_factory):
    """The campaign's pages and data, but for what the press writes down, in an office of limits."""
    folder = tmp_path_factory.mktemp("late")
    for part in ("clean", "measured", "editions"):
        whole = campaign.folder / "data" / part
        shutil.copytree(whole, folder / "data" / part, copy_function=os.link)
    shutil.copytree(campaign.reports, folder / "reports")
    shutil.copytree(campaign.folder / "notebooks", folder / "notebooks")
    (folder / "schedule.toml").write_text(ENTRY, "utf-8")
    text = (campaign.folder / "settings.toml").read_text("utf-8")
    with_limits(folder / "settings.toml", text, **dict.fromkeys(Freshness.model_fields, 1))
    return folder


@pytest.fixture
def office(campaign, kept, monkeypatch):
    """The office as it was before any test."""
    shutil.rmtree(kept / "data" / "runs", ignore_errors=True)
    for path in (kept / "data").glob("ledger*"):
        path.unlink()
    monkeypatch.chdir(kept)
    for name, value in campaign.environment.items():
        monkeypatch.setenv(name, value)
    return kept


def published(office):
    """Every page with its bytes, below `latest` too."""
    pages = [path for path in (office / "reports").rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in pages if path.name not in OF_THE_INDEX}


def runs_of(office):
    return [
        (run.briefing, run.state, run.page)
        for run in ledger_of(load(office / "settings.toml")).runs()
    ]


def test_the_press_publishes_nothing_and_ends_with_4(office):
    before = published(office)
    assert office / "reports" / "latest" / "weekly_state" / f"{STATE}.en.html" in before
    asked = ["press", "weekly_state", "--again", "--languages", "en"]
    done = CliRunner().invoke(main, [*asked, "--at", f"{LATE:%Y-%m-%dT%H:%M}+0000"])
    assert done.exit_code == 4, done.output
    assert f"not printed: weekly_state {WEEK} {STATE}.en: Everything this page would" in done.stderr
    assert "0 of 1 pages are there" in done.stdout
    assert OLD in done.stderr
    assert published(office) == before
    assert runs_of(office) == [("weekly_state", "stale", "")]
    assert "data too old" in (office / "reports" / "index.html").read_text("utf-8")


def test_a_tick_publishes_nothing_ends_with_4_and_the_slot_is_settled(office, monkeypatch):
    before = published(office)
    minute = timedelta(minutes=1)
    ticks = [tick(monkeypatch, LATE + n * minute) for n in (-1, 1, 2)]
    assert [done.exit_code for done in ticks] == [5, 4, 5]
    assert "midweek 2026-11-18T01:30+00:00: stale 0 of 1 pages are there" in ticks[1].stdout
    assert OLD in ticks[1].stderr
    assert published(office) == before
    assert runs_of(office) == [("weekly_state", "stale", "")]
    (job,) = ledger_of(load(office / "settings.toml")).jobs(entry="midweek")
    assert (job.state, job.scheduled_at) == ("stale", LATE)
