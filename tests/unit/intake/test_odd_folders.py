"""Links, pipes, bombs within bombs and absurd names in a folder: told of, and never followed."""

import io
import os
import stat
import zipfile

import pytest
from tests.unit.intake.conftest import NOW

from hustings.errors import InputError
from hustings.intake.received import find, opened, said

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


def test_a_zip_within_a_zip_is_not_opened(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", b"\0" * (8 * 2**20))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
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
