"""The roster as kept by the office: one part a CSV, one part a spreadsheet, both untidy."""

from datetime import timedelta

import numpy as np

from hustings.sample.files import Folder, csv_text, export_moment
from hustings.sample.people import People
from hustings.sample.plan import Plan

ROSTER_HEADER = (
    "Name", "Name (Hindi)", "Phone", "Unit", "Post", "Since", "Until", "Consent", "18 or older",
    "Other names",
)  # fmt: skip
IN_WORKBOOK = 0.12  # of the people
CONSENTING = 0.85
YES, NO = ("yes", "हाँ", "Yes"), ("no", "नहीं", "No")

Cell = str | float


def messy_phone(phone: str, style: int) -> str:
    """The number as somebody typed it; a style is one of nine habits."""
    first, last = phone[:5], phone[5:]
    return (
        phone,
        f"+91 {first} {last}",
        f"0{phone}",
        f"{first} {last}",
        f"{phone}.0",
        f"+91{phone}",
        f"{first}-{last}",
        f"91 {phone}",
        f"+91-{first}{last}",
    )[style % 9]


def write_roster(folder: Folder, plan: Plan, people: People) -> None:
    """Write roster.csv, and the rest as roster.xlsx whose phones are numbers."""
    at = export_moment(plan.until.next().first, 8.5)
    rng = plan.draw("roster")
    rows = [_row(plan, people, n, rng.integers(0, 100, 6)) for n in range(len(people))]
    for n, row in enumerate(rows):
        if n in people.lost_phones:
            row[2] = f"{float(people.phones[n]):.5E}"
    in_csv = _first_in_workbook(people)
    folder.text("roster/roster.csv", csv_text([ROSTER_HEADER, *rows[:in_csv]]), at=at)
    for n in range(in_csv, len(people)):
        if n not in people.second_phones and n not in people.lost_phones:
            rows[n][2] = float(people.phones[n])
    folder.workbook("roster/roster.xlsx", [ROSTER_HEADER, *rows[in_csv:]], at=at)


def _first_in_workbook(people: People) -> int:
    """Where the workbook begins: the last seats of the state."""
    return int(len(people) * (1 - IN_WORKBOOK))


def _row(plan: Plan, people: People, n: int, dice: np.ndarray) -> list[Cell]:
    place, name = people.places[n], people.names[n]
    d = [int(x) for x in dice]
    return [
        name[0],
        name[1] if d[0] < 80 else "",
        _phone_cell(people, n, d[1]),
        _unit_cell(place.code, place.level, place.name_en, d[2]),
        people.posts_held[n],
        f"{plan.first + timedelta(days=int(people.joined[n])):%d/%m/%Y}",
        _until_cell(plan, people, n, d[3]),
        YES[d[4] % 3] if d[4] < 100 * CONSENTING else NO[d[4] % 3],
        _adult_cell(people, n, d[5]),
        _other_names(people, n),
    ]


def _phone_cell(people: People, n: int, dice: int) -> str:
    cell = messy_phone(people.phones[n], dice)
    if n in people.second_phones:
        return f"{people.phones[n]} {'/' if dice % 2 else ','} {people.second_phones[n]}"
    return cell


def _unit_cell(code: str, level: str, name: str, dice: int) -> str:
    """Booths and seats by code or by name; blocks and panchayats by code, as names repeat."""
    if level == "booth" and dice < 40:
        return name
    if level == "vidhan_sabha" and dice < 40:
        return f"{name} Vidhan Sabha"
    return code


def _until_cell(plan: Plan, people: People, n: int, dice: int) -> str:
    """Few of those who drift away are ever written off."""
    if people.gone[n] >= plan.days or dice >= 30:
        return ""
    return f"{plan.first + timedelta(days=int(people.gone[n])):%d/%m/%Y}"


def _adult_cell(people: People, n: int, dice: int) -> str:
    if n in people.minors:
        return NO[dice % 3] if dice < 60 else ""
    return YES[dice % 3]


def _other_names(people: People, n: int) -> str:
    nickname = people.aliases[n]
    if nickname and n % 7 == 0:
        return f"{nickname}; {people.names[n][0].split()[0]} Bhai {people.places[n].code[-7:]}"
    return nickname
