"""The summary of an import: biggest first, few examples, in English or Hindi, lines that fit."""

import io
import zipfile

import pytest
from click.testing import CliRunner

from hustings.cli import main
from hustings.cli.summary import WIDE
from hustings.wording.remarks import kind_of, translated

MONDAY = "16/11/2026, 19:05 - Asha: Meeting at six\n16/11/2026, 19:06 - Ravi: done\n"


@pytest.fixture
def run(office, monkeypatch):
    """Gives `run(words...)`: a command run in the office."""
    monkeypatch.chdir(office.read_from.parent)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def folder(put):
    """Five chats, of which one is empty, and a list of groups in which one unit is unknown."""
    for number in range(4):
        text = MONDAY.replace("19:05", f"19:0{number}")
        put(f"WhatsApp Chat with Rampur Team {number} of a very long name indeed.txt", text)
    put("WhatsApp Chat with Nobody.txt", "")
    groups = "Group,Platform,Unit,Official\nRampur Team 1,whatsapp,Atlantis,yes\n"
    return put("groups.csv", groups).parent


def test_what_was_read_assumed_set_aside_and_refused_is_told(run, folder):
    done = run("import", folder)
    assert done.exit_code == 3
    told = done.stdout
    assert "WhatsApp chat exports: 4 files, 12 rows new" in told
    assert "- times are read as those of Asia/Kolkata (4 files)\n    for example " in told
    assert "and 1 more" in told
    assert "1 row: Nobody knows a unit called this name\n    in groups.csv, line 2" in told
    assert "To put it right: " in told
    assert (
        "Not read: 1 file\n  - The file is empty. (1 file)\n    WhatsApp Chat with Nobody.txt"
        in (done.stderr)
    )
    assert "1. Put right or export again the files that were not read" in told
    assert told.splitlines()[-1] == "13 rows read: 12 stored, 0 already known, 1 set aside"
    assert max(map(len, told.splitlines())) <= WIDE


def test_the_summary_and_the_errors_come_in_hindi(run, folder):
    done = run("import", folder, "--language", "hi")
    assert "क्या पढ़ा गया\n  WhatsApp चैट निर्यात: 4 फ़ाइलें, 12 पंक्तियाँ नई" in done.stdout
    assert "- समय Asia/Kolkata के माने गए (4 फ़ाइलें)" in done.stdout
    assert "1 पंक्ति: इस नाम की कोई इकाई ज्ञात नहीं है" in done.stdout
    assert "फ़ाइल खाली है।" in done.stderr
    assert "क्या करें: फिर से एक्सपोर्ट करें" in done.stderr
    alone = run("import", folder / "nothing.txt", "--language", "hi")
    assert alone.exit_code == 10
    assert "ऐसी कोई फ़ाइल या फ़ोल्डर नहीं है।" in alone.stderr


def test_the_language_is_that_of_the_settings_unless_another_is_asked_for(run, office, folder):
    path = office.read_from
    path.write_text(path.read_text("utf-8").replace('spoken = "en"', 'spoken = "hi"'), "utf-8")
    assert "क्या पढ़ा गया" in run("import", folder).stdout
    assert "What was read" in run("import", folder, "--language", "en").stdout


def test_remarks_that_differ_in_figures_alone_are_one_kind():
    """
    7 line(s) .. pasted into one | 12 line(s) .. pasted into one | -> 19 line(s) ..
    """
    said = "{} line(s) that look like messages are text pasted into one"
    kinds = [kind_of(said.format(number), "en") for number in (7, 12, 1_000)]
    assert len({kind.said for kind in kinds}) == 1
    assert kinds[0].told([kind.values for kind in kinds]) == said.format("1,019")


def test_remarks_nobody_has_translated_stay_and_are_still_one_kind():
    one, other = kind_of("the sky is 3 'blue' {x}", "hi"), kind_of("the sky is 4 'red' {x}", "hi")
    assert one.said == other.said
    assert one.told([one.values, other.values]) == "the sky is 7 'blue', 'red' (x)"
    assert translated("the sky is 3", "hi") == "the sky is 3"


def test_files_that_are_not_read_are_told_kind_by_kind_with_what_to_do(run, put):
    """
    3 photos | a voice message | a photo of a zip cut off | a list nobody knows
    """
    for number in range(3):
        put(f"IMG-{number}.jpg", b"\xff\xd8\xff\xe0" + bytes([number]) * 500)
    put("PTT-1.opus", b"OggS" + b"\0" * 500)
    put("half.zip", b"PK\x03\x04" + b"16/11/2026, 19:05 - Asha: Meeting\n" * 9)
    folder = put("shopping.txt", "milk\nbread\n").parent
    done = run("import", folder)
    assert done.exit_code == 3
    assert "This is a picture, which is not read. (3 files)\n    IMG-0.jpg\n    IMG-1.jpg" in (
        done.stderr
    )
    assert "a sound or a voice message, which is not read. (1 file)" in done.stderr
    assert "a zip that is cut off or damaged, which is not read. (1 file)" in done.stderr
    assert "type: hustings crosswalk, and this" in done.stderr
    assert max(map(len, done.stderr.splitlines())) <= WIDE
    hindi = run("import", folder, "--language", "hi").stderr
    assert "यह तस्वीर है, जो पढ़ी नहीं जाती। (3 फ़ाइलें)" in hindi
    assert "shopping.txt" in hindi
    assert "पढ़ा जा रहा है 6 में से 0" in hindi
    assert "not read" not in hindi


def test_files_of_one_name_are_told_apart_by_their_folders(run, put):
    for folder in ("asha", "ravi"):
        put(f"{folder}/WhatsApp Chat with Rampur.txt", MONDAY.replace("Asha", folder))
    other = put("WhatsApp Chat with Sonpur.txt", MONDAY)
    told = run("import", other.parent).stdout
    chat = "WhatsApp Chat with Rampur.txt"
    said = " ".join(told.split())
    assert f"in WhatsApp Chat with Sonpur.txt; asha/{chat}; ravi/{chat}" in said


def test_words_of_different_columns_are_not_lumped_together(run, put):
    put("claims.csv", "Claim code,Claim text,First seen,Status\nC-1,One,08/11/2026,somewhere\n")
    accounts = "Platform,Handle,Name,Side,Unit,Holder\nx,Third,Third,neutral,,\n"
    told = run("import", put("accounts.csv", accounts).parent).stdout
    assert "1 row: 'Side' holds an unknown word" in told
    assert "1 row: 'Status' holds an unknown word" in told
    assert "Known: ally, ours, watched." in told


def test_forgetting_says_what_is_gone_and_how_to_undo_it(run, folder):
    run("import", folder)
    done = run("forget-file", "groups.csv")
    assert done.exit_code == 0, done.output
    assert "'groups.csv' is forgotten: 0 rows taken out" in done.stdout
    chat = "WhatsApp Chat with Rampur Team 1 of a very long name indeed.txt"
    done = run("forget-file", chat, "--language", "hi")
    assert "3 पंक्तियाँ हटाई गईं" in done.stdout
    unknown = run("forget-file", chat)
    assert unknown.exit_code == 2
    assert "No imported file is called" in unknown.stderr


def test_a_member_of_a_zip_that_could_not_be_read_is_told_without_a_line(run, put):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("WhatsApp Chat with Rampur Team.txt", MONDAY)
        archive.writestr("torn.zip", b"PK\x03\x04 and no more")
    path = put("all.zip", held.getvalue())
    done = run("import", path)
    assert done.exit_code == 3
    said = "'all.zip/torn.zip' in a zip could not be read: This member of the zip cannot be opened"
    assert said in " ".join(done.stdout.split())
    assert "\n    in all.zip\n" in done.stdout
