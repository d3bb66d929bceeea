"""How far two exports of one group agree: what both have, and what only one has, and where.

Both are multisets over minute, fingerprint and kind, so two equal "done" in one minute are two.
Times in an export are the exporting phone's own; two phones that differ by some minutes, or live
in two time zones, are laid over each other at the offset at which most messages match.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from hustings.schema.chats import ATTACHED
from hustings.store.offsets import FURTHEST, Said, Truth, Whole
from hustings.store.offsets import offset as clock_offset

SLICE = 20_000  # messages of an export laid side by side at once
LOOKED_AT = 100_000  # messages by which the clocks are laid over each other
CHANGED = ("deleted", "view_once")  # kinds an older export may show as what they were before


@dataclass(frozen=True)
class OneSide:
    """What only one of two exports has: older than all both have, in between, newer."""

    before: int = 0
    middle: int = 0
    after: int = 0
    longest: int = 0  # messages in a row in the middle, without one both have among them
    longest_from: pd.Timestamp | None = None  # where that stretch begins and ends, UTC
    longest_to: pd.Timestamp | None = None

    @property
    def messages(self) -> int:
        """All of them."""
        return self.before + self.middle + self.after


@dataclass(frozen=True)
class Agreement:
    """Two exports of one group, laid over each other."""

    both: int  # messages that stand in both at the same minute
    changed: int  # at the same minute in both, but deleted or edited between the two exports
    of: int  # messages in at least one of them, in the span both show
    one: OneSide
    other: OneSide
    offset_minutes: int  # by how much the other's clock is ahead of the one's
    same_names: float | None  # share of messages both have whose author both call alike

    @property
    def overlap(self) -> float | None:
        """Share of the messages in the shared span that both have, 0 to 1; None if it is empty."""
        return self.both / self.of if self.of else None

    @property
    def looks_edited(self) -> bool:
        """Whether one side alone has messages in the middle of what both show."""
        return bool(self.one.middle or self.other.middle)


def compare(one: Iterable[pd.DataFrame], other: Iterable[pd.DataFrame]) -> Agreement | None:
    """Lay two exports of one group over each other.

    Args:    one, other: in parts, one row per message: minute (whole, since 1970, UTC),
             fingerprint, kind, edited, name (what the export calls the author).
    Returns: None where they show no common span of time.
    """
    names: dict[str, int] = {}
    sides = _Side.of(one, names), _Side.of(other, names)
    if not all(len(side.minute) for side in sides):
        return None
    first, last = _common(*sides)
    if first > last + FURTHEST:
        return None
    offset = clock_offset(*_said(*sides, until=last + FURTHEST))
    laid = sides[0], replace(sides[1], minute=sides[1].minute - offset)
    first, last = _common(*laid)
    return None if first > last else _agreement(*laid, first=first, last=last, offset=offset)


def _common(one: "_Side", other: "_Side") -> tuple[int, int]:
    """The first and the last minute of what both show; the last is first where that is nothing."""
    first = max(int(one.minute[0]), int(other.minute[0]))
    return first, min(int(one.minute[-1]), int(other.minute[-1]))


@dataclass(frozen=True)
class _Side:
    """One export's messages in the order of time, as numbers: texts take ten times the room."""

    minute: Whole
    said: npt.NDArray[np.uint64]  # text and kind, hashed
    name: npt.NDArray[np.int32]  # of what the export calls the author
    changed: Truth  # may have been something else when an older export was made
    typed: Truth

    @classmethod
    def of(cls, parts: Iterable[pd.DataFrame], names: dict[str, int]) -> "_Side":
        """One export.

        Args: names: the number of each name met so far, to which new ones are added.
        """
        each = [_NOBODYS, *(_numbers(part, names) for part in parts)]
        minute, *others = (np.concatenate(column) for column in zip(*each, strict=True))
        order = np.argsort(minute, kind="stable")
        return cls(minute[order], *(column[order] for column in others))

    def at(self, some: slice) -> "_Side":
        """Some of the messages."""
        return _Side(
            self.minute[some],
            self.said[some],
            self.name[some],
            self.changed[some],
            self.typed[some],
        )

    def between(self, first: int, end: int) -> "_Side":
        """The messages of some minutes, the end left out."""
        return self.at(slice(*np.searchsorted(self.minute, [first, end]).tolist()))


_NOBODYS = (
    np.empty(0, np.int64), np.empty(0, np.uint64), np.empty(0, np.int32), np.empty(0, bool),
    np.empty(0, bool),
)  # fmt: skip


def _numbers(messages: pd.DataFrame, names: dict[str, int]) -> tuple[npt.NDArray[Any], ...]:
    """The columns of a side. Phones say less or more exactly what kind of picture was left out."""
    kind = messages["kind"]
    said = kind.where(~kind.isin(ATTACHED - {"view_once"}), "media") + " " + messages["fingerprint"]
    codes, called = pd.factorize(messages["name"])
    numbers = np.array([names.setdefault(name, len(names)) for name in called], np.int32)
    changed = kind.isin(CHANGED) | messages["edited"].eq(True)
    return (
        messages["minute"].to_numpy(np.int64),
        pd.util.hash_array(said.to_numpy(object), categorize=False),
        numbers[codes],
        changed.to_numpy(bool),
        kind.eq("text").to_numpy(bool),
    )


def _said(one: _Side, other: _Side, *, until: int) -> tuple[Said, Said]:
    """What is compared to find out about the clocks: the newest that both may have."""
    before = [side.between(int(side.minute[0]), until + 1) for side in (one, other)]
    newest = [side.at(slice(-LOOKED_AT, None)) for side in before]
    codes = np.unique(np.concatenate([side.said for side in newest]), return_inverse=True)[1]
    parts = np.split(codes, [len(newest[0].minute)])
    mine, theirs = (
        Said(side.minute, code, side.typed) for side, code in zip(newest, parts, strict=True)
    )
    return mine, theirs


def _agreement(one: _Side, other: _Side, *, first: int, last: int, offset: int) -> Agreement:
    laid = [_laid(*some) for some in _slices(one, other)]
    both, alike, changed = (
        sum(counts) for counts in zip(*((p.both, p.alike, p.changed) for p in laid), strict=True)
    )
    lone = [np.concatenate([part.lone[side] for part in laid]) for side in (0, 1)]
    shared = one.minute[~lone[0]]
    span = (int(shared[0]), int(shared[-1])) if len(shared) else (first, last)
    inside = [
        int((left & (side.minute >= first) & (side.minute <= last)).sum())
        for side, left in ((one, lone[0]), (other, lone[1]))
    ]
    return Agreement(
        both=both,
        changed=changed,
        of=both + changed + sum(inside),
        one=_one_side(one, lone[0], span, 0),
        other=_one_side(other, lone[1], span, offset),
        offset_minutes=offset,
        same_names=alike / both if both else None,
    )


def _slices(one: _Side, other: _Side) -> Iterator[tuple[_Side, _Side]]:
    """Both, some minutes at a time, so that what is made to lay them side by side stays small."""
    cuts = np.unique(np.concatenate([one.minute[::SLICE], other.minute[::SLICE]])).tolist()
    for begin, end in pairwise([*cuts, max(one.minute[-1], other.minute[-1]) + 1]):
        yield one.between(begin, end), other.between(begin, end)


@dataclass(frozen=True)
class _Laid:
    """Some minutes of both, side by side."""

    both: int
    alike: int  # of those, by an author whom both call the same
    changed: int
    lone: list[Truth]  # what only one side has, by side


def _laid(one: _Side, other: _Side) -> _Laid:
    ids = _ids(one, other)
    _, here, there = np.intersect1d(ids[0], ids[1], assume_unique=True, return_indices=True)
    alike = one.name[here] == other.name[there]
    lone = [np.ones(len(side), bool) for side in ids]
    lone[0][here] = lone[1][there] = False
    changed = _pair_off_changed((one, other), lone)
    return _Laid(len(here), int(alike.sum()), changed, lone)


def _ids(one: _Side, other: _Side) -> list[Whole]:
    """Each message by minute and text, and as the how-manieth of equal ones, as a number."""
    keys = pd.DataFrame(
        {
            "minute": np.concatenate([one.minute, other.minute]),
            "said": np.concatenate([one.said, other.said]),
            "other": np.repeat([False, True], [len(one.minute), len(other.minute)]),
        }
    )
    number = keys.groupby(["minute", "said"], sort=False).ngroup().to_numpy()
    place = keys.groupby(["minute", "said", "other"], sort=False).cumcount().to_numpy()
    return np.split(number * (len(keys) + 1) + place, [len(one.minute)])


def _pair_off_changed(sides: tuple[_Side, _Side], lone: list[Truth]) -> int:
    """Pair off what stands in the same minute of both and was deleted or edited in between.

    Returns: how many pairs; they are lone no more.
    """
    waiting: dict[int, list[int]] = {}
    for place in np.flatnonzero(lone[0]).tolist():
        waiting.setdefault(int(sides[0].minute[place]), []).append(place)
    pairs = 0
    for place in np.flatnonzero(lone[1]).tolist():
        here = waiting.get(int(sides[1].minute[place]), [])
        fits = [p for p in here if sides[0].changed[p] or sides[1].changed[place]]
        if fits:
            here.remove(fits[0])
            lone[0][fits[0]] = lone[1][place] = False
            pairs += 1
    return pairs


def _one_side(side: _Side, lone: Truth, span: tuple[int, int], offset: int) -> OneSide:
    before, after = lone & (side.minute < span[0]), lone & (side.minute > span[1])
    middle = lone & ~before & ~after
    stretch = _longest(middle)
    counts = int(before.sum()), int(middle.sum()), int(after.sum())
    if not stretch:
        return OneSide(*counts)
    first, last = (int(side.minute[place]) + offset for place in (stretch[0], stretch[-1]))
    return OneSide(*counts, len(stretch), _moment(first), _moment(last))


def _longest(middle: Truth) -> range:
    """The places of the longest run of messages that the other lacks."""
    edges = np.flatnonzero(np.diff(middle.astype(np.int8), prepend=0, append=0))
    runs = [range(start, end) for start, end in list(pairwise(edges.tolist()))[::2]]
    return max(runs, key=len, default=range(0))


def _moment(minute: int) -> pd.Timestamp:
    return pd.Timestamp(minute * 60, unit="s", tz="UTC")
