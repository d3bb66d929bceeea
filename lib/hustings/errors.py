"""What can go wrong, said as problem, where and fix, with one exit code per kind.

    HustingsError            1   anything below; also "a notebook failed"
    ├── UsageError           2   a name, period, unit or option that is not known
    │   └── SettingsError    2   settings.toml or schedule.toml
    ├── PartialError         3   some units were printed, some were not
    ├── StaleError           4   an input is too old to print from
    ├── BusyError            5   another import or run holds the lock
    ├── InputError          10   a file that cannot be read as what it claims to be
    │   ├── SchemaError     11   rows that breach the table's schema
    │   └── RefusedError    12   a file we will not read: a bomb, voter data, a secret
    ├── StoreError          13   the clean tables cannot be read or written
    ├── EditionError        14   an edition that is missing, damaged or of another code version
    ├── CannotJudgeError    15   data that cannot carry the question a study was asked
    └── DeliveryError       16   a mail that could not be sent, a PDF or picture that was not made
        └── ServerAwayError 17   a mail server that takes no letter just now, or not from us

124 (timeout) and 138 (kernel died) are papermill's and coreutils' own and are passed through.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import ClassVar


class HustingsError(Exception):
    """Base of every error a person should read: what is wrong, where, and how to mend it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, problem: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.where = where
        self.fix = fix

    def __str__(self) -> str:
        lines = [self.problem]
        if self.where:
            lines.append(f"  where: {self.where}")
        if self.fix:
            lines.append(f"  fix:   {self.fix}")
        return "\n".join(lines)


class UsageError(HustingsError):
    """A name, period, unit or option that is not known."""

    exit_code = 2


class SettingsError(UsageError):
    """A settings file that does not say what it should."""


class PartialError(HustingsError):
    """Some units were printed and some were not."""

    exit_code = 3


class StaleError(HustingsError):
    """An input is older than its limit, so nothing may be printed from it."""

    exit_code = 4


class BusyError(HustingsError):
    """Another process is importing or printing; a timer may take this as success."""

    exit_code = 5


class InputError(HustingsError):
    """A file that cannot be read as what it claims to be."""

    exit_code = 10


class SchemaError(InputError):
    """Rows that breach the schema of their table; carries every breach, not the first."""

    exit_code = 11


class RefusedError(InputError):
    """A file that is refused unread: an archive bomb, voter data, a secret."""

    exit_code = 12


class StoreError(HustingsError):
    """The clean tables cannot be read or written."""

    exit_code = 13


class EditionError(HustingsError):
    """An edition that is missing, damaged or made by other code."""

    exit_code = 14


class CannotJudgeError(HustingsError):
    """The data cannot carry the question a study was asked.

    `reason` is the key of the sentence a page shows in its own language
    ("cannot be judged: ..."), `numbers` are those in that sentence.
    """

    exit_code = 15

    def __init__(self, reason: str, problem: str, **numbers: float | str) -> None:
        super().__init__(problem, fix="Say so on the page; do not draw a figure from it.")
        self.reason = reason
        self.numbers = numbers


class DeliveryError(HustingsError):
    """A mail that could not be sent, or a PDF or a picture that could not be made.

    `is_unsure` is true where a mail may have been taken all the same.
    """

    exit_code = 16

    def __init__(
        self, problem: str, *, where: str = "", fix: str = "", is_unsure: bool = False
    ) -> None:
        super().__init__(problem, where=where, fix=fix)
        self.is_unsure = is_unsure


class ServerAwayError(DeliveryError):
    """The server takes no letter at all just now, or not from us."""

    exit_code = 17


def nearest(wrong: str, known: Iterable[str]) -> str:
    """A hint that names the known word most like a wrong one.

    Returns: `Did you mean 'reach'?`, or a short list of what is known when nothing is near.
    """
    words = list(known)
    close = get_close_matches(wrong, words, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?"
    shown = ", ".join(sorted(words)[:12])
    return f"Known: {shown}{', ...' if len(words) > 12 else ''}."
