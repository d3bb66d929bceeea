"""Rows set aside: all are stored with their reasons, and few of them are held in memory."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from hustings.cli import main
from hustings.importers.contract import SetAside
from hustings.intake import aside, reading
from hustings.intake.aside import Aside

REASON = "the line begins like a message, but there is no such date"
START = datetime(2026, 3, 14, 9, tzinfo=UTC)


def chat(good, bad):
    """Some messages, then as many lines whose dates are none."""
    moments = (START + timedelta(hours=hour) for hour in range(good))
    lines = [f"{moment:%d/%m/%Y, %H:%M} - Asha: done\n" for moment in moments]
    return "".join([*lines, *["31/02/2026, 09:00 - Ravi: lost\n"] * bad])


@pytest.fixture
def few(monkeypatch):
    """As if ten rows were many."""
    monkeypatch.setattr(aside, "REMEMBERED", 10)
    monkeypatch.setattr(aside, "BATCH", 50)


def test_every_row_is_counted_and_only_the_first_are_remembered(few):
    held = Aside()
    for line in range(1, 1001):
        held.add(SetAside(line, f"'{line}' is no number" if line % 4 else "nobody has this phone"))
    assert held.count == 1000
    assert [row.line for row in held.rows] == list(range(1, 11))
    rest = {row.reason: times for row, times in held.kinds() if times > 1}
    assert rest == {"'11' is no number": 742, "nobody has this phone": 248}


def test_kinds_are_held_in_no_greater_number_than_there_is_room_for(few, monkeypatch):
    monkeypatch.setattr(aside, "MOST_KINDS", 3)
    held = Aside()
    for letter in "abcdefghijklmnopqrstuvwxyz":
        held.add(SetAside(1, f"no {letter}"))
    kinds = list(held.kinds())
    assert len(kinds) == 10 + 3
    assert sum(times for _, times in kinds) == held.count == 26


def test_what_two_members_of_a_file_set_aside_is_added_up(few):
    whole, parts = Aside(), [Aside(), Aside()]
    for place in range(60):
        row = SetAside(place, "no such date")
        parts[place // 30].add(row)
    for part in parts:
        whole.add_all(part)
    assert (whole.count, len(whole.rows)) == (60, 10)
    assert sum(times for _, times in whole.kinds()) == 60


@pytest.mark.parametrize("good", [0, 30])
def test_every_row_set_aside_is_stored_with_its_reason(few, take, put, rows, monkeypatch, good):
    put_by, sizes = reading.put, []
    monkeypatch.setattr(
        reading,
        "put",
        lambda sink, table, some: (sizes.append(len(some)), put_by(sink, table, some)),
    )
    outcome = take(put("WhatsApp Chat with Team.txt", chat(good, 220)))
    assert outcome.counts()["quarantined"] == 220
    assert len(rows("messages")) == good
    stored = rows("quarantine").sort_values("row")
    assert stored["row"].tolist() == list(range(good + 1, good + 221))
    assert set(stored["reason"]) == {REASON}
    assert max(sizes) <= 50
    (file,) = outcome.files
    assert len(file.set_aside) == 10


def test_a_file_that_cannot_be_read_to_its_end_leaves_no_rows_set_aside(
    few, take, put, rows, monkeypatch
):
    bad = put("WhatsApp Chat with Team.txt", chat(3, 220))

    def broken(*_):
        raise ValueError("broken")

    monkeypatch.setattr("hustings.importers.whatsapp.reader._people", broken)
    good = put("groups.csv", "Group,Platform,Unit,Official\nTeam,whatsapp,IN-JH-PC-08,yes\n")
    outcome = take(bad, good)
    assert [file.name for file in outcome.failed] == [bad.name]
    assert len(rows("quarantine")) == 0
    assert outcome.counts()["quarantined"] == 0


def test_the_summary_counts_rows_that_are_no_longer_remembered(few, office, put, monkeypatch):
    monkeypatch.chdir(office.read_from.parent)
    path = put("WhatsApp Chat with Team.txt", chat(3, 220))
    told = CliRunner().invoke(main, ["import", str(path)]).stdout
    assert "220 rows: " in told
    assert "and 217 more" in told
    assert told.splitlines()[-1].endswith(" 0 already known, 220 set aside")
