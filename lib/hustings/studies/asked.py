"""Whether a table is what a study asked for, before anything is counted from it."""

from collections.abc import Sequence

import pandas as pd

from hustings.errors import InputError


def require(table: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    """Nothing, where the table has every column.

    Args: what: the table, as the message names it: "panel", "table of people".
    Raises: InputError that names the column that is missing.
    """
    for name in columns:
        if name not in table:
            raise InputError(
                f"The {what} has no column {name!r}.", fix=f"Needed: {', '.join(columns)}."
            )


def require_numbers(table: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    """Nothing, where every column is there and holds a number in every row.

    Raises: InputError that names the column and the first row that has none.
    """
    require(table, columns, what)
    for name in columns:
        numbers = pd.to_numeric(table[name], errors="coerce")
        if numbers.isna().any():
            raise InputError(
                f"Column {name!r} of the {what} has no number in every row.",
                where=f"row {table.index[numbers.isna()][0]}",
                fix="Leave such rows out, or fill them from where they came.",
            )


def require_names(table: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    """Nothing, where every column is there and names something in every row.

    Raises: InputError that names the column and the first row that has none.
    """
    require(table, columns, what)
    for name in columns:
        if table[name].isna().any():
            raise InputError(
                f"Column {name!r} of the {what} has rows without a name.",
                where=f"row {table.index[table[name].isna()][0]}",
                fix="Leave such rows out, or name what they are of.",
            )
