"""Merging, splitting, withdrawing: what a person decides reaches stored rows and figures."""

from datetime import timedelta

import pytest
from tests.support.office import FORM, NOW, PANCHAYATS, ROSTER, Office, answer, person, said

from hustings.errors import BusyError, UsageError
from hustings.intake import catch_up
from hustings.intake.behind import is_behind
from hustings.intake.who import Said, decide, known_people
from hustings.metrics.strangers import unknown_messages
from hustings.roster import Log
from hustings.store import Snapshot, open_writer

ASHA, RAVI, SECOND = "9876543210", "9123456789", "9000000001"
TABLES = ("activity", "messages", "quarantine", "workers", "aliases", "identities")

UNITS = ("units.csv", PANCHAYATS)
ROLL = ("roster.csv", ROSTER + person("Asha Devi", ASHA) + person("Ravi Kumar", RAVI, unit="P2"))
GROUP = ("groups.csv", "Group,Platform,Unit,Official\nRampur Team,whatsapp,P1,no\n")
CHAT = ("WhatsApp Chat with Rampur Team.txt",
        said("Guddi", "main nikal rahi hoon")
        + said("+91 98765 43210", "theek hai", at="09/11/26, 10:16")
        + said("Guddi", "pahunch gayi", at="09/11/26, 10:17")
        + said("Ravi Kumar", "bahut accha", at="13/11/26, 10:18"))  # fmt: skip


@pytest.fixture(scope="module")
def began(tmp_path_factory, root):
    with pytest.MonkeyPatch.context() as patch:
        made = Office.at(tmp_path_factory.mktemp("began"), root, patch)
        made.take(UNITS, ROLL, GROUP, CHAT)
    return made


@pytest.fixture
def office(began, tmp_path, monkeypatch):
    """Asha in P1 and Ravi in P2, who agreed; Guddi, whom nobody knows yet, writes in P1's chat."""
    return began.copied(tmp_path, monkeypatch)


def resolve(office, act, one, other="", **asked):
    said_so = Said(act, one, other, by="office", why="she said so")
    return decide(office.settings, said_so, now=NOW, **asked)


def texts(office):
    rows = office.rows("messages").sort_values("sent_at")
    return [text if isinstance(text, str) else None for text in rows["text"]]


def unknown(office):
    return unknown_messages(Snapshot.take(office.data / "clean"))


def active_workers(office):
    """Workers with an act in the one week there is, by unit, measured anew."""
    from hustings.edition.making import inputs_of
    from hustings.edition.places import places_of
    from hustings.metrics.measuring import definition_stamp, measure
    from hustings.metrics.shelf import Shelf

    snapshot = Snapshot.take(office.data / "clean")
    shelf = Shelf(office.data / "measured", definition_stamp())
    inputs = inputs_of(snapshot, office.settings, places_of("IN-JH", snapshot, shelf))
    rows = measure(inputs, shelf, ["2026-W46"]).rows
    found = rows[(rows["metric"] == "active_workers") & rows["unit"].isin(["IN-JH", "P1", "P2"])]
    return dict(zip(found["unit"], found["value"], strict=True))


def test_a_name_merged_is_the_worker_in_stored_rows_and_her_text_may_be_kept(office):
    assert texts(office) == [None, "theek hai", None, None]
    assert (unknown(office).messages, unknown(office).by_nobody) == (4, 3)
    decided = resolve(office, "merge", "guddi", ASHA)
    assert [file.name for file in decided.outcome.files if file.read_again] == [CHAT[0]]
    assert texts(office) == ["main nikal rahi hoon", "theek hai", "pahunch gayi", None]
    assert (unknown(office).by_nobody, unknown(office).nobodies) == (1, 1)
    assert office.phone(ASHA) in set(office.rows("messages")["author"])


def test_undoing_a_merge_gives_the_very_store_there_was(office):
    before = office.content(*TABLES)
    number = resolve(office, "merge", "Guddi", ASHA).entry.number
    assert office.content(*TABLES) != before
    resolve(office, "undo", str(number))
    assert office.content(*TABLES) == before
    assert [entry.act for entry in Log.of(office.data).entries()] == ["merge", "undo"]


def test_two_workers_merged_are_one_in_the_next_figures_and_two_again_when_split(office):
    """Asha and Ravi each acted, in P1 and P2; if they are one person, Ravi's place is hers.

    decided     | IN-JH | P1 | P2
    nothing     |     2 |  1 |  1
    Asha = Ravi |     1 |  0 |  1
    split       |     2 |  1 |  1
    """
    office.take(("form.csv", FORM + answer(ASHA) + answer(RAVI, unit="P2")))
    assert active_workers(office) == {"IN-JH": 2, "P1": 1, "P2": 1}
    resolve(office, "merge", ASHA, RAVI)
    assert active_workers(office) == {"IN-JH": 1, "P1": 0, "P2": 1}
    resolve(office, "split", RAVI, ASHA)
    assert active_workers(office) == {"IN-JH": 2, "P1": 1, "P2": 1}


def test_a_second_number_merged_has_the_answers_read_that_waited(office):
    office.take(("form.csv", FORM + answer(SECOND) + answer(ASHA)))
    assert len(office.rows("activity")) == 1
    assert known_people(Snapshot.take(office.data / "clean")).answers_waiting == 1
    resolve(office, "merge", SECOND, ASHA)
    assert office.rows("activity")["worker"].tolist() == [office.phone(ASHA)] * 2
    assert known_people(Snapshot.take(office.data / "clean")).answers_waiting == 0


def test_the_same_message_under_two_names_is_one_before_they_are_merged(office):
    other_phone = said("Guddi Di", "main nikal rahi hoon") + said(
        "Guddi Di", "pahunch gayi", at="09/11/26, 10:17"
    )
    office.take(("a/WhatsApp Chat with Rampur Team.txt", other_phone))
    assert len(office.rows("messages")) == 4
    assert unknown(office).nobodies == 2
    resolve(office, "merge", "Guddi Di", "Guddi")
    assert len(office.rows("messages")) == 4
    assert unknown(office).nobodies == 2


def test_who_withdraws_consent_is_counted_on_and_the_text_is_gone_from_the_disk_too(office):
    assert texts(office)[1] == "theek hai"
    resolve(office, "withdraw", ASHA)
    assert texts(office) == [None] * 4
    counted = office.rows("messages").sort_values("sent_at")
    assert counted["length"].tolist() == [20, 9, 12, 11]
    held = [path for path in (office.data / "clean").rglob("*") if path.is_file()]
    assert len(held) > 3
    assert not any(holds(path, b"theek hai") for path in held)


def holds(path, text):
    if path.suffix != ".parquet":
        return text in path.read_bytes()
    import pyarrow.parquet as pq

    return text in str(pq.read_table(path).to_pydict()).encode()


def test_a_roster_that_says_no_takes_the_text_away_with_the_next_import(office):
    office.take(("newer.csv", ROSTER + person("Asha Devi", ASHA, consent="no")))
    assert texts(office) == [None] * 4
    parquet = (office.data / "clean" / "messages").rglob("*.parquet")
    assert not any(holds(path, b"theek hai") for path in parquet)


def test_text_of_an_official_group_is_kept_whoever_wrote_it_until_it_is_official_no_more(office):
    groups = GROUP[1].replace(",no", ",yes")
    office.take(("official.csv", groups))
    assert None not in texts(office)
    office.take(("no_more.csv", groups.replace(",yes", ",no") + "Other,whatsapp,P2,no\n"))
    assert texts(office) == [None, "theek hai", None, None]


def test_the_rosters_own_name_counts_the_message_but_keeps_no_text(office):
    roster = ROLL[1] + person("Guddi", SECOND)
    office.take(("newer.csv", roster))
    authors = office.rows("messages").sort_values("sent_at")["author"].tolist()
    assert authors[0] == office.phone(SECOND)
    assert texts(office) == [None, "theek hai", None, None]


@pytest.mark.parametrize(
    ("act", "one", "other", "problem"),
    [
        ("merge", "Somebody Unheard Of", ASHA, "has ever shown"),
        ("merge", ASHA, f"+91 {ASHA}", "one person already"),
        ("undo", "9", "", "no line 9"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_and_not_logged(office, act, one, other, problem):
    with pytest.raises(UsageError, match=problem):
        resolve(office, act, one, other)
    assert Log.of(office.data).entries() == []


def test_two_people_who_are_one_through_a_third_cannot_be_split(office):
    resolve(office, "merge", "Guddi", ASHA)
    resolve(office, "merge", "Ravi Kumar", "Guddi")
    with pytest.raises(UsageError, match="through other merges"):
        resolve(office, "split", "Ravi Kumar", ASHA)


def test_a_decision_while_an_import_runs_stands_and_is_followed_by_the_next(office):
    with open_writer(office.data / "clean"), pytest.raises(BusyError):
        resolve(office, "merge", "Guddi", ASHA)
    assert len(Log.of(office.data).entries()) == 1
    assert is_behind(office.settings)
    catch_up(office.settings, now=NOW + timedelta(minutes=1))
    assert not is_behind(office.settings)
    assert unknown(office).by_nobody == 1


def test_no_name_or_number_is_in_the_log_or_the_clean_tables(office):
    resolve(office, "merge", "Guddi", ASHA)
    log = Log.of(office.data).path.read_text("utf-8")
    assert not any(name in log for name in ("Guddi", "guddi", ASHA))
    for path in (office.data / "clean").rglob("*.parquet"):
        if path.parent.parent.name != "files":  # the name of an export holds the group's name
            assert not any(holds(path, name) for name in (b"uddi", ASHA.encode(), b"Asha")), path
