"""Who may be whom: each suggestion with its evidence, and none where that says otherwise."""

import csv
import stat

import pytest
from click.testing import CliRunner
from tests.support.office import NOW, PANCHAYATS, ROSTER, Office, person, said

from hustings.cli import main
from hustings.intake.who import Said, decide, suggest
from hustings.intake.who.alike import likeness
from hustings.roster import Log
from hustings.store import Snapshot

ASHA, RAVI, SURESH = "9876543210", "9123456789", "9000000002"
NAME = "WhatsApp Chat with Rampur Team.txt"
LISTS = (
    ("units.csv", PANCHAYATS),
    ("roster.csv", ROSTER + person("Asha Devi", ASHA, hindi="आशा देवी")
     + person("Ravi Kumar", RAVI, unit="P2") + person("Suresh Mahto", SURESH)),
    ("groups.csv", "Group,Platform,Unit,Official\nRampur Team,whatsapp,P1,no\n"),
)  # fmt: skip


@pytest.fixture(scope="module")
def began(tmp_path_factory, root):
    with pytest.MonkeyPatch.context() as patch:
        made = Office.at(tmp_path_factory.mktemp("began"), root, patch)
        made.take(*LISTS)
    return made


@pytest.fixture
def office(began, tmp_path, monkeypatch):
    return began.copied(tmp_path, monkeypatch)


def days(author, words, count=7):
    """The same person's messages, one a day."""
    return "".join(
        said(author, f"{words} {n}", at=f"{n:02d}/11/26, 10:{n:02d}") for n in range(10, 10 + count)
    )


def suggested(office, least=0.25):
    found = suggest(office.settings, least=least)
    return {each.called: (round(each.sure, 2), [why.key for why in each.evidence])
            for each in found}  # fmt: skip


def test_a_saved_name_that_writes_what_a_number_wrote_in_another_export_is_that_person(office):
    office.take(("a/" + NAME, days("+91 98765 43210", "baat")))
    office.take(("b/" + NAME, days("Block Wali Didi", "baat")))
    assert suggested(office) == {("Block Wali Didi", "asha devi"): (0.99, ["same_messages"])}
    (one,) = suggest(office.settings)
    assert dict(one.evidence[0].said) == {"n": 7, "of": 7, "group": "rampur team"}
    assert one.other == office.phone(ASHA)


def test_two_whom_one_export_shows_both_are_two_people_though_they_write_the_same(office):
    both = days("+91 98765 43210", "forwarded") + days("Copycat", "forwarded")
    office.take(("a/" + NAME, both))
    office.take(("b/" + NAME, days("Copycat", "forwarded")))
    assert suggested(office) == {}


def test_greetings_that_everybody_writes_are_no_evidence(office):
    def greet(author):
        return "".join(said(author, "Ram Ram", at=f"{n}/11/26, 7:00") for n in range(10, 20))

    office.take(("a/" + NAME, greet("+91 98765 43210")))
    office.take(("b/" + NAME, greet("Somebody")))
    assert suggested(office) == {}


def test_fewer_messages_and_such_as_differ_leave_more_doubt(office):
    office.take(("a/" + NAME, days("+91 98765 43210", "baat", 4) + days("+91 98765 43210", "x", 1)))
    other = days("Didi", "baat", 3) + said("Didi", "something else", at="13/11/26, 10:13")
    office.take(("b/" + NAME, other))
    ((sure, why),) = suggested(office).values()
    assert why == ["same_messages"]
    assert sure == round(3 / 4 * (1 - 0.5**3), 2)


def test_names_of_strangers_are_held_against_those_who_work_where_the_chat_is(office):
    text = "".join(
        said(name, f"msg {n}", at=f"1{n}/11/26, 9:00")
        for n, name in enumerate(
            ["आशा देवि", "Sures Mahato", "~ Suresh", "Ravi Kumar", "Unrelated Person"]
        )
    )
    office.take((NAME, text))
    assert suggested(office, least=0.2) == {
        ("आशा देवि", "asha devi"): (0.7, ["same_sound"]),
        ("Sures Mahato", "suresh mahto"): (0.5, ["near_name"]),
        ("~ Suresh", "suresh mahto"): (0.28, ["part_of_name"]),
    }  # Ravi Kumar works in P2: in P1's chat his name is anybody's


def test_a_name_that_several_there_could_bear_is_shared_out_among_them(office):
    office.take(("more.csv", LISTS[1][1] + person("Suresh Mahtto", "9000000003")))
    office.take((NAME, said("Suresh Mahttoo", "namaste")))
    found = suggest(office.settings)
    assert {each.called[1]: round(each.sure, 2) for each in found} == {
        "suresh mahto": 0.25, "suresh mahtto": 0.25,
    }  # fmt: skip
    assert [each.evidence[0].said["others"] for each in found] == [1, 1]


@pytest.mark.parametrize(
    ("shown", "name", "how"),
    [
        ("Asha Devi ji", "asha devi", "same_name"),
        ("श्रीमती आशा देवी", "asha devi", "same_sound"),
        ("Devi Asha", "asha devi", "same_sound"),
        ("Pooja Kumari 🙏", "पूजा कुमारी", "same_sound"),
        ("Rajesh Kumaar Singh", "rajesh kumar sinh", "same_sound"),
        ("Rajesh Kumr Singh", "rajesh kumar singh", "near_name"),
        ("Birsa Hembrom", "बिरसा हेम्ब्रम", "near_name"),
        ("Asha", "asha devi", "part_of_name"),
        ("Devi Usha", "asha devi", None),
        ("Usha Devi", "asha devi", None),
        ("Ramesh Kumar", "suresh kumar", None),
        ("जी", "asha devi", None),
        ("+91 98765 43210", "asha devi", None),
    ],
)
def test_names_are_alike_by_letters_by_sound_or_in_part(shown, name, how):
    found = likeness(shown, [name])
    assert (found.how if found else None) == how


def test_what_was_decided_either_way_is_suggested_no_more(office):
    office.take(("a/" + NAME, days("+91 98765 43210", "baat")))
    office.take(("b/" + NAME, days("Didi", "baat") + said("Sures Mahato", "x y z")))
    assert len(suggested(office)) == 2
    pair = [(each.one, each.other) for each in suggest(office.settings)]
    for act, (one, other) in zip(("merge", "split"), pair, strict=True):
        decide(office.settings, Said(act, one, other, "office", "seen"), now=NOW)
    assert suggested(office) == {}
    assert len(office.rows("messages")) == 8  # the seven are one person's now


def run(office, *words, code=0):
    settings = ("--settings", str(office.settings.read_from))
    done = CliRunner().invoke(main, ["people", *map(str, words), *settings])
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture
def exported_twice(office):
    office.take(("a/" + NAME, days("+91 98765 43210", "baat")))
    office.take(("b/" + NAME, days("=Didi", "baat") + said("Sures Mahato", "x y z")))
    return office


def test_a_list_is_reviewed_in_a_spreadsheet_and_taken_back(exported_twice, tmp_path):
    path = tmp_path / "review.csv"
    assert "hold" in run(exported_twice, "suggest", "--file", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, first, second = csv.reader(file)
    assert first[1:4] == ["'=Didi", "asha devi", "99%"]
    answered = [head, ["हाँ", *first[1:]], ["no", *second[1:]]]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(answered)
    assert "1 merged, 1 kept apart, 0 left open" in run(exported_twice, "review", path)
    assert [entry.act for entry in Log.of(exported_twice.data).entries()] == ["merge", "split"]
    assert "0 merged, 0 kept apart" in run(exported_twice, "review", path)  # nothing new
    assert "Nothing more to suggest" in run(exported_twice, "suggest")


def test_a_list_in_hindi_has_hindi_headers_and_takes_a_haan(exported_twice, tmp_path):
    path = tmp_path / "review.csv"
    run(exported_twice, "suggest", "--file", path, "--language", "hi")
    text = path.read_text("utf-8-sig")
    assert text.startswith("एक ही व्यक्ति? हाँ/नहीं,एक,दूसरा,")
    path.write_text(text.replace("\n,", "\nhaan,", 1), "utf-8")
    assert "1 मिलाए गए" in run(exported_twice, "review", path, "--language", "hi")


def test_an_answer_that_is_neither_yes_nor_no_is_named_and_nothing_is_decided(
    exported_twice, tmp_path
):
    path = tmp_path / "review.csv"
    run(exported_twice, "suggest", "--file", path)
    path.write_text(path.read_text("utf-8-sig").replace("\n,", "\nperhaps,", 1), "utf-8")
    assert "line 2" in run(exported_twice, "review", path, code=10)
    assert Log.of(exported_twice.data).entries() == []


@pytest.mark.parametrize("where", ["reports", "data", "data/clean", "notebooks"])
def test_no_list_with_names_is_written_where_it_would_be_handed_on(exported_twice, where):
    path = exported_twice.folder / where / "review.csv"
    assert "does not belong there" in run(exported_twice, "suggest", "--file", path, code=2)
    assert not path.exists()


def test_suggesting_stores_nothing(exported_twice):
    before = Snapshot.take(exported_twice.data / "clean").pin
    shown = run(exported_twice, "suggest", "--language", "hi")
    assert "Didi" in shown
    assert Snapshot.take(exported_twice.data / "clean").pin == before
    for path in exported_twice.data.rglob("*"):
        if path.is_file() and "raw" not in path.parts:
            assert b"Didi" not in path.read_bytes(), path
