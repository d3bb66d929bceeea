"""The words and the formatter every chart is given, and how a chart is put together from them."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NotRequired, TypedDict

import pandas as pd

from hustings.charts.chart import Chart, ChartTable
from hustings.charts.marks import Body
from hustings.errors import UsageError, nearest

Number = Callable[[float | None], str]
"""Turns a figure into text for a reader; given None, into the sign for a missing figure."""

Labels = Mapping[str, str]

LABELS: dict[str, str] = {
    "no_data": "said in place of a missing figure",
    "period": "column head: the week or month",
    "value": "column head: the figure",
    "last_year": "column head and direct label: the same period a year before",
    "this_year": "column head beside last_year",
    "weeks": "under the weeks of a trend, as 'last 6 weeks'",
    "months": "under the months of a trend, as 'last 12 months'",
    "target": "at the target line; {value} is the target",
    "partial": "read-out of a period that has not ended or is incomplete",
    "name": "column head: the unit, account or platform",
    "group": "column head: above, same or below",
    "above": "group heading: clearly above the centre",
    "same": "group heading: cannot be told apart from the centre",
    "below": "group heading: clearly below the centre",
    "low": "column head: lower end of the interval",
    "high": "column head: upper end of the interval",
    "interval": "read-out of an interval; {low} and {high} are its ends",
    "day": "column head: the day",
    "sunday": "over the Sundays of a calendar; short",
    "step": "column head: the step of a funnel",
    "share": "column head: share of the step before",
    "share_of": "under a funnel's bar; {share} and {name} of the step before",
}
"""Every word a chart may ask for, and where it stands; the word files give them per language."""

_LARGEST = 1e15  # beyond it whole numbers lose their last digit, and nobody counts so far
_TOLD = 12  # figures read out in a description; the table has the rest


class Said(TypedDict):
    """What every builder takes by keyword, in the reader's language.

    title: the finding. subtitle: measure, unit of measure and period. note: n and as-of.
    caption: of the table, where the subtitle will not do.
    number: the formatter. labels: words by the keys of LABELS.
    """

    title: str
    subtitle: str
    note: str
    caption: NotRequired[str]
    number: Number
    labels: Labels


def chart(
    body: Body,
    said: Said,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    told: Iterable[str] = (),
) -> Chart:
    """Put a chart together; `told` are the figures its description names, in order."""
    caption = said.get("caption") or said["subtitle"]
    figures = "; ".join([text for text in told if text][:_TOLD])
    return Chart(
        title=said["title"],
        subtitle=said["subtitle"],
        note=said["note"],
        description=" · ".join(part for part in (said["subtitle"], figures, said["note"]) if part),
        table=ChartTable(caption, tuple(columns), tuple(tuple(row) for row in rows)),
        body=body,
    )


def check(said: Said) -> None:
    """Refuse keywords that are missing or not known, naming the nearest.

    Raises: UsageError listing all of them.
    """
    wanted, given = Said.__annotations__, set(said)
    unknown = sorted(given - set(wanted))
    lacking = sorted(set(wanted) - given - {"caption"})
    if unknown or lacking:
        raise UsageError(
            "A chart was given other words than it takes.",
            where=f"missing: {', '.join(lacking)}; unknown: {', '.join(unknown)}",
            fix=" ".join(nearest(name, wanted) for name in unknown) or "Give all of Said.",
        )


def words(said: Said, *keys: str) -> list[str]:
    """The words for these keys.

    Raises: UsageError listing every key that the given labels lack.
    """
    labels = said["labels"]
    if lacking := [key for key in keys if key not in labels]:
        raise UsageError(
            f"The chart lacks words: {', '.join(lacking)}.",
            where=said["title"],
            fix="; ".join(f"labels[{key!r}]: {LABELS[key]}" for key in lacking),
        )
    return [labels[key] for key in keys]


def filled(pattern: str, **values: str) -> str:
    """A label with its {places} filled; braces inside the values stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda place: values.get(place[1], place[0]), pattern)


def rows_of(frame: pd.DataFrame, *required: str) -> list[dict[str, object]]:
    """One dictionary per row of the table.

    Raises: UsageError listing every required column that is missing.
    """
    have = [str(column) for column in frame.columns]
    if lacking := [column for column in required if column not in have]:
        raise UsageError(
            f"The chart's table lacks columns: {', '.join(lacking)}.",
            where=f"columns: {', '.join(have)}",
            fix=" ".join(f"{column}: {nearest(column, have)}" for column in lacking),
        )
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def as_number(value: object) -> float | None:
    """A cell as a finite number; None where it is missing.

    Raises: UsageError where it holds something that is not a number, or one beyond all counting.
    """
    if _missing(value):
        return None
    try:
        number = float(value)  # type: ignore[arg-type]  # whatever a cell may hold
    except (TypeError, ValueError) as cause:
        raise UsageError(
            f"A chart can only draw numbers, not {value!r}.",
            fix="Give the column as numbers, with empty cells where a figure is missing.",
        ) from cause
    if abs(number) > _LARGEST and math.isfinite(number):
        raise UsageError(
            f"{number:g} is too large to be a figure of a campaign.",
            fix="Look for a damaged number in the source, such as an id read as a count.",
        )
    return number if math.isfinite(number) else None


def as_text(value: object) -> str:
    """A cell as text; "" where it is missing."""
    return "" if _missing(value) else str(value)


def as_flag(value: object, *, otherwise: bool) -> bool:
    """A cell as true or false; `otherwise` where it is missing."""
    return otherwise if _missing(value) else bool(value)


def shown(row: Mapping[str, object], number: Number) -> str:
    """A row's value as text, or its own reason (column `why`) for having none."""
    value = as_number(row["value"])
    return (value is None and as_text(row.get("why"))) or number(value)


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value  # noqa: PLR0124
