"""Two editions side by side: which figures were re-stated, and which really changed.

    said (the earlier edition, of its own week) --restatement--> restated (the same week, as the
    later edition has it) --change--> now (the later edition, of its own week)

What two pages differ by is both steps together: data that arrived late, and what the next week
brought. Only the second can be a change, and only where the change study says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hustings.edition.edition import Edition
from hustings.edition.feeding import feeders
from hustings.edition.manifest import InputFile
from hustings.errors import UsageError
from hustings.metrics import metrics
from hustings.privacy import BELOW_BLOCK

RESTATED = ("restated", "both", "appeared", "vanished", "withheld")
CHANGED = ("changed", "both")
KINDS = ("unit_added", "unit_removed", *RESTATED, "changed", "same")
SURE = ("clear", "likely")  # verdicts that a figure really changed
WITHHELD = ("suppressed", "stale")

COLUMNS = (
    "unit", "level", "metric", "kind",
    "said", "said_numerator", "said_denominator", "said_status", "said_strength",
    "restated", "restated_numerator", "restated_denominator", "restated_status", "restatement",
    "now", "now_numerator", "now_denominator", "now_status", "change",
    "strength", "direction", "change_share", "low", "high",
)  # fmt: skip

_KEYS = ["unit", "metric"]
_FIGURES = ("value", "numerator", "denominator", "status")
_FOUND = ("strength", "direction", "change_share", "low", "high")
_CLOSE = 1e-9  # of a figure; sums of the same rows in another order may differ by less


@dataclass(frozen=True)
class Comparison:
    """What stands between two editions.

    `rows` are those of `compare`; `digests` are of the measures' definitions, the code and the
    settings, then and now, where they differ; `set_aside` is reason -> rows then and now, where
    they differ.
    """

    before: Edition
    after: Edition
    rows: pd.DataFrame
    arrived: tuple[InputFile, ...]  # files that only the later edition rests on
    gone: tuple[InputFile, ...]  # files that only the earlier one rested on
    digests: Mapping[str, tuple[str, str]]
    set_aside: Mapping[str, tuple[int, int]]

    @property
    def same_week(self) -> bool:
        """Whether both are about one week: then nothing but re-statements can be seen."""
        return self.before.period == self.after.period

    @property
    def redefined(self) -> bool:
        """Whether measures or settings are others: then any difference may come from that.

        An edition without a digest of its definitions is held by that of all its code.
        """
        told = all(one.manifest.definitions for one in (self.before, self.after))
        return bool({"definitions" if told else "code", "settings"} & set(self.digests))

    def of(self, *kinds: str) -> pd.DataFrame:
        """The rows of some kinds."""
        return self.rows[self.rows["kind"].isin(kinds)]

    def feeding(self, metric: str) -> tuple[InputFile, ...]:
        """The files that came between and that a metric is counted from."""
        known = feeders(metric)
        # A zip, or a book of several sheets, may be of several sources.
        return tuple(file for file in self.arrived if known & set(file.source.split(", ")))

    def turned(self) -> pd.DataFrame:
        """The rows of one week whose verdict is another since, where one of both was sure."""
        then, now = self.rows["said_strength"], self.rows["strength"]
        sure = then.isin(SURE) | now.isin(SURE)
        return self.rows[(then != now) & sure & self.same_week]


def compare(before: Edition, after: Edition, *, units: Iterable[str] | None = None) -> Comparison:
    """Compare an edition with an earlier one of the same state, all platforms together.

    Args:
        units: codes; else every unit from the state down to block.

    Returns:
        Rows with one row per unit × metric that has a figure or a status in one of the editions,
        in the order of the later one's units, those since removed at the end. `said` is the
        earlier edition's figure of its own week, `restated` that of the same week in the later
        edition and `now` that of the later one's own week, each with numerator, denominator and
        status (`no_data` where there is no row). `restatement` is restated less said, `change` is
        now less restated: missing where either figure is, and `change` where both editions are
        about one week. `said_strength` and `strength` are the change study's verdicts on the
        figures of the two own weeks; `direction`, `change_share`, `low` and `high` what the later
        one found against the usual level, as shares of it: empty or missing where nothing was
        judged. `kind` is the first of KINDS that holds:
        withheld (the week's figure is suppressed or stale in one edition and not in the other),
        appeared, vanished, both, restated, changed (the verdict is clear or likely) or same.

    Raises:
        UsageError where the first edition is about a later week, or about another state; or for
        a unit neither knows.
    """
    _check(before, after)
    chosen = None if units is None else list(units)
    levels = _levels(before, after, chosen)
    week = before.manifest.period
    parts = {
        "said": before.week(week, chosen),
        "restated": after.week(week, chosen),
        "now": after.week(after.manifest.period, chosen),
    }
    rows = _joined(parts, list(levels))
    rows = rows.join(_verdicts(rows, before, after)).assign(level=rows["unit"].map(levels))
    same_week = before.period == after.period
    rows["restatement"] = rows["restated"] - rows["said"]
    rows["change"] = np.nan if same_week else rows["now"] - rows["restated"]
    rows["kind"] = _kinds(rows, before, after)
    return Comparison(
        before,
        after,
        rows[list(COLUMNS)],
        *_files(before, after),
        digests=_digests(before, after),
        set_aside=_set_aside(before, after),
    )


def _check(before: Edition, after: Edition) -> None:
    if before.period > after.period:
        raise UsageError(
            "The first edition is about a later week than the second.",
            where=f"{before.id}, {after.id}",
            fix="Name the earlier one first.",
        )
    if before.manifest.state != after.manifest.state:
        raise UsageError(
            "The two editions are of different states.",
            where=f"{before.id}: {before.manifest.state}, {after.id}: {after.manifest.state}",
            fix="Compare editions of one state.",
        )


def _levels(before: Edition, after: Edition, chosen: list[str] | None) -> dict[str, str]:
    """Unit -> level: those of the later edition in its own order, then those it has no more."""
    known = after.levels | {u: at for u, at in before.levels.items() if u not in after.levels}
    if chosen is None:
        left_out = {*BELOW_BLOCK, "country"}  # which has the figures of its one state
        return {unit: level for unit, level in known.items() if level not in left_out}
    for code in chosen:
        if code not in known:
            after.unit(code)  # says which code is the nearest
    return {unit: level for unit, level in known.items() if unit in set(chosen)}


def _joined(parts: Mapping[str, pd.DataFrame], units: list[str]) -> pd.DataFrame:
    """One row per unit × metric that any part has, in order, with the figures of each part.

    A metric that has since been taken out has no name to be told by, and is left out.
    """
    places = {unit: at for at, unit in enumerate(units)}
    names = {metric: at for at, metric in enumerate(metrics())}
    pairs = {
        pair
        for part in parts.values()
        for pair in zip(part["unit"], part["metric"], strict=True)
        if pair[0] in places and pair[1] in names
    }
    order = sorted(pairs, key=lambda pair: (places[pair[0]], names[pair[1]]))
    keys = pd.MultiIndex.from_tuples(order, names=_KEYS)
    columns = {}
    for name, part in parts.items():
        found = part.set_index(_KEYS)[list(_FIGURES)].reindex(keys)
        columns[name] = found["value"].to_numpy()
        for figure in ("numerator", "denominator"):
            columns[f"{name}_{figure}"] = found[figure].to_numpy()
        columns[f"{name}_status"] = found["status"].fillna("no_data").to_numpy()
    return pd.DataFrame(columns, index=keys).reset_index()


def _verdicts(rows: pd.DataFrame, before: Edition, after: Edition) -> pd.DataFrame:
    """What the study said of each row in both editions; empty where it judged nothing."""
    keys = pd.MultiIndex.from_frame(rows[_KEYS])
    then, now = (_judged(edition, keys) for edition in (before, after))
    verdicts = now.assign(said_strength=then["strength"]).reset_index(drop=True)
    words = ["said_strength", "strength", "direction"]
    verdicts[words] = verdicts[words].fillna("")
    return verdicts


def _judged(edition: Edition, keys: pd.MultiIndex) -> pd.DataFrame:
    units = set(keys.get_level_values("unit"))
    rows = edition.table("changes")
    rows = rows.loc[[unit in units for unit in rows["unit"]]]  # of none, with its columns
    return rows.set_index(_KEYS)[list(_FOUND)].reindex(keys)


def _kinds(rows: pd.DataFrame, before: Edition, after: Edition) -> NDArray[np.object_]:
    held = before.manifest.period in after.manifest.periods  # else nothing can be said of that week
    then, now = rows["said_status"].isin(WITHHELD), rows["restated_status"].isin(WITHHELD)
    there, still = rows["said"].notna(), rows["restated"].notna()
    moved = ~np.isclose(rows["restated"], rows["said"], rtol=_CLOSE, atol=0) & there & still
    changed = rows["strength"].isin(SURE) & (before.period != after.period)
    kinds = {
        "unit_added": [unit not in before.levels for unit in rows["unit"]],
        "unit_removed": [unit not in after.levels for unit in rows["unit"]],
        "withheld": (then != now) & held,
        "appeared": ~there & still,
        "vanished": there & ~still & held,
        "both": moved & changed,
        "restated": moved,
        "changed": changed,
    }
    held_true = [np.asarray(holds, dtype=bool) for holds in kinds.values()]
    return np.select(held_true, list(kinds), "same").astype(object)


def _files(before: Edition, after: Edition) -> tuple[tuple[InputFile, ...], tuple[InputFile, ...]]:
    """Files that only the later edition rests on, and only the earlier one, by their hashes."""
    mine = {file.sha256 for file in before.manifest.inputs}
    theirs = {file.sha256 for file in after.manifest.inputs}
    arrived = tuple(file for file in after.manifest.inputs if file.sha256 not in mine)
    gone = tuple(file for file in before.manifest.inputs if file.sha256 not in theirs)
    return arrived, gone


def _digests(before: Edition, after: Edition) -> dict[str, tuple[str, str]]:
    pairs = {
        name: (str(getattr(before.manifest, name)), str(getattr(after.manifest, name)))
        for name in ("definitions", "code", "settings")
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _set_aside(before: Edition, after: Edition) -> dict[str, tuple[int, int]]:
    then, now = before.manifest.set_aside, after.manifest.set_aside
    pairs = {why: (then.get(why, 0), now.get(why, 0)) for why in sorted({*then, *now})}
    return {why: pair for why, pair in pairs.items() if pair[0] != pair[1]}
