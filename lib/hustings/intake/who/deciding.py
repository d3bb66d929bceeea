"""Merging, splitting, withdrawing consent and taking it all back, from the log to the rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hustings.errors import UsageError
from hustings.intake.due import PERSONS
from hustings.intake.lists import decisions_of, people_of
from hustings.intake.outcome import Outcome
from hustings.intake.reading import LISTS
from hustings.intake.run import catch_up
from hustings.intake.stage import Progress, silent
from hustings.privacy import Pseudonyms, load_key
from hustings.roster import Act, Decisions, Entry, Log, People, token_of
from hustings.roster.decisions import pair
from hustings.schema import CLEAN
from hustings.settings import Settings, key_file
from hustings.store import Snapshot, read_whole

_PSEUDONYM = re.compile(r"[0-9a-f]{16}")
_SEEN_IN_LOG = "hustings people log"


class _IdleError(UsageError):
    """A decision that says nothing new."""


@dataclass(frozen=True)
class Decided:
    """A line added to the log, and what was read again because of it."""

    entry: Entry
    outcome: Outcome


@dataclass(frozen=True)
class Said:
    """What a person decided: about whom, by whom and why; names and numbers as they are shown."""

    act: Act
    one: str
    other: str = ""
    by: str = ""
    why: str = ""


def decide(
    settings: Settings,
    said: Said,
    *,
    now: datetime,
    wait_seconds: float = 0,
    progress: Progress = silent,
) -> Decided:
    """Write a decision into the log and have the stored rows follow it.

    Args:    said: `one` and `other` are names or numbers as a chat or a list shows them, or
             pseudonyms; of an undo, `one` is the number of the line that is taken back.
    Raises:  UsageError for somebody nothing was ever heard of, or a decision that says nothing new
             or cannot hold; BusyError when an import runs: the decision stands, and its rows
             follow with the next command.
    """
    one, other = (said.one, "") if said.act == "undo" else _considered(said, settings)
    entry = Entry(said.act, one, other, said.by, said.why)
    written = Log.of(settings.folders.data).append(entry, now=now)
    done = catch_up(settings, now=now, wait_seconds=wait_seconds, progress=progress)
    return Decided(written, done)


def decide_all(
    settings: Settings, every: Iterable[Said], *, now: datetime, progress: Progress = silent
) -> tuple[list[Entry], Outcome]:
    """Write many decisions into the log, and have the stored rows follow them all at once.

    One that says nothing new once those before it hold is left out.

    Raises: as `decide`; what was written before stands.
    """
    written: list[Entry] = []
    log = Log.of(settings.folders.data)
    for said in every:
        try:
            one, other = _considered(said, settings)
        except _IdleError:
            continue
        written.append(log.append(Entry(said.act, one, other, said.by, said.why), now=now))
    return written, catch_up(settings, now=now, progress=progress)


def _considered(said: Said, settings: Settings) -> tuple[str, str]:
    """The pseudonyms of those a decision is about, if it can be taken."""
    data = settings.folders.data
    pseudonyms = Pseudonyms(load_key(key_file(), data))
    one, other = (_token(each, pseudonyms) if each else "" for each in (said.one, said.other))

    def known(snapshot: Snapshot) -> People:
        people = _people(settings, pseudonyms, snapshot)
        for shown, token in ((said.one, one), (said.other, other)):
            if token and not _is_heard_of(token, people, snapshot):
                raise _unheard(shown)
        return people

    people = read_whole(data / "clean", known)
    _refuse_idle(said, one, other, people)
    return one, other


def _token(shown: str, pseudonyms: Pseudonyms) -> str:
    return shown if _PSEUDONYM.fullmatch(shown) else token_of(shown, pseudonyms)


def _people(settings: Settings, pseudonyms: Pseudonyms, snapshot: Snapshot) -> People:
    frames = {name: snapshot.frame(name)[CLEAN[name].names] for name in LISTS}
    return people_of(frames, decisions_of(settings, pseudonyms), pseudonyms)


def _is_heard_of(token: str, people: People, snapshot: Snapshot) -> bool:
    """Whether any list, decision, row or row set aside has this pseudonym."""
    if token in people.workers or token in people.aliases or token in people.decisions.named:
        return True
    for table, column in PERSONS:
        rows = snapshot.table(table)
        if snapshot.engine.execute(rows.filter(rows[column] == token).count()):
            return True
    awaited = snapshot.frame("quarantine", columns=["waits_for"], filled="waits_for")["waits_for"]
    return any(token in str(each).split() for each in awaited)


def _unheard(shown: str) -> UsageError:
    return UsageError(
        f"No chat, list or form has ever shown '{shown}'.",
        fix="Write the name or number as it is shown there, or take the pseudonym that "
        "`hustings people suggest` prints.",
    )


def _refuse_idle(said: Said, one: str, other: str, people: People) -> None:
    same = bool(other) and people.of(one).pseudonym == people.of(other).pseudonym
    if said.act == "merge" and same:
        raise _IdleError("They are one person already.", fix=f"See the decisions: {_SEEN_IN_LOG}")
    if said.act == "withdraw" and one in people.decisions.withdrawn:
        raise UsageError("Consent is withdrawn already.", fix=f"See the decisions: {_SEEN_IN_LOG}")
    if said.act == "split" and pair(one, other) in people.decisions.apart:
        raise _IdleError("They are kept apart already.", fix=f"See the decisions: {_SEEN_IN_LOG}")
    if said.act == "split" and same and one != other:
        left = _after_split(people.decisions, one, other)
        still = People(
            people.pseudonyms, people.workers, people.consenting, people.aliases,
            people.roster_names, people.homes, left,
        )  # fmt: skip
        if still.of(one).pseudonym == still.of(other).pseudonym:
            raise UsageError(
                "They are one person through other merges, or on the roster itself.",
                fix=f"Undo those first; {_SEEN_IN_LOG} lists them.",
            )


def _after_split(decisions: Decisions, one: str, other: str) -> Decisions:
    both = {one, other}
    merges = tuple(each for each in decisions.merges if set(each) != both)
    return Decisions(merges, decisions.apart | {pair(one, other)}, decisions.withdrawn)
