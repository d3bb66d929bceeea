"""What one week of acts must know of the others: who acted first when, and how far forms reach."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from hustings.metrics.kept import EMPTY, batches, of_week
from hustings.metrics.shelf import rows_of
from hustings.period import Period

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from hustings.metrics.kept import Kept

FIRSTS, HOMES = "first_acts", "homes"

_FORMS = pa.schema([("week", pa.string()), ("known_at", pa.timestamp("us", tz="UTC"))])
_FIRSTS = pa.schema([("week", pa.string()), ("worker", pa.string()), ("unit", pa.string())])


@dataclass(frozen=True)
class Record:
    """The record of acts, as small as it can be kept; no week of acts is read whole for another."""

    kept: "Kept"

    @cached_property
    def known_at(self) -> dict[str, datetime]:
        """Week with acts -> when its newest form was exported, oldest week first."""
        rows = rows_of(self.kept.rolled("forms_of_week"), _FORMS).to_pylist()
        return {row["week"]: row["known_at"] for row in rows}

    @cached_property
    def newest(self) -> datetime:
        """When the newest form on record was exported."""
        return max(self.known_at.values())

    def early(self, week: str) -> bool:
        """Whether more may come of a week: it ends after the newest form."""
        return Period.parse(week).ends_at > self.newest

    def weeks_before(self, week: str) -> int:
        """How many weeks before this one the record begins."""
        begins = Period.parse(min(self.known_at)).first
        return (Period.parse(week).first - begins).days // 7

    @cached_property
    def firsts(self) -> dict[str, str]:
        """Week with acts -> the stamp of the workers whose first act on record is in it.

        From the first week whose facts changed, all later ones are looked at again; what is kept
        of the weeks before says who was known by then.
        """
        keys, chain = {}, ""
        for week, stamp in self.kept.stamps("worker_acts").items():
            if week != EMPTY:
                keys[week] = chain = self.kept.shelf.stamp(chain, stamp)
        stamps = self.kept.shelf.remembered(FIRSTS, keys)
        changed = min((week for week in keys if week not in stamps), default="none")
        later = [week for week in keys if week >= changed]
        for some in batches(later):
            before = {week: stamps[week] for week in keys if week < some[0]}
            rows = self._newcomers(some, before)
            for week in some:
                stamps[week], _ = self.kept.keep(FIRSTS, week, of_week(rows, week))
            self.kept.shelf.remember(FIRSTS, {week: (keys[week], stamps[week]) for week in some})
        return stamps

    def first_acts(self, weeks: list[str]) -> "ir.Table":
        """One row per worker whose first act is in one of some weeks: week, worker, unit."""
        stamps = {week: self.firsts[week] for week in weeks if week in self.firsts}
        return self.kept.read(self._paths(stamps))

    def _newcomers(self, weeks: list[str], before: dict[str, str]) -> pa.Table:
        acts = self.kept.read(self.kept.rolled("worker_acts", weeks))
        weekly = acts.group_by("week", "worker").agg(unit=acts.unit.min())
        first = weekly.group_by("worker").agg(
            unit=weekly.unit.argmin(weekly.week), week=weekly.week.min()
        )
        new = first.anti_join(self.kept.read(self._paths(before)), "worker")
        return self.kept.executed(new.select(_FIRSTS.names).order_by("week", "worker"))

    def _paths(self, stamps: dict[str, str]) -> list[Path]:
        shelf = self.kept.shelf
        none = shelf.path(FIRSTS, EMPTY, EMPTY)
        if not none.exists():
            shelf.put(FIRSTS, EMPTY, EMPTY, _FIRSTS.empty_table())
        return [none, *(shelf.path(FIRSTS, week, stamp) for week, stamp in stamps.items())]

    @cached_property
    def homes(self) -> str:
        """The stamp of the roster's list of workers and their units."""
        shelf = self.kept.shelf
        keys = {HOMES: shelf.stamp(repr(sorted(self.kept.prints["workers"].items())))}
        if noted := shelf.remembered(HOMES, keys):
            return noted[HOMES]
        workers = self.kept.inputs.clean.table("workers").select("worker", "unit")
        rows = self.kept.executed(workers.order_by("worker", "unit"))
        stamp, _ = self.kept.keep(HOMES, HOMES, rows)
        shelf.remember(HOMES, {HOMES: (keys[HOMES], stamp)})
        return stamp

    def workers(self) -> "ir.Table":
        """One row per worker on the roster: worker, unit."""
        return self.kept.read([self.kept.shelf.path(HOMES, HOMES, self.homes)])
