"""Health rows by hand: real exports are imported, and what is told of them is what was drawn."""

import os
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
from tests.unit.health.conftest import daily, written

from hustings.errors import InputError
from hustings.health import check_exports
from hustings.settings import Exports, Phone

SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
OTHERS = ("Asha-ji", "+91 98765 43210")


def test_one_export_alone_is_one_source(listed, export, take, group):
    take(listed, export("asha", written(daily())), exported_at=SATURDAY)
    row = group()
    assert (row.name, row.unit, row.exports, row.messages) == ("Kanke Team", "IN-JH-AC-065", 1, 56)
    assert (row.rests_on, row.pair) == ("one", None)
    assert (row.age.days, row.age.limit, row.age.is_stale) == (1, 10, False)
    assert row.span.first_at == datetime(2026, 10, 25, 3, 30, tzinfo=UTC)
    assert row.span.last_at == datetime(2026, 11, 21, 3, 37, tzinfo=UTC)
    assert row.span.holes == ()
    assert (row.probably_cut, row.date_order, row.date_order_assumed) == (False, "dmy", False)


def test_two_members_exports_are_laid_side_by_side(listed, export, take, group, rows):
    one = export("asha", written(daily()))
    other = export("ravi", written(daily()[10:], names=OTHERS, order="%m/%d/%y"))
    take(listed, one, other, exported_at=SATURDAY)
    row = group()
    assert (row.exports, row.rests_on) == (2, "two")
    found = row.pair.agreement
    assert (found.both, found.of, found.overlap, found.offset_minutes) == (46, 46, 1.0, 0)
    assert {found.one.before, found.other.before} == {0, 10}
    assert len(rows("messages")) == 56  # though nobody has said yet that Asha-ji is Asha
    assert not row.looks_edited


def test_the_same_phone_twice_is_no_second_source(listed, export, take, group):
    take(listed, export("asha", written(daily(21))), exported_at=SATURDAY - timedelta(7))
    take(export("asha", written(daily())), exported_at=SATURDAY)
    row = group()
    assert (row.exports, row.rests_on, row.pair.alike) == (2, "alike", True)
    assert row.pair.agreement.one.after == 14  # the newer export's last week


def test_lines_taken_out_and_put_in_are_seen_from_the_other_export(listed, export, take, group):
    whole = daily()
    edited = [*whole[:20], *whole[23:40], (1440 * 20 + 1, "50 houses"), *whole[40:]]
    take(listed, export("asha", written(whole)), exported_at=SATURDAY - timedelta(1))
    take(export("ravi", written(edited, names=OTHERS)), exported_at=SATURDAY)
    row = group()
    found = row.pair.agreement
    assert row.looks_edited
    assert (found.one.middle, found.other.middle, found.other.longest) == (1, 3, 3)
    assert (found.both, found.of) == (53, 57)


@pytest.mark.parametrize("minutes", [5, -150])
def test_a_clock_that_differs_is_told_in_minutes(listed, export, take, group, rows, minutes):
    take(listed, export("asha", written(daily())), exported_at=SATURDAY)
    later = written(daily(), minutes=minutes, names=OTHERS)
    take(export("ravi", later), exported_at=SATURDAY - timedelta(hours=1))
    found = group().pair.agreement
    assert (found.offset_minutes, found.overlap) == (minutes, 1.0)
    assert len(rows("messages")) == 56


def test_a_clock_set_right_in_the_settings_is_no_longer_apart(listed, export, take, office, rows):
    export("asha", written(daily()))
    folder = export("ravi", written(daily(), minutes=5, names=OTHERS)).parents[1]
    take(listed, folder, exported_at=SATURDAY)
    assert abs(check_exports(office, now=SATURDAY).groups[0].pair.agreement.offset_minutes) == 5
    fast = Exports(phones=(Phone(file="ravi/*", minutes_fast=5),))
    right = office.model_copy(update={"exports": fast})
    take(listed, settings=right)  # reads the phone's file again
    (row,) = check_exports(right, now=SATURDAY).groups
    assert (row.pair.agreement.offset_minutes, row.pair.agreement.overlap) == (0, 1.0)
    assert len(rows("messages")) == 56
    assert rows("messages")["sent_at"].min() == pd.Timestamp("2026-10-25T03:30Z")


def test_days_missing_between_two_exports_are_a_hole(listed, export, take, group):
    said = [line for line in daily() if not 14 <= line[0] // 1440 < 17]
    take(listed, export("asha", written(said)), exported_at=SATURDAY)
    (hole,) = group().span.holes
    assert (hole.first, hole.last, hole.days) == (date(2026, 11, 8), date(2026, 11, 10), 3)


def test_a_file_of_38000_messages_is_probably_cut_unless_another_begins_as_early(
    listed, export, take, group
):
    crowd = [(n // 2, f"{n}") for n in range(38_000)]
    take(listed, export("asha", written(crowd)), exported_at=SATURDAY)
    assert (group().messages, group().probably_cut) == (38_000, True)
    take(export("ravi", written(crowd[:-1], names=OTHERS)), exported_at=SATURDAY - timedelta(1))
    assert (group().messages, group().probably_cut) == (38_000, False)


def test_the_privacy_switch_ends_what_can_be_asked_of_a_group(listed, export, take, group):
    switched = written(daily(3)) + "28/10/26, 9:00 - Asha turned on advanced chat privacy.\n"
    take(listed, export("asha", switched), exported_at=SATURDAY - timedelta(20))
    row = group()
    assert row.privacy_switch_at == datetime(2026, 10, 28, 3, 30, tzinfo=UTC)
    assert row.age.days == 21  # Indian days: the last begins at 5:30 am
    assert not row.age.is_stale  # nobody can export it any more


def test_a_date_order_nobody_can_tell_is_said_to_be_assumed(listed, export, take, group):
    take(listed, export("asha", "01/02/26, 9:00 - Asha: hi\n"), exported_at=SATURDAY)
    row = group()
    assert (row.date_order, row.date_order_assumed) == ("dmy", True)


def test_lines_whose_time_runs_back_inside_a_message_are_counted(listed, export, take, group):
    said = written(daily(10)).splitlines(keepends=True)
    pasted = [*said[:15], "05/10/26, 8:00 - Ravi: done\n", *said[15:]]
    take(listed, export("asha", "".join(pasted)), exported_at=SATURDAY)
    assert group().pasted == 1


def test_a_placed_group_that_is_old_or_never_came_is_stale(listed, export, take, checked):
    take(listed, exported_at=SATURDAY)
    health = checked()
    assert [(row.age.days, row.rests_on) for row in health.groups] == [(None, "none")]
    assert health.stale == {"group": 1}
    take(export("asha", written(daily(10))), exported_at=SATURDAY)
    assert checked().stale == {}
    assert checked(SATURDAY + timedelta(10)).stale == {}
    assert checked(SATURDAY + timedelta(11)).stale == {"group": 1}


def test_a_group_in_no_unit_is_shown_but_no_briefing_needs_it(export, take, checked):
    take(export("asha", written(daily(10))), exported_at=SATURDAY - timedelta(100))
    health = checked()
    assert [(row.unit, row.age.is_stale) for row in health.groups] == [(None, False)]
    assert health.stale == {}


def test_what_was_read_once_is_not_read_again_and_goes_with_its_file(
    listed, export, take, group, checked, office
):
    one, other = (export(n, written(daily(9), names=w)) for n, w in (("a", OTHERS), ("b", "xy")))
    take(listed, one, other, exported_at=SATURDAY)
    assert group().rests_on == "two"
    traces = office.folders.data / "traces"
    kept = sorted(path.name for path in traces.iterdir())
    assert len(kept) == 2
    for raw in (office.folders.data / "raw").rglob("*.txt"):
        raw.unlink()  # so that nothing can be read any more
    assert group().rests_on == "two"
    (traces / f"{'0' * 64}-00000000.parquet").write_bytes(b"")
    beside, left = traces / ".reading-by-another", traces / ".reading-long-ago"
    for folder in (beside, left):
        folder.mkdir()
    os.utime(left, (0, 0))
    checked()
    assert sorted(path.name for path in traces.iterdir()) == [beside.name, *kept]
    beside.rmdir()
    stored = b"".join(path.read_bytes() for path in traces.iterdir())
    assert b"Asha" not in stored
    assert b"visit" not in stored


def test_a_file_that_can_no_longer_be_read_leaves_its_group_with_one_source(
    listed, export, take, group, office
):
    take(listed, export("a", written(daily(9))), export("b", written(daily(8), names=OTHERS)))
    for raw in (office.folders.data / "raw").rglob("*.txt"):
        raw.unlink()
    assert (group().exports, group().rests_on) == (2, "one")


def test_accounts_and_forms_have_an_age_and_a_span(put, take, checked):
    accounts = put(
        "accounts.csv",
        "Platform,Handle,Name,Side,Unit,Holder\n"
        "x,kanke_team,Kanke Team,ours,IN-JH-AC-065,unit\n"
        "x,green_lane,Green Lane,watched,,person\n",
    )
    posts = "Platform,Handle,Published,Link,Type,Text,Views,Reactions,Comments,Shares,Counted on\n"
    for n in (1, 2, 5):
        posts += f"x,green_lane,2026-11-0{n},https://x.com/green_lane/status/{n},text,"
        posts += "a post,100,1,1,1,2026-11-10\n"
    take(accounts, put("watched.csv", posts), exported_at=SATURDAY)
    health = checked()
    ours, theirs = health.accounts
    assert (ours.account, ours.posts, ours.exports, ours.age.days) == (
        "x:kanke_team",
        None,
        0,
        None,
    )
    assert ours.age.is_stale
    assert (theirs.posts, theirs.exports, theirs.age.is_stale) == (3, 1, False)
    assert (theirs.span.first_at.day, theirs.span.last_at.day) == (1, 5)
    assert health.stale == {"account": 1}
    assert health.forms == ()


def test_an_office_that_has_imported_nothing_is_told_so(checked):
    with pytest.raises(InputError, match="nothing to check"):
        checked()


def test_no_name_of_a_member_is_in_what_is_told(listed, export, take, checked):
    take(listed, export("a", written(daily(9))), export("b", written(daily(9), names=OTHERS)))
    told = repr(asdict(checked()))
    assert "Kanke Team" in told
    for name in ("Asha", "Ravi", "98765", "43210"):
        assert name not in told
