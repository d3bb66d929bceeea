"""Links, pipes, bombs within bombs and absurd names in a folder: told of, and never followed."""

import io
import os
import socket
import stat
import zipfile
from pathlib import Path

import pytest
from tests.unit.intake.conftest import NOW

from hustings.errors import InputError
from hustings.intake.archives import opened
from hustings.intake.received import find, said

MONDAY = "16/11/2026, 19:05 - Asha: Meeting at six\n"


def test_links_and_pipes_in_a_folder_are_passed_over_and_named(put, take, tmp_path):
    folder = put("WhatsApp Chat with A.txt", MONDAY).parent
    (tmp_path / "secret.txt").write_text(MONDAY.replace("Asha", "Ravi"), "utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "all").symlink_to("/")
    os.mkfifo(folder / "pipe.txt")
    outcome = take(folder)
    assert [file.name for file in outcome.files] == ["WhatsApp Chat with A.txt"]
    assert outcome.passed_over == ["all", "link.txt", "pipe.txt"]


def test_a_link_in_a_zip_is_no_member(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("_chat.txt", MONDAY)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    (received,) = find([tmp_path / "a.zip"], now=NOW)
    with opened(received, largest_mb=10) as members:
        assert [member.name for member in members] == ["a.zip/_chat.txt"]


def test_a_zip_within_a_zip_within_a_zip_is_not_opened(tmp_path):
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", b"\0" * (8 * 2**20))
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("outer.zip", outer.getvalue())
    (received,) = find([tmp_path / "a.zip"], now=NOW)
    with pytest.raises(InputError, match="holds nothing we read"), opened(received, largest_mb=10):
        pass


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a\nb.txt", "a\ufffdb.txt"),
        ("\u202etxt.exe.txt", "txt.exe.txt"),
        ("-rf.txt", "-rf.txt"),
        ("CON.txt", "CON.txt"),
        (os.fsdecode(b"\xff.txt"), "\ufffd.txt"),
        ("x" * 250 + ".txt", "x" * 250 + ".txt"),
    ],
)
def test_an_absurd_name_is_imported_and_printed_harmlessly(put, take, rows, name, told):
    outcome = take(put(name, MONDAY))
    assert [file.name for file in outcome.files] == [told]
    assert rows("files")["name"].tolist() == [told]
    assert said(name) == told


def test_a_name_no_disk_can_hold_is_no_file(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        find([tmp_path / ("x" * 4096)], now=NOW)


def _pipe(path):
    os.mkfifo(path)


def _socket(path):
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(path))


def _loop(path):
    path.symlink_to(path.name)


def _way_out(path):
    path.symlink_to("/")


@pytest.fixture
def near(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # a socket's name may have but 107 letters
    return Path("odd.txt")


@pytest.mark.parametrize(("make", "kind"), [(_pipe, "a pipe"), (_socket, "a socket")])
def test_what_is_no_file_is_refused_by_its_kind_when_named_itself(near, make, kind):
    make(near)
    (received,) = find([near], now=NOW)
    assert received.trouble is not None
    assert received.trouble.problem == f"It is {kind}, which is never opened."


def test_an_endless_device_is_refused_and_not_read():
    (received,) = find([Path("/dev/zero")], now=NOW)
    assert received.trouble is not None
    assert "a device" in received.trouble.problem


def test_links_that_lead_in_a_circle_or_out_of_the_folder_are_passed_over(put, take):
    folder = put("WhatsApp Chat with A.txt", MONDAY).parent
    _loop(folder / "loop.txt")
    _way_out(folder / "out")
    (folder / "round").symlink_to(folder)
    outcome = take(folder)
    assert [file.name for file in outcome.files] == ["WhatsApp Chat with A.txt"]
    assert outcome.passed_over == ["loop.txt", "out", "round"]


def test_a_folder_that_may_not_be_opened_is_named_and_the_others_are_read(put, take, monkeypatch):
    folder = put("WhatsApp Chat with A.txt", MONDAY).parent
    (folder / "shut").mkdir()
    scandir = os.scandir

    def refusing(path):  # root may read what has mode 000, so the refusal is made here
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    read, shut = take(folder).files
    assert read.name == "WhatsApp Chat with A.txt"
    assert read.error is None
    assert shut.error is not None
    assert shut.error.problem == "The folder cannot be opened: Permission denied."
    assert shut.error.where == "shut"


def test_a_file_that_may_not_be_read_is_named_and_the_others_are_read(put, take, monkeypatch):
    put("locked.txt", MONDAY)
    folder = put("WhatsApp Chat with A.txt", MONDAY).parent
    opening = Path.open

    def refusing(path, *args, **kwargs):
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opening(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refusing)
    errors = {file.name: file.error for file in take(folder).files}
    assert errors["WhatsApp Chat with A.txt"] is None
    assert errors["locked.txt"].problem == "The file cannot be opened: Permission denied."


def test_a_file_that_vanishes_before_it_is_read_is_named(put, take, monkeypatch):
    put("gone.txt", MONDAY.replace("Asha", "Ravi"))
    folder = put("WhatsApp Chat with A.txt", MONDAY).parent
    monkeypatch.setattr(
        "hustings.intake.run.find", lambda *args, **kwargs: _then_lose(find(*args, **kwargs))
    )
    errors = {file.name: file.error for file in take(folder).files}
    assert errors["WhatsApp Chat with A.txt"] is None
    assert errors["gone.txt"] is not None


def _then_lose(received):
    for file in received:
        if file.name == "gone.txt":
            file.path.unlink()
    return received
