"""The server that takes our mail, as the environment names it, and how a letter is given to it."""

import smtplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Literal, cast, get_args

from hustings.errors import DeliveryError, ServerAwayError, SettingsError, nearest
from hustings.page.cleaning import clean
from hustings.press.delivery.addresses import checked_addresses, is_address
from hustings.text.shortening import shortened

PREFIX = "HUSTINGS_SMTP_"
TIMEOUT = 30.0  # seconds for each answer of the server
ANSWER_SHOWN = 160  # letters of what the server answered

Security = Literal["starttls", "ssl", "none"]
_PORTS: Mapping[Security, int] = {"starttls": 587, "ssl": 465, "none": 25}
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Server:
    """A mail server and who we are to it; the password is never shown."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = TIMEOUT

    @classmethod
    def named_by(cls, environment: Mapping[str, str]) -> "Server":
        """The server that HUSTINGS_SMTP_HOST, PORT, SECURITY, USER, PASSWORD and FROM name.

        Raises: SettingsError for what is missing or wrong; it never shows the password.
        """
        told = {
            name: environment.get(f"{PREFIX}{name}", "")
            for name in ("HOST", "PORT", "SECURITY", "USER", "PASSWORD", "FROM")
        }
        host, user = told["HOST"].strip(), told["USER"]
        if not host:
            raise SettingsError(
                "No mail server is named.",
                where=f"{PREFIX}HOST",
                fix="Set HUSTINGS_SMTP_HOST, HUSTINGS_SMTP_FROM and, if it asks for them, "
                "HUSTINGS_SMTP_USER and HUSTINGS_SMTP_PASSWORD in the environment.",
            )
        security = _security(told["SECURITY"] or "starttls")
        _check_login(told, host, security)
        return cls(
            host=host,
            port=_port(told["PORT"], security),
            security=security,
            sender=_sender(told["FROM"] or user),
            user=user,
            password=told["PASSWORD"],
        )

    @property
    def domain(self) -> str:
        """The domain our mail comes from."""
        return parseaddr(self.sender)[1].rpartition("@")[2]


@dataclass(frozen=True)
class Receipt:
    """Who a letter was taken for, and who was refused: address -> the server's code."""

    accepted: tuple[str, ...]
    refused: Mapping[str, int] = field(default_factory=dict)

    @property
    def later(self) -> tuple[str, ...]:
        """Those refused for now only, whom to try again."""
        return tuple(address for address, code in self.refused.items() if code < 500)


def without_server(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for whoever sends no mail: nothing in it of our server, nor its password."""
    return {name: value for name, value in environment.items() if not name.startswith(PREFIX)}


def send(message: EmailMessage, recipients: Sequence[str], *, server: Server) -> Receipt:
    """Give a letter to the server, once.

    Returns: who it was taken for; a refused recipient does not keep it from the others.
    Raises:  ServerAwayError when the server cannot be reached or does not let us in; another
             DeliveryError when it will not take the letter, with `is_unsure` where the connection
             ended before it said so; UsageError for what is no address.
    """
    listed = checked_addresses(recipients)
    content = message.as_bytes()
    try:
        with _told_plainly(server):
            connection = _connected(server)
    except DeliveryError as error:
        raise ServerAwayError(error.problem, where=error.where, fix=error.fix) from error
    try:
        with _told_plainly(server, is_unsure=True):
            refused = _given(connection, parseaddr(server.sender)[1], listed, content)
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()  # the letter is taken; how we part changes nothing about it
    finally:
        connection.close()
    codes = {address: code for address, (code, _) in refused.items()}
    return Receipt(tuple(each for each in listed if each not in codes), codes)


def _given(
    connection: smtplib.SMTP, sender: str, recipients: Sequence[str], content: bytes
) -> dict[str, tuple[int, bytes]]:
    try:
        return connection.sendmail(sender, list(recipients), content)
    except smtplib.SMTPRecipientsRefused as answer:
        return answer.recipients


def _connected(server: Server) -> smtplib.SMTP:
    """A connection that is encrypted and logged in as the server was named."""
    context = ssl.create_default_context()
    at, name, wait = (server.host, server.port), server.domain, server.timeout
    if server.security == "ssl":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(*at, name, timeout=wait, context=context)
    else:
        connection = smtplib.SMTP(*at, name, timeout=wait)
    try:
        if server.security == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _told_plainly(server: Server, *, is_unsure: bool = False) -> Iterator[None]:
    """Whatever the library raises, in words; the password stands in none of them."""
    where = f"{server.host}:{server.port}"
    try:
        yield
    except ssl.SSLCertVerificationError as cause:
        raise DeliveryError(
            "The mail server's certificate is not trusted.",
            where=where,
            fix="Name the server as its certificate does in HUSTINGS_SMTP_HOST, or install the "
            "certificate of who signed it.",
        ) from cause
    except ssl.SSLError as cause:
        raise DeliveryError(
            "The mail server does not speak as HUSTINGS_SMTP_SECURITY says.",
            where=where,
            fix="Set it to starttls (mostly port 587) or to ssl (mostly port 465).",
        ) from cause
    except smtplib.SMTPNotSupportedError as cause:
        raise DeliveryError(
            "The mail server offers no encryption or no login on this port.",
            where=where,
            fix="Check HUSTINGS_SMTP_PORT and HUSTINGS_SMTP_SECURITY (starttls, ssl or none).",
        ) from cause
    except smtplib.SMTPAuthenticationError:
        raise DeliveryError(
            "The mail server refused the user or the password.",
            where=where,
            fix="Check HUSTINGS_SMTP_USER and HUSTINGS_SMTP_PASSWORD; some offices need a password "
            "made for programs.",
        ) from None  # a server may answer with what it was given
    except smtplib.SMTPResponseException as cause:
        raise DeliveryError(
            "The mail server did not take the mail.",
            where=f"{where}: {_answer(cause, server)}",
            fix="Do what the server says; the letter stays in the outbox.",
        ) from None
    except (smtplib.SMTPServerDisconnected, TimeoutError, ConnectionResetError) as cause:
        raise DeliveryError(
            "The connection to the mail server ended too early.",
            where=where,
            fix="Send again with `hustings outbox send`; a letter that was taken all the same "
            "bears the same Message-ID.",
            is_unsure=is_unsure,
        ) from cause
    except (smtplib.SMTPException, OSError) as cause:
        raise DeliveryError(
            "The mail server cannot be reached.",
            where=where,
            fix="Check HUSTINGS_SMTP_HOST, HUSTINGS_SMTP_PORT and the network.",
        ) from cause


def _answer(answer: smtplib.SMTPResponseException, server: Server) -> str:
    """What the server answered, on one line, without the password should it hold it."""
    said = answer.smtp_error
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    if server.password:
        text = text.replace(server.password, "…")
    return f"{answer.smtp_code} {shortened(clean(text), ANSWER_SHOWN)}"


def _security(told: str) -> Security:
    for known in get_args(Security):
        if told.strip().lower() == known:
            return cast("Security", known)
    raise SettingsError(
        "There is no such security of mail.",
        where=f"{PREFIX}SECURITY={told!r}",
        fix=nearest(told, get_args(Security)),
    )


def _port(told: str, security: Security) -> int:
    if not told.strip():
        return _PORTS[security]
    if told.strip().isdecimal() and 0 < int(told) < 65_536:
        return int(told)
    raise SettingsError(
        "This is no port.", where=f"{PREFIX}PORT={told!r}", fix="Write a number, as 587."
    )


def _sender(told: str) -> str:
    if is_address(parseaddr(told)[1]) and clean(told) == told:
        return told
    raise SettingsError(
        "The mail has no sender.",
        where=f"{PREFIX}FROM={told!r}",
        fix="Write an address, as Campaign office <office@example.org>.",
    )


def _check_login(told: Mapping[str, str], host: str, security: Security) -> None:
    if bool(told["USER"]) != bool(told["PASSWORD"]):
        raise SettingsError(
            "A user needs a password, and a password a user.",
            where=f"{PREFIX}USER, {PREFIX}PASSWORD",
            fix="Set both in the environment, or neither.",
        )
    if told["PASSWORD"] and security == "none" and host not in _HERE:
        raise SettingsError(
            "The password would travel in the open.",
            where=f"{PREFIX}SECURITY=none",
            fix="Set it to starttls or ssl; without either only this machine gets a password.",
        )
