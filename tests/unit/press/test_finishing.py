"""Who is told what when a slot's pages are printed."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
from tests.support.mailserver import mail_server
from tests.support.pages import html_of
from tests.support.printing import MONDAY, PowerCut, open_office

from hustings.errors import DeliveryError, InputError
from hustings.press import beside, index
from hustings.press.delivery.outbox import Outbox
from hustings.press.finishing import Desk
from hustings.press.ledger import Owner
from hustings.press.schedule import Timetable
from hustings.press.ticking import Ticker

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
READER, MENDER = "reader@office.example", "mender@office.example"


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setattr(index, "write_index", lambda *_: None)
    made = open_office(tmp_path)
    made.told.page = lambda task: html_of().replace("Dumka", str(task.parameters["unit"]))
    return made


def ticker(office, environment, measure=None, **told):
    entry = {
        "name": "hourly", "briefings": ["seat"], "schedule": "0 * * * *", "retries": 0,
        "recipients": {"success": [READER], "failure": [MENDER]},
    }  # fmt: skip
    return Ticker(
        office.settings,
        Timetable.model_validate({"entry": [entry | told]}),
        office.ledger,
        measure=measure or (lambda *_: office.edition),
        open_press=lambda *_: office.press(),
        desk=Desk(office.settings, office.ledger, environment),
        paused=lambda _: False,
    )


def tick(ticker, moment):
    """All that a tick does: prints, then sends; gives what it did about letters."""
    list(ticker.tick(moment))
    return ticker.send(moment)


def posted(office, *moments, **told):
    """What a mail server has when some ticks were made: recipients, and the letter."""
    with mail_server() as (handler, environment):
        mine = ticker(office, environment, **told)
        for moment in (MONDAY - MINUTE, *moments):
            tick(mine, moment)
        return [(to, message_from_bytes(letter, policy=SMTP)) for _, to, letter in handler.letters]


def test_readers_get_the_roll_up_and_menders_nothing_when_all_is_there(office):
    ((to, message),) = posted(office, MONDAY)
    assert to == (READER,)
    (attached,) = message.iter_attachments()
    assert b"IN-JH" in attached.get_payload(decode=True)
    assert b"IN-JH-AC" not in attached.get_payload(decode=True)


def test_menders_are_told_what_is_missing_and_readers_still_get_the_page(office):
    office.told.endings = {"IN-JH-AC-001": ["failed"]}
    letters = dict(posted(office, MONDAY))
    assert set(letters) == {(READER,), (MENDER,)}
    said = letters[MENDER,].get_content()
    assert "Northfield" in said
    assert "told to" not in said  # what an error says may hold data


def test_when_no_page_is_there_only_menders_are_told(office):
    office.told.endings = {key: ["failed"] for key in ("IN-JH-AC-001", "IN-JH-AC-002", "IN-JH")}
    assert [to for to, _ in posted(office, MONDAY)] == [(MENDER,)]


def test_menders_are_told_of_a_notebook_that_cannot_be_read(office):
    (office.folder / "notebooks" / "briefings" / "broken.ipynb").write_text("{", "utf-8")
    letters = dict(posted(office, MONDAY, briefings=["seat", "broken"]))
    assert set(letters) == {(READER,), (MENDER,)}
    said = letters[(MENDER,)].get_content()
    assert "1 of 4 pages" in said
    assert "- broken: could not be printed, a file could not be read" in said


def test_menders_are_told_of_a_slot_that_could_not_be_printed_at_all(office):
    def nothing(*_):
        raise InputError("Nothing has been imported yet.")

    assert [to for to, _ in posted(office, MONDAY, measure=nothing)] == [(MENDER,)]


@pytest.mark.parametrize(("quiet", "letters"), [(True, 1), (False, 2)])
def test_no_letter_when_nothing_changed_if_so_set(office, quiet, letters):
    assert len(posted(office, MONDAY, MONDAY + HOUR, quiet_when_unchanged=quiet)) == letters


def test_a_slot_finished_again_after_a_crash_writes_no_second_letter(office, monkeypatch):
    with mail_server() as (handler, environment):
        mine = ticker(office, environment)
        tick(mine, MONDAY - MINUTE)
        with monkeypatch.context() as patched:
            patched.setattr("hustings.press.printing.Press.close", cut)
            with pytest.raises(PowerCut):
                tick(mine, MONDAY)
        monkeypatch.setattr(Owner, "alive", False)
        tick(mine, MONDAY + MINUTE)
        assert len(handler.letters) == 1


def cut(*_, **__):
    raise PowerCut


def test_without_a_mail_server_the_pages_are_there_and_the_ledger_says_what_is_not(office):
    mine = ticker(office, {})
    tick(mine, MONDAY - MINUTE)
    (settled,) = mine.tick(MONDAY)
    assert settled.state == "succeeded"
    assert settled.told == "3 of 3 pages are there; no letter: No mail server is named."
    assert Outbox.of(office.settings).letters() == []


def test_letters_wait_while_the_server_is_away_and_go_out_once_it_is_back(office):
    with mail_server() as (_, environment):
        pass  # it is gone again
    mine = ticker(office, environment)
    tick(mine, MONDAY - MINUTE)
    tick(mine, MONDAY)
    (waiting,) = Outbox.of(office.settings).letters()
    assert waiting.waiting == (READER,)
    with mail_server() as (handler, environment):
        again = ticker(office, environment)
        tick(again, MONDAY + MINUTE)
        tick(again, MONDAY + 2 * MINUTE)
        assert len(handler.letters) == 1


def test_what_an_entry_asks_for_is_made_beside_each_page_and_anew_with_it(office):
    mine = ticker(office, {}, also=["forward"])
    tick(mine, MONDAY - MINUTE)
    tick(mine, MONDAY)
    text = office.page("seat", "IN-JH-AC-001").with_suffix(".txt")
    assert "IN-JH-AC-001" in text.read_text("utf-8")
    before = text.stat().st_mtime_ns
    tick(mine, MONDAY + HOUR)
    assert text.stat().st_mtime_ns == before
    office.page("seat", "IN-JH-AC-001").unlink()
    tick(mine, MONDAY + 2 * HOUR)
    assert text.stat().st_mtime_ns > before


def test_what_cannot_be_made_beside_a_page_is_said_and_the_page_stays(office, monkeypatch):
    def no_browser(*_):
        raise DeliveryError("There is no Chromium on this machine.")

    monkeypatch.setitem(beside.MAKERS, "pdf", (".pdf", no_browser))
    mine = ticker(office, {}, also=["pdf"], recipients={})
    tick(mine, MONDAY - MINUTE)
    (settled,) = mine.tick(MONDAY)
    assert settled.state == "succeeded"
    assert settled.told.endswith("no pdf: There is no Chromium on this machine. (3)")
