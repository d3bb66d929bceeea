"""Chats pasted into a message: header-looking lines that are somebody's text.

A pasted line tells an old time. Real lines are out of order too, but by minutes, as late messages
come in. The rule, in lines that look like headers:

  1. Where the clock goes back by more than an hour behind somebody's message, the lines from
     there on are that message's text if the clock is back, within 30 lines or at the end of the
     file, within ten minutes of the time it left, in the same kind of header. At the end of the
     file they are only if the lines before, at least twelve, kept to the clock; and a clock that
     comes back a week later proves nothing.
  2. But if dropping the fewer lines before that point would also put the clock in order, nobody
     can say which are the strangers; then only up to 5 lines are taken for pasted, and none if
     they are of the same day and nothing in the message leads up to them: clocks are set wrong
     more often than that.
  3. Up to 5 lines of another kind of header that jump ahead by more than an hour, with the lines
     before and behind them in order, are an announcement of a date, not messages; where the lines
     before run backwards too, the file is put together from several and nothing shows.

A merged file of two phones, whose clock goes back once and does not return, stays whole.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

HOUR = 3600
DAY = 86_400
LATE = 600  # seconds a real line may come late right behind a pasted piece
LONGEST = 30  # lines of one pasted piece
FEW = 5
ORDERLY = 12  # lines in order before pasted lines at the end of a file
GONE = 7 * 86_400  # seconds after which a return is none
LOOK = LONGEST + FEW + 1  # lines needed before and behind to decide


def pasted(
    at: Sequence[int],
    kind: Sequence[int],
    spoken: Callable[[int], bool],
    drops: Sequence[int],
    *,
    leads: Callable[[int], bool],
    end: bool,
) -> dict[int, int]:
    """Find the pasted lines.

    Args:    at: seconds of each line; kind: what its header looks like, as a number; spoken:
             whether a line is somebody's message; drops: lines more than an hour earlier than
             the line before, ascending; leads: whether a message's own text leads up to
             something pasted; end: whether the last line is the file's last.
    Returns: line -> the line whose text it is part of.
    """
    found: dict[int, int] = {}
    last = -1  # line found
    for drop in drops:
        earlier: Sequence[int] = range(max(drop - 2 * LOOK, 0), drop)
        if earlier and earlier[0] <= last:
            earlier = [line for line in earlier if line not in found]
        if drop in found or not earlier:
            continue
        strange = _announcement(at, kind, earlier, drop)
        opener = earlier[-1 - len(strange)]
        if not spoken(opener):
            continue
        few = FEW if at[drop] // DAY != at[opener] // DAY or leads(opener) else 0
        part = strange or range(drop, _return(at, kind, earlier, drop, few=few, end=end))
        found |= dict.fromkeys(part, opener)
        last = max(last, *part) if part else last
    return found


def _announcement(
    at: Sequence[int], kind: Sequence[int], earlier: Sequence[int], drop: int
) -> Sequence[int]:
    """The lines right before the drop that are another kind's, ahead of time; mostly none."""
    for ahead in range(1, min(FEW, len(earlier) - 1) + 1):
        before = earlier[-1 - ahead]
        if at[before] <= at[drop] and kind[before] == kind[drop]:
            strange, own = earlier[-ahead:], earlier[-ahead - ORDERLY : -ahead]
            foreign = all(kind[line] != kind[drop] for line in strange)
            return strange if foreign and _keep_to_the_clock(at, own) else []
    return []


def _return(
    at: Sequence[int],
    kind: Sequence[int],
    earlier: Sequence[int],
    drop: int,
    *,
    few: int,
    end: bool,
) -> int:
    """The line where the clock is back; `drop` itself if these are no pasted lines.

    Args: few: how many lines are taken for pasted where the lines before may be the strangers.
    """
    left, left_kind = at[earlier[-1]], kind[earlier[-1]]
    limit = min(drop + LONGEST + 1, len(at))
    back = drop
    while back < limit and at[back] < left - LATE:
        back += 1
    if back == limit:
        at_end = end and limit == len(at) and limit - drop <= LONGEST
        if not at_end or kind[-1] != left_kind or not _in_order(at, earlier[-ORDERLY:]):
            return drop
        back = limit
    elif kind[back] != left_kind or at[back] > left + GONE:
        return drop
    needed = back - drop if few else back - drop + 1
    # the strangers may be the lines before, if dropping fewer of those puts the clock in order
    sure = back - drop <= few or min(at[line] for line in earlier[-needed:]) > at[drop]
    return back if sure else drop


def _in_order(at: Sequence[int], lines: Sequence[int]) -> bool:
    return len(lines) >= ORDERLY and _keep_to_the_clock(at, lines)


def _keep_to_the_clock(at: Sequence[int], lines: Sequence[int]) -> bool:
    return all(at[after] >= at[line] - HOUR for line, after in pairwise(lines))
