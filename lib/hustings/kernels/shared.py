"""The one warm process of this process, started when first needed."""

import atexit
import json
import os
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hustings.kernels.child import Order
from hustings.kernels.forks import SOCKET_OF, Forked, Forks, OutdatedError

_lock = threading.Lock()
_started: dict[tuple[int, str], Forks] = {}  # by this process and what was warmed


def fork(order: Order, *, warm: Sequence[Sequence[str]], streams: Sequence[int] = ()) -> Forked:
    """Have a child from the warm process the environment names, else from one of our own.

    One of our own that has older code than lies on disk is replaced; its children go on.
    """
    if named := os.environ.get(SOCKET_OF):
        return Forks(Path(named)).ordered(order, streams)
    key = (os.getpid(), json.dumps(warm))
    with _lock:
        if key not in _started:
            _started[key] = _start(warm)
        try:
            return _started[key].ordered(replace(order, fresh=True), streams)
        except OutdatedError:
            _started[key] = _start(warm)
            return _started[key].ordered(order, streams)


def _start(warm: Sequence[Sequence[str]]) -> Forks:
    made = Forks.start(*warm)
    atexit.register(made.close)
    return made
