"""What the weekly change study says, in words as strong as the evidence."""

from typing import Any

import numpy as np
import pandas as pd

from hustings.edition.freshness import Age
from hustings.metrics import find_metric
from hustings.page.blocks import Point, Table
from hustings.page.brief import Brief, number
from hustings.wording import Change, freshness

ORDER = ("clear", "likely", "hint", "none", "blocked")


def judged(brief: Brief, units: list[str]) -> pd.DataFrame:
    """Judged rows of some units, strongest first, then by rank; one row per unit × metric."""
    edition = brief.edition
    ordered = edition.once("judged", None, lambda: _ordered(edition.table("changes")))
    return ordered.take(np.flatnonzero(ordered["unit"].isin(units))).reset_index(drop=True)


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    place = rows["strength"].map({name: at for at, name in enumerate(ORDER)})
    ordered = rows.assign(_place=place, _rank=rows["rank"].fillna(10**6))
    return ordered.sort_values(["_place", "_rank", "metric", "unit"], ignore_index=True)


def point(brief: Brief, row: "pd.Series[Any]") -> Point:
    """One judged row as a point: its lead and its sentence."""
    told = _change(brief, row)
    return Point(brief.words.change_lead(told), brief.words.change_detail(told), told.strength)  # type: ignore[arg-type]


def changes(brief: Brief) -> Table:
    """Every metric of this unit as the study judged it, with its interval and strength."""
    words, rows = brief.words, judged(brief, [brief.unit])
    size = int(brief.edition.manifest.family.get("size", 0))
    said = words.tested(size) if size else ""
    kinds = ("metric", "this_period", "usual", "change", "interval", "strength")
    return Table(
        section=words.say("section.changes"),
        nav=words.say("nav.changes"),
        caption=f"{brief.place()} · {words.period(brief.period)}",
        columns=tuple(words.say(f"column.{kind}") for kind in kinds),
        rows=tuple(_cells(brief, row) for _, row in rows.iterrows()),
        note=" ".join(part for part in (_outside(brief, rows), said) if part),
        folded=True,
    )


def _outside(brief: Brief, rows: pd.DataFrame) -> str:
    """How many of the metrics that could be judged stand out at all."""
    known = rows[rows["strength"] != "blocked"]
    if known.empty and (behind := freshness.listed(brief.words, stale_behind(brief, rows), most=1)):
        return brief.words.say("freshness.outside", what=behind)
    if known.empty:
        return brief.words.say("missing.none")
    out = int((known["strength"] != "none").sum())
    if not out:
        return brief.words.say("change.all_usual", n=len(known))
    return brief.words.say("change.some_usual", k=out, n=len(known))


def stale_behind(brief: Brief, rows: pd.DataFrame) -> list[Age]:
    """What is too old of that which some judged rows rest on, the oldest first."""
    metrics = rows.loc[rows["reason"] == "stale", "metric"].unique()
    found = {age for metric in metrics for age in brief.ages.behind(str(metric), brief.unit)}
    return sorted(found, key=lambda age: (-age.days, age.input))


def _change(brief: Brief, row: "pd.Series[Any]") -> Change:
    code = str(row["unit"])
    return Change(
        metric=str(row["metric"]),
        strength=str(row["strength"]),
        now=number(row["value"]),
        base=number(row["baseline"]),
        change=number(row["change_share"]),
        low=number(row["low"]),
        high=number(row["high"]),
        tested=int(brief.edition.manifest.family.get("size", 0)),
        common=number(row["common_share"]),
        seen_up=number(row["detectable_up"]),
        seen_down=number(row["detectable_down"]),
        per_day=find_metric(str(row["metric"])).daily,
        place="" if code == brief.unit else brief.name(code),
        reason=str(row["reason"]) or "too_little_data",
    )


def _cells(brief: Brief, row: "pd.Series[Any]") -> tuple[str, ...]:
    words, metric, told = brief.words, str(row["metric"]), _change(brief, row)
    low, high = number(row["low"]), number(row["high"])
    span = words.number(None)
    if low is not None and high is not None:
        ends = [words.number(end, "percent", signed=True) for end in (low, high)]
        span = words.range(*ends)
    return (
        words.label(metric),
        words.figure(told, told.now),
        words.figure(told, told.base),
        words.number(number(row["change_share"]), "percent", signed=True),
        span,
        words.strength(str(row["strength"])),
    )
