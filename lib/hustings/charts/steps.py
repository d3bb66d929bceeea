"""The funnel: how many are left after each step."""

from collections.abc import Mapping
from typing import Unpack

import pandas as pd

from hustings.charts.chart import Chart
from hustings.charts.marks import Funnel, Step
from hustings.charts.saying import (
    Number,
    Said,
    as_number,
    as_text,
    chart,
    check,
    filled,
    rows_of,
    shown,
    words,
)


def funnel(steps: pd.DataFrame, *, share: Number, marked: str = "", **said: Unpack[Said]) -> Chart:
    """How many are left after each step, as bars on one scale from zero.

    Args:
        steps: one row per step, first step first: `name`, `value`; may have `why`.
        share: formats a share (0 to 1) of the step before; no share is said where either figure
            is missing or the step before is empty.
        marked: the name of the step the finding speaks of; its share is set off.
    """
    check(said)
    records = rows_of(steps, "name", "value")
    name, value, share_head = words(said, "step", "value", "share")
    shares = [None, *map(_share, records, records[1:])]
    marks = tuple(
        _step(row, before, share(part) if part is not None else "", marked, said)
        for row, before, part in zip(records, [None, *records], shares, strict=False)
    )
    (no_data,) = words(said, "no_data")
    table = [(step.name, step.text, share(part)) for step, part in zip(marks, shares, strict=False)]
    told = [step.read for step in marks]
    return chart(Funnel(marks, no_data), said, (name, value, share_head), table, told)


def _share(before: Mapping[str, object], row: Mapping[str, object]) -> float | None:
    whole, part = as_number(before["value"]), as_number(row["value"])
    return part / whole if whole and part is not None else None


def _step(
    row: Mapping[str, object],
    before: Mapping[str, object] | None,
    share: str,
    marked: str,
    said: Said,
) -> Step:
    name, text = as_text(row["name"]), shown(row, said["number"])
    share_text = ""
    if share and before is not None:
        share_text = filled(words(said, "share_of")[0], share=share, name=as_text(before["name"]))
    read = f"{name}: {text}" + (f" · {share_text}" if share_text else "")
    return Step(name, as_number(row["value"]), text, share_text, name == marked, read)
