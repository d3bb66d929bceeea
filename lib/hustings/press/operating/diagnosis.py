"""What the doctor found: one thing that was looked at, how it stands, and how to mend it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from hustings.errors import HustingsError

GOOD, LOOK, BROKEN = "good", "look", "broken"  # look: worth a look, nothing stands still for it


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at; `problem` and `fix` are empty where all is well.

    `check` is its key in the words (`doctor.room`), `where` what was seen of it: a path, a figure.
    """

    check: str
    state: str
    where: str = ""
    problem: str = ""
    fix: str = ""


Look = Callable[[], Iterable[Diagnosis]]


def looked(check: str, look: Look) -> Iterator[Diagnosis]:
    """What a look finds; one that cannot be taken is itself something broken."""
    try:
        yield from look()
    except HustingsError as error:
        yield Diagnosis(check, BROKEN, where=error.where, problem=error.problem, fix=error.fix)
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield Diagnosis(
            check,
            BROKEN,
            where=f"{type(error).__name__}: {error}",
            problem="This could not be looked at.",
            fix="See that the file is there whole and yours to read; else restore it.",
        )
