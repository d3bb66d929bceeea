"""Two members' exports of one group: every message once, whoever exported it and when."""

import io
import zipfile
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from tests.support.depth import only_thorough
from tests.support.office import NOW, PANCHAYATS, ROSTER, Office, person, said

from hustings.health import check_exports
from hustings.intake import forget_file, preview
from hustings.store import clocks

CHAT = "WhatsApp Chat with Rampur Team.txt"
AGAIN = "WhatsApp Chat with Rampur Team(1).txt"
ASHA = "9876543210"
START = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
WORDS = ("meeting at six", "who brings the list", "eleven houses", "nine houses", "rain since noon",
         "tea at the school", "the bus is late", "forms are here")  # fmt: skip


@pytest.fixture
def office(tmp_path, root, monkeypatch):
    made = Office.at(tmp_path, root, monkeypatch)
    made.take(("units.csv", PANCHAYATS), ("groups.csv", "Group,Unit\nRampur Team,P1\n"))
    return made


def chat(*, asha="Asha", ravi="Ravi", minutes=0, words=WORDS, edited=()):
    """Both write in turn; the words stand at the minutes the phone's clock shows."""
    lines = []
    for n, text in enumerate(words):
        at = START + timedelta(minutes=7 * n + minutes)
        mark = " <This message was edited>" if text in edited else ""
        lines.append(said((asha, ravi)[n % 2], text + mark, at=f"{at:%d/%m/%y, %H:%M}"))
    return "".join(lines)


ONE = (CHAT, chat())
OTHER = (AGAIN, chat(asha="+91 98765 43210", ravi="Ravi Bhai"))


def stored(office):
    """Every message: its minute, whom it is by if that is known, and what kind it is."""
    rows = office.rows("messages")
    known = rows["author"].where(rows["on_roster"], "nobody known")
    return Counter(zip(rows["sent_at"].dt.floor("min"), rows["fingerprint"], known, strict=True))


@pytest.mark.parametrize("order", [(ONE, OTHER), pytest.param((OTHER, ONE), marks=only_thorough)])
def test_messages_stand_once_in_either_order_and_the_roster_gives_them_their_author(office, order):
    for export in order:
        office.take(export)
    assert len(office.rows("messages")) == len(WORDS)
    assert not office.rows("messages")["on_roster"].any()
    office.take(("roster.csv", ROSTER + person("Asha Devi", ASHA)))
    rows = office.rows("messages")
    assert len(rows) == len(WORDS)
    assert rows.loc[rows["on_roster"], "author"].tolist() == [office.phone(ASHA)] * 4


def test_a_roster_before_the_exports_gives_the_same_in_either_order(office, tmp_path, monkeypatch):
    office.take(("roster.csv", ROSTER + person("Asha Devi", ASHA)))
    turned = office.copied(tmp_path / "turned", monkeypatch)
    for each, order in ((office, (ONE, OTHER)), (turned, (OTHER, ONE))):
        for export in order:
            each.take(export)
    assert stored(office) == stored(turned)
    assert stored(office).total() == len(WORDS)
    assert sum(n for (*_, who), n in stored(office).items() if who == office.phone(ASHA)) == 4
    last = turned.take(ONE, ("c/" + CHAT, ONE[1] + "\n")).counts()
    assert last["stored"] == 1  # the row that tells of the export
    assert stored(turned) == stored(office)


def test_an_edit_seen_by_one_phone_only_is_the_same_message(office):
    later = tuple("twelve houses" if text == "eleven houses" else text for text in WORDS)
    office.take(ONE)
    office.take((AGAIN, chat(asha="Didi", words=later, edited=("twelve houses",))))
    rows = office.rows("messages")
    assert (len(rows), int(rows["edited"].sum())) == (len(WORDS), 1)


def test_two_exports_of_one_group_in_one_zip_are_two_exports(office):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in (ONE, OTHER):
            archive.writestr(name, text)
    path = office.folder / "all.zip"
    path.write_bytes(packed.getvalue())
    office.take(path)
    assert len(office.rows("messages")) == len(WORDS)
    exports = office.rows("group_exports")
    assert exports["group"].tolist() == ["whatsapp:rampur team"] * 2
    assert exports["messages"].tolist() == [len(WORDS)] * 2
    assert exports["export"].nunique() == 2
    assert len(office.rows("group_people")) == 4  # two people under two names each
    (row,) = check_exports(office.settings, now=NOW).groups
    assert (row.exports, row.rests_on) == (2, "two")
    assert row.pair.agreement.overlap == 1
    assert row.pair.agreement.same_names == 0  # each phone calls both its own way


@pytest.mark.parametrize("minutes", [pytest.param(-330, marks=only_thorough), -3, 90])
def test_a_phone_with_another_clock_tells_no_new_messages(office, minutes):
    office.take(ONE)
    more = (*WORDS, "thank you all")
    other = (AGAIN, chat(asha="Didi", minutes=minutes, words=more))
    outcome = office.take(other)
    rows = office.rows("messages")
    assert len(rows) == len(more)
    assert rows["sent_at"].max() == START + timedelta(minutes=7 * len(WORDS)) - timedelta(hours=5.5)
    (told,) = [one for one in outcome.files[0].assumed if "clock is" in one.what]
    assert f"{abs(minutes)} min {'fast' if minutes > 0 else 'slow'}" in told.what
    assert "8 of 9 messages" in told.evidence
    assert (
        "clock is"
        in office.rows("files").set_index("name").loc[outcome.files[0].name, "assumptions"]
    )


def test_a_clock_is_found_by_the_newest_messages_that_both_may_have(office, monkeypatch):
    monkeypatch.setattr(clocks, "LOOKED_AT", 6)
    office.take(ONE)
    later = "".join(said("Asha", f"house {n}", at=f"20/11/26, 09:{n}") for n in range(10, 40))
    outcome = office.take((AGAIN, chat(asha="Didi", minutes=90) + later))
    assert len(office.rows("messages")) == len(WORDS) + 30
    (told,) = [one for one in outcome.files[0].assumed if "clock is" in one.what]
    assert "90 min fast" in told.what
    assert "6 of 6 messages" in told.evidence


def test_two_phones_of_one_import_are_set_by_one_clock_too(office):
    office.take(ONE, (AGAIN, chat(minutes=-150, ravi="Ravi Bhai")))
    assert len(office.rows("messages")) == len(WORDS)


def test_the_same_greetings_on_two_days_are_no_clock_a_day_apart(office):
    def day(date):
        hours = ("08:00", "12:00", "16:00", "20:00")
        return "".join(said("Asha", "Jai Hind", at=f"{date}, {hour}") for hour in hours)

    office.take((CHAT, day("09/11/26") + day("10/11/26")))
    office.take((AGAIN, day("11/11/26") + day("12/11/26")))
    assert len(office.rows("messages")) == 16


def greetings(minutes=0, *, every=157):
    """Nothing but three greetings, said again and again."""
    said_at = [START + timedelta(minutes=every * n + n * n % 61 + minutes) for n in range(40)]
    words = ("Jai Hind", "Good morning", "Johar")
    return "".join(
        said("Asha", words[n * n % 3], at=f"{at:%d/%m/%y, %H:%M}") for n, at in enumerate(said_at)
    )


def test_greetings_alone_tell_a_clock_by_the_hours_of_their_own(office):
    office.take((CHAT, greetings()))
    outcome = office.take((AGAIN, greetings(-150)))
    assert len(office.rows("messages")) == 40
    (told,) = [one for one in outcome.files[0].assumed if "clock is" in one.what]
    assert "150 min slow" in told.what


def test_greetings_that_come_every_half_hour_tell_no_clock(office):
    halves = [START + timedelta(minutes=30 * n) for n in range(40)]
    one, other = (
        "".join(said("Asha", "Jai Hind", at=f"{at + late:%d/%m/%y, %H:%M}") for at in halves)
        for late in (timedelta(0), timedelta(minutes=15))
    )
    office.take((CHAT, one))
    told = office.take((AGAIN, other)).files[0].assumed
    assert not [one for one in told if "clock is" in one.what]
    assert len(office.rows("messages")) == 80


def test_a_dry_run_knows_another_phones_messages_as_well(office):
    office.take(ONE)
    path = office.put(*OTHER)
    lines = list(preview([path], office.settings, now=NOW))
    assert not [line for line in lines if '"table": "messages"' in line]


@pytest.mark.parametrize("first", [ONE, pytest.param(OTHER, marks=only_thorough)])
def test_what_the_other_phone_gave_stays_when_one_is_forgotten(office, first):
    office.take(("roster.csv", ROSTER + person("Asha Devi", ASHA)))
    for export in (first, OTHER if first is ONE else ONE):
        office.take(export)
    forget_file(AGAIN, office.settings, now=NOW)
    rows = office.rows("messages")
    assert (len(rows), rows["on_roster"].any()) == (len(WORDS), False)
    forget_file(CHAT, office.settings, now=NOW)
    assert not len(office.rows("messages"))
