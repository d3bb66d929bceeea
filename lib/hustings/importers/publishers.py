"""Which account a post belongs to: by the handle, id or name an export shows, else by its file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from hustings.errors import nearest
from hustings.importers.contract import Assumed, Context, SourceFile
from hustings.importers.tabular.cells import Wrong

_PROFILE = re.compile(r"https?://[^/]+/(?:(?:channel|c|user|pages?)/)?@?([^/?#]+)", re.IGNORECASE)
# A file under another name is the same file, and is not read twice.
ANEW = "`hustings forget-file` this one, and import it again"

_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Publishers:
    """The accounts of one platform."""

    platform: str
    by_name: Mapping[str, str]  # handle or name in plain form -> account
    by_letters: Mapping[str, str] = field(default_factory=dict)  # the same, as file names have it

    @classmethod
    def known(cls, context: Context, platform: str) -> "Publishers":
        """The accounts of a platform that accounts.csv lists."""
        names = {
            plain_handle(name.partition(":")[2]): account
            for name, account in context.accounts.items()
            if name.partition(":")[0] == platform
        }
        letters = {_letters(name): account for name, account in names.items() if _letters(name)}
        return cls(platform, names, letters)

    def find(self, *called: str) -> str | None:
        """The account that goes by one of these handles, ids or names."""
        found = (self.by_name.get(plain_handle(name)) for name in called if name.strip())
        return next(filter(None, found), None)

    @property
    def only(self) -> str | None:
        """The account, where the list holds one of this platform; whoever exports owns it."""
        every = set(self.by_name.values())
        return next(iter(every)) if len(every) == 1 else None

    def named(self, handle: str) -> str:
        """How an account that no list holds is written."""
        return f"{self.platform}:{plain_handle(handle)}"

    def of_file(self, file: SourceFile, pattern: re.Pattern[str]) -> tuple[str | None, str]:
        """The account that the file's name or a folder's (or zip's) holds, and the name found.

        Args:    pattern: finds the account's name, as group 1, in one part of the path.
        Returns: the account if it is listed; else the name alone, if there is one.
        """
        parts = [*file.name.replace("\\", "/").split("/"), file.path.parent.name]
        named = [found[1] for part in parts if (found := pattern.search(part))]
        for name in [*named, *parts]:
            if account := self.by_letters.get(_letters(name)):
                return account, name
        return None, next(iter(named), "")

    def strange(self, handle: str) -> Wrong:
        """The complaint about an account that accounts.csv must hold and does not."""
        if not self.by_name:
            return Wrong(
                f"no account on {self.platform} is known",
                "Import accounts.csv with this account.",
                waits_for="accounts",
            )
        hint = nearest(plain_handle(handle), self.by_name)
        return Wrong(
            f"the {self.platform} account is not in accounts.csv",
            f"Add it, or correct it. {hint}",
            waits_for="accounts",
        )


def plain_handle(text: str) -> str:
    """A handle as compared: no @, no address before it, small letters."""
    text = text.strip()
    if found := _PROFILE.match(text):
        text = found[1]
    return " ".join(text.lstrip("@").split()).casefold()


def only_listed(what: str, account: str) -> Assumed:
    """The note that what names no account is taken to be of the only one there is."""
    return Assumed(f"{what} that name no account are the only listed one's", f"kept as {account}")


def unlisted(what: str, account: str) -> Assumed:
    """The note that posts are kept under an account no list holds."""
    return Assumed(
        f"{what} is not in accounts.csv", f"kept as {account}; add it to place its posts"
    )


def _letters(name: str) -> str:
    return _LETTERS.sub("", name.casefold())
