"""Letters on their way: written, sent, and marked as sent, so that none is lost and none repeats.

A letter lies in the outbox under its identity, in one file that appears whole or not at all. It
is marked before it is given to the server and again after, so only one moment cannot be made
safe: a crash, or a connection that ends, between the server's taking it and our mark. Such a
letter is listed as perhaps sent and goes out again; both copies bear one Message-ID, by which
most mail programs show them once.
"""

import fcntl
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Literal

from hustings.errors import BusyError, DeliveryError, ServerAwayError, UsageError, nearest
from hustings.page.files import write_atomically
from hustings.press.delivery.heads import LETTER
from hustings.press.delivery.letters import identity_of
from hustings.press.delivery.server import Receipt, Server, send
from hustings.press.telling import tell
from hustings.settings import Settings

# A timer tries again after a minute, then after twice as long each time; it gives up after about
# three days, and sooner where each try may bring the reader another copy.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
MOST_TRIES, MOST_UNSURE = 20, 3

State = Literal["waiting", "perhaps", "sent", "refused"]


@dataclass(frozen=True)
class Posted:
    """One letter and how far it got.

    `written_for` is the moment in its Date header. `accepted` are the recipients the server took
    it for, `refused` those it will never take, by its code; all others still wait. `tried_at` is
    the moment of the last of its `tries`, empty before the first.
    """

    identity: str
    subject: str
    written_for: str
    recipients: tuple[str, ...]
    state: State = "waiting"
    accepted: tuple[str, ...] = ()
    refused: dict[str, int] = field(default_factory=dict)
    problem: tuple[str, ...] = ()  # problem, where and fix, of the last try
    code: int = 0  # that problem's exit code; 0 where there is none
    tries: int = 0
    tried_at: str = ""

    @property
    def waiting(self) -> tuple[str, ...]:
        """The recipients it is still to be given to."""
        return tuple(r for r in self.recipients if r not in {*self.accepted, *self.refused})

    def is_due(self, now: datetime) -> bool:
        """Whether a timer is to try it now."""
        if self.tries >= (MOST_UNSURE if self.state == "perhaps" else MOST_TRIES):
            return False
        if not self.tries:
            return True
        last = datetime.fromisoformat(self.tried_at)
        wait = min(FIRST_WAIT * 2 ** (self.tries - 1), LONGEST_WAIT)
        return not last <= now < last + wait  # a clock that was set back holds nothing up


@dataclass(frozen=True)
class Outbox:
    """A folder of letters, private to its owner."""

    folder: Path

    @classmethod
    def of(cls, settings: Settings) -> "Outbox":
        """The office's."""
        return cls(settings.folders.data / "outbox")

    def put(self, message: EmailMessage, *, again: bool = False) -> Posted:
        """Lay a letter into the outbox; one that is there or was sent already stays as it is.

        Args:    again: forget that it was sent, so that it goes out once more.
        Returns: how far that letter got.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        identity = identity_of(message)
        if again:
            self._mark_of(identity).unlink(missing_ok=True)
        known = self._posted(identity)
        if known is None:  # without a mark a letter waits
            write_atomically(self._letter_of(identity), message.as_bytes())
        return known or _new(identity, message)

    def letters(self) -> list[Posted]:
        """Every letter that is not forgotten, by the moment it was written for."""
        if not self.folder.is_dir():
            return []
        names = {path.stem for path in self.folder.iterdir() if path.suffix in (".eml", ".json")}
        found = [self._posted(name) for name in names]
        return sorted(filter(None, found), key=lambda each: (each.written_for, each.identity))

    def files_of(self, identity: str) -> tuple[Path, ...]:
        """What lies in the outbox of a letter: itself until it is sent, and its mark."""
        both = (self._letter_of(identity), self._mark_of(identity))
        return tuple(path for path in both if path.exists())

    def send(
        self, server: Server, *, now: datetime, only: Sequence[str] = (), by_timer: bool = False
    ) -> list[Posted]:
        """Give every letter that waits, or only some, to the server.

        Args:    by_timer: leave out those that were tried a short while ago, or often enough.
        Returns: the letters that were tried, as they stand now. What went wrong with one stands
                 in its `problem`, and the others are tried all the same, unless the server takes
                 none at all.
        Raises:  BusyError when another process is sending; UsageError for an unknown identity.
        """
        with self._held():
            known = {each.identity: each for each in self.letters()}
            for identity in only:
                if identity not in known:
                    raise UsageError(
                        "The outbox holds no such letter.",
                        where=identity,
                        fix=nearest(identity, known),
                    )
            tried = []
            for each in (known[identity] for identity in (only or known)):
                if each.waiting and (not by_timer or each.is_due(now)):
                    after, is_away = self._sent(each, server, now)
                    tried.append(after)
                    if is_away:
                        break  # the others would only wait for it as long again
            return tried

    def _sent(self, posted: Posted, server: Server, now: datetime) -> tuple[Posted, bool]:
        """A letter after one more try, and whether the server takes none at all."""
        message = _read(self._letter_of(posted.identity))
        posted = replace(
            posted, tries=posted.tries + 1, tried_at=now.isoformat(), problem=(), code=0
        )
        self._marked(replace(posted, state="perhaps"))
        try:
            receipt = send(message, posted.waiting, server=server)
        except DeliveryError as error:
            state: State = "perhaps" if error.is_unsure else "waiting"
            after = self._marked(replace(posted, state=state, **_told(error)))
            return after, isinstance(error, ServerAwayError)
        never = {a: code for a, code in receipt.refused.items() if a not in receipt.later}
        after = replace(
            posted,
            accepted=(*posted.accepted, *receipt.accepted),
            refused=posted.refused | never,
            **(_told(_refused(receipt)) if receipt.refused else {}),
        )
        done: State = "sent" if after.accepted else "refused"
        after = self._marked(replace(after, state="waiting" if after.waiting else done))
        if not after.waiting:  # the mark says all that need be known; the page is in the reports
            self._letter_of(posted.identity).unlink(missing_ok=True)
        return after, False

    def _posted(self, identity: str) -> Posted | None:
        """A letter by its mark; without one it was written and not yet marked."""
        try:
            told = json.loads(self._mark_of(identity).read_text("utf-8"))
        except FileNotFoundError:
            letter = self._letter_of(identity)
            return _new(identity, _read(letter)) if letter.exists() else None
        lists = {key: tuple(told[key]) for key in ("recipients", "accepted", "problem")}
        return Posted(**(told | lists))

    def _marked(self, posted: Posted) -> Posted:
        text = json.dumps(asdict(posted), ensure_ascii=False, indent=1)
        write_atomically(self._mark_of(posted.identity), text)
        tell("letter", letter=posted.identity, state=posted.state, tries=posted.tries)
        return posted

    def _letter_of(self, identity: str) -> Path:
        return self.folder / f"{identity}.eml"

    def _mark_of(self, identity: str) -> Path:
        return self.folder / f"{identity}.json"

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the outbox for one process at a time."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / ".lock").open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as cause:
                raise BusyError(
                    "Another process is sending letters.",
                    where=str(self.folder),
                    fix="Wait for it to end; what it leaves, `hustings outbox send` takes.",
                ) from cause
            yield  # the system lets go of the lock when the file closes, or the process dies


def _told(error: DeliveryError) -> dict[str, Any]:
    """What a mark keeps of an error."""
    return {"problem": (error.problem, error.where, error.fix), "code": error.exit_code}


def _refused(receipt: Receipt) -> DeliveryError:
    return DeliveryError(
        "The mail server refused some of the recipients.",
        where=", ".join(f"{address} ({code})" for address, code in receipt.refused.items()),
        fix="Check the addresses; those refused for now (4..) are tried again by "
        "`hustings outbox send`.",
    )


def _new(identity: str, message: EmailMessage) -> Posted:
    listed = str(message["To"]).split(",")
    return Posted(
        identity=identity,
        subject=str(message["Subject"]),
        written_for=_moment(message).isoformat(),
        recipients=tuple(address.strip() for address in listed),
    )


def _moment(message: EmailMessage) -> datetime:
    return parsedate_to_datetime(str(message["Date"]))


def _read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), EmailMessage, policy=LETTER)
