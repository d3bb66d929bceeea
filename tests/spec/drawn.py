"""Small campaigns drawn as tables: stored as clean tables, measured, and read back by unit.

    campaign.draw(activity='''
        worker | unit | done_at     | times
        asha   | A1   | 9 Nov 10:00 | 3
    ''')
    assert campaign.figures("acts", "2026-W46")["A"] == 3

A cell without text is missing. Days are written `9 Nov` (of 2026) and moments `9 Nov 10:00`, by
India's clock. Columns that do not matter may be left out: see `_COMPLETED`.

              ST             state
            PC   D           lok_sabha, district
            A    B           vidhan_sabha, both in PC and in D
          A1 A2  B1          booth; A1 and B1 also in K, a block of D
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from hustings.metrics.daily import measure_days
from hustings.metrics.inputs import Inputs, Rules
from hustings.metrics.measuring import Measured, measure
from hustings.metrics.shelf import Shelf
from hustings.period import IST, Period
from hustings.schema import CLEAN
from hustings.settings import PostingRule, Reporting
from hustings.store import Snapshot, open_writer

TREE = """
    unit | level        | seat_parent | district_parent
    ST   | state        |             |
    PC   | lok_sabha    | ST          |
    D    | district     |             | ST
    K    | block        |             | D
    A    | vidhan_sabha | PC          | D
    B    | vidhan_sabha | PC          | D
    A1   | booth        | A           | K
    A2   | booth        | A           |
    B1   | booth        | B           | K
"""

RULES = Rules(
    posting=(
        PostingRule(platform="whatsapp", by_hour=22, days_off=(7,)),
        PostingRule(platform="facebook", posts_a_day=2),
    ),
    reporting=Reporting(due_weekday=1, due_time=dt.time(20)),  # Monday of the week after
    silent_days=3,
    benchmark_least=10,
)

WEEKS = tuple(week.key for week in Period.parse("2026-W48").trailing(16))

LONG_AFTER = "14 Dec 09:30"  # when a file was exported, unless it matters


def table(drawing: str) -> list[dict[str, str]]:
    """The rows of a drawn table: column -> cell, missing cells left out."""
    lines = [line for line in drawing.strip().splitlines() if line.strip()]
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [{k: v for k, v in zip(header, row, strict=True) if v} for row in rows]


def moment(text: str) -> pd.Timestamp:
    """`9 Nov 10:00` by India's clock."""
    plain = dt.datetime.strptime(f"2026 {text}", "%Y %d %b %H:%M").replace(tzinfo=IST)
    return pd.Timestamp(plain).tz_convert("UTC")


def day(text: str) -> dt.date:
    """`9 Nov`."""
    return dt.datetime.strptime(f"2026 {text}", "%Y %d %b").replace(tzinfo=IST).date()


_KINDS = {
    "whole": int,
    "number": float,
    "flag": {"yes": True, "no": False}.__getitem__,
    "day": day,
    "moment": moment,
}


@dataclass(frozen=True)
class Figures:
    """One metric in one week: value by unit, None where there is no data."""

    rows: pd.DataFrame = field(repr=False)

    def __getitem__(self, unit: str) -> float | None:
        if unit not in self.rows.index or self.rows.loc[unit, "status"] == "no_data":
            return None
        return float(self.rows.loc[unit, "value"])

    def status(self, unit: str) -> str:
        """Its status; a unit without a row has no data."""
        return str(self.rows.loc[unit, "status"]) if unit in self.rows.index else "no_data"

    def cases(self, unit: str) -> int:
        """The cases behind the figure."""
        return int(self.rows.loc[unit, "n"])

    def as_of(self, unit: str) -> pd.Timestamp:
        """The newest input behind it."""
        return pd.Timestamp(self.rows.loc[unit, "as_of"])


@dataclass
class Campaign:
    """A store, a shelf and a unit tree of its own."""

    folder: Path
    tree: str = TREE
    rules: Rules = RULES
    definition: str = "as drawn"
    drawings: int = 0

    def draw(self, *, known: str = LONG_AFTER, **drawings: str) -> None:
        """Store drawn tables as one file exported at `known`.

        Posts may carry their counts: what `posts` does not know goes to `post_counts`.
        """
        tables = {name: table(text) for name, text in drawings.items()}
        if "posts" in tables:
            tables = _with_counts(tables)
        self.drawings += 1
        completed = {
            name: pd.DataFrame(list(_typed(name, rows, known, self.drawings)))
            for name, rows in tables.items()
        }
        self.store(completed, known=moment(known))

    def store(self, tables: dict[str, pd.DataFrame], *, known: pd.Timestamp) -> None:
        """Store clean rows as they are."""
        self.drawings += 1
        with open_writer(self.folder / "clean") as writer:
            for name, rows in tables.items():
                lines = list(range(1, len(rows) + 1))
                writer.add(name, rows, file=f"f{self.drawings}", lines=lines, known_at=known)
            writer.commit()

    def inputs(self) -> Inputs:
        """What a measuring pass reads."""
        units = pd.DataFrame(table(self.tree))
        return Inputs(
            clean=Snapshot.take(self.folder / "clean"),
            closure=_closure(units),
            booths=units.loc[units["level"] == "booth", ["unit"]],
            reporting_units=units.loc[units["level"] == self.rules.reporting.level, ["unit"]],
            rules=self.rules,
        )

    @property
    def shelf(self) -> Shelf:
        """Where its figures are kept."""
        return Shelf(self.folder / "measured", self.definition)

    def measure(self, weeks: Iterable[str] = WEEKS) -> Measured:
        """One measuring pass."""
        return measure(self.inputs(), self.shelf, weeks)

    def days(self, metric: str, unit: str, weeks: Iterable[str] = WEEKS) -> dict[str, float]:
        """One daily metric of one unit: `9 Nov` -> value; a day without data is not there."""
        rows = measure_days(self.inputs(), self.shelf, weeks)
        rows = rows[(rows["metric"] == metric) & (rows["unit"] == unit)].sort_values("day")
        names = [f"{when.day} {when:%b}" for when in rows["day"]]
        return dict(zip(names, rows["value"], strict=True))

    def figures(self, metric: str, week: str, *, platform: str = "all") -> Figures:
        """One metric in one week, for every unit."""
        rows = self.measure().rows
        chosen = (
            (rows["metric"] == metric) & (rows["period"] == week) & (rows["platform"] == platform)
        )
        return Figures(rows[chosen].set_index("unit"))


def _with_counts(tables: dict[str, list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    """Posts that carry their counts, taken apart into posts and post_counts."""
    posts, counts = [], []
    for number, row in enumerate(tables["posts"], start=1):
        named = {"post": f"{row['account']}/{row['published_at']}/{number}"} | row
        posts.append({k: v for k, v in named.items() if k in CLEAN["posts"].names})
        counted = {k: v for k, v in named.items() if k in CLEAN["post_counts"].names}
        if len(counted) > 2:  # more than which post and when
            counts.append(counted)
    return tables | {"posts": posts, "post_counts": [*tables.get("post_counts", []), *counts]}


def _typed(
    name: str, rows: list[dict[str, str]], known: str, drawing: int
) -> Iterator[dict[str, object]]:
    """Drawn rows as clean rows: completed, and each cell of its column's kind."""
    for number, drawn in enumerate(rows, start=1):
        for again in range(int(drawn.get("times", "1"))):
            row = _COMPLETED[name] | {k: v for k, v in drawn.items() if k != "times"}
            values = {
                "known": known,
                "number": f"{drawing}.{number}.{again}",
                "prefix": next(iter(drawn.values())).partition(":")[0],
            }
            clean: dict[str, object] = {}
            for column, cell in row.items():
                text = cell.format(**values) if "{" in cell else cell
                clean[column] = _KINDS.get(CLEAN[name][column].kind, str)(text)
            if name == "reports_received":
                clean["period_ends_on"] = Period.parse(str(clean["period"])).last
            if name == "activity":
                clean["done_at"] += pd.Timedelta(minutes=again)
            yield clean


_COMPLETED: dict[str, dict[str, str]] = {
    "accounts": {"platform": "{prefix}", "handle": "{prefix}"},
    "account_counts": {},
    "posts": {"platform": "{prefix}", "type": "photo"},
    "post_counts": {"counted_at": "{known}"},
    "groups": {"platform": "{prefix}", "name": "a group"},
    "group_exports": {"export": "export {number}", "exported_at": "{known}"},
    "messages": {"author": "somebody", "kind": "text", "fingerprint": "message {number}"},
    "workers": {"adult": "yes"},
    "activity": {"act": "meeting"},
    "reports_received": {},
}
"""What a drawn row need not say."""


def _closure(units: pd.DataFrame) -> pd.DataFrame:
    """One row per unit and ancestor in either tree, itself included.

    Where a unit has no parent in one tree, the chain goes on from its parent in the other: the
    booth A2, in no block, is in the district of its seat.
    """
    parents = units.set_index("unit")
    rows = []
    for unit in parents.index:
        found = {unit}
        for tree, other in (("seat", "district"), ("district", "seat")):
            above = unit
            while isinstance(above, str):
                found.add(above)
                own, others = (parents.loc[above].get(f"{name}_parent") for name in (tree, other))
                above = own if isinstance(own, str) else others
        rows += [(unit, above, parents.loc[above, "level"]) for above in sorted(found)]
    return pd.DataFrame(rows, columns=["unit", "ancestor", "level"])
