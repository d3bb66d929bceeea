"""The unit's own list of panchayats, wards and booths, joined to the registry after checking."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from hustings.errors import InputError, nearest
from hustings.geography.unit import PARENTS, RANK, Tree, Unit
from hustings.schema import CLEAN

if TYPE_CHECKING:
    from hustings.geography.registry import Units

OWN_LIST = "own list"
"""Status of a Hindi name the unit itself gave."""

_SHOWN = 100  # breaches written out in one message; the rest are counted

_TREES: tuple[Tree, ...] = ("seat", "district")

_CLOSED = ("block", "panchayat", "ward")  # whoever is in one of these is in all above it

# A parent by name must be the very name: a child hung under a look-alike is wrong for good.
_VERY = ("name", "alias", "number")


class Build(Protocol):
    """Makes a registry of units."""

    def __call__(self, units: Iterable[Unit]) -> "Units":
        """The registry of some units."""


@dataclass(frozen=True)
class Row:
    """One line of the list; empty cells are none."""

    line: int  # the first row is 1
    code: str | None
    level: str | None
    name_en: str | None
    name_hi: str | None
    parents: Mapping[Tree, str | None]


def joined(listed: pd.DataFrame, packaged: tuple[Unit, ...], build: Build) -> list[Unit]:
    """The packaged units and the listed ones, corrected names put in.

    Args:    listed: one row per unit, columns of the schema table `units`.
    Raises:  InputError with every breach: missing or unknown values, two units with one code,
             parents unknown, ambiguous, at the same or a lower level, or of the other tree.
    """
    rows = list(_rows(listed))
    known = {unit.code: unit for unit in packaged}
    breaches = [*_row_breaches(rows), *_code_breaches(rows, known)]
    _refuse(breaches)
    units = dict(known)
    for row in rows:
        units[str(row.code)] = _unit(row, known.get(str(row.code)))
    found, breaches = _parents_found(rows, units, known, build)
    _refuse(breaches)
    _refuse(list(_tree_breaches(rows, build(found))))
    return found


def _rows(listed: pd.DataFrame) -> Iterator[Row]:
    columns = CLEAN["units"].names
    wrong = [name for name in columns[:3] if name not in listed.columns]
    if wrong:
        raise InputError(
            f"The list of units has no column {', '.join(wrong)}.",
            where="your own list of units",
            fix=f"Its columns are: {', '.join(columns)}.",
        )
    frame = listed.reindex(columns=columns).astype(object)
    frame = frame.where(frame.notna(), None)
    for line, cells in enumerate(frame.itertuples(index=False, name=None), start=1):
        code, level, name_en, name_hi, seat, district = map(_text, cells)
        yield Row(line, code, level, name_en, name_hi, {"seat": seat, "district": district})


def _text(cell: object) -> str | None:
    return (str(cell).strip() or None) if cell is not None else None


def _row_breaches(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        for value, what in ((row.code, "code"), (row.level, "level"), (row.name_en, "name")):
            if value is None:
                yield f"row {row.line} ({row.code or row.name_en}) has no {what}"
        if row.level is not None and row.level not in RANK:
            yield (
                f"row {row.line} ({row.code}): there is no level '{row.level}'. "
                f"{nearest(row.level, RANK)}"
            )


def _code_breaches(rows: list[Row], known: Mapping[str, Unit]) -> Iterator[str]:
    """One code, one unit, whatever its case; a packaged code may come again to mend its names."""
    first: dict[str, Row] = {}
    for row in rows:
        if row.code is None:
            continue
        before = first.setdefault(row.code.upper(), row)
        if before is not row and replace(row, line=before.line) != before:
            yield f"row {row.line}: the code {row.code} is already row {before.line}'s"
        packaged = known.get(row.code)
        if packaged is not None and row.level not in (None, packaged.level):
            yield (
                f"row {row.line}: {row.code} is {packaged.name_en}, a {packaged.level}, "
                f"and no {row.level}"
            )


def _unit(row: Row, packaged: Unit | None) -> Unit:
    """The listed unit, or the packaged one with its names mended; parents come later."""
    if packaged is None:
        return Unit(
            code=str(row.code),
            level=str(row.level),
            name_en=str(row.name_en),
            name_hi=row.name_hi,
            name_hi_status=OWN_LIST if row.name_hi else None,
        )
    names = {packaged.name_en, packaged.name_hi, *packaged.aliases}
    mended = {row.name_en, row.name_hi or packaged.name_hi}
    return replace(
        packaged,
        name_en=str(row.name_en),
        name_hi=row.name_hi or packaged.name_hi,
        name_hi_status=OWN_LIST if row.name_hi else packaged.name_hi_status,
        aliases=tuple(sorted(name for name in names - mended if name)),
    )


def _parents_found(
    rows: list[Row], units: dict[str, Unit], known: Mapping[str, Unit], build: Build
) -> tuple[list[Unit], list[str]]:
    """Every unit with its parents as codes, and what was wrong with them."""
    registry = build(units.values())
    placed, breaches = dict(units), []
    for row in rows:
        code = str(row.code)
        if row.code not in known and not any(row.parents.values()):
            breaches.append(f"row {row.line} ({code}) has no parent in either tree")
        for tree in _TREES:
            said = row.parents[tree]
            if said is None:
                continue
            above, breach = _above(said, units[code], tree, registry)
            if breach:
                breaches.append(f"row {row.line} ({code}): {breach}")
            elif tree == "seat":
                placed[code] = replace(placed[code], seat_parent=above)
            else:
                placed[code] = replace(placed[code], district_parent=above)
    return list(placed.values()), breaches


def _above(said: str, unit: Unit, tree: Tree, units: "Units") -> tuple[str | None, str]:
    """The code of a parent, or what is wrong with it."""
    levels = tuple(level for level in RANK if _may_stand_above(level, unit.level, tree))
    if code := units.code(said):
        level = units[code].level
        if level in levels:
            return code, ""
        return None, f"its {tree} parent {code} is a {level}, which stands above no {unit.level}"
    try:
        match = units.resolve(said, level=levels)
    except InputError as cause:
        return None, f"its {tree} parent is not clear: {_inline(cause)}"
    if match.how in _VERY:
        return match.unit.code, ""
    meant = f"{match.unit.name_en} ({match.unit.code})"
    return None, f"its {tree} parent '{said}' is not known; is {meant} meant?"


def _may_stand_above(level: str, below: str, tree: Tree) -> bool:
    return level in PARENTS[tree] and RANK[level] < RANK[below]


def _tree_breaches(rows: list[Row], units: "Units") -> Iterator[str]:
    """Units whose two chains disagree, so that a parent's figure would not be its children's."""
    for row in rows:
        above = units.ancestors(str(row.code))
        if clash := _clash(above, units):
            yield f"row {row.line} ({row.code}): its parents place it in {clash}"


def _clash(above: list[Unit], units: "Units") -> str:
    """Two units of one level above, or a unit above whose own place is another; else empty."""
    codes = {one.code for one in above}
    levels: dict[str, Unit] = {}
    for one in above:
        other = levels.setdefault(one.level, one)
        if other is not one:
            return f"{_place(other)} and in {_place(one)}"
    for one in above:
        outside = [up for up in units.ancestors(one.code) if up.code not in codes]
        if one.level in _CLOSED and outside:
            return f"{_place(one)}, but not in {_place(outside[0])}, where that lies"
    return ""


def _place(unit: Unit) -> str:
    return f"{unit.name_en} ({unit.level.replace('_', ' ')}, {unit.code})"


def _inline(error: InputError) -> str:
    return f"{error.problem} {error.fix}".replace("\n", " ").strip()


def _refuse(breaches: list[str]) -> None:
    if not breaches:
        return
    shown = "\n  - ".join(breaches[:_SHOWN])
    more = f"\n  - and {len(breaches) - _SHOWN} more" if len(breaches) > _SHOWN else ""
    raise InputError(
        f"{len(breaches)} breach(es) in the list of units:\n  - {shown}{more}",
        where="your own list of units",
        fix="Mend these rows; nothing of the list was taken.",
    )
