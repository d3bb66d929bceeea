"""Whether children add up to their parents, in an edition as it was frozen."""

import pandas as pd

SEATS = ("lok_sabha", "vidhan_sabha")  # in the district tree they are nobody's children
_KEY = ["unit", "period"]


def reconciled(
    measured: pd.DataFrame,
    leaves: pd.DataFrame,
    units: pd.DataFrame,
    closure: pd.DataFrame,
    *,
    tree: str,
) -> pd.DataFrame:
    """Hold every parent of one tree against its children and what was placed beside them.

    Args:    measured, leaves: rows of one metric over all platforms, and where its figures arose.
    Returns: one row per parent and period: the parent's numerator, the children's sum, `own` (what
             lies below the parent but below none of its children: placed on itself, or known by a
             unit of the other tree only), `hidden` (figures suppressed as too small) and the gap,
             which is 0, or missing where something is hidden.
    """
    above = _parents(units, tree)
    below = measured.assign(unit=measured["unit"].map(above)).dropna(subset=["unit"])
    table = _summed(measured, "parent").join(_summed(below, "children"), how="inner")
    table = table.join(_own(leaves, closure, above))
    table = table.fillna({"own": 0.0, "hidden_own": 0})  # nothing was placed there
    hidden = table.filter(like="hidden_").sum(axis=1).astype(int)
    gap = table["parent"] - table["children"] - table["own"]
    shown = table[["parent", "children", "own"]].assign(hidden=hidden, gap=gap.where(hidden == 0))
    return shown.reset_index()


def _parents(units: pd.DataFrame, tree: str) -> "pd.Series[str]":
    """The unit right above each, in one tree."""
    inside = units if tree == "seat" else units[~units["level"].isin(SEATS)]
    parents: pd.Series[str] = inside.set_index("unit")[f"{tree}_parent"].dropna()
    return parents


def _own(leaves: pd.DataFrame, closure: pd.DataFrame, above: "pd.Series[str]") -> pd.DataFrame:
    """What lies below each parent, but below none of its children."""
    pairs = closure[["unit", "ancestor"]]
    covered = pairs.assign(ancestor=pairs["ancestor"].map(above)).dropna().drop_duplicates()
    beside = pairs.merge(covered, how="left", indicator=True).query("_merge == 'left_only'")
    placed = leaves.merge(beside[["unit", "ancestor"]], on="unit")
    return _summed(placed.assign(unit=placed["ancestor"]), "own")


def _summed(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Numerators added up, those known, with how many of them are not to be seen."""
    counted = rows.assign(hidden=rows["status"] == "suppressed")
    added = counted.groupby(_KEY)[["numerator", "hidden"]].sum()
    return added.rename(columns={"numerator": name, "hidden": f"hidden_{name}"})
