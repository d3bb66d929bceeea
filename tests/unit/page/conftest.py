"""A notebook with every kind of block, into whose every text field any string can be put."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace

import pandas as pd
import pytest

from hustings import charts
from hustings.charts import LABELS
from hustings.page.blocks import (
    MIME,
    Action,
    Actions,
    Banner,
    Block,
    ChartBlock,
    Definitions,
    Figure,
    Figures,
    FileTable,
    Point,
    Points,
    Provenance,
    Table,
    Term,
    Text,
    Title,
)

KEPT = {"kind", "language", "period_iso", "strength", "direction", "status", "tone"}

WEEKS = pd.DataFrame(
    {"label": ["w1", "w2", "w3"], "value": [0.4, None, 0.6], "last_year": [0.3, 0.3, 0.4]}
)
SEATS = pd.DataFrame(
    {
        "name": ["A", "B", "C"],
        "short": ["a", "b", "c"],
        "q": [0, 1, 2],
        "r": [0, 0, 0],
        "value": [0.2, None, 0.8],
        "low": [0.1, None, 0.7],
        "high": [0.3, None, 0.9],
        "before": [0.1, 0.2, 0.3],
        "after": [0.2, None, 0.8],
    }
)
DAYS = pd.DataFrame(
    [("A", f"2026-11-{day:02d}", 0.1 * (day % 7)) for day in range(2, 16)],
    columns=["unit", "day", "value"],
)
STEPS = pd.DataFrame({"name": ["all", "some"], "value": [100, 40]})
AROUND = pd.DataFrame(
    [(at, str(at), 0.1 * at, -0.2, 0.9) for at in range(-2, 3)],
    columns=["offset", "label", "value", "low", "high"],
)


def written(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def nine_charts() -> list[charts.Chart]:
    """One chart of each kind, and a second trend."""
    said = {
        "title": "t",
        "subtitle": "s",
        "note": "n",
        "number": written,
        "labels": dict.fromkeys(LABELS, "l"),
    }
    panels = WEEKS.assign(panel="p")
    return [
        charts.trend(WEEKS, WEEKS, target=0.5, **said),
        charts.multiples(panels, **said),
        charts.slope(SEATS, before="b", after="a", **said),
        charts.dots(SEATS, centre=0.5, centre_text="c", **said),
        charts.calendar(DAYS, day=str, **said),
        charts.hexmap(SEATS, **said),
        charts.funnel(STEPS, share=written, marked="some", **said),
        charts.event(AROUND, event_text="e", across_text="x", **said),
        charts.trend(WEEKS, **said),
    ]


def every_block(*, language: str = "en", sample: bool = True) -> list[Block]:
    """One block of every kind, every text field filled."""
    figures = (
        Figure("l", "12", "+1", "up", True, (1.0, None, 3.0), "b", "ok"),
        Figure("l", "5", "-1", "down", False, (3.0, 2.0), "b", "partial"),
        Figure("l", "5", "+1", "up", False),
        Figure("l", "v", status="no_data"),
    )
    return [
        Title("t", "p", "period", "2026-11-09/2026-11-15", "as of", "complete", sample, language),
        Banner("b", "partial"),
        Points("points", (Point("lead", "text", "clear"), Point("lead", "text", "hint"))),
        Figures("figures", figures, "note"),
        Actions("actions", (Action("where", "what", "who"),)),
        *(
            ChartBlock(f"charts {place}", chart.to_dict(), "nav")
            for place, chart in enumerate(nine_charts())
        ),
        Table("table", "caption", ("a", "b"), (("x", "y"), ("z", "1")), "note", "nav"),
        Text("text", ("one", "two"), "nav"),
        Definitions("definitions", (Term("term", "text"),), "nav"),
        Provenance(
            "sources",
            (Term("term", "text"),),
            FileTable(("file", "hash"), (("f", "h"),)),
            {"key": "value", "rows": ["one", {"deep": "two"}]},
        ),
    ]


def notebook_of(blocks: list[Block]) -> dict[str, object]:
    """An executed notebook, one cell for each block."""
    return {
        "cells": [
            {
                "id": f"cell-{number}",
                "cell_type": "code",
                "metadata": {},
                "source": "show()",
                "execution_count": 1,
                "outputs": [
                    {
                        "output_type": "display_data",
                        "metadata": {},
                        "data": {MIME: block.to_dict(), "text/plain": "ignored"},
                    }
                ],
            }
            for number, block in enumerate(blocks)
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def filled_with(value: object, text: str) -> object:
    """The same thing with every text in it replaced, save the words of closed lists."""
    if isinstance(value, str):
        return text
    if is_dataclass(value) and not isinstance(value, type):
        new = {
            field.name: filled_with(getattr(value, field.name), text)
            for field in fields(value)
            if field.name not in KEPT and field.name != "chart"
        }
        if "section" in new:  # kept apart, so that every block keeps a section of its own
            new["section"] = f"{text} {value.section}"
        if isinstance(value, ChartBlock):
            new["chart"] = chart_filled_with(value.chart, text)
        return replace(value, **new)
    if isinstance(value, dict):
        return {f"{key}{text}": filled_with(item, text) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(filled_with(item, text) for item in value)
    return value


def chart_filled_with(value: object, text: str, key: str = "") -> object:
    if isinstance(value, str):
        return value if key in ("kind", "tone") else text
    if isinstance(value, dict):
        return {name: chart_filled_with(item, text, name) for name, item in value.items()}
    if isinstance(value, list):
        return [chart_filled_with(item, text, key) for item in value]
    return value


@pytest.fixture(scope="session")
def blocks() -> Callable[..., list[Block]]:
    """Makes one block of every kind."""
    return every_block


@pytest.fixture(scope="session")
def notebook() -> Callable[..., dict[str, object]]:
    """Makes an executed notebook of blocks."""
    return notebook_of


@pytest.fixture(scope="session")
def filled() -> Callable[[object, str], object]:
    """Puts one text into every text field of a block."""
    return filled_with
