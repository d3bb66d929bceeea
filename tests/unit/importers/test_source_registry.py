"""Which importer reads a file: by content, with an answer for what nobody reads."""

import pytest
from tests.support.specimens import OF_SPECIMEN

from hustings.errors import InputError, RefusedError, UsageError
from hustings.importers import recognise, sources
from hustings.schema import CLEAN


@pytest.mark.parametrize(("name", "source"), OF_SPECIMEN.items())
def test_a_file_is_known_by_its_content_whatever_its_name(specimen, name, source):
    assert recognise(specimen(name, name="chat.txt")).name == source


def test_every_table_source_has_a_specimen():
    assert set(sources()) - {"whatsapp", "telegram"} == set(OF_SPECIMEN.values())


def test_every_source_names_itself_in_two_languages_and_fills_known_tables():
    for source in sources().values():
        assert source.en
        assert any("\u0900" <= letter <= "\u097f" for letter in source.hi)
        assert set(source.tables) <= set(CLEAN)


def test_lists_come_before_what_refers_to_them():
    order = list(sources())
    assert order.index("units") < order.index("roster") < order.index("accounts")
    assert order.index("accounts") < order.index("followers") < order.index("watched_posts")
    assert order.index("roster") < order.index("activity_form")


def test_a_named_source_overrides_and_a_misspelt_one_offers_the_nearest(specimen):
    assert recognise(specimen("no_header.csv"), "groups").name == "groups"
    with pytest.raises(UsageError) as caught:
        recognise(specimen("groups.csv"), "facebok_posts")
    assert "Did you mean 'facebook_posts'?" in caught.value.fix


def test_what_nobody_reads_is_answered_with_what_was_looked_for(specimen):
    with pytest.raises(InputError, match="Nothing we read") as caught:
        recognise(specimen("no_header.csv"))
    assert "facebook_posts" in caught.value.fix
    assert "roster" in caught.value.fix
    assert "--source" in caught.value.fix


@pytest.mark.parametrize("content", [b"", b"  \n \r\n", b"\xef\xbb\xbf", b"\xff\xfe\n\0"])
def test_an_empty_file_is_called_empty(received, content):
    with pytest.raises(InputError, match="The file is empty"):
        recognise(received(content))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel file"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"<html><table><tr><td>Name</td></tr></table></html>", "a web page"),
    ],
)
def test_other_kinds_of_file_are_named(received, content, said):
    with pytest.raises(InputError, match=said):
        recognise(received(content))


def test_a_voter_list_nobody_reads_is_refused_by_name(received):
    with pytest.raises(RefusedError):
        recognise(received("Serial,EPIC No,Elector Name,House\n1,ABC1234567,Somebody,4\n"))


def test_a_file_that_fits_two_kinds_asks_which(received, monkeypatch):
    from dataclasses import replace

    from hustings.importers.contract import SOURCES

    sources()
    twin = replace(SOURCES["groups"], name="groups_twin", en="Twin")
    monkeypatch.setitem(SOURCES, "groups_twin", twin)
    with pytest.raises(InputError, match="could be") as caught:
        recognise(received("Group,Unit\nA,IN-JH-AC-065\n"))
    assert "--source groups" in caught.value.fix


def test_a_workbook_is_known_by_its_sheets(received, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Read me"])
    sheet = book.create_sheet("Groups")
    sheet.append(["Group", "Unit", "Official"])
    sheet.append(["Kanke Team", "IN-JH-AC-065", True])
    path = tmp_path / "book.xlsx"
    book.save(path)
    assert recognise(received(path.read_bytes(), "x.bin")).name == "groups"


def test_a_chat_that_quotes_a_table_is_a_chat(received):
    text = (
        "09/11/2026, 9:00 am - Asha: the sheet is\nGroup,Unit,Official\n"
        "09/11/2026, 9:01 am - Asha: done\n09/11/2026, 9:02 am - Birju: ok\n"
    )
    if "whatsapp" not in sources():
        pytest.skip("the chat importer is not there")
    assert recognise(received(text, "chat.txt")).name == "whatsapp"
