"""Exports glued together as bytes: each part is read in its own encoding."""

from itertools import product

import pytest

from hustings.errors import InputError
from hustings.importers.codepage import SPOILT
from hustings.importers.whatsapp.kinds import content

ONE = "13/06/2023, 18:12 - Asha: one\n14/06/2023, 18:12 - Ravi: आशा ਊ 😀\nmore\n"
TWO = "[१५/०६/२०२३, १८:१२:०५] Asha: two\n[१६/०६/२०२३, १८:१२:०५] Ravi: ऊ\n"
THREE = "\u200e[17/06/2023, 18:12:05] Sita: three\n18:13, 18/06/2023 - Om: four"
BEGINNINGS = (
    "13 06 23, 18:12 - ", "2023年6月13日 18:12 - ", "2023. 6. 13. 18:12 - ", "18:12, 13/06/2023 - ",
    "١٣\u200f/٦\u200f/٢٠٢٣، ٦:١٢ م - ", "\u200e[13/06/2023, 18:12:05] ", "१३/०६/२३, १८:१२ - ",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize("encodings", list(product(ENCODINGS, repeat=2)))
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_each_part_is_read_in_its_encoding(encodings, line_end, parse):
    texts, written = (ONE, TWO, THREE), (*encodings, encodings[0])
    raw = b"".join(
        text.replace("\n", line_end).encode(encoding)
        for text, encoding in zip(texts, written, strict=True)
    )
    for block in (7, 64, 2**22):
        found = parse(raw, block=block)
        assert found.authors == ["Asha", "Ravi", "Asha", "Ravi", "Sita", "Om"]
        assert found.texts == ["one", "आशा ਊ 😀\nmore", "two", "ऊ", "three", "four"]


def test_a_part_may_lie_anywhere_in_a_large_file(parse):
    before = "".join(f"13/06/2023, 18:{n % 60:02d} - Asha: क {n}\n" for n in range(4000)).encode()
    for begins in range(0, 60, 7):
        raw = before[: 4096 * 20 - begins]
        raw = raw[: raw.rfind(b"\n") + 1] + b"x" * begins + b"\n"
        found = parse(raw + TWO.encode("utf-16-le") + THREE.encode(), block=4096)
        assert found.texts[-4:] == ["two", "ऊ", "three", "four"]


@pytest.mark.parametrize("header", BEGINNINGS)
@pytest.mark.parametrize("encodings", list(product(("utf-8", "utf-16-le", "utf-16-be"), repeat=2)))
def test_a_part_may_begin_with_any_date(header, encodings, parse):
    one, two = f"{header}Asha: one\n", f"{header}Ravi: two\n"
    found = parse(one.encode(encodings[0]) + two.encode(encodings[1]))
    assert found.authors == ["Asha", "Ravi"]


def test_a_zero_in_a_message_starts_no_other_encoding(parse):
    found = parse("13/06/2023, 18:12 - Asha: a\0b\n1\0 c\n14/06/2023, 18:12 - Ravi: ÿþ")
    assert found.texts == ["a\0b\n1\0 c", "ÿþ"]


def test_spaces_and_marks_spoilt_by_a_code_page_are_read(parse):
    """As Notepad saves in its old code page, and what reading UTF-8 in that page makes of it."""
    text = (
        "[13/06/23, 7:02:05\u202fPM] Asha: one\n"
        "\u200e[14/06/23, 7:02:06\u202fam] Ravi: \u200eimage omitted\n"
        "15/06/23, 7:02\u202fpm - Sita: three"
    )
    for raw in (text.encode("cp1252", "replace"), text.encode().decode("cp1252").encode()):
        found = parse(raw)
        assert found.times == ["2023-06-13T19:02:05", "2023-06-14T07:02:06", "2023-06-15T19:02:00"]
        assert found.authors == ["Asha", "Ravi", "Sita"]
    assert content("?image omitted").kind == "image"
    assert content("?").kind == "text"


HINDI = (
    "\u200e[13/06/23, 7:02:05\u202fPM] आशा दीदी: आज बूथ क्रमांक ८ की बैठक है 😀\n"
    "\u200e[14/06/23, 7:02:06\u202fPM] Ravi: \u200eimage omitted\n"
    "[15/06/23, 7:02:06\u202fPM] Ravi: “thanks” – don’t wait… कार्य\nपूरा\u00a0हुआ\n"
)


def windows(text):
    """UTF-8 as a program shows it that takes it for the text of a Western Windows."""
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode("utf-8")
    )


def latin(text):
    return text.encode("utf-8").decode("latin-1")


@pytest.mark.parametrize("spoil", [windows, latin, lambda text: windows(windows(text))])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("block", [64, 2**22])
def test_a_chat_saved_in_a_wrong_code_page_is_read_as_it_was(spoil, encoding, block, parse):
    for text in (HINDI, "\ufeff" + HINDI.replace("\n", "\r\n")):
        found, sound = parse(spoil(text).encode(encoding), block=block), parse(HINDI)
        assert (found.authors, found.texts) == (sound.authors, sound.texts)


def test_it_is_remarked_and_the_fingerprints_are_those_of_the_sound_export(importing):
    found, sound = importing(windows(HINDI)), importing(HINDI)
    assert found.assumed[SPOILT] == "4 line(s) come back as they were, 0 do not"
    assert SPOILT not in sound.assumed
    assert found.messages["fingerprint"].tolist() == sound.messages["fingerprint"].tolist()


def test_a_chat_whose_letters_do_not_come_back_is_refused_with_what_to_do(importing):
    lost = HINDI.encode().decode("cp1252", "replace").replace("\ufffd", "?")
    with pytest.raises(InputError, match="wrong code page") as caught:
        importing(lost)
    assert "Export the chat again" in caught.value.fix


@pytest.mark.parametrize("sound", ["आज", "\u200e", "😀", "ő", "\u202f"])
def test_rubbish_somebody_forwarded_stays_as_it_was_sent(parse, sound):
    rubbish = windows("आज don’t")
    text = f"13/06/23, 18:12 - Asha: {rubbish}\n13/06/23, 18:13 - Ravi: {sound}x\n"
    assert parse(text).texts[0] == rubbish


def test_letters_of_a_western_name_are_no_sign_of_a_wrong_code_page(parse):
    text = "13/06/23, 18:12 - José: “Ça va?” – 25 °C…\n"
    for raw in (text.encode(), text.encode("cp1252")):
        found = parse(raw)
        assert (found.authors, found.texts) == (["José"], ["“Ça va?” – 25 °C…"])
