"""Files come as people send them: zipped, empty, nested, hostile."""

import io
import os
import zipfile
from datetime import UTC, datetime

import pytest

from hustings.errors import InputError, RefusedError
from hustings.importers import recognise
from hustings.intake.archives import opened
from hustings.intake.kept import keep_raw
from hustings.intake.received import Received, find

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def received(path):
    return find([path], now=NOW)[0]


def zipped(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return path


def test_files_are_found_in_a_steady_order_without_links_and_hidden_ones(tmp_path):
    for name in ("b.txt", "a.csv", ".hidden.csv", "sub/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    assert [file.name for file in find([tmp_path], now=NOW)] == ["a.csv", "b.txt", "sub/c.txt"]


def test_a_missing_path_and_an_empty_folder_are_told_apart(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        find([tmp_path / "none"], now=NOW)
    with pytest.raises(InputError, match="nothing to import"):
        find([tmp_path], now=NOW)


def test_an_empty_file_is_refused_with_a_way_out(tmp_path):
    (tmp_path / "chat.txt").touch()
    with (
        pytest.raises(InputError, match="empty") as caught,
        opened(received(tmp_path / "chat.txt"), largest_mb=1),
    ):
        pass
    assert "Export it again" in caught.value.fix


def test_a_file_is_as_old_as_its_last_change_and_never_from_the_future(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x")
    os.utime(path, (1_762_000_000, 1_762_000_000))
    assert received(path).exported_at == datetime.fromtimestamp(1_762_000_000, UTC)
    os.utime(path, (4_000_000_000, 4_000_000_000))
    assert received(path).exported_at == NOW


def test_what_was_told_on_the_command_line_beats_the_files_own_time(tmp_path):
    (tmp_path / "a.csv").write_text("x")
    told = datetime(2026, 1, 2, tzinfo=UTC)
    assert find([tmp_path], now=NOW, exported_at=told)[0].exported_at == told


def test_the_sample_mark_marks_everything_below_it(tmp_path):
    (tmp_path / "hustings-sample.json").write_text("{}")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a.csv").write_text("x")
    assert [file.sample for file in find([tmp_path], now=NOW)] == [True]


def test_a_zip_gives_its_texts_and_leaves_its_pictures(tmp_path):
    path = zipped(tmp_path / "c.zip", _chat_dot_txt="hello", img_dot_jpg="no", t_dot_csv="a,b")
    with opened(received(path), largest_mb=1) as members:
        assert [member.name for member in members] == ["c.zip/_chat.txt", "c.zip/t.csv"]
        assert members[0].open().read() == b"hello"
        inside = members[0].path
    assert not inside.exists()


def test_a_bomb_is_refused_before_it_fills_the_disk(tmp_path):
    path = zipped(tmp_path / "bomb.zip", big_dot_txt=b"\0" * (80 * 2**20))
    assert path.stat().st_size < 2**20
    with (
        pytest.raises(RefusedError, match="bomb") as caught,
        opened(received(path), largest_mb=4096),
    ):
        pass
    assert "largest_unzipped_mb" in caught.value.fix


def test_a_bomb_that_lies_about_its_size_is_refused_too(tmp_path):
    path = zipped(tmp_path / "liar.zip", big_dot_txt=b"\0" * (80 * 2**20))
    raw = bytearray(path.read_bytes())
    central = raw.rindex(b"PK\x01\x02")
    raw[central + 24 : central + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(raw)
    with pytest.raises(InputError), opened(received(path), largest_mb=4096):
        pass


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil.txt", "a\\..\\evil.txt", "x" * 300 + ".txt"]
)
def test_a_member_with_a_hostile_name_lands_nowhere_but_in_our_folder(tmp_path, name):
    path = tmp_path / "slip.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "text")
    with opened(received(path), largest_mb=1) as (member,):
        assert member.path.name == "0.txt"
        assert member.open().read() == b"text"
    assert not list(tmp_path.parent.rglob("evil.txt"))


def test_a_zip_of_pictures_only_and_a_broken_zip_say_so(tmp_path):
    path = zipped(tmp_path / "p.zip", a_dot_jpg="x")
    with pytest.raises(InputError, match="nothing we read"), opened(received(path), largest_mb=1):
        pass
    whole = zipped(tmp_path / "w.zip", a_dot_txt="x" * 10_000).read_bytes()
    broken = tmp_path / "b.zip"
    broken.write_bytes(whole[:40] + b"\xff" * 20 + whole[60:])
    with (
        pytest.raises(InputError, match="cannot be opened"),
        opened(received(broken), largest_mb=1),
    ):
        pass


def test_a_zip_of_very_many_members_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("hustings.intake.archives.MOST_MEMBERS", 3)
    path = zipped(tmp_path / "m.zip", **{f"a{n}_dot_txt": "x" for n in range(5)})
    with pytest.raises(RefusedError, match="5 files"), opened(received(path), largest_mb=1):
        pass


def test_raw_files_are_kept_once_under_their_hash(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"abc")
    file = received(tmp_path / "a.csv")
    keep_raw(file, tmp_path / "raw")
    keep_raw(file, tmp_path / "raw")
    kept = [path for path in (tmp_path / "raw").rglob("*") if path.is_file()]
    assert [path.name for path in kept] == [f"{file.sha256}.csv"]
    assert kept[0].read_bytes() == b"abc"


def test_a_workbook_is_a_document_and_not_an_archive(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    stream = io.BytesIO()
    book.save(stream)
    (tmp_path / "r.xlsx").write_bytes(stream.getvalue())
    assert not Received(tmp_path / "r.xlsx", "r.xlsx", "0", NOW, sample=False).is_archive


def packed(**members):
    held = io.BytesIO()
    zipped(held, **members)
    return held.getvalue()


def names_in(path):
    with opened(received(path), largest_mb=1) as members:
        return [member.name for member in members]


def test_the_zips_phones_made_are_opened_within_the_zip_an_office_made_of_them(tmp_path):
    chat = packed(_chat_dot_txt="line", photo_dot_jpg="x", deeper_dot_zip=packed(a_dot_txt="x"))
    path = zipped(tmp_path / "all.zip", north__Rampur_dot_zip=chat, list_dot_csv="a,b")
    assert names_in(path) == ["all.zip/list.csv", "all.zip/north/Rampur.zip/_chat.txt"]


@pytest.mark.parametrize("own", ["_chat_dot_txt", "WhatsApp Chat with Rampur_dot_txt"])
def test_a_zip_that_a_member_of_a_chat_attached_stays_shut(tmp_path, own):
    members = {own: "line", "sent_dot_zip": packed(_chat_dot_txt="of another chat")}
    path = zipped(tmp_path / "WhatsApp Chat with Rampur.zip", **members)
    assert len(names_in(path)) == 1


def test_bombs_and_broken_zips_within_a_zip_are_named(tmp_path):
    bomb = zipped(tmp_path / "a.zip", inner_dot_zip=packed(big_dot_txt=" " * 80 * 2**20))
    with pytest.raises(RefusedError, match="bomb"):
        names_in(bomb)
    broken = zipped(tmp_path / "b.zip", inner_dot_zip="no zip at all")
    with pytest.raises(InputError) as caught:
        names_in(broken)
    assert caught.value.where == "b.zip/inner.zip"


@pytest.mark.parametrize("name", ["list.ods", "list.XLSM", "report.docx"])
def test_a_document_that_is_a_zip_is_named_for_what_it_is(tmp_path, name):
    path = zipped(tmp_path / name, mimetype="application/x", content_dot_xml="<x/>")
    with (
        opened(received(path), largest_mb=1) as (document,),
        pytest.raises(InputError, match=f"[.]{path.suffix[1:].lower()}") as caught,
    ):
        recognise(document)
    assert "CSV" in caught.value.fix
