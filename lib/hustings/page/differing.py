"""What two editions differ by, in words: figures to the last one, so that a small step shows."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from hustings.edition.comparing import RESTATED, Comparison
from hustings.page.brief import number
from hustings.wording import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hustings.wording.numbers import Kind


def exactly(words: Words, metric: str, value: object) -> str:
    """A figure of a metric, counts to the last one: in lakhs a late file would not show."""
    kind = words.lexicon(metric).kind
    if kind == "count":
        return words.number(number(value))
    return words.value(metric, number(value), decimals=1 if kind == "ratio" else None)


def difference(words: Words, metric: str, value: object) -> str:
    """A difference of two figures of a metric, with its sign: +110, +6.8 pp."""
    return words.number(number(value), _STEPS[words.lexicon(metric).kind], signed=True)


def moved(words: Words, row: "pd.Series[Any]") -> str:
    """One re-stated figure: "Messages 4,200 → 4,310 (+110)"."""
    metric = str(row["metric"])
    return words.say(
        "since.moved",
        metric=words.metric(metric),
        said=exactly(words, metric, row["said"]),
        restated=exactly(words, metric, row["restated"]),
        difference=difference(words, metric, row["restatement"]),
    )


def sure(words: Words, verdict: object) -> str:
    """The study's word for how sure it is; a dash where it judged nothing."""
    return words.strength(str(verdict)) if verdict else words.number(None)


def against_usual(words: Words, row: "Mapping[Any, Any] | pd.Series[Any]") -> str:
    """The step the study judged: not from the week before, but from the usual level."""
    return words.number(number(row["change_share"]), "percent", signed=True)


def visible(words: Words, rows: pd.DataFrame) -> pd.DataFrame:
    """The re-stated rows whose two figures read differently, largest step first."""
    moved_rows = rows[rows["kind"].isin(("restated", "both"))]
    reads = [
        exactly(words, row["metric"], row["said"]) != exactly(words, row["metric"], row["restated"])
        for row in moved_rows.to_dict("records")
    ]
    shown = moved_rows[pd.Series(reads, index=moved_rows.index, dtype=bool)]
    size = (shown["restatement"] / shown["said"].where(shown["said"] != 0)).abs()
    # From nothing to something has no size as a share: it stands first.
    return shown.loc[size.fillna(float("inf")).sort_values(ascending=False, kind="stable").index]


def cells(words: Words, row: "pd.Series[Any]") -> tuple[str, ...]:
    """A figure of one week as it was said, as it stands now, and the step between."""
    metric = str(row["metric"])
    return (
        words.label(metric),
        exactly(words, metric, row["said"]),
        exactly(words, metric, row["restated"]),
        difference(words, metric, row["restatement"]),
    )


def columns(words: Words) -> tuple[str, ...]:
    """The heads of those cells."""
    return tuple(words.say(f"since.{name}") for name in ("metric", "said", "again", "restatement"))


def counts(found: Comparison) -> dict[str, int]:
    """How many rows are re-stated, changed, known since and no longer known."""
    tally = found.rows["kind"].value_counts()
    kinds = {name: int(tally.get(name, 0)) for name in (*RESTATED, "changed")}
    return {
        "restated": kinds["restated"] + kinds["both"],
        "changed": kinds["changed"] + kinds["both"],
        "appeared": kinds["appeared"],
        "vanished": kinds["vanished"],
    }


_STEPS: "dict[str, Kind]" = {
    "count": "count", "ratio": "points", "rate": "rate", "times": "times",
}  # fmt: skip
