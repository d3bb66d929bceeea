"""Hexagon layouts: one equal hexagon per unit, near where the unit lies."""

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from hustings.errors import UsageError, nearest
from hustings.geography.packaged import COUNTRY

if TYPE_CHECKING:
    import pandas as pd


def hexagons(state: str, level: str) -> "pd.DataFrame":
    """Where each unit's hexagon stands, in odd-r offset coordinates.

    Args:
        state: a code such as IN-JH, or IN for all 543 Lok Sabha seats.
        level: lok_sabha anywhere; vidhan_sabha and district in Jharkhand and Madhya Pradesh.
    Returns: one row per unit: unit, q (column, eastward), r (row, northward); rows with odd r
        stand half a hexagon to the east. Least q and r are 0 within a state.
    Raises:  UsageError naming the layouts there are.
    """
    import pandas as pd

    code = state.strip().upper()
    cells = _layout(f"{code}.{level}.hexjson") or _cut_out(code, level)
    if not cells:
        known = _known()
        raise UsageError(
            f"There is no hexagon layout of {level} for '{state}'.",
            where=f"layouts: {', '.join(known)}; lok_sabha of every state",
            fix=nearest(f"{code} {level}", known),
        )
    rows = [(unit, at["q"], at["r"]) for unit, at in cells.items()]
    return pd.DataFrame(rows, columns=["unit", "q", "r"]).astype({"unit": "str"})


def _cut_out(state: str, level: str) -> dict[str, dict[str, int]]:
    """One state's seats out of the country's layout, moved to the origin."""
    if level != "lok_sabha":
        return {}
    country = _layout(f"{COUNTRY}.{level}.hexjson")
    inside = {unit: at for unit, at in country.items() if unit.startswith(f"{state}-")}
    west = min((at["q"] for at in inside.values()), default=0)
    south = min((at["r"] for at in inside.values()), default=0)
    south -= south % 2  # an even step, so that odd rows stay odd
    return {unit: {"q": at["q"] - west, "r": at["r"] - south} for unit, at in inside.items()}


def _layout(file: str) -> dict[str, dict[str, int]]:
    path = files(__package__) / "data" / file
    if not path.is_file():
        return {}
    hexes: dict[str, dict[str, int]] = json.loads(path.read_text(encoding="utf-8"))["hexes"]
    return hexes


def _known() -> list[str]:
    names = sorted(path.name for path in (files(__package__) / "data").iterdir())
    return [
        name.removesuffix(".hexjson").replace(".", " ")
        for name in names
        if name.endswith(".hexjson")
    ]
