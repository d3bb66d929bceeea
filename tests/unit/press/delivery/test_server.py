"""Mail given to a real server on this machine: taken once, or said in words why not."""

import socket
import ssl
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.support.mailserver import PASSWORD, SENDER, certificate, mail_server
from tests.support.pages import page_of

from hustings.errors import DeliveryError, ServerAwayError, SettingsError, UsageError
from hustings.press.delivery.addresses import Envelope
from hustings.press.delivery.letters import letter
from hustings.press.delivery.server import Server, send

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")

A, B = "a@b.example", "c@d.example"
NAMED = {"HUSTINGS_SMTP_HOST": "mail.example", "HUSTINGS_SMTP_FROM": SENDER}
LOGIN = {"HUSTINGS_SMTP_USER": "u", "HUSTINGS_SMTP_PASSWORD": PASSWORD}


def drawn(*recipients):
    at = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    return letter([page_of()], Envelope(SENDER, recipients or (A, B), at))


def told(error):
    """Everything a person or a log could see of an error."""
    chain = [error.value]
    while chain[-1].__cause__ is not None:
        chain.append(chain[-1].__cause__)
    return " ".join(f"{each!r} {each}" for each in chain)


@pytest.mark.parametrize("login", [False, True])
def test_a_letter_is_taken_once_for_all_its_recipients_as_it_was_written(login):
    with mail_server(login=login) as (handler, environment):
        receipt = send(drawn(), [A, B], server=Server.named_by(environment))
    assert receipt.accepted == (A, B)
    assert receipt.refused == {}
    (taken,) = handler.letters
    assert taken == ("office@office.example", (A, B), drawn().as_bytes())


def test_over_starttls_with_a_certificate_that_is_trusted(tmp_path, monkeypatch):
    own, key = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own, key)
    with mail_server(login=True, tls=context) as (handler, environment):
        server = Server.named_by(environment)
        with pytest.raises(DeliveryError, match="certificate is not trusted") as refused:
            send(drawn(), [A], server=server)
        assert not refused.value.is_unsure
        assert handler.letters == []
        monkeypatch.setenv("SSL_CERT_FILE", str(own))
        assert send(drawn(), [A], server=server).accepted == (A,)
    assert len(handler.letters) == 1


def test_a_server_without_encryption_is_given_neither_password_nor_letter():
    with mail_server() as (handler, environment):
        server = Server.named_by(environment | LOGIN | {"HUSTINGS_SMTP_SECURITY": "starttls"})
        with pytest.raises(DeliveryError, match="no encryption"):
            send(drawn(), [A], server=server)
        with pytest.raises(DeliveryError, match="does not speak"):
            send(drawn(), [A], server=replace(server, security="ssl"))
    assert handler.letters == []


def test_a_wrong_password_is_said_and_never_shown():
    with mail_server(login=True) as (handler, environment):
        secret = "wrong-but-secret"  # noqa: S105  of this test only
        server = Server.named_by(environment | {"HUSTINGS_SMTP_PASSWORD": secret})
        with pytest.raises(ServerAwayError, match="refused the user or the password") as refused:
            send(drawn(), [A], server=server)
    assert secret not in told(refused)
    assert secret not in repr(server)
    assert handler.letters == []


def test_a_server_that_repeats_the_password_does_not_make_us_show_it():
    with mail_server(login=True) as (handler, environment):
        handler.on_data = f"554 you said {PASSWORD}\u202e here"
        with pytest.raises(DeliveryError, match="did not take the mail") as refused:
            send(drawn(), [A], server=Server.named_by(environment))
    assert PASSWORD not in told(refused)
    assert refused.value.where.endswith(": 554 you said … here")


def test_one_refused_recipient_does_not_keep_the_letter_from_the_others():
    with mail_server() as (handler, environment):
        handler.refuse = {B: "550 no such user"}
        receipt = send(drawn(), [A, B], server=Server.named_by(environment))
    assert (receipt.accepted, dict(receipt.refused), receipt.later) == ((A,), {B: 550}, ())
    assert handler.letters[0][1] == (A,)


def test_when_all_are_refused_nobody_got_it_and_those_refused_for_now_are_named():
    with mail_server() as (handler, environment):
        handler.refuse = {A: "450 busy", B: "550 no such user"}
        receipt = send(drawn(), [A, B], server=Server.named_by(environment))
    assert (receipt.accepted, receipt.later) == ((), (A,))
    assert handler.letters == []


def test_a_connection_that_ends_within_the_letter_leaves_it_unsure():
    with mail_server() as (handler, environment):
        handler.on_data = "hang up"
        with pytest.raises(DeliveryError, match="ended too early") as ended:
            send(drawn(), [A], server=Server.named_by(environment))
    assert ended.value.is_unsure
    assert not isinstance(ended.value, ServerAwayError)


def test_a_server_that_parts_rudely_has_taken_the_letter_all_the_same():
    with mail_server(rude=True) as (handler, environment):
        assert send(drawn(), [A], server=Server.named_by(environment)).accepted == (A,)
    assert len(handler.letters) == 1


@contextmanager
def listening(answer):
    """A port that takes one connection and answers once, or never."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        kept = []

        def take():
            connection, _ = door.accept()
            kept.append(connection)
            if answer:
                connection.sendall(answer)

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield Server("127.0.0.1", door.getsockname()[1], "none", SENDER, timeout=0.3)
        thread.join()
        for connection in kept:
            connection.close()


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (b"", "ended too early"),
        (b"554 not today\r\n", "did not take the mail"),
        (b"\xff\xff\r\n", "did not take the mail"),
    ],
)
def test_a_server_that_is_silent_or_refuses_at_once_did_surely_not_take_it(answer, problem):
    with listening(answer) as server, pytest.raises(DeliveryError, match=problem) as ended:
        send(drawn(), [A], server=server)
    assert not ended.value.is_unsure


def test_no_server_at_all_is_said_with_where_and_fix():
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    with pytest.raises(ServerAwayError, match="cannot be reached") as away:
        send(drawn(), [A], server=Server("127.0.0.1", port, "none", SENDER))
    assert away.value.where == f"127.0.0.1:{port}"
    assert "HUSTINGS_SMTP_HOST" in away.value.fix
    with pytest.raises(DeliveryError, match="cannot be reached"):
        send(drawn(), [A], server=Server("no-such-host.invalid", 25, "none", SENDER))


def test_a_recipient_that_is_none_is_never_offered_to_the_server():
    with mail_server() as (handler, environment), pytest.raises(UsageError):
        send(drawn(), [A, "x@y.example> SIZE=1\r\nRCPT TO:<z@y.example"],
             server=Server.named_by(environment))  # fmt: skip
    assert handler.letters == []


@pytest.mark.parametrize(
    ("security", "port"), [("", 587), ("starttls", 587), ("ssl", 465), ("none", 25), ("SSL", 465)]
)
def test_the_port_follows_from_the_security_unless_it_is_named(security, port):
    assert Server.named_by(NAMED | {"HUSTINGS_SMTP_SECURITY": security}).port == port
    named = Server.named_by(
        NAMED | {"HUSTINGS_SMTP_SECURITY": security, "HUSTINGS_SMTP_PORT": "26"}
    )
    assert named.port == 26


@pytest.mark.parametrize(
    ("wrong", "problem", "where"),
    [
        ({"HUSTINGS_SMTP_HOST": " "}, "No mail server", "HUSTINGS_SMTP_HOST"),
        ({"HUSTINGS_SMTP_FROM": ""}, "no sender", "HUSTINGS_SMTP_FROM"),
        ({"HUSTINGS_SMTP_FROM": "Office"}, "no sender", "HUSTINGS_SMTP_FROM"),
        ({"HUSTINGS_SMTP_FROM": "a@b.example\nBcc: x@y.example"}, "no sender", "_FROM"),
        ({"HUSTINGS_SMTP_PORT": "smtp"}, "no port", "HUSTINGS_SMTP_PORT"),
        ({"HUSTINGS_SMTP_PORT": "70000"}, "no port", "HUSTINGS_SMTP_PORT"),
        ({"HUSTINGS_SMTP_SECURITY": "startls"}, "no such security", "HUSTINGS_SMTP_SECURITY"),
        ({"HUSTINGS_SMTP_USER": "u"}, "needs a password", "HUSTINGS_SMTP_USER"),
        ({"HUSTINGS_SMTP_PASSWORD": PASSWORD}, "needs a password", "HUSTINGS_SMTP_USER"),
        (LOGIN | {"HUSTINGS_SMTP_SECURITY": "none"}, "in the open", "HUSTINGS_SMTP_SECURITY"),
    ],
)
def test_a_server_named_wrongly_is_refused_without_showing_the_password(wrong, problem, where):
    with pytest.raises(SettingsError, match=problem) as refused:
        Server.named_by(NAMED | wrong)
    assert where in refused.value.where
    assert refused.value.fix
    assert PASSWORD not in told(refused)


def test_a_user_that_is_an_address_is_the_sender_where_none_is_named():
    environment = (
        {"HUSTINGS_SMTP_HOST": "m.example"} | LOGIN | {"HUSTINGS_SMTP_USER": "u@o.example"}
    )
    server = Server.named_by(environment)
    assert (server.sender, server.domain) == ("u@o.example", "o.example")
