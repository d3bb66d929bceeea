"""The outbox: no letter is lost, none goes out twice unless nobody can know."""

import os
import stat
from collections import Counter
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
from tests.support.mailserver import SENDER, mail_server
from tests.support.pages import page_of

from hustings.errors import BusyError, UsageError
from hustings.press.delivery import outbox as outboxes
from hustings.press.delivery.addresses import Envelope
from hustings.press.delivery.letters import identity_of, letter
from hustings.press.delivery.outbox import MOST_TRIES, Outbox
from hustings.press.delivery.server import Server

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
A, B = "a@b.example", "c@d.example"


def drawn(unit="IN-JH-PC-02", *, recipients=(A, B), day=23):
    at = datetime(2026, 11, day, 1, 30, tzinfo=UTC)
    return letter([page_of(unit=unit)], Envelope(SENDER, recipients, at))


@pytest.fixture
def outbox(tmp_path):
    return Outbox(tmp_path / "data" / "outbox")


def state(outbox):
    return [(each.state, each.accepted) for each in outbox.letters()]


def test_a_letter_waits_is_sent_and_is_not_sent_again(outbox):
    message = drawn()
    assert outbox.put(message).state == "waiting"
    with mail_server() as (handler, environment):
        server = Server.named_by(environment)
        (sent,) = outbox.send(server, now=NOW)
        assert (sent.state, sent.accepted) == ("sent", (A, B))
        assert outbox.send(server, now=NOW) == []
        assert outbox.put(drawn()).state == "sent"  # made anew by whoever did not know
        assert outbox.send(server, now=NOW) == []
    assert [each[2] for each in handler.letters] == [message.as_bytes()]
    assert not list(outbox.folder.glob("*.eml"))  # nothing of the page is kept


def test_only_its_owner_can_look_into_the_outbox(outbox):
    outbox.put(drawn())
    assert stat.S_IMODE(outbox.folder.stat().st_mode) == 0o700


def test_again_sends_it_once_more(outbox):
    with mail_server() as (handler, environment):
        server = Server.named_by(environment)
        outbox.put(drawn())
        outbox.send(server, now=NOW)
        assert outbox.put(drawn(), again=True).state == "waiting"
        outbox.send(server, now=NOW)
    assert len(handler.letters) == 2
    assert handler.letters[0] == handler.letters[1]


def test_a_letter_no_server_took_waits_with_its_problem_and_goes_out_later(outbox):
    outbox.put(drawn())
    with mail_server() as (_, environment):
        server = Server.named_by(environment)
    (tried,) = outbox.send(server, now=NOW)  # the server is gone
    assert tried.state == "waiting"
    assert "cannot be reached" in tried.problem[0]
    assert outbox.letters() == [tried]
    with mail_server() as (handler, environment):
        (sent,) = outbox.send(Server.named_by(environment), now=NOW)
    assert (sent.state, sent.problem) == ("sent", ())
    assert len(handler.letters) == 1


def test_a_connection_that_ended_within_a_letter_leaves_it_perhaps_sent(outbox):
    outbox.put(drawn())
    with mail_server() as (handler, environment):
        server = Server.named_by(environment)
        handler.on_data = "hang up"
        (tried,) = outbox.send(server, now=NOW)
        assert (tried.state, tried.accepted) == ("perhaps", ())
        handler.on_data = None
        (sent,) = outbox.send(server, now=NOW)
    assert sent.state == "sent"
    assert f"Message-ID: <{sent.identity}@".encode() in handler.letters[0][2]


class Crash(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("at", range(6))
def test_a_crash_at_any_write_loses_no_letter_and_repeats_at_most_the_one_under_way(
    outbox, monkeypatch, at
):
    """
    writes: the letter | mark before | mark after, of two letters; killed before each of them
    """
    writes, real = [], outboxes.write_atomically

    def write(path, content):
        writes.append(path)
        if len(writes) == at + 1:
            raise Crash
        real(path, content)

    with mail_server() as (handler, environment):
        server = Server.named_by(environment)

        def go():
            for unit, day in (("IN-JH-PC-02", 23), ("IN-JH-PC-03", 24)):
                outbox.put(drawn(unit, day=day))
            outbox.send(server, now=NOW)

        monkeypatch.setattr(outboxes, "write_atomically", write)
        with pytest.raises(Crash):
            go()
        monkeypatch.setattr(outboxes, "write_atomically", real)
        unsure = {each.identity for each in outbox.letters() if each.state == "perhaps"}
        go()
        assert [each.state for each in outbox.letters()] == ["sent", "sent"]
    copies = Counter(
        identity_of(message_from_bytes(each[2], policy=SMTP)) for each in handler.letters
    )
    assert set(copies) == {identity_of(drawn(unit)) for unit in ("IN-JH-PC-02", "IN-JH-PC-03")}
    assert {identity for identity, n in copies.items() if n > 1} <= unsure
    assert len(unsure) == (at in (3, 5))  # killed between the server's taking it and the mark


def test_a_refused_recipient_is_not_tried_again_but_one_refused_for_now_is(outbox):
    outbox.put(drawn(recipients=(A, B, "e@f.example")))
    with mail_server() as (handler, environment):
        server = Server.named_by(environment)
        handler.refuse = {A: "550 no such user", B: "450 busy"}
        (tried,) = outbox.send(server, now=NOW)
        assert (tried.state, tried.waiting) == ("waiting", (B,))
        assert tried.refused == {A: 550}
        handler.refuse = {}
        (sent,) = outbox.send(server, now=NOW)
    assert (sent.state, sent.accepted, sent.refused) == ("sent", ("e@f.example", B), {A: 550})
    assert [each[1] for each in handler.letters] == [("e@f.example",), (B,)]


def test_a_letter_refused_for_all_is_called_refused(outbox):
    outbox.put(drawn(recipients=(A,)))
    with mail_server() as (handler, environment):
        handler.refuse = {A: "550 no such user"}
        (tried,) = outbox.send(Server.named_by(environment), now=NOW)
        assert outbox.send(Server.named_by(environment), now=NOW) == []
    assert tried.state == "refused"
    assert tried.problem[1] == f"{A} (550)"


def test_one_bad_letter_does_not_keep_the_others(outbox):
    for day, unit in ((23, "IN-JH-PC-02"), (24, "IN-JH-PC-03"), (25, "IN-JH-PC-04")):
        outbox.put(drawn(unit, recipients=(A,) if day == 24 else (B,), day=day))
    with mail_server() as (handler, environment):
        handler.refuse = {A: "550 no such user"}
        tried = outbox.send(Server.named_by(environment), now=NOW)
    assert [each.state for each in tried] == ["sent", "refused", "sent"]
    assert len(handler.letters) == 2


def test_a_server_that_is_away_is_asked_once_and_not_once_for_each_letter(outbox):
    for unit in ("IN-JH-PC-02", "IN-JH-PC-03", "IN-JH-PC-04"):
        outbox.put(drawn(unit))
    with mail_server() as (_, environment):
        server = Server.named_by(environment)
    assert len(outbox.send(server, now=NOW)) == 1
    assert sorted(each.tries for each in outbox.letters()) == [0, 0, 1]


def minutes_of_tries(outbox, environment, *, until):
    """In which minutes a timer that comes each minute tried the letter that waits."""
    server = Server.named_by(environment)
    return [
        minute
        for minute in range(until)
        if outbox.send(server, now=NOW + minute * MINUTE, by_timer=True)
    ]


def test_a_timer_tries_again_more_and_more_seldom(outbox):
    """
    minute 0 | a minute later | two later | four later | eight later | ...
    """
    outbox.put(drawn())
    with mail_server() as (handler, environment):
        handler.on_data = "451 come back"
        assert minutes_of_tries(outbox, environment, until=40) == [0, 1, 3, 7, 15, 31]
        assert len(outbox.send(Server.named_by(environment), now=NOW)) == 1  # by hand, at any time


def test_a_letter_that_may_have_arrived_is_repeated_thrice_at_most(outbox):
    outbox.put(drawn())
    with mail_server() as (handler, environment):
        handler.on_data = "hang up"
        assert minutes_of_tries(outbox, environment, until=40) == [0, 1, 3]


def test_a_timer_gives_a_letter_up_but_a_person_may_send_it(outbox):
    outbox.put(drawn())
    with mail_server() as (handler, environment):
        server = Server.named_by(environment)
        handler.on_data = "451 come back"
        for _ in range(MOST_TRIES):
            outbox.send(server, now=NOW)
        assert outbox.send(server, now=NOW + timedelta(days=30), by_timer=True) == []
        handler.on_data = None
        (sent,) = outbox.send(server, now=NOW)
    assert sent.state == "sent"


def test_a_clock_that_was_set_back_holds_no_letter_up(outbox):
    outbox.put(drawn())
    with mail_server() as (handler, environment):
        server = Server.named_by(environment)
        handler.on_data = "451 come back"
        outbox.send(server, now=NOW)
        handler.on_data = None
        (sent,) = outbox.send(server, now=NOW - timedelta(days=1), by_timer=True)
    assert sent.state == "sent"


def test_only_the_letters_asked_for_are_sent_and_an_unknown_one_is_refused(outbox):
    one, _ = outbox.put(drawn()), outbox.put(drawn("IN-JH-PC-03"))
    with mail_server() as (_, environment):
        server = Server.named_by(environment)
        outbox.send(server, now=NOW, only=[one.identity])
        assert sorted(each.state for each in outbox.letters()) == ["sent", "waiting"]
        with pytest.raises(UsageError, match="no such letter"):
            outbox.send(server, now=NOW, only=["0123"])


def test_two_processes_never_send_at_once(outbox):
    outbox.put(drawn())
    with mail_server() as (handler, environment):
        server = Server.named_by(environment)
        with outbox._held(), pytest.raises(BusyError, match="sending letters"):
            outbox.send(server, now=NOW)
        assert handler.letters == []
        outbox.send(server, now=NOW)  # let go of
    assert len(handler.letters) == 1


def test_an_outbox_nobody_used_is_empty_and_makes_no_folder(outbox):
    assert outbox.letters() == []
    assert not os.path.lexists(outbox.folder)
