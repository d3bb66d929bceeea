"""Work on one thing in a thread of its own while the next is fetched."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

HELD = 1  # things that may wait for their work


def ahead(given: Iterable[Given], work: Callable[[Given], Made]) -> Iterator[tuple[Given, Made]]:
    """Each thing with what the work made of it, in order.

    The libraries that do both, for columns, let go of Python's lock, so that two cores are used.
    Works never overlap: what one notes, the next one sees.
    """
    waiting: deque[tuple[Given, Future[Made]]] = deque()
    with ThreadPoolExecutor(1) as thread:
        for one in given:
            waiting.append((one, thread.submit(work, one)))
            if len(waiting) > HELD:
                first, made = waiting.popleft()
                yield first, made.result()
        while waiting:
            first, made = waiting.popleft()
            yield first, made.result()
