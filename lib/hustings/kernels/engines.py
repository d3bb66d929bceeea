"""The ways to run a notebook: how papermill is called for each, from the fastest to the stock."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from hustings.kernels.seeding import LOADED, environment

ONCE = {
    "language": "python",
    "progress_bar": False,
    "request_save_on_cell_execute": False,  # saved once, at the end
    "autosave_cell_every": 0,
    "store_widget_state": False,
}


@dataclass(frozen=True)
class Way:
    """One engine: what papermill is told, and what it is for."""

    options: Mapping[str, object]
    meaning: str


ENGINES: Mapping[str, Way] = {
    "fork": Way(
        {"engine_name": "hustings", "kernel_name": "python3"},
        "cells run in the worker itself, which was forked from a warm process",
    ),
    "kernel": Way(
        {"kernel_name": "hustings-warm", "extra_arguments": [LOADED]},
        "papermill's own engine with a kernel forked from a warm process",
    ),
    "cold": Way(
        {"kernel_name": "python3", "extra_arguments": [LOADED]},
        "papermill's own engine with a Python started for each notebook",
    ),
}


def papermill_options(engine: str) -> dict[str, object]:
    """What to give papermill.execute_notebook besides the notebook, its parameters and its folder.

    Pages are the same with each engine; they differ in what they cost.
    """
    return {**ONCE, **ENGINES[engine].options}


@contextmanager
def chance_of(identity: str, scheduled_at: datetime) -> Iterator[None]:
    """Have all that papermill runs meanwhile draw its chance from one run's identity."""
    before = dict(os.environ)
    os.environ.update(environment(identity, scheduled_at))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
