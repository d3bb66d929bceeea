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


Pair = tuple[Standing, Row]
"""A fact, and a row of another file that tells of it."""


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
        pairs, free, rows = _matched(free, rows, same, same)
        _settle(pairs, stands)
    done, some, left = list[Pair](), free, rows
    for sure, unsure in ((True, False), (False, True), (False, False)):
        pairs, some, left = _matched(some, left, _said_when(sure), _said_when(unsure))
        done += pairs
    if some and left and len(free) * len(rows) <= MOST_PAIRS:
        done, left = _likeliest(free, rows, stands)
    _settle(done, stands)
    return left


def _settle(pairs: list[Pair], stands: Later) -> None:
    for fact, row in pairs:
        one, other = fact.row.told, row.told
        better_known = one.said == other.said and other.sure and not one.sure
        if better_known or (one.said != other.said and stands(one, other)):
            fact.row = row


Sign = Callable[[Row], object]
"""What two rows that match have in common; none if a row is not to be matched."""


def _by_key(row: Row) -> object:
    return row.key


def _by_person(row: Row) -> object:
    return row.told.said, row.told.named


def _said_when(sure: bool) -> Sign:
    return lambda row: row.told.said if row.told.sure is sure else None


def _matched(
    facts: list[Standing], rows: list[Row], of_fact: Sign, of_row: Sign
) -> tuple[list[Pair], list[Standing], list[Row]]:
    """Match facts and rows of one sign, in order; gives the pairs, and those without a match."""
    found: dict[object, list[Standing]] = defaultdict(list)
    for known in facts:
        found[of_fact(known.row)].append(known)
    found.pop(None, None)
    by_sign = {sign: iter(same) for sign, same in found.items()}
    pairs, left = list[Pair](), list[Row]()
    for row in rows:
        fact = next(by_sign.get(of_row(row), _NOTHING), None)
        if fact is None:
            left.append(row)
        else:
            pairs.append((fact, row))
    taken = {id(fact) for fact, _ in pairs}
    return pairs, [fact for fact in facts if id(fact) not in taken], left


_NOTHING: Iterator[Standing] = iter(())


def _likeliest(
    facts: list[Standing], rows: list[Row], stands: Later
) -> tuple[list[Pair], list[Row]]:
    """Match as many as can be, and of all ways to do so in the likeliest; and who is left over."""
    costs = [[_unlikeness(fact.row.told, row.told, stands) for row in rows] for fact in facts]
    from scipy.optimize import linear_sum_assignment  # seldom needed, and slow to load

    pairs, left = list[Pair](), dict(enumerate(rows))
    for place, number in zip(*linear_sum_assignment(costs), strict=True):
        if costs[place][number] < APART:
            pairs.append((facts[place], left.pop(int(number))))
    return pairs, list(left.values())


def _unlikeness(one: Told, other: Told, stands: Later) -> int:
    """How unlikely it is that two rows are one fact: other words say most, another kind least."""
    if not one.may_be_about(other):
        return APART
    if one.said == other.said:
        return int(not one.sure and not other.sure)
    if stands(one, other) is None:
        return APART
    return 10 + 2 * (one.named != other.named) + (one.kind != other.kind)
