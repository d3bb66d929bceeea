"""`hustings people` as a person uses it: what is known, deciding, the log, taking back."""

import json

import pytest
from click.testing import CliRunner
from tests.support.office import NOW, Office, said
from tests.unit.intake.test_who import ASHA, CHAT, GROUP, ROLL, UNITS

from hustings.cli import main


@pytest.fixture
def office(tmp_path, root, monkeypatch):
    made = Office.at(tmp_path, root, monkeypatch)
    made.take(UNITS, ROLL, GROUP)
    return made


@pytest.fixture
def run(office):
    """Gives `run(*words)`: what the command printed, having ended as expected."""

    def command(*words, code=0):
        settings = ("--settings", str(office.settings.read_from))
        done = CliRunner().invoke(main, [*map(str, words), *settings])
        assert done.exit_code == code, done.output
        return done.output

    return command


def test_an_import_ends_with_how_many_messages_are_by_nobody_known(office, run):
    shown = run("import", office.put(*CHAT))
    assert "Messages of people who are not on the roster: 3 of 4 (75%)" in shown


def test_an_import_without_a_chat_says_nothing_of_messages(office, run):
    newer = office.put("again.csv", GROUP[1].replace("no", "yes"))
    assert "nobody on the roster" not in run("import", newer)


def test_the_closing_line_for_programs_has_the_count_too(office, run):
    closing = json.loads(run("import", office.put(*CHAT), "--json").splitlines()[-1])
    assert closing["messages_by_nobody"] == {
        "messages": 4, "by_nobody": 3, "authors": 3, "nobodies": 2,
    }  # fmt: skip


def test_what_is_known_is_said_in_counts_in_both_languages(office, run):
    office.take(CHAT)
    english = run("people")
    assert "2 workers on the roster, 2 with recorded consent" in english
    assert "4 messages in chats; 3 (75%) by 2 people nobody knows" in english
    assert "hustings people suggest" in english
    hindi = run("people", "--language", "hi")
    assert "2 कार्यकर्ता" in hindi
    assert "4 संदेश" in hindi
    assert not any(name in english + hindi for name in ("Guddi", "Asha", ASHA))


def test_a_merge_is_noted_followed_shown_in_the_log_and_taken_back(office, run):
    office.take(CHAT)
    merged = run("people", "merge", "Guddi", ASHA, "--why", "Ravi told us", "--by", "meena")
    assert "Noted as line 1" in merged
    assert "Read again: 1 file" in merged
    assert "4 messages in chats; 1 (25%)" in run("people")
    run("people", "undo", 1, "--why", "a mistake")
    log = run("people", "log").splitlines()
    assert log[0].startswith("1 · ")
    assert "meena" in log[0]
    assert log[0].endswith("Ravi told us (taken back)")
    assert "line 1 is taken back" in log[1]
    assert "Guddi" not in "".join(log)
    assert "4 messages in chats; 3 (75%)" in run("people")


def test_withdrawing_says_what_still_holds_the_text(office, run):
    office.take(CHAT)
    shown = run("people", "withdraw", ASHA, "--why", "asked by letter")
    assert "stored no more" in shown
    assert "raw" in shown


def test_a_decision_needs_a_reason_and_somebody_heard_of(office, run):
    office.take(CHAT)
    assert "--why" in run("people", "merge", "Guddi", ASHA, code=2)
    assert "has ever shown" in run("people", "merge", "Gudi", ASHA, "--why", "x", code=2)
    assert "Nothing has been decided yet" in run("people", "log")


def test_measuring_first_follows_a_decision_that_was_cut_off(office, run):
    from hustings.edition import latest
    from hustings.intake.behind import is_behind
    from hustings.roster import Entry, Log

    weeks = "".join(said("Guddi", "namaste", at=f"{day}/10/26, 9:00") for day in (5, 12, 19, 26))
    office.take((CHAT[0], weeks + CHAT[1]))
    guddi = office.pseudonyms.of("name", "guddi")
    entry = Entry("merge", guddi, office.phone(ASHA), by="meena", why="cut off")
    Log.of(office.data).append(entry, now=NOW)
    assert is_behind(office.settings)
    assert "read again" in run("measure", "2026-W46")
    assert not is_behind(office.settings)
    assert latest(office.data / "editions").manifest.chats == {"messages": 4, "by_nobody": 1}


def test_the_language_is_that_of_the_settings_unless_another_is_asked_for(office, run):
    path = office.settings.read_from
    path.write_text(path.read_text("utf-8").replace('spoken = "en"', 'spoken = "hi"'), "utf-8")
    assert "कार्यकर्ता" in run("people")
    assert "on the roster" in run("people", "--language", "en")
    told = run("people", "undo", "99", "--why", "x", code=2)
    assert "समस्या: लॉग में पंक्ति 99 नहीं है।" in told
    assert "error" not in told
