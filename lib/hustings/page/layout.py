"""How figures share the width of a laptop: in columns that come out about even."""

import re
from collections.abc import Sequence

from hustings.page.blocks import AnyBlock, Definitions, Table, Text

MOST_COLUMNS = 3

# Heights in widths of a column, as they came out on screen; only their proportions matter.
_AROUND_CHART, _AROUND_TABLE, _TABLE_ROW, _PARAGRAPH, _TERM = 0.5, 0.3, 0.09, 0.2, 0.25
_SPARE = 1.15  # three columns may leave so much more ground empty than two

_VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def best_columns(heights: Sequence[float]) -> int:
    """Into how many columns, one to three, blocks of these heights go with the least empty ground.

    The blocks keep their order: the first column is filled, then the second, then the third.
    """
    ground = sum(heights)
    if len(heights) < 2 or not ground:
        return 1
    empty = {
        columns: columns * tallest(heights, columns) / ground
        for columns in range(2, min(MOST_COLUMNS, len(heights)) + 1)
    }
    return max(columns for columns in empty if empty[columns] <= _SPARE * min(empty.values()))


def tallest(heights: Sequence[float], columns: int) -> float:
    """The height of the tallest column when blocks in order are spread as evenly as can be."""
    if columns == 1 or len(heights) <= 1:
        return sum(heights)
    return min(
        max(sum(heights[:cut]), tallest(heights[cut:], columns - 1))
        for cut in range(1, len(heights) + 1)
    )


def height(block: AnyBlock, drawing: str) -> float:
    """About how high a block stands, in widths of its column."""
    if match := _VIEW_BOX.search(drawing):
        return _AROUND_CHART + float(match[2]) / float(match[1])
    if isinstance(block, Table):
        return _AROUND_TABLE + _TABLE_ROW * len(block.rows)
    if isinstance(block, Text):
        return _PARAGRAPH * len(block.paragraphs)
    if isinstance(block, Definitions):
        return _TERM * len(block.items)
    return 1.0
