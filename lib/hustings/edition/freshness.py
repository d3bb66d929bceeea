"""Fresh or silent: how old the inputs behind an edition's figures are, and which are too old.

An age is decided as of the moment a page is printed for, never by a clock. An input is one kind of
export on one platform, or one form or list; for a unit it is as old as the newest export of any
group or account in the unit or below, so what is too old for a unit is too old for all below it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING

import pandas as pd

from hustings.edition.further.registry import QUESTIONS, Question
from hustings.edition.inputs import COLUMNS, KINDS, OURS, Kind
from hustings.errors import UsageError
from hustings.metrics import Metric, metrics
from hustings.metrics.families import family_of
from hustings.period import days_between

if TYPE_CHECKING:
    from hustings.edition.edition import Edition
    from hustings.settings import Freshness

ALL = "all"
STALE = "stale"  # the status of a row, and the reason of an answer, that rests on what is too old
LIMITS: dict[Kind, str] = {
    "chats": "whatsapp",
    "posts": "posts",
    "followers": "posts",
    "others": "posts",
    "forms": "forms",
    "lists": "lists",
}
"""The key of the settings' [freshness] by which each kind is judged."""


@dataclass(frozen=True, order=True)
class Input:
    """One thing figures rest on: a kind of export, and its platform; of forms and lists, which."""

    kind: Kind
    name: str

    @property
    def everywhere(self) -> bool:
        """Whether it is about every unit at once."""
        return self.kind in ("forms", "lists")


@dataclass(frozen=True, order=True)
class Age:
    """How old the newest export of an input was at a moment, in Indian days, and may be."""

    input: Input
    exported_at: datetime
    days: int
    limit: int

    @property
    def is_stale(self) -> bool:
        """Whether it is older than its limit; at the limit it is not."""
        return self.days > self.limit


@dataclass(frozen=True)
class Ages:
    """The age of every input of every unit, as of one moment."""

    moment: datetime
    of_units: tuple[tuple[str, Age], ...]  # an input that is about every unit has the unit ""
    fed: frozenset[tuple[str, str]]  # metrics and platforms that any figure was had of
    limits: Mapping[Kind, int]  # days

    @cached_property
    def _by_unit(self) -> Mapping[str, Mapping[Input, Age]]:
        found: dict[str, dict[Input, Age]] = {}
        for unit, age in self.of_units:
            found.setdefault(unit, {})[age.input] = age
        return found

    def of(self, unit: str) -> Mapping[Input, Age]:
        """The age of every input that a unit's figures may rest on."""
        return {**self._by_unit.get("", {}), **self._by_unit.get(unit, {})}

    @cached_property
    def stale(self) -> tuple[tuple[str, Age], ...]:
        """Every unit and input that is too old."""
        return tuple((unit, age) for unit, age in self.of_units if age.is_stale)

    def behind(self, metric: str, unit: str, platform: str = ALL) -> list[Age]:
        """What is too old of that which a unit's figure of a metric rests on, the oldest first."""
        return oldest_first(
            age for each, age in self.of(unit).items() if self.rests(metric, platform, each)
        )

    def behind_answer(self, question: Question, unit: str) -> list[Age]:
        """The same of the answer to a further question, asked of a unit and all below it."""
        inputs = self.of(unit)
        kinds = _kinds(question.reads, others=question.others)
        chosen = {
            each
            for each in inputs
            if each.kind in kinds and (not each.everywhere or each.name in question.reads)
        }
        for metric in question.metrics:
            chosen |= {each for each in inputs if self.rests(metric, ALL, each)}
        return oldest_first(inputs[each] for each in chosen)

    @cached_property
    def stale_units(self) -> Mapping[Input, frozenset[str]]:
        """Each input that is too old somewhere, and for which units; "" stands for every unit."""
        found: dict[Input, set[str]] = {}
        for unit, age in self.stale:
            found.setdefault(age.input, set()).add(unit)
        return {each: frozenset(units) for each, units in found.items()}

    def too_old(self, rows: pd.DataFrame) -> "pd.Series[bool]":
        """Which rows (unit, metric and perhaps platform) rest on something too old."""
        platform = rows["platform"] if "platform" in rows else pd.Series(ALL, index=rows.index)
        old, present = _none_of(rows), set(pd.unique(rows["unit"]))
        for what, units in self.stale_units.items():
            if "" not in units and units.isdisjoint(present):
                continue
            here = self._in_units(rows, what)
            for name in pd.unique(platform):
                resting = _resting(what, str(name), self.fed)
                old |= here & (platform == name) & rows["metric"].isin(resting)
        return old

    def drawn_from(self, rows: pd.DataFrame, tables: Iterable[str]) -> "pd.Series[bool]":
        """Which rows (unit and perhaps platform) of some clean tables are drawn from what is old.

        Where there is a `side`, the posts of accounts that are not ours are an input of their own.
        """
        old, known = _none_of(rows), tuple(tables)
        others = rows["side"] != OURS if "side" in rows else None
        for what in self.stale_units:
            kinds = _kinds(known, others=others is not None)
            if what.kind not in kinds or (what.everywhere and what.name not in known):
                continue
            here = self._in_units(rows, what)
            if not what.everywhere and "platform" in rows:
                here &= rows["platform"] == what.name
            if others is not None:
                here &= others if what.kind == "others" else ~others
            old |= here
        return old

    def _in_units(self, rows: pd.DataFrame, what: Input) -> "pd.Series[bool]":
        units = self.stale_units[what]
        return ~_none_of(rows) if "" in units else rows["unit"].isin(units)

    def rests(self, metric: str, platform: str, what: Input) -> bool:
        """Whether figures of a metric, on one platform or on all together, rest on an input."""
        return metric in _resting(what, platform, self.fed)


def ages_of(edition: "Edition", limits: "Freshness", moment: datetime) -> Ages:
    """How old every input behind an edition was at a moment, for every unit it feeds.

    Args:   limits: in days; moment: what the run is scheduled for, with its zone.
    Raises: UsageError for a moment without a zone.
    """
    allowed = {kind: int(getattr(limits, key)) for kind, key in LIMITS.items()}

    def made() -> Ages:
        rows = edition.once("newest", None, lambda: newest_of(edition))
        ages = [
            (str(unit), _age(Input(kind, str(name)), exported_at, moment, allowed[kind]))
            for kind, name, unit, exported_at in rows[list(COLUMNS)].to_numpy()
        ]
        return Ages(moment, tuple(ages), frozenset(edition.fed()), allowed)

    # All pages of a job are printed for one moment.
    return edition.once("ages", (moment, tuple(allowed.values())), made)


def too_old_everywhere(edition: "Edition", limits: "Freshness", moment: datetime) -> list[Age]:
    """What nobody in the whole state has sent in time, the oldest first; as `ages_of` asks."""
    of_state = ages_of(edition, limits, moment).of(edition.manifest.state)
    return oldest_first(age for age in of_state.values() if age.is_stale)


def _age(what: Input, exported_at: pd.Timestamp, moment: datetime, limit: int) -> Age:
    made = exported_at.to_pydatetime()
    return Age(what, made, days_between(made, moment), limit)


def newest_of(edition: "Edition") -> pd.DataFrame:
    """One row per unit and input: kind, name, unit ("" for every unit) and exported_at.

    Of an edition made before these were kept, everything is taken to be as old as its newest file.
    """
    try:
        known = edition.table("inputs")
    except UsageError:
        return _as_old_as_the_newest(edition)
    closure = edition.table("closure")
    placed = known.dropna(subset=["unit"])
    above = closure[closure["unit"].isin(placed["unit"])][["unit", "ancestor"]]
    each = placed.merge(above, on="unit").drop(columns="unit").rename(columns={"ancestor": "unit"})
    everywhere = known[known["unit"].isna()].assign(unit="")
    both = pd.concat([each, everywhere], ignore_index=True)
    return both.groupby(["kind", "name", "unit"])["exported_at"].max().reset_index()


def _as_old_as_the_newest(edition: "Edition") -> pd.DataFrame:
    platforms = sorted({platform for _, platform in edition.held()} - {ALL}) or [ALL]
    named: dict[Kind, list[str]] = {"chats": ["whatsapp"]}
    rows = [
        (kind, name)
        for table, kind in KINDS.items()
        for name in ([table] if kind in ("forms", "lists") else named.get(kind, platforms))
    ]
    frame = pd.DataFrame(rows, columns=["kind", "name"]).drop_duplicates()
    return frame.assign(unit="", exported_at=pd.Timestamp(edition.manifest.as_of))


def question(name: str) -> Question:
    """One further question by name."""
    return next(each for each in QUESTIONS if each.name == name)


@cache
def _resting(what: Input, platform: str, fed: frozenset[tuple[str, str]]) -> frozenset[str]:
    """The metrics whose figures, on one platform or on all together, rest on an input."""
    return frozenset(
        name for name, metric in metrics().items() if _rests(metric, platform, what, fed)
    )


def _rests(metric: Metric, platform: str, what: Input, fed: frozenset[tuple[str, str]]) -> bool:
    family = family_of(metric.table)
    if what.kind not in _kinds(family.reads, others=metric.others):
        return False
    if what.everywhere:
        return what.name in family.reads
    if platform != ALL:
        return what.name == platform
    # Of a metric that no platform gave a figure of, an earlier edition may have had one of any.
    known = {name for fed_metric, name in fed if fed_metric == metric.name} - {ALL}
    return not metric.by_platform or not known or what.name in known


def _none_of(rows: pd.DataFrame) -> "pd.Series[bool]":
    return pd.Series(data=False, index=rows.index)


def _kinds(tables: Iterable[str], *, others: bool) -> set[Kind]:
    """The kinds of input in some clean tables; `others` where not only our accounts count."""
    kinds = {KINDS[table] for table in tables if table in KINDS}
    return kinds | {"others"} if others else kinds


def oldest_first(ages: Iterable[Age]) -> list[Age]:
    """Those of some ages that are too old."""
    return sorted((age for age in ages if age.is_stale), key=lambda age: (-age.days, age.input))
