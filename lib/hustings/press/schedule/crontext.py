"""The fields of a cron text: what each may hold, and what is said of one that cannot be read."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from hustings.errors import SettingsError, nearest

ALIASES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
LONGEST = 200  # letters; more is no schedule a person wrote
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")


@dataclass(frozen=True)
class Field:
    """One of the five fields."""

    place: int
    name: str
    allowed: str
    lowest: int
    highest: int
    names: tuple[str, ...] = ()  # for the numbers from the lowest on

    def alone(self, part: str) -> str:
        """A cron text that restricts nothing but this field."""
        return " ".join(part if place == self.place else "*" for place in range(5))

    def fault(self, part: str) -> str:
        """What is wrong with a field that cannot be read: its name, text, range, nearest word."""
        hint = self._upwards(part) or self._nearest(part)
        return f"{self.name} '{part}' ({self.allowed}{hint})"

    def _upwards(self, part: str) -> str:
        """How to write a span that goes over the end, such as FRI-MON."""
        for span in part.split(","):
            first, _, last = span.partition("-")
            if self._number(first) > self._number(last) >= 0:
                top = self.names[-1] if self.names and first in self.names else str(self.highest)
                low = self.names[0] if self.names and last in self.names else str(self.lowest)
                ends = [a if a == b else f"{a}-{b}" for a, b in ((first, top), (low, last))]
                return f"; a span goes upwards: {','.join(ends)}"
        return ""

    def _number(self, end: str) -> int:
        """What one end of a span stands for; -1 for what is neither name nor number."""
        if end in self.names:
            return self.names.index(end) + self.lowest
        return int(end) if re.fullmatch(r"[0-9]{1,2}", end) else -1

    def _nearest(self, part: str) -> str:
        for word in re.findall(r"[A-Z]{2,}", part):
            if word not in self.names and (near := get_close_matches(word, self.names, n=1)):
                return f"; did you mean {near[0]}?"
        return ""


FIELDS = (
    Field(0, "minute", "0 to 59", 0, 59),
    Field(1, "hour", "0 to 23", 0, 23),
    Field(2, "day of month", "1 to 31, L for the last day, LW for the last weekday", 1, 31),
    Field(3, "month", "1 to 12, or JAN to DEC", 1, 12, MONTHS),
    Field(
        4,
        "day of week",
        "0 to 7, SUN to SAT, 5#1 for the first Friday, 5L for the last",
        0,
        6,
        DAYS,
    ),
)


def spelled_out(text: str) -> str:
    """A cron text as five fields in capitals with one space between; an alias as what it means.

    Raises: SettingsError for an alias nobody knows, for @reboot, and for other than five fields.
    """
    fields = text.split()
    if len(fields) == 1 and fields[0].startswith("@"):
        return _meant(fields[0].lower())
    if len(text) > LONGEST or not text.isascii():
        raise SettingsError(
            "This is no cron text.",
            where=repr(text[:LONGEST]),
            fix="Write minute, hour, day of month, month and day of week, as in 0 7 * * MON.",
        )
    if len(fields) != len(FIELDS):
        raise SettingsError(
            f"A cron text has five fields; this one has {len(fields)}.",
            where=repr(text),
            fix="Write minute, hour, day of month, month and day of week, as in 0 7 * * MON.",
        )
    return " ".join(fields).upper()


def _meant(alias: str) -> str:
    if alias == "@reboot":
        raise SettingsError(
            "A briefing is printed for a time, and @reboot names none.",
            where=alias,
            fix="Choose a time; what was missed while the machine was off is caught up by itself.",
        )
    if alias not in ALIASES:
        raise SettingsError(
            f"No schedule is called '{alias}'.", where=alias, fix=nearest(alias, ALIASES)
        )
    return ALIASES[alias]
