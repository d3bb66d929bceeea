"""Texts that may be kept no longer, and what others are called in those that may."""

from dataclasses import replace

import pytest
from tests.support.office import NOW, PANCHAYATS, ROSTER, Office, person, said

from hustings.intake import catch_up, forget_file, run
from hustings.store import Snapshot

ASHA = "9876543210"
CHAT = "WhatsApp Chat with Rampur Team.txt"
LISTED = "Group,Platform,Unit,Official\nRampur Team,whatsapp,P1,{official}\n"
WORDS = "theek hai, chalte hain"


@pytest.fixture
def office(tmp_path, root, monkeypatch):
    made = Office.at(tmp_path, root, monkeypatch)
    made.take(("units.csv", PANCHAYATS))
    return made


def texts(office):
    return [text for text in office.rows("messages")["text"] if isinstance(text, str)]


def is_held(office, text):
    """Whether any file of the clean tables still has it, shown or not."""
    import pyarrow.parquet as pq

    files = (office.data / "clean").rglob("*.parquet")
    return any(text in str(pq.ParquetFile(path).read().to_pydict()) for path in files)


def test_a_roster_that_is_forgotten_takes_along_the_texts_it_gave_leave_to_keep(office):
    office.take(("groups.csv", LISTED.format(official="no")))
    office.take(("roster.csv", ROSTER + person("Asha Devi", ASHA)))
    office.take((CHAT, said("+91 98765 43210", WORDS)))
    assert texts(office) == [WORDS]
    forget_file("roster.csv", office.settings, now=NOW)
    assert (texts(office), len(office.rows("messages"))) == ([], 1)
    assert not office.rows("messages")["on_roster"].any()
    assert not is_held(office, WORDS)


def test_a_list_of_groups_that_is_forgotten_takes_along_what_was_official_by_it(office):
    office.take(("groups.csv", LISTED.format(official="yes")))
    office.take((CHAT, said("Asha", WORDS)))
    assert texts(office) == [WORDS]
    forget_file("groups.csv", office.settings, now=NOW)
    assert (texts(office), len(office.rows("messages"))) == ([], 1)
    assert not len(office.rows("groups"))
    assert not is_held(office, WORDS)


def test_a_group_that_is_official_no_longer_leaves_no_text_on_the_disk(office):
    office.take(("groups.csv", LISTED.format(official="yes")))
    office.take((CHAT, said("Asha", WORDS)))
    office.take(("newer.csv", LISTED.format(official="no")))
    assert texts(office) == []
    assert not is_held(office, WORDS)


def test_a_chat_that_is_forgotten_leaves_no_text_on_the_disk(office):
    office.take(("groups.csv", LISTED.format(official="yes")))
    office.take((CHAT, said("Asha", WORDS)))
    forget_file(CHAT, office.settings, now=NOW)
    assert not is_held(office, WORDS)


def parquet(office):
    """The files of messages on the disk, and those that are read."""
    clean = office.data / "clean"
    on_disk = {str(path) for path in (clean / "messages").rglob("week=*/*.parquet")}
    return on_disk, set(Snapshot.take(clean).files("messages"))


def test_a_text_its_author_took_back_is_gone_from_the_disk(office):
    office.take(("groups.csv", LISTED.format(official="yes")))
    office.take((CHAT, said("Asha", WORDS)))
    later = said("Asha", "This message was deleted") + said("Asha", "more", at="09/11/26, 10:20")
    office.take((CHAT.replace(".", "(1)."), later))
    assert texts(office) == ["more"]
    assert not is_held(office, WORDS)


def test_what_is_read_again_by_another_clock_leaves_nothing_behind(office):
    office.take(("groups.csv", LISTED.format(official="yes")), (CHAT, said("Asha", WORDS)))
    dubai = office.settings.exports.model_copy(update={"time_zone": "Asia/Dubai"})
    moved = replace(office, settings=office.settings.model_copy(update={"exports": dubai}))
    moved.take(("groups.csv", LISTED.format(official="yes")))
    assert texts(office) == [WORDS]
    on_disk, read = parquet(office)
    assert on_disk == read


def test_an_import_killed_before_it_erased_leaves_that_to_the_next(office, monkeypatch):
    office.take(("groups.csv", LISTED.format(official="yes")), (CHAT, said("Asha", WORDS)))

    def killed(*_):
        raise KeyboardInterrupt

    newer = office.put("newer.csv", LISTED.format(official="no"))
    with monkeypatch.context() as patch:
        patch.setattr(run, "erase_replaced", killed)
        with pytest.raises(KeyboardInterrupt):
            office.take(newer)
    assert (texts(office), is_held(office, WORDS)) == ([], True)
    catch_up(office.settings, now=NOW)
    assert not is_held(office, WORDS)


@pytest.mark.parametrize(
    "mention", ["@919876500002", "@\u2068+91 98765 00002\u2069", "@\u2068~ Meena Kumari\u2069"]
)
def test_a_kept_text_names_nobody_it_calls_upon(office, mention):
    office.take(("groups.csv", LISTED.format(official="yes")))
    office.take((CHAT, said("Asha", f"thanks {mention}, write to team@office.in")))
    assert texts(office) == ["thanks @…, write to team@office.in"]


def test_a_chat_called_by_a_number_is_stored_under_none(office):
    number = "98765 00088"
    office.take((f"WhatsApp Chat with +91 {number}.txt", said(f"+91 {number}", WORDS)))
    (group,) = office.rows("group_exports")["group"]
    assert group.startswith("whatsapp:chat ")
    stored = [office.rows(name) for name in ("messages", "group_exports", "group_people")]
    assert not any("00088" in str(frame.to_dict()) for frame in stored)


def test_a_privacy_switch_that_was_turned_off_again_is_off(office):
    line = "09/11/26, 10:1{} - Asha turned {} advanced chat privacy.\n"
    office.take((CHAT, line.format(1, "on") + line.format(5, "off") + said("Asha", WORDS)))
    assert office.rows("group_exports")["privacy_switch_at"].isna().all()
    office.take((f"later {CHAT}", line.format(1, "on") + said("Asha", WORDS)))
    assert office.rows("group_exports")["privacy_switch_at"].notna().sum() == 1
