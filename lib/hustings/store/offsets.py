"""By how much two phones' clocks are apart, told by the messages both have.

Times in an export are the exporting phone's own. Two phones that differ by some minutes, or live in
two time zones, are laid over each other at the offset at which most messages match.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

MINUTE = 60
FURTHEST = 26 * MINUTE  # minutes: no two clocks on earth are further apart
QUARTER = 15  # minutes: all time zones are whole quarters of an hour apart
LIKELIEST = 3  # offsets tried out besides none
FEWEST = 3  # messages that must match before a clock is called another
LEAST_SHARE = 0.5  # of those in the common span of the export with fewer
FEWEST_GREETINGS = 12  # messages that must match by an offset no rare text shows
CLEARLY = 2  # times as many as by the next best
DAY = 24 * MINUTE
LOOKED_AT = 4000  # messages from which an offset is guessed where no text is rare

Whole = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Said:
    """Messages as one phone tells of them, in the order of time."""

    minute: Whole  # since 1970, UTC as far as the phone's clock is right
    code: Whole  # of what is said; the same for both phones
    typed: Truth  # whether it is words, and no picture or the like

    def moved(self, minutes: int) -> "Said":
        """The same by another clock."""
        return Said(self.minute + minutes, self.code, self.typed)

    def once(self) -> "pd.Series[int]":
        """The minute of each typed text that was said once, by its code."""
        minutes = pd.Series(self.minute[self.typed], index=self.code[self.typed])
        return minutes[~minutes.index.duplicated(keep=False)]

    def newest(self) -> "Said":
        """The newest few."""
        some = slice(-LOOKED_AT, None)
        return Said(self.minute[some], self.code[some], self.typed[some])


def offset(one: Said, other: Said) -> int:
    """The minutes by which the other's clock is ahead: most messages match, the fewer minutes.

    None, as 0, unless at least half of the messages in the time both show match by it.
    """
    mine, theirs = one.once().align(other.once(), join="inner")
    apart = (theirs - mine).loc[lambda minutes: minutes.abs() <= FURTHEST]
    guesses = apart.value_counts().index[:LIKELIEST].tolist()
    if not guesses:  # nothing but greetings: any time zone may be right
        guesses = list(range(-FURTHEST, FURTHEST + 1, QUARTER))
        one, other = one.newest(), other.newest()
    tried = {int(minutes): in_common(one, other, int(minutes)) for minutes in [0, *guesses]}
    best = max(tried, key=lambda minutes: (tried[minutes], -abs(minutes), minutes))
    least = max(FEWEST, LEAST_SHARE * _fewer(one, other.moved(-best)))
    return best if tried[best] >= least else 0


def in_common(one: Said, other: Said, minutes: int) -> int:
    """How many messages match if the other's clock is some minutes ahead."""
    size = max(int(one.code.max()), int(other.code.max())) + 1
    mine, mine_times = np.unique(one.minute * size + one.code, return_counts=True)
    moved = (other.minute - minutes) * size + other.code
    theirs, their_times = np.unique(moved, return_counts=True)
    _, here, there = np.intersect1d(mine, theirs, assume_unique=True, return_indices=True)
    return int(np.minimum(mine_times[here], their_times[there]).sum())


def stands_out(one: Said, other: Said, minutes: int) -> bool:
    """Whether by one time zone's offset far more messages match than by that of any other.

    So it does where greetings, of which no text was said once only, came at hours of their own.
    """
    if minutes % QUARTER:
        return False
    one, other = one.newest(), other.newest()
    zones = range(-DAY, DAY + 1, QUARTER)
    next_best = max(in_common(one, other, zone) for zone in zones if zone != minutes)
    return in_common(one, other, minutes) >= max(FEWEST_GREETINGS, CLEARLY * next_best)


def _fewer(one: Said, other: Said) -> int:
    """How many messages the side with fewer has in the time both show."""
    first = max(one.minute[0], other.minute[0])
    last = min(one.minute[-1], other.minute[-1])
    return min(int(((side.minute >= first) & (side.minute <= last)).sum()) for side in (one, other))
