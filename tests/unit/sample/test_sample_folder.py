"""The sample as a folder: same bytes for the same arguments, marked, and never mixed."""

import hashlib
import io
import json
import zipfile
from datetime import datetime

import pytest
from openpyxl import load_workbook
from tests.support.depth import only_thorough

from hustings.errors import InputError, UsageError
from hustings.period import IST, Period
from hustings.sample import write

UNTIL = Period.parse("2026-W46")


def fingerprint(root):
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        stat = path.stat()
        digest.update(f"{path.relative_to(root)} {stat.st_mtime_ns}".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def test_the_same_arguments_give_the_same_bytes_and_file_times(tmp_path):
    for name in ("one", "two"):
        write(tmp_path / name, state="IN-JH", weeks=3, seed=4, until=UNTIL)
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "two")


def test_writing_again_over_the_very_same_sample_changes_nothing(tmp_path):
    write(tmp_path, state="IN-GA", weeks=2, seed=1, until=UNTIL)
    before = fingerprint(tmp_path)
    write(tmp_path, state="IN-GA", weeks=2, seed=1, until=UNTIL)
    assert fingerprint(tmp_path) == before


def test_another_seed_gives_other_people(tmp_path):
    rosters = []
    for seed in (1, 2):
        write(tmp_path / str(seed), state="IN-GA", weeks=2, seed=seed, until=UNTIL)
        rosters.append((tmp_path / str(seed) / "roster/roster.csv").read_text(encoding="utf-8"))
    assert rosters[0] != rosters[1]


def test_a_folder_with_other_files_is_refused_untouched(tmp_path):
    (tmp_path / "real.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(UsageError, match="something else"):
        write(tmp_path, state="IN-GA", weeks=2, seed=1, until=UNTIL)
    assert [path.name for path in tmp_path.iterdir()] == ["real.csv"]


@pytest.mark.parametrize("marker", ["", "[]", '{"seed": 9}'])
def test_a_folder_with_another_or_a_broken_marker_is_refused(tmp_path, marker):
    (tmp_path / "hustings-sample.json").write_text(marker, encoding="utf-8")
    with pytest.raises(UsageError, match="something else"):
        write(tmp_path, state="IN-GA", weeks=2, seed=1, until=UNTIL)


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"state": "IN-XX"}, UsageError, "no state"),
        ({"weeks": 1}, UsageError, "at least two"),
        ({"until": Period.parse("2026-11")}, UsageError, "whole weeks"),
        ({"state": "IN-LD"}, InputError, "assembly seats"),
    ],
)
def test_what_cannot_be_a_sample_is_refused_before_anything_is_written(
    tmp_path, arguments, error, said
):
    wanted = {"state": "IN-JH", "weeks": 3, "seed": 1, "until": UNTIL} | arguments
    with pytest.raises(error, match=said):
        write(tmp_path / "new", **wanted)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("state", [pytest.param("IN-MP", marks=only_thorough), "IN-SK"])
def test_other_states_large_and_small_have_a_sample_too(tmp_path, state):
    files = write(tmp_path, state=state.lower(), weeks=2, seed=1, until=UNTIL)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert truth["state"] == state
    assert len(files) == len(set(files))
    assert truth["cut_file"]["messages"] == 40_000


def test_the_marker_says_in_both_languages_that_nothing_is_real(jharkhand):
    marker = json.loads((jharkhand.root / "hustings-sample.json").read_text(encoding="utf-8"))
    assert marker["sample"] is True
    assert "Synthetic" in marker["note"]["en"]
    assert "नमूना" in marker["note"]["hi"]
    assert (marker["generator"], marker["seed"], marker["state"], marker["weeks"]) == (
        2, 1, "IN-JH", 6,
    )  # fmt: skip


def test_every_file_returned_was_written_and_lies_where_its_kind_belongs(jharkhand):
    on_disk = {path for path in jharkhand.root.rglob("*") if path.is_file()}
    assert on_disk == set(jharkhand.files)
    folders = {path.relative_to(jharkhand.root).parts[0] for path in on_disk}
    assert folders == {
        "roster", "whatsapp", "facebook", "instagram", "x", "youtube", "forms", "lists",
        "truth.json", "hustings-sample.json",
    }  # fmt: skip


def test_no_file_claims_to_be_exported_after_the_monday_that_follows_the_last_week(jharkhand):
    last = datetime(2026, 11, 16, 12, tzinfo=IST).timestamp()
    first = datetime(2026, 10, 5, tzinfo=IST).timestamp()
    assert all(first <= path.stat().st_mtime <= last for path in jharkhand.files)


def test_zips_and_the_workbook_carry_no_clock_of_this_machine(jharkhand):
    packed = [path for path in jharkhand.files if path.suffix in (".zip", ".xlsx")]
    for path in packed:
        moment = datetime.fromtimestamp(path.stat().st_mtime, IST)
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                assert abs(datetime(*member.date_time, tzinfo=IST) - moment).total_seconds() <= 2
    assert len(packed) > 30


def test_the_workbook_opens_and_holds_phones_as_numbers(jharkhand):
    content = io.BytesIO((jharkhand.root / "roster/roster.xlsx").read_bytes())
    sheet = load_workbook(content, read_only=True).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("Name", "Name (Hindi)", "Phone")
    assert len(rows) > 500
    assert sum(isinstance(row[2], float | int) for row in rows[1:]) > 0.9 * (len(rows) - 1)


def test_progress_counts_up_to_the_end(tmp_path):
    seen = []
    write(
        tmp_path,
        state="IN-GA",
        weeks=2,
        seed=1,
        until=UNTIL,
        progress=lambda what, done, of: seen.append((what, done, of)),
    )
    done = [step for _, step, _ in seen]
    assert done == sorted(done)
    assert seen[-1][1] == seen[-1][2]
    assert {what for what, _, _ in seen} == {"lists", "whatsapp", "posts", "forms", ""}
