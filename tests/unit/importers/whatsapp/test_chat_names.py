"""What a chat is called: by its file's name in the phone's language, or by its first lines."""

import pytest

from hustings.importers.whatsapp.names import name_of, same_group

HASH = "ab12cd34" * 8


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("WhatsApp Chat with Ranchi Booth 12.txt", "Ranchi Booth 12"),
        ("some/folder/WhatsApp Chat with Ranchi Booth 12.txt", "Ranchi Booth 12"),
        ("WhatsApp Chat - Ranchi Booth 12.zip/_chat.txt", "Ranchi Booth 12"),
        ("x/WhatsApp Chat - रांची बूथ 12.zip/_chat.txt", "रांची बूथ 12"),
        ("WhatsApp Chat with A.zip/WhatsApp Chat with B.txt", "B"),
        ("WhatsApp Chat with Ranchi Booth 12 (2).txt", "Ranchi Booth 12"),
        ("WhatsApp_Chat_with_Ranchi_Booth_12.txt", "Ranchi Booth 12"),
        ("रांची बूथ 12 के साथ WhatsApp चैट.txt", "रांची बूथ 12"),
        ("Chat de WhatsApp con Ranchi.txt", "Ranchi"),
        ("Conversa do WhatsApp com Ranchi.txt", "Ranchi"),
        ("WhatsApp Chat mit Ranchi.txt", "Ranchi"),
        ("Discussion WhatsApp avec Ranchi.txt", "Ranchi"),
        ("Чат WhatsApp с Ranchi.txt", "Ranchi"),
        ("Чат WhatsApp с контактом Ranchi.txt", "Ranchi"),
        ("Chat WhatsApp s uživatelem Ranchi.txt", "Ranchi"),
        ("与Ranchi的 WhatsApp 聊天.txt", "Ranchi"),
        ("WhatsApp Chat with a - b with c.txt", "a - b with c"),
    ],
)
def test_the_files_name_gives_the_groups(file, name):
    found = name_of(file, "", HASH)
    assert (found.name, found.assumed) == (name, False)


@pytest.mark.parametrize(
    ("first", "name"),
    [
        ('13/06/23, 9:00 - Asha created group "Booth: 12"', "Booth: 12"),
        ("[13/06/23, 9:00:00] Booth 12: \u200eMessages and calls are end-to-end enc", "Booth 12"),
        ("[13/06/23, 9:00:00] Booth 12: \u200eआशा ने ग्रुप बनाया", "Booth 12"),
    ],
)
def test_first_lines_name_the_group_where_the_file_does_not(first, name):
    found = name_of("_chat.txt", f"{first}\n[13/06/23, 9:01:00] Asha: hi\n", HASH)
    assert (found.name, found.assumed) == (name, True)


def test_the_other_person_of_a_chat_of_two_is_no_group():
    lines = (
        "[13/06/23, 9:00:00] Asha: \u200eMessages and calls are end-to-end encrypted.\n"
        "[13/06/23, 9:01:00] Asha: hi\n"
    )
    assert name_of("_chat.txt", lines, HASH).name == "_chat ab12cd34"


def test_two_nameless_chats_stay_two_groups():
    assert name_of("_chat.txt", "", HASH).name != name_of("_chat.txt", "", HASH[::-1]).name


def test_any_other_name_is_taken_as_it_stands_and_flagged():
    found = name_of("ranchi-booth.txt", "", HASH)
    assert (found.name, found.assumed) == ("ranchi-booth", True)


def test_signs_a_file_name_cannot_hold_do_not_part_a_group():
    assert same_group("Booth 12/13: Ranchi?") == same_group("Booth 12_13_ Ranchi_")
    assert same_group("रांची") != same_group("राची")
