"""Which further questions an edition answers, from which tables, and how answers are kept.

An answer is made anew when one of its tables, a figure it rests on or the code is different.
"""

import json
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from hustings.edition.alike import told_alike
from hustings.edition.further.finding import head_of
from hustings.edition.further.given import Given, Tables
from hustings.edition.manifest import code_version
from hustings.edition.parts import kept_part
from hustings.edition.places import as_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

HOME = "hustings.edition.further"


@dataclass(frozen=True)
class Question:
    """One further study: the function of that name in the module of that name."""

    name: str
    reads: tuple[str, ...]  # clean tables
    tables: dict[str, tuple[str, ...]]  # part -> columns, as they are where nothing was judged
    beside: tuple[str, ...] = ()  # clean tables in which something is looked up on the way
    metrics: tuple[str, ...] = ()  # whose measured weeks it rests on as well
    by_row: bool = False  # each row names the metric it rests on: any may be asked for
    others: bool = False  # also counts accounts that are not ours

    def answer(self, given: Given) -> Tables:
        """Its tables, `head` and the parts; a refusal is a head with its reason and empty parts."""
        from hustings.studies import CannotJudgeError

        study: Callable[[Given], Tables] = getattr(import_module(f"{HOME}.{self.name}"), self.name)
        empty = {part: pd.DataFrame(columns=list(names)) for part, names in self.tables.items()}
        try:
            return empty | study(given)
        except CannotJudgeError as refusal:
            numbers = json.dumps(refusal.numbers, sort_keys=True)
            return empty | {"head": head_of(reason=refusal.reason, refused=numbers)}


CURVE = ("group", "duration", "stays", "low", "high", "at_risk", "left", "unfinished")

QUESTIONS = (
    Question(
        "camps",
        ("events", "attendance"),
        {
            "points": (
                "since", "effect", "error", "low", "high", "low_all", "high_all", "units", "shown",
            ),
            "held": ("event", "unit", "held_on", "invited", "came", "modules"),
            "cohorts": ("treated_from", "units", "level", "slope"),
        },
        metrics=("acts",),
    ),
    Question(
        "speakers",
        ("events", "ratings"),
        {
            "scores": (
                "speaker", "ratings", "raw", "score", "low", "high", "in_top_fifth",
                "second_hearing",
            ),
            "next": ("speaker", "ratings", "narrower", "worth"),
        },
    ),
    Question(
        "claims",
        ("claims", "rebuttals", "posts"),
        {
            "rows": (
                "claim", "first_seen", "variants", "mentions", "answered_at", "lag_hours",
                "evidence", "before", "after", "ratio", "low", "high", "state", "text",
            ),
        },
        others=True,
    ),
    Question(
        "voice",
        ("messages_central", "posts"),
        {
            "messages": ("message", "issued_at", "text", "accounts", "carried", "lag_hours"),
            "places": ("message", "ancestor", "level", "accounts", "carried", "lag_hours"),
            "ways": ("message", "way", "accounts"),
        },
        beside=("accounts",),
    ),
    Question(
        "directives",
        ("directives",),
        {
            "rows": (
                "directive", "unit", "issued_on", "due_on", "metric", "level", "begins",
                "design", "reason", "refused", "before", "after", "weeks_before", "weeks_after",
                "effect", "low", "high", "verdict", "strength",
            ),
        },
        beside=("occasions",),
        by_row=True,
    ),
    Question(
        "staying",
        ("workers", "events", "attendance", "activity"),
        {
            "curve": CURVE,
            "trained": CURVE,
            "ladder": (
                "rung", "reached", "share", "share_low", "share_high", "middle", "low", "high",
            ),
            "ahead": ("period", "kept", "expected"),
        },
    ),
    Question(
        "ahead",
        (),
        {
            "rows": (
                "metric", "unit", "week", "ahead", "expected", "low_80", "high_80", "low_95",
                "high_95", "judged", "inside_80", "inside_95", "shown",
            ),
        },
        metrics=("active_workers", "acts"),
    ),
)  # fmt: skip


def further(given: Given) -> dict[str, Path]:
    """Every answer's tables, by the name they have in an edition: where each is kept."""
    found: dict[str, Path] = {}
    for question in QUESTIONS:
        found |= _kept(question, given)
    return found


def _kept(question: Question, given: Given) -> dict[str, Path]:
    shelf, week = given.run.kept.shelf, given.period.key
    key = shelf.stamp(code_version(), week, given.run.tree.print, *_enters(question, given))
    answered = cache(partial(question.answer, given))

    def made(part: str) -> bytes:
        return as_bytes(told_alike(answered()[part]))

    parts = ("head", *question.tables)
    names = {part: f"{question.name}_{part}" for part in parts}
    return {
        name: kept_part(shelf, f"shown_{name}", week, key, partial(made, part))
        for part, name in names.items()
    }


def _enters(question: Question, given: Given) -> list[str]:
    """Fingerprints of all that an answer may depend on."""
    clean = given.run.inputs.clean
    tables = (*question.reads, *question.beside)
    prints = [f"{table}={sorted(clean.weeks(table).items())}" for table in tables]
    if question.metrics or question.by_row:
        weeks = [path.name for name, path in given.parts.items() if name.startswith("measured/")]
        prints += sorted(weeks)
    return prints
