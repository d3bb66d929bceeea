"""A briefing's blocks as a document: its head, its sections in rows, its menu, its foot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Literal

from hustings.errors import HustingsError
from hustings.page.blocks import (
    Actions,
    AnyBlock,
    Banner,
    ChartBlock,
    Definitions,
    Figures,
    Points,
    Provenance,
    Table,
    Text,
    Title,
)
from hustings.page.layout import best_columns, height
from hustings.page.reading import blocks_of

_OPENING = ("points", "figures", "actions")
_WIDE_TABLE = 5  # columns; a table of more gets the whole width of a laptop


@dataclass(frozen=True)
class Placed:
    """A block, the id its parts are named after, and its drawing if it is a chart."""

    ident: str
    block: AnyBlock
    drawing: str = ""


@dataclass(frozen=True)
class Section:
    """A heading and the blocks below it; `wide` ones take the whole width of a laptop."""

    ident: str
    heading: str
    nav: str
    kind: str
    wide: bool
    blocks: tuple[Placed, ...]

    @property
    def heights(self) -> list[float]:
        """About how high each of its blocks stands."""
        return [height(placed.block, placed.drawing) for placed in self.blocks]


@dataclass(frozen=True)
class Row:
    """Narrow sections in columns side by side, or one wide section with columns inside."""

    sections: tuple[Section, ...]
    columns: int


@dataclass(frozen=True)
class Document:
    """Everything the template needs of one briefing, every string in it clean."""

    title: Title
    banners: tuple[Banner, ...]
    opening: tuple[Section, ...]
    detail: tuple[Row, ...]
    foot: tuple[Section, ...]

    @property
    def language(self) -> Literal["en", "hi"]:
        """The language the briefing is written in."""
        return self.title.language

    @property
    def data(self) -> tuple[tuple[str, Mapping[str, object]], ...]:
        """What is embedded for machines, each with the id of the block it comes with."""
        rows = (section for row in self.detail for section in row.sections)
        placed = (each for s in (*self.opening, *rows, *self.foot) for each in s.blocks)
        return tuple(
            (each.ident, each.block.data)
            for each in placed
            if isinstance(each.block, Provenance) and each.block.data is not None
        )

    @property
    def menu(self) -> tuple[Section, ...]:
        """The sections the jump menu leads to."""
        detail = (section for row in self.detail for section in row.sections)
        return tuple(section for section in (*detail, *self.foot) if section.nav)


def document(notebook: Mapping[str, object]) -> Document:
    """Read an executed notebook; ids are counted anew for each.

    Raises: HustingsError when a cell failed or there is no title; UsageError for a block that is
    not one.
    """
    blocks = list(blocks_of(notebook))
    titles = [block for block in blocks if isinstance(block, Title)]
    if len(titles) != 1:
        raise HustingsError(
            f"A briefing has one title, this notebook has {len(titles)}.",
            where="the blocks its cells displayed",
            fix="Display one Title block, first of all.",
        )
    sections = list(_sections(blocks))
    body = [section for section in sections if section.kind != "provenance"]
    start = next((i for i, s in enumerate(body) if s.kind not in _OPENING), len(body))
    return Document(
        title=titles[0],
        banners=tuple(block for block in blocks if isinstance(block, Banner)),
        opening=tuple(body[:start]),
        detail=tuple(_rows(body[start:])),
        foot=tuple(section for section in sections if section.kind == "provenance"),
    )


def placed(block: AnyBlock, ident: str) -> Placed:
    """A block in its place, its chart drawn with ids that begin with the ident."""
    if not isinstance(block, ChartBlock):
        return Placed(ident, block)
    from hustings.charts.svg import draw  # brings pandas, and nbconvert imports us only to list us

    return Placed(ident, block, draw(block.chart, ident=ident))


def _sections(blocks: Iterable[AnyBlock]) -> Iterator[Section]:
    numbers, idents = count(1), count(1)
    headed = [block for block in blocks if not isinstance(block, Title | Banner) and _says(block)]
    for heading, run in groupby(headed, key=lambda block: block.section):
        within = tuple(placed(block, f"c{next(idents)}") for block in run)
        inside = [each.block for each in within]
        navs = [nav for block in inside if (nav := getattr(block, "nav", ""))]
        yield Section(
            ident=f"s{next(numbers)}",
            heading=heading,
            nav=navs[0] if navs else heading,
            kind=inside[0].kind,
            wide=_wide(inside),
            blocks=within,
        )


def _rows(sections: Sequence[Section]) -> Iterator[Row]:
    for wide, run in groupby(sections, key=lambda section: section.wide):
        side_by_side = tuple(run)
        if wide:
            for section in side_by_side:
                yield Row((section,), best_columns(section.heights))
        else:
            heights = [sum(section.heights) for section in side_by_side]
            yield Row(side_by_side, best_columns(heights))


def _says(block: AnyBlock) -> bool:
    """Whether there would be anything below the heading."""
    match block:
        case Points() | Figures() | Actions() | Definitions():
            return bool(block.items)
        case Text():
            return bool(block.paragraphs)
        case _:
            return True


def _wide(blocks: list[AnyBlock]) -> bool:
    drawn = [block for block in blocks if isinstance(block, ChartBlock | Table)]
    broad = any(isinstance(b, Table) and len(b.columns) >= _WIDE_TABLE for b in drawn)
    return len(drawn) > 1 or broad or any(block.kind == "definitions" for block in blocks)
