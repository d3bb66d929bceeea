"""Chance that is the same each time one run is repeated, with whichever engine.

Ids and random numbers of a run are drawn from its identity, and programs that write a date into
what they make are told the time it was scheduled for. `environment` says so to a kernel, which
loads this module as an extension of IPython; nothing else in a process knows of it.
"""

import os
import random
import uuid
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

IDENTITY = "HUSTINGS_RUN"  # in the environment: the run whose chance this is

LOADED = "--IPKernelApp.extra_extensions=hustings.kernels.seeding"
"""What a kernel's command is given, so that it heeds the environment."""


def environment(identity: str, scheduled_at: datetime) -> dict[str, str]:
    """What the environment of a run says, from which its kernel draws all chance.

    SOURCE_DATE_EPOCH is the custom by which programs agree on a date (reproducible-builds.org).
    """
    moment = str(int(scheduled_at.timestamp()))
    return {IDENTITY: identity, "SOURCE_DATE_EPOCH": moment, "PYTHONHASHSEED": "0"}


def load_ipython_extension(shell: "InteractiveShell") -> None:
    """Give the cells of a shell the chance of the run that the environment names, if it does.

    It is theirs alone: what Jupyter draws before and between them takes nothing from it.
    """
    identity = os.environ.get(IDENTITY)
    if identity is None:
        return
    chance = _Chance(identity)
    shell.events.register("pre_run_cell", chance.enter)
    shell.events.register("post_run_cell", chance.leave)


def unload_ipython_extension(shell: "InteractiveShell") -> None:
    """Leave later cells of a shell to their own chance."""
    for event in ("pre_run_cell", "post_run_cell"):
        for callback in list(shell.events.callbacks[event]):
            if isinstance(getattr(callback, "__self__", None), _Chance):
                shell.events.unregister(event, callback)


class _Chance:
    """Random numbers and ids, set aside while no cell runs."""

    def __init__(self, identity: str) -> None:
        import numpy as np

        chance = random.Random(identity)  # noqa: S311  nothing secret is drawn from it
        self._inside = chance.getstate()
        self._outside = random.getstate()
        self._ids = _Drawn(random.Random(f"ids of {identity}"))  # noqa: S311  nor from this
        np.random.seed(chance.getrandbits(32))  # noqa: NPY002  what notebooks draw from unasked

    def enter(self, _: object) -> None:
        self._outside = random.getstate()
        random.setstate(self._inside)
        setattr(uuid, "os", self._ids)  # noqa: B010  where it draws ids from, and nothing else

    def leave(self, _: object) -> None:
        self._inside = random.getstate()
        random.setstate(self._outside)
        setattr(uuid, "os", os)  # noqa: B010


class _Drawn:
    """The module `os` for `uuid`, with bytes drawn from a name instead of from the system."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def urandom(self, size: int) -> bytes:
        return self._chance.randbytes(size)

    def __getattr__(self, name: str) -> object:
        return getattr(os, name)
