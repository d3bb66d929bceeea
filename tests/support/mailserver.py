"""A real mail server on this machine: it takes letters, asks for a login, refuses, or hangs up."""

import subprocess
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD = "office", "s3cret pass/word"
SENDER = "Campaign office <office@office.example>"


class _Taking:
    """Keeps what arrives; `refuse` maps a recipient to an answer, `on_data` answers a letter."""

    def __init__(self):
        self.letters = []  # (sender, recipients, bytes), in the order they were taken
        self.refuse = {}
        self.on_data = None

    async def recipient(self, _server, _session, envelope, address, _options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def letter(self, server, _session, envelope):
        if self.on_data == "hang up":  # taken or not, the sender never learns
            server.transport.abort()
            return "250 never said"
        if self.on_data:
            return self.on_data
        self.letters.append((envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content))
        return "250 OK"


def checked(server, session, envelope, mechanism, data):
    """Whether a login is the office's."""
    good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=good)


async def _rudely(server, _arg):
    await server.push("421 go away")
    server.transport.close()


# Named as aiosmtpd calls them.
Handler = type(
    "Handler", (_Taking,), {"handle_RCPT": _Taking.recipient, "handle_DATA": _Taking.letter}
)
RudeOnQuit = type("RudeOnQuit", (SMTP,), {"smtp_QUIT": _rudely})


@contextmanager
def mail_server(*, login=False, tls=None, rude=False):
    """Gives (handler, environment): a server on a free port, and what names it to us."""
    handler = Handler()
    kind = RudeOnQuit if rude else SMTP
    said = {"authenticator": checked, "auth_required": True} if login else {}
    if login and tls is None:
        said["auth_require_tls"] = False
    if tls is not None:
        said["tls_context"] = tls
        said["require_starttls"] = True

    class Listening(Controller):
        def factory(self):
            return kind(self.handler, **self.SMTP_kwargs)

        def _trigger_server(self):
            self.port = self.server.sockets[0].getsockname()[1]  # which of the free ones it got
            super()._trigger_server()

    controller = Listening(handler, hostname="127.0.0.1", port=0, **said)
    controller.start()
    environment = {
        "HUSTINGS_SMTP_HOST": "localhost" if tls else "127.0.0.1",
        "HUSTINGS_SMTP_PORT": str(controller.port),
        "HUSTINGS_SMTP_SECURITY": "starttls" if tls else "none",
        "HUSTINGS_SMTP_FROM": SENDER,
    }
    if login:
        environment |= {"HUSTINGS_SMTP_USER": USER, "HUSTINGS_SMTP_PASSWORD": PASSWORD}
    try:
        yield handler, environment
    finally:
        controller.stop()


def certificate(folder):
    """A certificate for localhost that nobody signed: gives the paths of it and of its key."""
    key, own = folder / "key.pem", folder / "certificate.pem"
    command = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        "-keyout", str(key), "-out", str(own),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return own, key
