"""The office of the import's own tests, with a placed group and two members who export it."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.intake.conftest import NOW, office, put, rows, take  # noqa: F401

from hustings.health import check_exports

LISTED = "Group,Platform,Unit,Official\nKanke Team,whatsapp,IN-JH-AC-065,no\n"
CHAT_NAME = "WhatsApp Chat with Kanke Team.txt"
START = datetime(2026, 10, 25, 3, 30, tzinfo=UTC)


def written(said, *, minutes=0, order="%d/%m/%y", names=("Asha", "Ravi")):
    """An Android chat: `said` maps the minutes since the first message to what was said."""
    lines = []
    for number, (after, text) in enumerate(said):
        there = START + timedelta(minutes=after + minutes + 330)  # the wall clock in India
        lines.append(f"{there:{order}, %H:%M} - {names[number % 2]}: {text}\n")
    return "".join(lines)


def daily(days=28, a_day=2):
    """So many messages a day, each different."""
    return [
        (1440 * day + 7 * n, f"day {day} visit number {n}")
        for day in range(days)
        for n in range(a_day)
    ]


@pytest.fixture
def export(put):  # noqa: F811
    """Gives `export(phone, text)`, which writes one member's export of the group."""

    def write(phone, text):
        return put(f"{phone}/{CHAT_NAME}", text)

    return write


@pytest.fixture
def listed(put):  # noqa: F811
    """The list that places the group."""
    return put("groups.csv", LISTED)


@pytest.fixture
def checked(office):  # noqa: F811
    """Gives `checked()`: the health of what the office has imported, now."""

    def check(now=NOW):
        return check_exports(office, now=now)

    return check


@pytest.fixture
def group(checked):
    """Gives `group()`: the health of the one group there is."""

    def one(now=NOW):
        (row,) = checked(now).groups
        return row

    return one
