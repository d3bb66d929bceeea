"""Settling which rows stand where several files tell of the same minute in different ways.

Two phones call one author by two names, and one export is older than an edit. Within a minute, the
files' rows are matched one to one: rows that say the same, unless they are surely about two people,
then rows of which one may be a later state of the other. Every match is one fact and stands once;
what is left over on either side is a fact only one of them knows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from hustings.schema.retold import Later, Told

APART = 10**6  # so unlikely are two facts to be one that no other pairs make up for it
MOST_PAIRS = 10_000  # looked at in one minute: beyond it rows that say different things are apart


class Row(NamedTuple):
    """One row of one minute."""

    key: int  # of the fact as this row tells it
    number: int  # where it stands in what is staged; negative for a row that is stored
    told: Told


@dataclass
class Standing:
    """A fact, and the row that stands for it."""

    row: Row
    stored: Row | None = None  # the row that is stored for it now


@dataclass
class Settled:
    """What is to change in a minute."""

    added: list[Row] = field(default_factory=list)
    instead: list[Row] = field(default_factory=list)  # those of them that replace a stored row
    dropped: list[Row] = field(default_factory=list)  # stored rows that are replaced


def settled(stored: Iterable[Row], files: Iterable[list[Row]], stands: Later) -> Settled:
    """Lay the rows of some files over those stored for the same minute.

    Somebody on the roster stands for a name nobody knows; of two such names, the one that came
    first. So whatever the order of the files, as many rows stand, of the same known people.

    Args: files: the rows of each file, the one exported first before the others; stands: as
          `Retold` has it.
    """
    facts = [Standing(row, row) for row in stored]
    for rows in files:
        facts += [Standing(row) for row in _left_over(facts, rows, stands)]
    done = Settled()
    for fact in facts:
        if fact.row is not fact.stored:
            done.added.append(fact.row)
            if fact.stored:
                done.instead.append(fact.row)
                done.dropped.append(fact.stored)
    return done


def _left_over(facts: list[Standing], rows: list[Row], stands: Later) -> list[Row]:
    """Match one file's rows with the facts known so far; gives the rows that are none of them."""
    free = list(facts)
    for same in (_by_key, _by_person):
        free, rows = _matched(free, rows, same)
    for sure, unsure in ((True, False), (False, True), (False, False)):
        free, rows = _matched(free, rows, _said_when(sure), _said_when(unsure))
    return _later(free, rows, stands)


Sign = Callable[[Row], object]
"""What two rows that match have in common; none if a row is not to be matched."""


def _by_key(row: Row) -> object:
    return row.key


def _by_person(row: Row) -> object:
    return row.told.said, row.told.named


def _said_when(sure: bool) -> Sign:
    return lambda row: row.told.said if row.told.sure is sure else None


def _matched(
    facts: list[Standing], rows: list[Row], sign: Sign, other: Sign | None = None
) -> tuple[list[Standing], list[Row]]:
    """Match facts and rows with one sign, in order; gives those without a match."""
    found: dict[object, list[Standing]] = defaultdict(list)
    for known in facts:
        found[sign(known.row)].append(known)
    found.pop(None, None)
    by_sign = {each: iter(same) for each, same in found.items()}
    left, taken = list[Row](), set[int]()
    for row in rows:
        fact = next(by_sign.get((other or sign)(row), _NOTHING), None)
        if fact is None:
            left.append(row)
            continue
        taken.add(id(fact))
        if row.told.sure and not fact.row.told.sure:
            fact.row = row
    return [fact for fact in facts if id(fact) not in taken], left


_NOTHING: Iterator[Standing] = iter(())


def _later(facts: list[Standing], rows: list[Row], stands: Later) -> list[Row]:
    """Match what may be two states of one fact: as many as can be, and of these the likeliest."""
    if not facts or not rows or len(facts) * len(rows) > MOST_PAIRS:
        return rows
    costs = [[_unlikeness(fact.row.told, row.told, stands) for row in rows] for fact in facts]
    if min(map(min, costs)) == APART:
        return rows
    from scipy.optimize import linear_sum_assignment  # seldom needed, and slow to load

    left = dict(enumerate(rows))
    for place, number in zip(*linear_sum_assignment(costs), strict=True):
        if costs[place][number] < APART:
            row = left.pop(int(number))
            if stands(facts[place].row.told, row.told):
                facts[place].row = row
    return list(left.values())


def _unlikeness(one: Told, other: Told, stands: Later) -> int:
    """How unlikely it is that two rows are one fact; another name says more than another kind."""
    if not one.may_be_about(other) or stands(one, other) is None:
        return APART
    return 2 * (one.named != other.named) + (one.kind != other.kind)
