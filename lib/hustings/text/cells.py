"""Cells of tables that people open in a spreadsheet."""

import re

# What a spreadsheet takes for the start of a formula, full-width forms too.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")

_NUMBER = re.compile(r"[+-]?(\d[\d,]*(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?\s?%?")


def csv_safe(cell: object) -> object:
    """The cell, with an apostrophe before it if a spreadsheet would run it as a formula.

    Numbers stay numbers, also those in text (`-12.5`, `+4%`, `1,23,456`), and a lone dash stays
    the mark of an empty cell; everything that is not text is given back as it came.

    >>> csv_safe("=1+1"), csv_safe("-12.5"), csv_safe(-3)
    ("'=1+1", '-12.5', -3)
    """
    if not isinstance(cell, str) or cell == "-" or _NUMBER.fullmatch(cell):
        return cell
    # Looked at behind leading spaces and marks too: readers strip them before they look.
    start = cell.lstrip(" \u00a0\u200b\u200e\u200f\ufeff")
    return f"'{cell}" if start.startswith(_FORMULA) else cell
