"""How far two exports of one group agree: what both have, and what only one has, and where.

Both are multisets over minute, fingerprint and kind, so two equal "done" in one minute are two.
Times in an export are the exporting phone's own; two phones that differ by some minutes, or live
in two time zones, are laid over each other at the offset at which most messages match.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from hustings.schema.chats import ATTACHED
from hustings.store.offsets import Said, Truth, Whole
from hustings.store.offsets import offset as clock_offset

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


def compare(one: pd.DataFrame, other: pd.DataFrame) -> Agreement | None:
    """Lay two exports of one group over each other.

    Args:    one, other: one row per message: minute (whole, since 1970, UTC), fingerprint, kind,
             edited, name (what the export calls the author).
    Returns: None where they show no common span of time.
    """
    if one.empty or other.empty:
        return None
    codes, _ = pd.factorize(pd.concat([_said(one), _said(other)], ignore_index=True))
    sides = _Side.of(one, codes[: len(one)]), _Side.of(other, codes[len(one) :])
    offset = clock_offset(sides[0].said, sides[1].said)
    laid = sides[0], sides[1].moved(-offset)
    first = max(side.minute.min() for side in laid)
    last = min(side.minute.max() for side in laid)
    if first > last:
        return None
    return _agreement(*laid, first=int(first), last=int(last), offset=offset)


def _said(messages: pd.DataFrame) -> "pd.Series[str]":
    """Text and kind; phones say less or more exactly what kind of picture was left out."""
    kind = messages["kind"].where(~messages["kind"].isin(ATTACHED - {"view_once"}), "media")
    return kind + " " + messages["fingerprint"]


@dataclass(frozen=True)
class _Side:
    """One export's messages in the order of time."""

    minute: Whole
    code: Whole  # of text and kind
    changed: Truth  # may have been something else when an older export was made
    typed: Truth
    name: npt.NDArray[np.object_]

    @classmethod
    def of(cls, messages: pd.DataFrame, codes: Whole) -> "_Side":
        minute = messages["minute"].to_numpy(np.int64)
        order = np.argsort(minute, kind="stable")
        kind = messages["kind"]
        changed = kind.isin(CHANGED) | messages["edited"].eq(True)
        return cls(
            minute[order],
            np.asarray(codes, np.int64)[order],
            changed.to_numpy(bool)[order],
            kind.eq("text").to_numpy(bool)[order],
            messages["name"].to_numpy(object)[order],
        )

    def moved(self, minutes: int) -> "_Side":
        return _Side(self.minute + minutes, self.code, self.changed, self.typed, self.name)

    @property
    def said(self) -> Said:
        """What is compared to find out about the clocks."""
        return Said(self.minute, self.code, self.typed)


def _agreement(one: _Side, other: _Side, *, first: int, last: int, offset: int) -> Agreement:
    places = [_places(side) for side in (one, other)]
    lone = [
        np.asarray(~mine.isin(theirs), bool)
        for mine, theirs in ((places[0], places[1]), (places[1], places[0]))
    ]
    both = int((~lone[0]).sum())
    lone, changed = _without_changed((one, other), lone)
    shared = one.minute[~(lone[0])]
    span = (int(shared.min()), int(shared.max())) if len(shared) else (first, last)
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
        same_names=_same_names(one, other, places),
    )


def _places(side: _Side) -> pd.MultiIndex:
    """Each message by minute and text, and as the how-manieth of equal ones."""
    keys = pd.DataFrame({"minute": side.minute, "code": side.code})
    return pd.MultiIndex.from_frame(
        keys.assign(place=keys.groupby(["minute", "code"], sort=False).cumcount())
    )


def _without_changed(sides: tuple[_Side, _Side], lone: list[Truth]) -> tuple[list[Truth], int]:
    """Pair off what stands in the same minute of both and was deleted or edited in between."""
    left: list[Truth] = [mask.copy() for mask in lone]
    waiting: dict[int, list[int]] = {}
    for place in np.flatnonzero(lone[0]).tolist():
        waiting.setdefault(int(sides[0].minute[place]), []).append(place)
    pairs = 0
    for place in np.flatnonzero(lone[1]).tolist():
        here = waiting.get(int(sides[1].minute[place]), [])
        fits = [p for p in here if sides[0].changed[p] or sides[1].changed[place]]
        if fits:
            here.remove(fits[0])
            left[0][fits[0]] = left[1][place] = False
            pairs += 1
    return left, pairs


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


def _same_names(one: _Side, other: _Side, places: list[pd.MultiIndex]) -> float | None:
    mine, theirs = (
        pd.Series(side.name, index=index) for side, index in ((one, places[0]), (other, places[1]))
    )
    mine, theirs = mine.align(theirs, join="inner")
    return float((mine == theirs).mean()) if len(mine) else None
