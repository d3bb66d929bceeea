"""A table as a screen shows it: in columns, by what letters really take up."""

import shutil
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hustings.page.blocks import Table

NAME = 30  # letters of a row's own name on the screen
WIDE = 100  # letters of a line where the screen's own width is not known


def lines_of(table: "Table") -> list[str]:
    """A table in columns; the last one, which holds remarks, is set below where it is too long."""
    rows = [_shown(table.columns), *map(_shown, table.rows)]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    screen = max(shutil.get_terminal_size((WIDE, 24)).columns - 2, 40)
    lines = []
    for row in rows:
        *cells, last = row
        line = "  ".join(padded(cell, wide) for cell, wide in zip(cells, widths, strict=False))
        if width(line) + 2 + width(last) <= screen:
            lines.append(f"{line}  {last}".rstrip())
            continue
        lines.append(line.rstrip())
        lines += textwrap.wrap(last, screen - 4, initial_indent="    ", subsequent_indent="    ")
    return lines


def _shown(cells: Sequence[str]) -> list[str]:
    from hustings.page.cleaning import clean

    first, *rest = map(clean, cells)
    return [first if len(first) <= NAME else f"{first[: NAME - 1]}…", *rest]


def padded(cell: str, wide: int) -> str:
    """A text with as many spaces after it as fill a column."""
    return cell + " " * (wide - width(cell))


def width(text: str) -> int:
    """How many columns of a screen a text takes: signs above or below a letter none."""
    import unicodedata

    return sum(
        0 if unicodedata.category(letter) in ("Mn", "Me", "Cf")
        else 2 if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )  # fmt: skip
