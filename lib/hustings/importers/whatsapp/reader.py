"""WhatsApp chat exports: every header of every phone, one row per message and per event."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from hustings.errors import InputError
from hustings.importers.codepage import SPOILT
from hustings.importers.contract import (
    Assumed,
    Context,
    Finding,
    Placed,
    Rows,
    SetAside,
    SourceFile,
    source,
)
from hustings.importers.nearby import nearby
from hustings.importers.whatsapp.ahead import ahead
from hustings.importers.whatsapp.chat import Batch, Batches, read_lines
from hustings.importers.whatsapp.decode import came_back, decoded
from hustings.importers.whatsapp.headers import headers, odd_forms
from hustings.importers.whatsapp.names import PLATFORM, Name, name_of, same_group
from hustings.importers.whatsapp.pending import Given
from hustings.importers.whatsapp.rows import Apart, Clean, in_utc
from hustings.importers.whatsapp.survey import Survey, survey
from hustings.roster import number_shown, plain_name, stand_in
from hustings.settings import Clock

PROBABLY_CUT = 38_000  # messages; an export without media stops at about 40,000
NEVER = datetime(2100, 1, 1, tzinfo=UTC)
GRACE = timedelta(days=1)  # a phone's clock, or its zone, may be ahead of ours
SHOWN = 5  # line numbers named in an assumption
MOST_LOST = 0.05  # of the lines in a wrong code page
FIRST_LINES = 40  # looked at to recognise a chat

_SURE = ("bracket", "dash", "first", "copy", "named")


def sniff(head: bytes, name: str) -> bool:  # noqa: ARG001  the content decides
    """Whether these are the first bytes of a chat: a header among the first lines."""
    start = "\n" + "\n".join(decoded(head).split("\n", FIRST_LINES)[:FIRST_LINES])
    found = list(headers(start, odd_forms(start)))
    if any(header.form in _SURE for header in found):
        return True
    return bool(found) and 2 * len(found) >= start.rstrip("\n").count("\n")


@source(
    "whatsapp",
    en="WhatsApp chat exports",
    hi="WhatsApp चैट निर्यात",
    tables=("groups", "messages", "memberships", "group_people", "group_exports"),
    sniff=sniff,
)
def read(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read one exported chat.

    Returns: the group, its messages and memberships in file order, and how far to trust it all.
    Raises:  InputError for a file that is empty or has no line a phone could have begun.
    """
    latest = file.exported_at + GRACE
    group = _group_of(file, context)
    clock = context.settings.exports.clock(file=file.name, group=group.name)
    seen = _surveyed(file, latest, clock)
    yield from _saved_again(file)
    if not seen.headers:
        raise _no_chat(file)
    yield from group.findings(context)
    if seen.dates.mostly_late:
        latest = NEVER
        seen = _surveyed(file, latest, clock)
        yield Assumed(
            f"the chat was exported later than {file.exported_at:%Y-%m-%d}, its file's date",
            "most of its messages are: name the day with --exported-on",
        )
    if seen.dates.assumed:
        yield Assumed(f"date order is {seen.dates.order}", seen.dates.evidence)
    if seen.dates.first_year:
        yield Assumed(
            f"the first date without a year is one of {seen.dates.first_year}",
            "so none is later than the export, and each lies next to the one before",
        )
    yield Assumed(f"times are those of {clock.time_zone}", _evidence(clock))
    here = replace(context, people=context.people.around(nearby(group.placed.unit, context.units)))
    clean = Clean(here, group.key, official=group.placed.official)
    yield from _lines(file, seen, clean, latest, clock)
    yield from _people(file, clean)
    yield _health(file, seen, clean)


def _saved_again(file: SourceFile) -> Iterator[Assumed]:
    """What is remarked of a file that was saved in a wrong code page.

    Raises: InputError where too much of it is lost.
    """
    with file.open() as opened:
        back, lost = came_back(opened)
    if lost > MOST_LOST * (back + lost):
        raise InputError(
            "The file was saved in a wrong code page, and its letters do not come back.",
            where=file.name,
            fix="Export the chat again, and import the file as the phone made it.",
        )
    if back:
        yield Assumed(SPOILT, f"{back} line(s) come back as they were, {lost} do not")


def _surveyed(file: SourceFile, latest: datetime, clock: Clock) -> Survey:
    last_day = int(latest.timestamp()) // 86_400
    return survey(file.open, last_day=last_day, day_first=clock.day_first)


def _evidence(clock: Clock) -> str:
    fast = f"; the phone's clock was {clock.minutes_fast} min fast" if clock.minutes_fast else ""
    return f"a chat export names no time zone{fast}"


def _lines(
    file: SourceFile, seen: Survey, clean: Clean, latest: datetime, clock: Clock
) -> Iterator[Finding]:
    stray, pasted = list[int](), 0
    batch_of = Batches(seen)

    def apart(given: Given) -> Apart:
        batch = batch_of(given)
        moments = in_utc(batch.sent_at - clock.minutes_fast * 60, clock.time_zone)
        keep: npt.NDArray[np.bool_] = np.asarray(moments <= pd.Timestamp(latest))
        return clean.apart(batch, moments, keep)

    # Texts are half of the work: they are taken apart while lines are cut and rows made of others.
    for given, found in ahead(read_lines(file.open, seen), apart):
        stray += given.pasted[: SHOWN - len(stray)]
        pasted += len(given.pasted)
        yield from _of_lines(found.batch)
        yield from map(_in_future, found.batch.line[found.late].tolist())
        yield from clean.rows(found)
    if pasted:
        yield _were_pasted(stray, pasted)


def _of_lines(batch: Batch) -> Iterator[Finding]:
    if batch.lead_lines:
        yield Assumed(
            f"{batch.lead_lines} line(s) before the first message are nobody's",
            "they bear no date",
        )
    yield from map(_unreadable, batch.unreadable)


def _no_chat(file: SourceFile) -> InputError:
    with file.open() as opened:
        empty = not decoded(opened.read(65_536)).strip("\ufeff\x00 \t\r\n")
    if empty:
        return InputError(
            "The file is empty.",
            where=file.name,
            fix="Export the chat again; the transfer may have broken off.",
        )
    return InputError(
        "No line of this file begins as a line of a WhatsApp chat does, with date, time and name.",
        where=file.name,
        fix="In WhatsApp open the group, choose Export chat, Without media, and import that file.",
    )


def _unreadable(line: tuple[int, str]) -> SetAside:
    number, why = line
    return SetAside(
        number,
        f"the line begins like a message, but {why}",
        "Look at the line in the file; what follows it up to the next message is left out too.",
    )


def _in_future(line: int) -> SetAside:
    return SetAside(
        line,
        "the message is dated after the export",
        "The phone's clock was wrong, or the file's date is: name the day with --exported-on.",
    )


def _were_pasted(first: list[int], count: int) -> Assumed:
    shown = ", ".join(map(str, first)) + (", ..." if count > len(first) else "")
    return Assumed(
        f"{count} line(s) that look like messages are text pasted into one",
        f"their times do not fit the lines around them: line {shown}",
    )


@dataclass(frozen=True)
class _Group:
    """The group a file is about."""

    name: str
    found_in: str  # empty where there is no doubt
    key: str  # `whatsapp:name in plain form`
    placed: Placed
    matched: bool  # placed under a name that differs in its signs

    def findings(self, context: Context) -> Iterator[Finding]:
        """The group's row, and what was assumed of it."""
        frame = pd.DataFrame(
            {
                "group": [self.key],
                "platform": [PLATFORM],
                "name": [self.name],
                "unit": pd.Series([self.placed.unit], dtype="str"),
                "official": [self.placed.official],
            }
        )
        yield Rows("groups", frame, [1])
        if self.found_in:
            yield Assumed(f"the group is '{self.name}'", f"so called in {self.found_in}")
        if self.matched:
            yield Assumed(
                f"'{self.name}' is the placed group '{self.key.partition(':')[2]}'",
                "the names differ only in signs, which file names cannot hold",
            )
        elif self.key not in context.placed or self.placed.unit is None:
            yield Assumed(
                "group is not placed in any unit",
                f"'{self.name}' has no unit in the list of groups",
            )


def _group_of(file: SourceFile, context: Context) -> _Group:
    found = _without_number(name_of(file.name, decoded(file.head()), file.sha256), context)
    key = f"{PLATFORM}:{plain_name(found.name)}"
    doubt = found.found_in if found.assumed else ""
    if key in context.placed:
        return _Group(found.name, doubt, key, context.placed[key], matched=False)
    alike = [
        known
        for known in context.placed
        if known.startswith(f"{PLATFORM}:") and same_group(known) == same_group(key)
    ]
    if len(alike) == 1:
        return _Group(found.name, doubt, alike[0], context.placed[alike[0]], matched=True)
    return _Group(found.name, doubt, key, Placed(None, official=False), matched=False)


def _people(file: SourceFile, clean: Clean) -> Iterator[Rows]:
    if people := clean.people:
        columns = {
            "group": clean.group,
            "export": file.export,
            "person": list(people),
            "messages": list(people.values()),
        }
        yield Rows("group_people", pd.DataFrame(columns), [1] * len(people))


def _without_number(name: Name, context: Context) -> Name:
    """A chat that a phone calls by a number, because it is a talk with one person, by none."""
    number = number_shown(name.name)
    if number is None:
        return name
    return replace(name, name=stand_in(number, context.pseudonyms), assumed=True)


def _health(file: SourceFile, seen: Survey, clean: Clean) -> Rows:
    health = clean.health
    frame = pd.DataFrame(
        {
            "group": [clean.group],
            "export": [file.export],
            "exported_at": _moment(pd.Timestamp(file.exported_at)),
            "first_at": _moment(health.first_at),
            "last_at": _moment(health.last_at),
            "messages": [health.messages],
            "probably_cut": [health.messages >= PROBABLY_CUT],
            "privacy_switch_at": _moment(health.privacy_switch_at),
            "date_order": [seen.dates.order],
            "date_order_assumed": [seen.dates.assumed],
            "date_order_evidence": [seen.dates.evidence],
        }
    )
    return Rows("group_exports", frame, [1])


def _moment(moment: pd.Timestamp | None) -> "pd.Series[pd.Timestamp]":
    return pd.Series([moment], dtype="datetime64[us, UTC]")
