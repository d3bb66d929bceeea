"""What was printed, told on the screen in both languages; for programs the keys stay English."""

import json
import re
import shutil
from datetime import timedelta

import pytest
from click.testing import CliRunner
from tests.support.printing import MONDAY, SEATS, PowerCut, open_office

from hustings.cli import main
from hustings.cli import pressing as command
from hustings.press import pressing
from hustings.press.ledger import Ledger, Owner
from hustings.settings import load

FIRST, SECOND, _ = SEATS
LATIN = re.compile(r"[a-z]{3,}")


@pytest.fixture
def office(tmp_path, monkeypatch, root):
    """An office that printed three pages of four, and in which the commands are run."""
    shutil.copy(root / "settings.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path.parent / "key"))
    monkeypatch.delenv("HUSTINGS_SETTINGS", raising=False)
    made = open_office(tmp_path)
    made.settings = load(tmp_path / "settings.toml")
    made.told.endings = {SECOND: ["failed"]}
    made.print()
    monkeypatch.setattr(pressing, "workers_of", lambda *_: made.told)
    return made


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_runs_and_jobs_are_listed_in_hindi(office):
    listed = run("runs", "list", "--language", "hi").stdout.splitlines()
    assert listed[0].split()[:2] == ["1", "तैयार"]
    assert "तैयार नहीं हो सकी" in listed[1]
    (job,) = run("runs", "jobs", "--language", "hi").stdout.splitlines()
    assert "आंशिक आँकड़ों से" in job
    assert job.endswith("हाथ से  4 में से 3 पेज तैयार हैं")


def test_english_lists_name_states_as_the_option_takes_them(office):
    listed = run("runs", "list").stdout.splitlines()
    assert listed[1].startswith(f"     2  failed     seat 2026-W46 {SECOND}.en  told to")
    assert run("runs", "list", "--state", "failed").stdout.splitlines() == [listed[1]]


def test_the_settings_language_is_spoken_and_a_run_shown_in_it(office):
    path = office.folder / "settings.toml"
    path.write_text(path.read_text("utf-8").replace('spoken = "en"', 'spoken = "hi"'), "utf-8")
    shown = run("runs", "show", "2").stdout.splitlines()
    labels = [line.partition("  ")[0] for line in shown if not line.startswith("2026-")]
    assert not [label for label in labels if LATIN.search(label)]
    assert shown[-1].endswith("तैयार नहीं हो सकी told to")
    assert run("runs", "list", "--state", "stale").stdout == "कोई छपाई नहीं\n"
    assert run("runs", "show", "99").stderr.startswith("समस्या: छपाई 99 दर्ज नहीं है।")


@pytest.mark.parametrize("command", [("runs", "list"), ("runs", "jobs"), ("runs", "show", "1")])
def test_for_programs_keys_and_states_stay_english(office, command):
    said = run(*command, "--json", "--language", "hi").stdout
    assert said == run(*command, "--json").stdout
    found = json.loads(said)
    assert {"state", "told"} <= set(found[0] if isinstance(found, list) else found)


def test_what_a_killed_press_left_at_work_is_tried_again_at_once(office, monkeypatch):
    office.told.endings = {FIRST: ["power cut"]}
    monkeypatch.setattr(Ledger, "settle_job", lambda *_: None)  # killed: nothing is said any more
    monkeypatch.setattr(Ledger, "settle", lambda *_, **__: None)
    with pytest.raises(PowerCut):
        office.print(moment=MONDAY + timedelta(hours=1), again=True)
    monkeypatch.undo()
    monkeypatch.chdir(office.folder)
    monkeypatch.setattr(Owner, "alive", False)
    tried = []
    monkeypatch.setattr(command, "print_by_hand", lambda runs, *_, **__: tried.extend(runs) or 0)
    done = run("runs", "retry", "--job", "2")
    assert done.exit_code == 0, done.output
    assert {each.unit for each in tried} == {*SEATS}


def test_a_page_that_comes_out_otherwise_is_explained(office):
    path = office.folder / "settings.toml"
    path.write_text(path.read_text("utf-8").replace("whatsapp = 10", "whatsapp = 7"), "utf-8")
    office.told.page = lambda task: f"<h2>Reach</h2><p>{task.parameters['unit']} now</p>"
    done = run("verify", "1")
    assert done.exit_code == 1
    first, *reasons, last = done.stdout.splitlines()
    assert first == f"     1  differs     seat 2026-W46 {FIRST}.en"
    assert reasons[0].strip() == "set otherwise: [freshness] whatsapp was 10, is 7"
    assert reasons[1].strip().startswith("first in “Reach”")
    assert last == "0 of 1 came out the same to the byte"
    in_hindi = run("verify", "1", "--language", "hi").stdout
    assert "सेटिंग अलग: [freshness] whatsapp तब 10, अब 7" in in_hindi
    (told,) = json.loads(run("verify", "1", "--json", "--language", "hi").stdout)
    assert told["otherwise"] == [
        {"what": "settings", "where": "[freshness] whatsapp", "then": "10", "now": "7"}
    ]
    assert told["place"]["section"] == "Reach"


def test_a_page_that_differs_although_nothing_was_changed_says_so(office):
    office.told.page = lambda _: "<p>by chance</p>"
    said = run("verify", "1").stdout
    assert "all that the ledger knows of is as it was" in said
    assert "first at the head of the page: “seat 2026-W46" in said
