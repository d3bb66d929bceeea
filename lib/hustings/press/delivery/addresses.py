"""Addresses of mail: who may be written to, and for whom a letter is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.utils import parseaddr

from hustings.errors import UsageError
from hustings.page.cleaning import clean

LONGEST = 254  # characters of an address, by RFC 5321

_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
)


@dataclass(frozen=True)
class Envelope:
    """Who sends a letter to whom, and the moment it is written for (aware).

    `sender` may bear a name, as `Office <office@example.org>`; recipients are bare addresses.
    Raises: UsageError listing every address that is none, or when there is no recipient.
    """

    sender: str
    recipients: tuple[str, ...]
    scheduled_at: datetime

    def __post_init__(self) -> None:
        if not self.recipients:
            raise UsageError("A letter needs a recipient.", fix="Name one with --to.")
        object.__setattr__(self, "recipients", checked_addresses(self.recipients))
        checked_addresses([self.sent_from.addr_spec])

    @property
    def sent_from(self) -> Address:
        """The sender as a mail's header takes it."""
        name, address = parseaddr(self.sender)
        if not is_address(address) or clean(self.sender) != self.sender:
            raise _wrong([self.sender])
        return Address(display_name=name, addr_spec=address)


def is_address(text: str) -> bool:
    """Whether a text is one bare address of mail, in plain letters."""
    return len(text) <= LONGEST and _ADDRESS.fullmatch(text) is not None


def checked_addresses(addresses: Iterable[str]) -> tuple[str, ...]:
    """The addresses, each once, in order.

    Raises: UsageError listing every one that is no bare address; nothing that could begin another
    line or another recipient of a mail passes.
    """
    listed = list(dict.fromkeys(address.strip() for address in addresses))
    if wrong := [address for address in listed if not is_address(address)]:
        raise _wrong(wrong)
    return tuple(listed)


def _wrong(addresses: list[str]) -> UsageError:
    return UsageError(
        "This is no address of mail.",
        where=", ".join(map(repr, addresses)),
        fix="Write it bare, as name@example.org, one address each.",
    )
