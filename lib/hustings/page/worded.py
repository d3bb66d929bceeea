"""Tables of reports on exports and editions: all their words are of one key."""

from collections.abc import Iterable

from hustings.page.blocks import Table
from hustings.wording import Words


def worded_table(
    words: Words, key: str, columns: Iterable[str], rows: Iterable[tuple[str, ...]]
) -> Table:
    """A table under the words of a key, captioned by those of `KEY_caption`.

    Args: columns: the keys of their names; rows: one row each, a cell for every column.
    """
    heading = words.say(key)
    return Table(
        section=heading,
        nav=heading,
        caption=words.say(f"{key}_caption"),
        columns=tuple(words.say(column) for column in columns),
        rows=tuple(rows),
    )
