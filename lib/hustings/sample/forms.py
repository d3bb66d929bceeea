"""The daily work form: who did what on which day, as answered on phones."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt

from hustings.sample.effects import Effects
from hustings.sample.files import Folder, csv_text, export_moment
from hustings.sample.notices import DAY
from hustings.sample.people import People
from hustings.sample.plan import Plan
from hustings.sample.rolls import messy_phone
from hustings.sample.wordstock import pairs, words

Whole = npt.NDArray[np.int64]
Row = tuple[object, ...]

ACTIVITY_HEADER = (
    "Timestamp",
    "Your mobile number / आपका मोबाइल नंबर",
    "Where did you work? / कहाँ काम किया?",
    "Date of work / काम की तारीख",
    "What did you do? / क्या काम किया?",
    "How many people did you meet? / कितने लोगों से मिले?",
)
MEETS_PEOPLE = 0b11  # house visits and meetings
CAMP = 4  # position of the training camp among the acts
WEIGHTS = (0.30, 0.14, 0.16, 0.20, 0.0, 0.03, 0.12, 0.05)  # in the order of the form's choices
CAME_TO_CAMP = 0.6  # of the seat's workers
NEXT_DAY, TWO_DAYS_LATER = 0.09, 0.02  # of the answers
LAST_EXPORT = 9 * 3600  # on the Monday after the last week: what came later is not there yet
WRONG_NUMBER, WRONG_PLACE, SENT_TWICE, ELSEWHERE = 0.008, 0.004, 0.004, 0.04  # of the answers


@dataclass(frozen=True)
class Answers:
    """Answers of the form: one row per worker and day; acts is a set of bits."""

    person: Whole
    day: Whole
    acts: Whole
    sent: Whole  # seconds since the first day's midnight

    def __len__(self) -> int:
        return len(self.person)


def draw_answers(plan: Plan, people: People, found: Effects) -> Answers:
    """What every worker did and when they said so, in the order of sending."""
    rng = plan.draw("acts")
    days = np.arange(plan.days)
    present = (days >= people.joined[:, None]) & (days < people.gone[:, None])
    expected = people.rate[:, None] / 7 * np.exp(found.acts)[people.seat] * present
    counts = rng.poisson(expected)
    camp = np.zeros(counts.shape, dtype=bool)
    for seat, held_on in plan.planted.camps.items():
        camp[:, held_on] |= (people.seat == seat) & present[:, held_on]
    camp &= rng.random(counts.shape) < CAME_TO_CAMP
    person, day = np.nonzero((counts > 0) | camp)
    acts = _acts(rng, counts[person, day]) | camp[person, day] * (1 << CAMP)
    sent = _sent(rng, day)
    order = np.lexsort((person, sent))
    order = order[sent[order] < plan.days * DAY + LAST_EXPORT]
    return Answers(person[order], day[order], acts[order], sent[order])


def _acts(rng: np.random.Generator, counts: Whole) -> Whole:
    """Which acts, as bits: a day's acts are of different kinds, as one box is ticked once."""
    with np.errstate(divide="ignore"):
        keys = np.log(np.array(WEIGHTS)) + rng.gumbel(size=(len(counts), len(WEIGHTS)))
    ranks = (-keys).argsort(axis=1).argsort(axis=1)
    ticked = ranks < np.minimum(counts, 5)[:, None]
    bits: Whole = ticked @ (1 << np.arange(len(WEIGHTS)))
    return bits


def _sent(rng: np.random.Generator, day: Whole) -> Whole:
    """Mostly the same evening; some the next morning, a few two days later."""
    dice = rng.random(len(day))
    late = np.where(dice < TWO_DAYS_LATER, 2, np.where(dice < TWO_DAYS_LATER + NEXT_DAY, 1, 0))
    evening = rng.triangular(14, 20.5, 23.95, len(day)) * 3600
    morning = rng.triangular(5.5, 7.5, 12, len(day)) * 3600
    return (day + late) * DAY + np.where(late > 0, morning, evening).astype(np.int64)


def write_activity(folder: Folder, plan: Plan, people: People, answers: Answers) -> int:
    """Write the form's answers, one file a month; returns how many acts they hold.

    Some months were downloaded from the form, some from its sheet, which writes times otherwise.
    """
    months: dict[date, list[Row]] = defaultdict(list)
    acts = 0
    for month, acts_told, row in _rows(plan, people, answers):
        months[month].append(row)
        acts += acts_told
    for month, rows in months.items():
        made_on = min((month + timedelta(days=32)).replace(day=1), plan.until.next().first)
        text = csv_text([ACTIVITY_HEADER, *rows])
        folder.text(f"forms/Daily work {month:%Y-%m}.csv", text, at=export_moment(made_on))
    return acts


def _rows(plan: Plan, people: People, answers: Answers) -> Iterator[tuple[date, int, Row]]:
    """Each answer's month, number of acts and cells; a few people press Send twice."""
    rng = plan.draw("activity form")
    size = len(answers)
    chances = rng.random((size, 3)).tolist()
    styles = rng.integers(0, 1 << 30, (size, 3)).tolist()
    met = rng.poisson(6, size).tolist()
    labels = _labels()
    told = (answers.person, answers.day, answers.acts, answers.sent)
    columns = (column.tolist() for column in told)
    for *answer, chance, style, people_met in zip(*columns, chances, styles, met, strict=True):
        person, day, acts, sent = answer
        moment = datetime.combine(plan.first, datetime.min.time()) + timedelta(seconds=sent)
        month = moment.date().replace(day=1)
        sheet = month.month % 2 == 0
        row: Row = (
            stamp(moment, sheet=sheet),
            _phone(people, person, chance[0], style[0]),
            _where(plan, people, person, chance[1], style[1]),
            _date(plan.day(day), sheet=sheet),
            labels[style[2] % 3][acts],
            people_met if style[2] % 7 and acts & MEETS_PEOPLE else "",
        )
        for _ in range(2 if chance[2] < SENT_TWICE else 1):
            yield month, acts.bit_count(), row


def stamp(moment: datetime, *, sheet: bool) -> str:
    """The form's own time stamp, or as an Indian spreadsheet shows it."""
    if sheet:
        return f"{moment:%d/%m/%Y %H:%M:%S}"
    hour = (moment.hour + 11) % 12 + 1
    return f"{moment:%Y/%m/%d} {hour}:{moment:%M:%S} {moment:%p} GMT+5:30"


def _date(day: date, *, sheet: bool) -> str:
    return f"{day:%d/%m/%Y}" if sheet else day.isoformat()


def _labels() -> list[list[str]]:
    """Text of every set of acts: in English, in both languages, and with English first only."""
    acts = pairs("forms", "acts")
    shown = (
        [en for en, _ in acts],
        [f"{en} / {hi}" for en, hi in acts],
        [f"{en} / {hi}" if n % 2 else en for n, (en, hi) in enumerate(acts)],
    )
    return [
        [
            ", ".join(t for n, t in enumerate(texts) if bits >> n & 1)
            for bits in range(1 << len(acts))
        ]
        for texts in shown
    ]


def _phone(people: People, person: int, chance: float, style: int) -> str:
    """The number as typed: mostly plain, at times mistyped beyond recognition."""
    if chance < WRONG_NUMBER:
        return f"{people.phones[person][:9]}"
    second = people.second_phones.get(person)
    phone = second if second and style % 3 == 0 else people.phones[person]
    return phone if style % 4 else messy_phone(phone, style // 4)


def _where(plan: Plan, people: People, person: int, chance: float, style: int) -> str:
    """The place as typed: the worker's own by code or name, the whole seat, or nobody knows."""
    place, seat = people.places[person], plan.seats[int(people.seat[person])]
    if chance < WRONG_PLACE:
        places = words("forms", "unknown_places")
        return places[style % len(places)]
    if chance < WRONG_PLACE + ELSEWHERE:
        return (seat.code, f"{seat.name_en} AC", f"{seat.name_en} Vidhan Sabha")[style % 3]
    if place.level != "booth" or style % 5 < 2:
        return place.code
    return place.name_hi if style % 5 == 4 else place.name_en
