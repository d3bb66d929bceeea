"""The lines a phone writes itself: who came, who went, who changed number."""

from dataclasses import dataclass

import numpy as np

from hustings.sample.groups import Group
from hustings.sample.plan import Plan

DAY = 86_400  # seconds
SMALL_TALK = ("icon", "description", "pinned", "security")


@dataclass(frozen=True)
class Notice:
    """One such line; seconds count from the first day's midnight."""

    second: int
    event: str
    actor: int = 0  # positions among the members
    person: int = 0
    number: str = ""  # the new number, where one changed


def make_notices(plan: Plan, group: Group, rng: np.random.Generator) -> list[Notice]:
    """Every system line of one group, in time order."""
    begun = [Notice(0, "encrypted"), Notice(1, "created")]
    if group.number == plan.planted.cut_parliament:
        return begun  # nothing else: all that is left of the file is messages
    told = [notice for n in range(1, len(group.members)) for notice in _life(plan, group, n, rng)]
    some = rng.integers(2, plan.days * DAY, size=max(plan.weeks // 5, 1))
    asides = [
        Notice(int(second), SMALL_TALK[int(rng.integers(len(SMALL_TALK)))], 0, 1) for second in some
    ]
    return sorted([*begun, *told, *asides], key=lambda notice: notice.second)


def _life(plan: Plan, group: Group, n: int, rng: np.random.Generator) -> list[Notice]:
    """One member's coming, change of number and going."""
    member = group.members[n]
    before = group.members[n - 1]
    arrives = member.joins * DAY + int(rng.integers(2, 6 * 3600))
    told = []
    if member.person is not None and member.person == before.person:
        told.append(Notice(member.joins * DAY, "number", 0, n - 1, member.phone))
    elif member.joins == 0:
        told.append(Notice(2 + n, "added", 0, n))
    elif member.joins < plan.days:
        told.append(Notice(arrives, "joined" if n % 3 else "added", 0, n))
    if member.said_goodbye:
        goes = member.leaves * DAY + int(rng.integers(7 * 3600, 22 * 3600))
        if goes < plan.days * DAY:
            told.append(Notice(goes, "left" if n % 4 else "removed", 0, n))
    return told
