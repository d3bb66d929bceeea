"""What goes into a panel and what comes out: a choice, and the answer to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from hustings.charts import Chart
from hustings.errors import UsageError, nearest
from hustings.panels.places import Tree
from hustings.tables import Table


@dataclass(frozen=True)
class Choice:
    """What a reader asks to see; weeks are keys as `2026-W46`, both ends included."""

    unit: str
    metric: str
    tree: Tree = "seat"
    platform: str = "all"
    first: str = ""  # empty: the edition's first week
    last: str = ""  # empty: its last
    compare: bool = False  # the units below side by side, instead of the unit itself


@dataclass(frozen=True)
class Answer:
    """What the edition has to say to a choice.

    `choice` is what was answered: of two wishes that exclude each other, the smaller gave way.
    `chart` is None where not one figure may be shown; `title` then says why. `remarks` are
    sentences on gaps and on what the figures mean.
    """

    choice: Choice
    title: str
    subtitle: str
    chart: Chart | None
    table: Table
    remarks: tuple[str, ...]


def refuse_unknown(what: str, word: str, known: Sequence[str]) -> None:
    """Refuse a wish that is none of what a panel offers, with the nearest one that is."""
    if word not in known:
        raise UsageError(f"This panel knows no {what} '{word}'.", fix=nearest(word, known))
