"""From a form in an office's own words to stored rows: proposed, written, confirmed, imported."""

import json
import shutil
import tomllib
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from hustings.cli import main
from hustings.importers.crosswalk_text import add_to, as_text
from hustings.importers.proposals import Line, Proposal
from hustings.store import Snapshot

FORM = (
    "Timestamp,Sampark sutra,Kahan gaye the?,Aaj kya kaam kiya?,Kul bhent,Any suggestion\n"
    "2026/11/09 1:28:19 PM GMT+5:30,9876543210,IN-JH-AC-065,House visit,12,no\n"
)
ROSTER = "Name,Phone,Unit,18 or older\nRamesh,9876543210,IN-JH-AC-065,yes\n"


@pytest.fixture
def office(tmp_path, monkeypatch, root):
    """An office with a roster, a form in its own words, and remarks in its settings."""
    folder = tmp_path / "office"
    (folder / "exports").mkdir(parents=True)
    shutil.copy(root / "settings.toml", folder)
    (folder / "exports" / "Our work.csv").write_text(FORM, "utf-8")
    (folder / "exports" / "roster.csv").write_text(ROSTER, "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.delenv("HUSTINGS_SETTINGS", raising=False)
    return folder


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def propose(*words):
    return run("crosswalk", "exports/Our work.csv", *words)


def test_a_proposal_is_shown_and_nothing_is_written(office):
    done = propose()
    assert done.exit_code == 0, done.output
    assert "(activity_form)" in done.output
    assert "100%  sent           Timestamp" in done.output
    assert "acts           Aaj kya kaam kiya?" in done.output
    assert " 80%  phone          Sampark sutra" in done.output  # by its answers
    assert "Nothing was written." in done.output
    assert " 60%  met            Kul bhent" in done.output  # nothing else is answered with numbers
    assert "No question asks for: day (date of work)" in done.output
    assert "Questions left over: Any suggestion" in done.output
    assert not (office / "crosswalk.toml").exists()


def test_what_a_file_cannot_do_without_is_named_and_may_be_said_for_the_whole_of_it(office):
    (office / "camp.csv").write_text("Event code,Unit,Date\nCAMP-1,IN-JH,2026-11-09\n", "utf-8")
    done = run("crosswalk", "camp.csv", "--source", "events", "--write")
    assert "cannot be read: type (type)" in done.output
    path = office / "crosswalk.toml"
    text = path.read_text("utf-8")
    assert '# ["camp".always]\n# type = "?"' in text
    text = text.replace('# ["camp".always]\n# type = "?"', '["camp".always]\ntype = "shivir"')
    path.write_text(text.replace("confirmed = false", "confirmed = true"), "utf-8")
    lines = run("import", "camp.csv", "--dry-run", "--json").stdout.splitlines()
    rows = [json.loads(line) for line in lines if line.startswith("{")]
    assert [row["type"] for row in rows if row.get("table") == "events"] == ["shivir"]


def test_the_same_is_said_in_hindi(office):
    done = propose("--language", "hi")
    assert "दैनिक कार्य फ़ॉर्म" in done.output
    assert "बचे हुए प्रश्न: Any suggestion" in done.output


def test_what_a_person_confirms_is_imported_and_not_before(office):
    assert propose("--write").exit_code == 0
    path = office / "crosswalk.toml"
    before = run("import", "exports", "--dry-run", "--json")
    assert "nobody has confirmed it" in before.output
    text = path.read_text("utf-8")
    path.write_text(text.replace('"Any suggestion" = ""  # ?\n', ""), "utf-8")
    assert "nobody has confirmed it" in run("import", "exports", "--dry-run", "--json").output
    path.write_text(text.replace("confirmed = false", "confirmed = true"), "utf-8")
    lines = run("import", "exports", "--dry-run", "--json").stdout.splitlines()
    rows = [json.loads(line) for line in lines if line.startswith("{")]
    (act,) = [row for row in rows if row.get("table") == "activity"]
    assert (act["act"], act["people_met"], act["unit"]) == ("house_visit", 12, "IN-JH-AC-065")


def test_a_file_imported_before_is_read_again_when_its_crosswalk_is_confirmed(office):
    known = FORM.replace("Sampark sutra", "Mobile").replace("Kahan gaye the?", "Where?")
    known = known.replace("Aaj kya kaam kiya?", "What did you do?")
    (office / "exports" / "Our work.csv").write_text(known, "utf-8")
    assert run("import", "exports").exit_code == 0
    assert people_met() == [None]  # nobody knows yet what Kul bhent asks
    propose("--write")
    path = office / "crosswalk.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("confirmed = false", "confirmed = true"), "utf-8")
    assert run("import", "exports").exit_code == 0
    assert people_met() == [12]
    assert run("import", "exports").exit_code == 0
    assert people_met() == [12]  # once, and not once more


def people_met():
    met = Snapshot.take(Path("data/clean")).frame("activity")["people_met"]
    return [None if pd.isna(count) else int(count) for count in met]


def test_of_a_file_about_voters_nothing_is_stored_and_no_copy_is_kept(office):
    asked = "Event,Mobile,Present,Caste\nCAMP-1,9876543210,yes,unspeakable\n"
    (office / "exports" / "register.csv").write_text(asked, "utf-8")
    done = run("import", "exports")
    assert "register.csv" in done.output
    assert "'Caste' (caste)" in done.output
    assert "Remove the column" in done.output
    kept = [path for path in (office / "data").rglob("*") if path.is_file()]
    assert kept  # the roster is
    assert not [path for path in kept if b"unspeakable" in path.read_bytes()]


def test_settings_and_remarks_stay_as_they_are(office):
    kept = (office / "settings.toml").read_bytes()
    (office / "crosswalk.toml").write_text("# a remark of ours\n", "utf-8")
    assert propose("--write", "--name", "Daily").exit_code == 0
    assert (office / "settings.toml").read_bytes() == kept
    text = (office / "crosswalk.toml").read_text("utf-8")
    assert text.startswith("# a remark of ours\n")
    assert tomllib.loads(text)["Daily"]["confirmed"] is False
    assert [path.name for path in office.glob(".crosswalk*")] == []


def test_the_same_questions_are_written_once_and_others_get_a_name_of_their_own(office):
    propose("--write")
    first = (office / "crosswalk.toml").read_text("utf-8")
    assert "has these questions already" in propose("--write").output
    assert (office / "crosswalk.toml").read_text("utf-8") == first
    reworded = FORM.replace("Kul bhent", "Kitne log mile")
    (office / "exports" / "Our work.csv").write_text(reworded, "utf-8")
    propose("--write")
    written = tomllib.loads((office / "crosswalk.toml").read_text("utf-8"))
    assert set(written) == {"Our work", "Our work 2"}


def test_a_download_in_a_zip_is_opened(office):
    with zipfile.ZipFile(office / "Our work.csv.zip", "w") as archive:
        archive.writestr("Our work.csv", FORM)
    done = run("crosswalk", "Our work.csv.zip")
    assert done.exit_code == 0, done.output
    assert "(activity_form)" in done.output


@pytest.mark.parametrize(
    ("words", "code", "problem", "fix"),
    [
        (("crosswalk", "none.csv"), 10, "There is no such file", "Check the name."),
        (("crosswalk", "votes.csv"), 12, "data about voters", "Remove the column"),
        (("crosswalk", "exports/roster.csv", "--source", "x_posts"), 2, "No form or sheet", "?"),
        (("crosswalk", "nothing.csv"), 10, "None of the questions", "--source"),
    ],
)
def test_what_cannot_be_proposed_is_said_with_its_fix(office, words, code, problem, fix):
    (office / "votes.csv").write_text("Timestamp,Mobile,Whom will you vote for?\n1,2,3\n", "utf-8")
    (office / "nothing.csv").write_text("Aaa,Bbb\n1,2\n", "utf-8")
    done = run(*words)
    assert done.exit_code == code, done.output
    assert problem in done.stderr
    assert fix in done.stderr


def test_one_crosswalk_in_two_files_and_a_misspelt_key_are_refused(office):
    propose("--write", "--name", "Daily")
    settings = (office / "settings.toml").read_text("utf-8")
    twice = '\n[crosswalk.Daily]\nsource = "events"\n[crosswalk.Daily.questions]\n"A" = ""\n'
    (office / "settings.toml").write_text(settings + twice, "utf-8")
    done = run("import", "exports")
    assert done.exit_code == 2
    assert "'Daily' stands in two files" in done.stderr
    (office / "settings.toml").write_text(settings, "utf-8")
    path = office / "crosswalk.toml"
    path.write_text(path.read_text("utf-8").replace("confirmed =", "confirmd ="), "utf-8")
    done = run("import", "exports")
    assert done.exit_code == 2
    assert "crosswalk.Daily.confirmd: unknown. Did you mean 'confirmed'?" in done.stderr


@given(
    name=st.text(min_size=1, max_size=30),
    questions=st.lists(st.text(min_size=1, max_size=80), unique=True, max_size=5),
)
def test_any_question_is_written_so_that_it_is_read_back(tmp_path_factory, name, questions):
    path = tmp_path_factory.mktemp("written") / "crosswalk.toml"
    lines = tuple(Line(question, "met", 0.9) for question in questions)
    add_to(path, as_text(name, Proposal("events", lines, ("fee",), (), ()), "a\nfile.csv"))
    add_to(path, "")
    read = tomllib.loads(path.read_text("utf-8"))
    assert read == {
        name: {"source": "events", "confirmed": False, "questions": dict.fromkeys(questions, "met")}
    }
