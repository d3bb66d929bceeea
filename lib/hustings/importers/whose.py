"""Whose figures a file holds that names no account: by its name, its folder's or its zip's."""

import re
from collections.abc import Sequence

from hustings.importers.contract import Assumed, Context, SetAside, SourceFile
from hustings.importers.publishers import ANEW, Publishers, only_listed, unlisted

_BEGINNINGS = {"facebook": "facebook|fb", "instagram": "instagram|insta|ig", "x": "x|twitter"}


def whose(
    file: SourceFile, context: Context, platforms: Sequence[str]
) -> tuple[str | None, Assumed | None]:
    """The account, and what was assumed in finding it; None where nothing tells.

    A file, folder or zip called `facebook_<account>` names it, and so does one called like an
    account of the list. Where the list holds one account only, it is that one.
    """
    known = [Publishers.known(context, platform) for platform in platforms]
    found = [(one, *one.of_file(file, _beginning(one.platform))) for one in known]
    listed = {account for _, account, _ in found if account}
    if len(listed) == 1:
        return listed.pop(), None
    if listed:
        return None, None
    for one, _, name in found:
        if name:
            account = one.named(name)
            return account, unlisted(f"@{name}" if one.platform == "x" else f"'{name}'", account)
    every = [one.only for one in known if one.by_name]
    if len(every) == 1 and every[0]:
        return every[0], only_listed("figures", every[0])
    return None, None


def nobodys(line: int, platforms: Sequence[str]) -> SetAside:
    """The complaint about a file whose account nothing tells."""
    return SetAside(
        line,
        "whose figures these are is not known, so the file is not read",
        f"Put it in a folder called {platforms[0]}_<account>, the account as accounts.csv has it, "
        f"{ANEW}.",
    )


def _beginning(platform: str) -> re.Pattern[str]:
    return re.compile(
        rf"^(?:{_BEGINNINGS.get(platform, platform)})[_ -]+@?(.+?)"
        r"(?:[_ -]\d{4}-\d{2}-\d{2}.*)?(?:\.zip)?(?<!\.csv)(?<!\.xlsx)$",
        re.IGNORECASE,
    )
