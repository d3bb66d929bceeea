"""The head of a letter: folded so that no program loses a space of it, or adds one."""

from email.charset import Charset
from email.header import Header
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from email.headerregistry import Address
    from email.message import EmailMessage

_WIDTH = 76  # characters of a line that holds encoded words, by RFC 2047
_UTF8 = "utf-8"


class LetterPolicy(EmailPolicy):
    """Mail's own rules, but for a subject or a sender's name that is not plain ASCII.

    Python 3.11 folds such a one into encoded words with a bare space between, which every reader
    drops (RFC 2047, 6.2). Here spaces are in the words, and a name is one word, since readers do
    not agree on names of several.
    """

    def fold(self, name: str, value: str) -> str:
        """One header in lines, each ended."""
        if str(value).isascii() or name.lower() not in ("subject", "from"):
            return str(super().fold(name, value))
        addresses: tuple[Address, ...] = getattr(value, "addresses", ())
        if not addresses:
            words = Header(str(value), _UTF8, maxlinelen=_WIDTH, header_name=name)
            return f"{name}: {words.encode(linesep=self.linesep)}{self.linesep}"
        (sender,) = addresses
        said = Charset(_UTF8).header_encode(sender.display_name)
        return f"{name}: {said}{self.linesep} <{sender.addr_spec}>{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        """The same as bytes."""
        return self.fold(name, value).encode("ascii", "surrogateescape")


LETTER = cast(  # only in type stubs does a policy know of what kind its messages are
    "EmailPolicy[EmailMessage]",
    LetterPolicy(linesep="\r\n", refold_source="none"),  # one that was read stays as it was
)
