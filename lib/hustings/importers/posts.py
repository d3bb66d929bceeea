"""What every platform's posts have in common: one row of posts and one of post_counts each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hustings.importers.contract import Assumed, Rows, SetAside, SourceFile
from hustings.importers.tabular import Batch
from hustings.importers.tabular.cells import Column, Wrong, count, each, is_total
from hustings.importers.tabular.dates import micros
from hustings.importers.tabular.rows import Values, clean_rows, picked, sieve

COUNTS = {
    "views": "the number of views",
    "reach": "the reach",
    "reactions": "the number of reactions",
    "comments": "the number of comments",
    "shares": "the number of shares",
    "saves": "the number of saves",
    "clicks": "the number of clicks",
    "engagements": "the number of engagements",
    "followers_gained": "the number of new followers",
}
"""The whole counts of a post, by column of post_counts; layouts name their fields the same."""


_NAMES = ("account", "account_name", "published", "day", "title", "text", "description")


@dataclass
class Posts:
    """Turns batches of one file into clean rows; a post the file repeats is kept once.

    Counts are what the platform showed when the file was exported: a snapshot, never to be added
    to another.
    """

    platform: str
    file: SourceFile
    _seen: dict[object, int] = field(default_factory=dict, repr=False)

    def rows(
        self,
        lines: Sequence[int],
        ids: Column[str],
        faults: Sequence[Mapping[int, Wrong]],
        posts: Values,
        counts: Values,
    ) -> Iterator[Rows | SetAside]:
        """One row of posts and one of post_counts per post that can be read.

        Args: ids: the platform's own ids; faults: what else sets a row aside, the gravest first;
              posts, counts: the remaining columns of the two tables.
        """
        readable, _ = sieve(lines, ids.wrong, *faults)
        again = self._repeated(lines, ids, readable)
        kept, aside = sieve(lines, ids.wrong, *faults, again)
        yield from aside
        names = [f"{self.platform}:{post}" for post in ids.values]
        shared: Values = {"post": names, "published_at": posts["published_at"]}
        platform = [self.platform] * len(lines)
        exported = [micros(self.file.exported_at)] * len(lines)
        kept_lines = [lines[row] for row in kept]
        for table, values in (
            ("posts", {**shared, "platform": platform, **posts}),
            ("post_counts", {**shared, "counted_at": exported, **counts}),
        ):
            yield from clean_rows(table, picked(values, kept), kept_lines)

    def _repeated(
        self, lines: Sequence[int], ids: Column[str], readable: Sequence[int]
    ) -> dict[int, Wrong]:
        """The readable rows whose post a readable row before them has already."""
        again: dict[int, Wrong] = {}
        for row in readable:
            first = self._seen.setdefault(ids.values[row], lines[row])
            if first != lines[row]:
                again[row] = Wrong(
                    f"the same post stands in line {first} already",
                    "Nothing is lost; to keep both counts, import the two exports as two files.",
                )
        return again


@dataclass
class Totals:
    """Leaves rows of totals out: they are no post, known to be none, and so not set aside."""

    lines: list[int] = field(default_factory=list)

    def left_out(self, batch: Batch) -> Batch:
        """The batch without its rows of totals."""
        total = set(filter(lambda row: _says_total(batch, row), range(len(batch.lines))))
        if not total:
            return batch
        self.lines += [batch.lines[row] for row in sorted(total)]
        return batch.only([row for row in range(len(batch.lines)) if row not in total])

    def assumed(self) -> Iterator[Assumed]:
        """That there were such rows, once all is read."""
        if self.lines:
            yield Assumed("a row of totals is no post", "line " + ", ".join(map(str, self.lines)))


def _says_total(batch: Batch, row: int) -> bool:
    """A total in place of the id, or in place of a name or text where there is no id."""
    post = batch["post"][row]
    if post.strip():
        return is_total(post)
    return any(is_total(batch[name][row]) for name in _NAMES if name in batch)


def read_counts(batch: Batch, signed: frozenset[str] = frozenset()) -> dict[str, Column[int]]:
    """The counts a batch has columns for; a count the export does not give stays missing."""
    return {
        name: each(batch[name], count(said, signed=name in signed))
        for name, said in COUNTS.items()
        if name in batch
    }


def faults_of(columns: Mapping[str, Column[int]]) -> list[dict[int, Wrong]]:
    """What is wrong in each of several columns."""
    return [column.wrong for column in columns.values()]


def added(columns: Mapping[str, Column[int]], rows: int) -> list[int | None]:
    """Counts of several kinds in one; missing where the export gives none of them."""
    kinds = [column.values for column in columns.values()]
    given = [[kind[row] for kind in kinds if kind[row] is not None] for row in range(rows)]
    return [sum(filter(None, found)) if found else None for found in given]


def longer(one: str, other: str) -> str | None:
    """The longer of two captions, untouched; exports fill now one column, now the other."""
    return max(one, other, key=len) or None
