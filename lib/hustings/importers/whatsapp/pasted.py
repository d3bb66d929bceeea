"""Chats pasted into a message: header-looking lines that are somebody's text.

A pasted line tells an old time. Real lines are out of order too, but by minutes, as late messages
come in. The rule, in lines that look like headers:

  1. Where the clock goes back by more than an hour behind somebody's message, the lines from
     there on are that message's text if the clock is back, within 30 lines or at the end of the
     file, at the time it left, in the same kind of header.
  2. But if dropping the fewer lines before that point would also put the clock in order, nobody
     can say which are the strangers; then only up to 5 lines are taken for pasted.
  3. Up to 5 lines of another kind of header that jump ahead by more than an hour, with the lines
     before and behind them in order, are an announcement of a date, not messages.

A merged file of two phones, whose clock goes back once and does not return, stays whole.
"""

from collections.abc import Callable, Sequence

HOUR = 3600
LONGEST = 30  # lines of one pasted piece
FEW = 5
LOOK = LONGEST + FEW + 1  # lines needed before and behind to decide


def pasted(
    at: Sequence[int],
    kind: Sequence[str],
    spoken: Callable[[int], bool],
    drops: Sequence[int],
    *,
    end: bool,
) -> dict[int, int]:
    """Find the pasted lines.

    Args:    at: seconds of each line; kind: what its header looks like; spoken: whether a
             line is somebody's message; drops: lines more than an hour earlier than the line
             before, ascending; end: whether the last line is the file's last.
    Returns: line -> the line whose text it is part of.
    """
    found: dict[int, int] = {}
    for drop in drops:
        if drop in found or drop - 1 in found:
            continue
        ahead = _announcement(at, kind, drop)
        if ahead and spoken(drop - ahead - 1):
            found |= dict.fromkeys(range(drop - ahead, drop), drop - ahead - 1)
        elif spoken(drop - 1):
            back = _return(at, kind, drop, end=end)
            found |= dict.fromkeys(range(drop, back), drop - 1)
    return found


def _announcement(at: Sequence[int], kind: Sequence[str], drop: int) -> int:
    """How many lines before the drop are another kind's, ahead of time; 0 if it is not so."""
    for ahead in range(1, min(FEW, drop - 1) + 1):
        before = drop - ahead - 1
        if at[before] <= at[drop] and kind[before] == kind[drop]:
            strange = all(kind[line] != kind[drop] for line in range(before + 1, drop))
            return ahead if strange else 0
    return 0


def _return(at: Sequence[int], kind: Sequence[str], drop: int, *, end: bool) -> int:
    """The line where the clock is back; `drop` itself if these are no pasted lines."""
    left = at[drop - 1]
    limit = min(drop + LONGEST + 1, len(at))
    back = next((line for line in range(drop, limit) if at[line] >= left), None)
    if back is None:
        at_end = end and limit == len(at) and limit - drop <= LONGEST
        if not at_end or kind[len(at) - 1] != kind[drop - 1]:
            return drop
        back = len(at)
    elif kind[back] != kind[drop - 1]:
        return drop
    ahead = _ahead_of(at, drop)
    sure = back - drop <= FEW or ahead >= back - drop or ahead == drop
    return back if sure else drop


def _ahead_of(at: Sequence[int], drop: int) -> int:
    """How many lines before the drop, but not many more than matter, tell a later time than it."""
    ahead = 0
    while ahead <= LONGEST and drop - ahead > 0 and at[drop - 1 - ahead] > at[drop]:
        ahead += 1
    return ahead
