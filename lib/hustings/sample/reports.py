"""The weekly written report of each assembly seat: in time, late, or never sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from hustings.sample.files import Folder, csv_text, export_moment
from hustings.sample.forms import LAST_EXPORT, stamp
from hustings.sample.notices import DAY
from hustings.sample.people import People
from hustings.sample.plan import MISSED_REPORTS, Plan
from hustings.sample.rolls import messy_phone

REPORT_HEADER = (
    "Timestamp",
    "Your mobile number / आपका मोबाइल नंबर",
    "Unit reporting / किस इकाई की रिपोर्ट?",
    "Week of the report / किस सप्ताह की?",
    "Report link / रिपोर्ट का लिंक",
)
LATE, MISSING = 0.06, 0.05  # of the reports of an ordinary seat
SENT_TWICE = 0.02
LATE_WEEKS = 3  # of the seats planted as late, right before the last week


@dataclass(frozen=True)
class Report:
    """One report as sent, or not (`sent` is None)."""

    seat: int
    week: int
    sent: int | None  # second of the campaign
    late: bool


def draw_reports(plan: Plan) -> list[Report]:
    """Every seat's report for every week.

    In time is between Saturday evening and early Monday; late is Tuesday to Friday after. What
    would come after the last export has not come yet, so nothing is late in the last week.
    """
    rng = plan.draw("reports")
    shape = (len(plan.seats), plan.weeks)
    dice, hour = rng.random(shape), rng.random(shape)
    return [
        _report(plan, seat, week, float(dice[seat, week]), float(hour[seat, week]))
        for week in range(plan.weeks)
        for seat in range(len(plan.seats))
    ]


def _report(plan: Plan, seat: int, week: int, dice: float, hour: float) -> Report:
    end = (week + 1) * 7 * DAY
    last = plan.weeks - 1
    told_late = seat in plan.planted.late_seats and last - LATE_WEEKS <= week < last
    told_missing = seat in plan.planted.missing_seats and week > last - MISSED_REPORTS
    missing = told_missing or (dice < MISSING and not told_late)
    late = told_late or dice > 1 - LATE
    if missing:
        return Report(seat, week, None, late=False)
    hours = 24 + 8 + hour * 80 if late else -1 - hour * 30  # after the week's last moment
    sent = end + int(hours * 3600)
    arrived = sent < plan.days * DAY + LAST_EXPORT
    return Report(seat, week, sent if arrived else None, late=late and arrived)


def write_reports(folder: Folder, plan: Plan, people: People, reports: list[Report]) -> int:
    """Write the report form's answers in order of sending; returns how many there are."""
    rng = plan.draw("report form")
    sent = sorted(
        ((r.sent, r.seat, r.week) for r in reports if r.sent is not None), key=lambda r: r
    )
    rows: list[tuple[object, ...]] = []
    for second, seat, week in sent:
        dice = [int(d) for d in rng.integers(0, 1000, 4)]
        row = _row(plan, people, seat, week, second, dice)
        rows += [row] * (2 if dice[3] < 1000 * SENT_TWICE else 1)
    at = export_moment(plan.until.next().first, 9)
    folder.text("forms/Weekly report.csv", csv_text([REPORT_HEADER, *rows]), at=at)
    return len(rows)


def _row(
    plan: Plan, people: People, seat: int, week: int, second: int, dice: list[int]
) -> tuple[object, ...]:
    moment = datetime.combine(plan.first, datetime.min.time()) + timedelta(seconds=second)
    unit = plan.seats[seat]
    staff = int(np.flatnonzero(people.seat == seat)[dice[0] % 3])
    told = plan.week(week)
    return (
        stamp(moment, sheet=False),
        messy_phone(people.phones[staff], dice[0] if dice[0] % 3 == 0 else 0),
        (unit.code, f"{unit.name_en} Vidhan Sabha", f"{unit.name_en} AC")[dice[1] % 3],
        (told.key, told.last.isoformat(), f"{told.first:%d/%m/%Y}")[dice[2] % 3],
        f"https://docs.example.org/reports/{unit.code}/{told.key}",
    )
