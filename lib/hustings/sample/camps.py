"""Training camps as the office lists them: the camps, who came, and how speakers were rated."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from hustings.sample.files import Folder, csv_text, export_moment
from hustings.sample.forms import CAME_TO_CAMP, stamp
from hustings.sample.notices import DAY
from hustings.sample.people import People
from hustings.sample.plan import Plan
from hustings.sample.rolls import messy_phone
from hustings.sample.wordstock import pairs, words

EVENTS_HEADER = ("Event code", "Type", "Unit", "Held on", "Until", "Fee", "Modules")
ATTENDANCE_HEADER = ("Event", "Mobile number", "Present", "Fee paid", "Modules passed")
RATINGS_HEADER = (
    "Timestamp",
    "Your mobile number / आपका मोबाइल नंबर",
    "Which camp?",
    "Speaker / वक्ता",
    "Topic",
    "Score (1 to 5)",
)
FEE, MODULES = 50, 3
SPEAKERS, HEARD_AT_A_CAMP, RATERS_AT_A_CAMP = 18, 5, 6
TALENT, SEVERITY, NOISE = 0.6, 0.5, 0.6


@dataclass(frozen=True)
class Speakers:
    """The invited speakers, and how good they truly are, in points above the usual."""

    names: list[str]
    talent: list[float]


def code_of(plan: Plan, seat: int) -> str:
    """The code of a seat's camp."""
    return f"CAMP-{plan.seats[seat].eci_no or seat + 1}"


def write_camps(folder: Folder, plan: Plan, people: People) -> Speakers:
    """Write the lists of camps and of attendance, and the rating form's answers."""
    at = export_moment(plan.until.next().first, 8)
    camps = sorted(plan.planted.camps.items())
    events = [
        (code_of(plan, seat), "Training camp", plan.seats[seat].code, f"{plan.day(day):%d/%m/%Y}",
         f"{plan.day(min(day + 1, plan.days - 1)):%d/%m/%Y}", FEE, MODULES)
        for seat, day in camps
    ]  # fmt: skip
    folder.text("lists/camps.csv", csv_text([EVENTS_HEADER, *events]), at=at)
    rng = plan.draw("attendance")
    came = [row for seat, day in camps for row in _attendance(plan, people, seat, day, rng)]
    folder.text("lists/attendance.csv", csv_text([ATTENDANCE_HEADER, *came]), at=at)
    speakers = _speakers(plan)
    rated = _ratings(plan, people, speakers)
    folder.text("forms/Speakers.csv", csv_text([RATINGS_HEADER, *rated]), at=at)
    return speakers


def _attendance(
    plan: Plan, people: People, seat: int, day: int, rng: np.random.Generator
) -> list[tuple[object, ...]]:
    here = np.flatnonzero((people.seat == seat) & (people.joined <= day) & (people.gone > day))
    odd = {*people.shared_phone, *people.lost_phones, *people.minors}
    rows: list[tuple[object, ...]] = []
    for person in here.tolist():
        present = bool(rng.random() < CAME_TO_CAMP)
        passed = int(rng.binomial(MODULES, 0.7)) if present else 0
        style = int(rng.integers(0, 9))
        if person not in odd:
            phone, word = messy_phone(people.phones[person], style), ("Absent", "Present")[present]
            rows.append((code_of(plan, seat), phone, word, FEE * present, passed))
    return rows


def _speakers(plan: Plan) -> Speakers:
    rng = plan.draw("speakers")
    first, last = pairs("names", "women"), pairs("names", "last")
    names = [
        f"{first[(7 * n) % len(first)][0]} {last[(11 * n + n // len(last)) % len(last)][0]}"
        for n in range(SPEAKERS)
    ]
    return Speakers(names, [float(one) for one in rng.normal(0, TALENT, SPEAKERS)])


def _ratings(plan: Plan, people: People, speakers: Speakers) -> list[tuple[object, ...]]:
    """Some workers of the seat rate the speakers they heard; few raters hear many camps."""
    rng = plan.draw("ratings")
    topics = words("central", "topics")
    odd = {*people.shared_phone, *people.lost_phones, *people.minors}
    touring = [n for n in range(len(people)) if people.gone[n] > plan.days and n not in odd][:9]
    severity = {n: float(rng.normal(0, SEVERITY)) for n in touring}
    rows = []
    for seat, day in sorted(plan.planted.camps.items(), key=lambda camp: (camp[1], camp[0])):
        heard = rng.choice(SPEAKERS, size=HEARD_AT_A_CAMP, replace=False)
        local = np.flatnonzero((people.seat == seat) & (people.joined <= day))
        raters = [*rng.choice(touring, size=2, replace=False).tolist(),
                  *[n for n in local[: RATERS_AT_A_CAMP - 2].tolist() if n not in odd]]  # fmt: skip
        for rater in raters:
            hard = severity.setdefault(rater, float(rng.normal(0, SEVERITY)))
            for speaker in heard.tolist():
                score = 3.2 + speakers.talent[speaker] + hard + rng.normal(0, NOISE)
                second = day * DAY + 17 * 3600 + int(rng.integers(0, 7200))
                moment = datetime.combine(plan.first, datetime.min.time())
                rows.append((
                    second, stamp(moment + timedelta(seconds=second), sheet=False),
                    people.phones[rater], code_of(plan, seat), speakers.names[speaker],
                    topics[speaker % len(topics)], int(np.clip(round(score), 1, 5)),
                ))  # fmt: skip
    return [row[1:] for row in sorted(rows, key=lambda row: row[0])]
