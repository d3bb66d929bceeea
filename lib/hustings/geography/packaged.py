"""The registry files that come with the package, read into units.

States, all-India Lok Sabha seats and assembly seats; districts and blocks of Jharkhand and Madhya
Pradesh. Seats are those of the 2008 delimitation as polled in 2019: Assam (2023) and Jammu and
Kashmir (2022) have been redrawn since, and a unit of those states lists its own. Hindi names of
assembly seats, districts and blocks exist for Jharkhand and Madhya Pradesh only.
"""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from hustings.errors import UsageError, nearest
from hustings.geography.unit import Unit

FILES = {
    "states.csv": "state",
    "lok_sabha.csv": "lok_sabha",
    "vidhan_sabha.csv": "vidhan_sabha",
    "districts.csv": "district",
    "blocks.csv": "block",
}
"""Each file and the level of its rows; a code starts with its state's code."""

COUNTRY = "IN"


@cache
def units_of(state: str) -> tuple[Unit, ...]:
    """The country, one state and everything known in it; all states for `IN`.

    Args:    state: a code such as IN-JH, in any case.
    Raises:  UsageError naming the nearest state.
    """
    code = state.strip().upper()
    known = state_names()
    if code not in known:
        raise UsageError(f"There is no state '{state}'.", fix=_nearest_state(state, known))
    aliases = _aliases(code)
    return tuple(
        _unit(row, level, aliases.get(row["code"], ()))
        for file, level in FILES.items()
        for row in _rows(file, code)
    )


@cache
def state_names() -> dict[str, str]:
    """The English name of the country and of every state, by code."""
    return {row["code"]: row["name_en"] for row in _rows("states.csv", COUNTRY)}


def _rows(file: str, state: str) -> Iterator[dict[str, str]]:
    with (files(__package__) / "data" / file).open(encoding="utf-8") as lines:
        rows = csv.reader(lines)
        head = next(rows)
        for row in rows:
            if row[0].startswith(state) or row[0] == COUNTRY:
                yield dict(zip(head, row, strict=True))


def _aliases(state: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows("aliases.csv", state):
        found[row["code"]] = (*found.get(row["code"], ()), row["alias"])
    return found


def _unit(row: dict[str, str], level: str, aliases: tuple[str, ...]) -> Unit:
    number = row.get("eci_no")
    return Unit(
        code=row["code"],
        level="country" if row["code"] == COUNTRY else level,
        name_en=row["name_en"],
        name_hi=row["name_hi"] or None,
        name_hi_status=row["hi_status"] or None,
        reservation=row.get("reservation") or None,
        seat_parent=row.get("seat_parent") or None,
        district_parent=row.get("district_parent") or None,
        eci_no=int(number) if number else None,
        lgd_code=row.get("lgd_code") or None,
        aliases=aliases,
        also_in=tuple((row.get("also_in") or "").split()),
        wikidata=row.get("wikidata") or None,
    )


def _nearest_state(wrong: str, known: dict[str, str]) -> str:
    by_name = {name: code for code, name in known.items()}
    words = wrong.strip().title()
    if words in by_name:
        return f"Write its code: '{by_name[words]}'."
    return nearest(f"IN-{wrong.strip().upper().removeprefix('IN-')}", known)
