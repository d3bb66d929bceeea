"""What kind of answers a question gets and a field takes: evidence beside the wording."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from hustings.errors import InputError, UsageError
from hustings.geography import Units
from hustings.importers.acts import read_acts
from hustings.importers.tabular import cells
from hustings.importers.tabular.dates import read_day
from hustings.importers.tabular.dayorder import Order
from hustings.roster import canonical_phones

MOSTLY = 0.8  # of the answers are of a kind, or they are of none
LONGEST = 200  # letters of an answer looked at; a longer one is prose

TELLING = frozenset({"phone", "week", "acts", "place"})  # kinds few questions are answered with
STRICT = frozenset(
    {"phone", "week", "link", "day", "number", "yes or no"}
)  # kinds a reader refuses

_WEEK = re.compile(r"\b\d{4}\W{0,3}w(?:eek)?\W?\d{1,2}\b|\bw(?:eek)?\W?\d{1,2}\b", re.IGNORECASE)
_MONEY = re.compile(r"₹|\brs\.?|\binr\b|/-|रु\.|रुपये|रुपए", re.IGNORECASE)
_PRESENT = frozenset({"p", "a", "present", "absent", "उपस्थित", "अनुपस्थित"})
_CODE = re.compile(r"[A-Z]{2}-[A-Z]{2}-[A-Z]+-\d+")

_FIELDS: Mapping[str, frozenset[str]] = {
    "phone": frozenset({"phone", "worker", "rater"}),
    "week": frozenset({"week"}),
    "acts": frozenset({"acts"}),
    "place": frozenset({"unit"}),
    "link": frozenset({"link", "evidence"}),
    "day": frozenset({"sent", "day", "since", "until", "arrived", "left", "published_at"}),
    "number": frozenset(
        {"met", "people_met", "nights", "fee", "fee_paid", "votes", "youth_slots", "score"}
    ),
    "yes or no": frozenset({"attended", "consent"}),
}


def kind_of_field(name: str) -> str:
    """What kind of answers a field takes; empty for words, and where several kinds will do."""
    if name.endswith("_on"):
        return "day"
    return next((kind for kind, names in _FIELDS.items() if name in names), "")


def kind_of_answers(answers: Sequence[str], units: Units | None = None) -> str:
    """What kind nearly all answers are of; `words` for prose, empty where there are none.

    Args: units: whose names are places; without them only codes are.
    """
    said = [answer.strip()[:LONGEST] for answer in answers if answer.strip()]
    if not said:
        return ""
    for kind, is_one in _kinds(units).items():
        if sum(map(is_one, said)) >= MOSTLY * len(said):
            return kind
    return "words"


def may_answer(kind: str, field: str) -> bool:
    """Whether answers of a kind can be answers to a field at all."""
    wanted = kind_of_field(field)
    if not kind or not wanted or kind == wanted:
        return True
    if wanted == "week":
        return kind in ("day", "words")
    if wanted == "place":  # a booth may be known by its number
        return kind in ("words", "number")
    if wanted == "acts":
        return kind == "words"
    return kind == "number" and wanted == "yes or no"


def _kinds(units: Units | None) -> dict[str, Callable[[str], bool]]:
    """By kind, the surest first, whether an answer is one."""
    return {
        "phone": lambda text: bool(canonical_phones(text)[0]),
        "link": lambda text: text.startswith(("http://", "https://")),
        "week": lambda text: bool(_WEEK.search(text)),
        "day": _is_day,
        "number": lambda text: isinstance(cells.number("")(_MONEY.sub("", text)), float),
        "yes or no": lambda text: cells.flag(text) is not None or text.casefold() in _PRESENT,
        "place": lambda text: _is_place(text, units),
        "acts": _names_an_act,
    }


def _is_day(text: str) -> bool:
    """Whether it is a day, or a day and a time."""
    read = read_day(Order(day_first=True))
    parts = (text, text.partition(" ")[0], text.rpartition(" ")[0])
    return any(isinstance(read(part), date) for part in parts)


def _names_an_act(text: str) -> bool:
    acts = read_acts(text)
    return isinstance(acts, tuple) and any(act != "other" for act in acts)


def _is_place(text: str, units: Units | None) -> bool:
    if units is None:
        return bool(_CODE.fullmatch(text))
    try:
        units.resolve(text)
    except (InputError, UsageError):
        return False
    return True
