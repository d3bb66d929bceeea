"""A page knows one clock, that of its slot: when it is really printed changes no byte of it."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace

import pandas as pd
import pytest
from tests.support.campaign import PRINTED_FOR
from tests.support.printed import LATE, office_of
from tests.support.printing import NoDesk

from hustings.kernels.inprocess import QuietKernel
from hustings.page import sections
from hustings.press import pool, warm
from hustings.press.ledger.states import SUCCEEDED
from hustings.press.making import make
from hustings.press.printing import Press
from hustings.press.publishing import ledger_of
from hustings.press.schedule import Timetable
from hustings.press.ticking import Ticker
from hustings.press.workers import Outcome
from hustings.settings import load

SEAT = "IN-JH-PC-03"
HOUR, MOST_OF_A_YEAR = timedelta(hours=1), timedelta(days=300)


class _AnyMoment(type(datetime)):
    def __instancecheck__(cls, each):
        return isinstance(each, datetime)


@dataclass
class InThisProcess:
    """Workers that make each page here, where the clock is planted."""

    made: list[int] = field(default_factory=list)
    free = True

    @property
    def busy(self):
        return bool(self.made)

    def begin(self, task, folder):
        with ThreadPoolExecutor(1) as apart:  # a thread without a loop of its own
            assert apart.submit(make, task, folder).result()
        self.made.append(task.run)

    def ended(self, *, seconds):
        return [Outcome(self.made.pop(), SUCCEEDED)] if seconds else []

    def close(self):
        """Nothing is left at work."""


@pytest.fixture
def print_at(campaign, tmp_path, monkeypatch):
    """Gives the bytes of a seat's page that a tick prints for a slot at a moment of the wall clock.

    Posts may be ten days old, all else is never too old.
    """

    def of(slot, wall):
        folder = tmp_path / f"{wall:%Y%m%d%H%M}"
        (folder / "data").mkdir(parents=True)
        path = office_of(campaign, folder, posts=10)
        whole = str(campaign.folder / "data")
        (folder / "data" / "editions").symlink_to(f"{whole}/editions")
        path.write_text(path.read_text("utf-8").replace(whole, str(folder / "data")), "utf-8")
        (folder / "notebooks").symlink_to(campaign.folder / "notebooks")
        monkeypatch.setenv("HUSTINGS_SETTINGS", str(path))
        settings, ledger = load(path), ledger_of(load(path))

        def press(edition, office, _entry):
            return Press(edition, office, ledger, lambda _: InThisProcess(), lambda *_: None)

        local = slot.strftime("%M %H %d %m *")
        entry = {"name": "once", "briefings": ["weekly_seat"], "units": SEAT, "languages": ["en"],
                 "schedule": local, "catch_up": "52w"}  # fmt: skip
        ticker = Ticker(
            settings, Timetable.model_validate({"entry": [entry]}), ledger,
            measure=lambda *_: campaign.edition, open_press=press, desk=NoDesk(),
            paused=lambda _: False,
        )  # fmt: skip
        assert list(ticker.tick(slot - HOUR)) == []
        with monkeypatch.context() as planted:
            plant(planted, wall)
            (settled,) = ticker.tick(wall)
        assert (settled.state, settled.slot) == (SUCCEEDED, slot)
        (page,) = (folder / "reports" / "weekly_seat").rglob("*.html")
        return page.read_bytes()

    return of


def plant(patch, wall):
    """Have every module of ours believe that it is this moment."""

    class Planted(datetime, metaclass=_AnyMoment):
        @classmethod
        def now(cls, tz=None):
            return wall.astimezone(tz)

    ours = [module for name, module in sys.modules.items() if name.startswith("hustings.")]
    knowing = [module for module in ours if getattr(module, "datetime", None) is datetime]
    assert sys.modules["hustings.period"] in knowing
    for module in knowing:
        patch.setattr(module, "datetime", Planted)


def test_after_an_outage_what_was_too_old_at_the_slot_is_blank_and_nothing_else(print_at):
    slot = datetime.fromisoformat(LATE)
    soon, late = (print_at(slot, slot + wait) for wait in (HOUR, MOST_OF_A_YEAR))
    assert soon == late
    page = late.decode("utf-8")
    ages = set(re.findall(r"as of (\d+ \w+), (\d+) days old \(limit (\d+)\)", page))
    assert ages
    assert {limit for _, _, limit in ages} == {"10"}
    assert {int(days) for _, days, _ in ages} <= {11, 12}
    assert "21 November" in page  # what is to be done is due in the week after the page's own


def test_a_page_printed_long_after_its_slot_is_the_one_printed_in_time(print_at, campaign):
    slot = datetime.fromisoformat(PRINTED_FOR)
    assert print_at(slot, slot + MOST_OF_A_YEAR) == campaign.page(SEAT, "en").read_bytes()


def test_workers_are_warmed_for_the_moment_of_their_pages(monkeypatch, tmp_path):
    started, opened = [], []
    monkeypatch.setattr(pool.Forks, "start", lambda *warm, **_: started.append(warm) or NoForks)
    moment = datetime.fromisoformat(LATE)
    pool.Pool.warm(tmp_path / "s.toml", "2026-W46-x", moment, workers=1, timeout_seconds=1)
    monkeypatch.setattr(warm, "load_settings", lambda _: load(_settings(tmp_path)))
    monkeypatch.setattr(warm, "open_edition", lambda _, name: name)
    monkeypatch.setattr(warm, "warm_up", lambda *given: opened.append(given))
    ((job, *arguments),) = started[0]
    assert job == "hustings.press.warm:load"
    warm.load(*arguments)
    ((edition, _, scheduled),) = opened
    assert (edition, datetime.fromisoformat(scheduled)) == ("2026-W46-x", moment)


def test_a_fault_in_one_section_keeps_no_page_from_being_warmed_for(tmp_path, monkeypatch):
    drawn = []
    units = pd.DataFrame({"unit": ["IN-JH", "IN-JH-PC-01"], "level": ["state", "lok_sabha"]})
    edition = SimpleNamespace(table=lambda _: units, id="2026-W46-x")
    monkeypatch.setenv("HUSTINGS_SETTINGS", "")  # it names the office's own
    monkeypatch.setattr(QuietKernel, "made", lambda: None)
    monkeypatch.setattr(sections, "open_brief", lambda **_: None)  # which no section can draw from
    monkeypatch.setattr(sections, "since_table", lambda _: drawn.append("the last"))
    monkeypatch.setattr("hustings.kernels.alone.settle", lambda: drawn.append("settled"))
    warm.warm_up(edition, load(_settings(tmp_path)))
    assert drawn == ["the last", "the last", "settled"]


class NoForks:
    """A warm process that is not there."""

    socket = "none"


def _settings(folder):
    path = folder / "s.toml"
    path.write_text('[campaign]\nname_en = "A"\nname_hi = "अ"\nstate = "IN-JH"\n', "utf-8")
    return path
