"""Who follows a page or account, in shares, as Meta Business Suite exports it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hustings.errors import InputError
from hustings.importers.contract import Assumed, Context, Finding, SetAside, SourceFile, source
from hustings.importers.tabular import Field, Layout, has_layout, open_table
from hustings.importers.tabular.cells import Wrong, number
from hustings.importers.tabular.dates import micros
from hustings.importers.tabular.layout import loose
from hustings.importers.tabular.records import Record
from hustings.importers.tabular.rows import Values, clean_rows
from hustings.importers.tabular.table import every_row
from hustings.importers.tabular.top import head_tops
from hustings.importers.whose import nobodys, whose

DISTRIBUTION = Layout(
    "a distribution of followers",
    (
        Field(
            "part",
            ("gender", "top territories", "top countries", "top cities", "country", "city", "age"),
            needed=True,
        ),
        Field("share", ("distribution",), needed=True),
    ),
    even=True,
)

_AGE_GENDER = "age & gender"
_RANKS = {"top cities": "city", "top countries": "country"}
_DIVIDED_BY = {
    "gender": "gender", "age": "age", "city": "city", "country": "country",
    "top territories": "country", **_RANKS,
}  # fmt: skip
MOST_WHOLE = 1.5  # rounding lifts a sum of fractions a little over 1; percents come to 100

_PERCENT = re.compile(r"(?<!\s)\s*%$")
_PLATFORMS = ("facebook", "instagram")


@dataclass(frozen=True)
class Share:
    """One part of an audience, still as the file has it."""

    line: int
    divided_by: str
    part: str
    text: str


@dataclass
class _Block:
    """The rows of a stacked file up to the next empty one, the first being its title."""

    rows: list[Record] = field(default_factory=list)

    @property
    def title(self) -> str:
        return _label(self.rows[0][1]) if self.rows else ""

    def shares(self) -> Iterator[Share]:
        if self.title == _AGE_GENDER:
            genders: Sequence[str] = ()
            for line, cells in self.rows[1:]:
                if not cells[0].strip():
                    genders = cells
                    continue
                for gender, text in zip(genders[1:], cells[1:], strict=False):
                    yield Share(line, "age_gender", f"{cells[0].strip()} {gender.strip()}", text)
        elif self.title in _RANKS and len(self.rows) > 2:
            (_, labels), (line, texts) = self.rows[1:3]
            for part, text in zip(labels, texts, strict=False):
                if part.strip():
                    yield Share(line, _RANKS[self.title], part.strip(), text)


def is_audience(head: bytes, name: str) -> bool:
    """Whether these are the first bytes of a file of stacked blocks, or of one distribution."""
    if has_layout(DISTRIBUTION)(head, name):
        return True
    known = {_AGE_GENDER, *_RANKS}
    return any(_label(cells) in known for _, records in head_tops(head) for _, cells in records)


@source(
    "meta_audience",
    en="Facebook or Instagram audience (Meta Business Suite)",
    hi="फ़ेसबुक या इंस्टाग्राम के दर्शक (मेटा बिज़नेस सूट)",
    tables=("audience",),
    sniff=is_audience,
)
def read_audience(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read the audience's parts; blocks that are no shares of it are named and left."""
    shares, left = _shares(file)
    if not shares:
        raise InputError(
            "The file holds no shares of an audience.",
            where=file.name,
            fix="Export again from Insights, Audience; do not edit the file.",
        )
    account, doubt = whose(file, context, _PLATFORMS)
    if account is None:
        yield nobodys(1, _PLATFORMS)
        return
    yield from filter(None, (doubt,))
    if left:
        yield Assumed(
            "blocks that are no shares of the audience are not read",
            f"{', '.join(left)}; a daily series is read from its own file",
        )
    yield from _rows(shares, account, file)


def _shares(file: SourceFile) -> tuple[list[Share], list[str]]:
    """The parts of the audience, and the titles of blocks that hold none."""
    if not any(_label(cells) in (_AGE_GENDER, *_RANKS) for _, cells in every_row(file)):
        table = open_table(file, DISTRIBUTION)
        (place,) = table.header.columns["part"][:1]
        by = _DIVIDED_BY[loose(table.header.names[place])]
        return [
            Share(line, by, part.strip(), text)
            for batch in table.batches()
            for line, part, text in zip(batch.lines, batch["part"], batch["share"], strict=True)
        ], []
    shares: list[Share] = []
    left: list[str] = []
    for block in _blocks(file):
        found = list(block.shares())
        shares += found
        if not found and not block.title.startswith("sep="):
            left.append(f"'{block.rows[0][1][0].strip()}'")
    return shares, left


def _blocks(file: SourceFile) -> Iterator[_Block]:
    block = _Block()
    for line, cells in every_row(file):
        filled = [cell for cell in cells if cell.strip()]
        if filled and filled[0].startswith("sep="):
            continue
        # In a workbook, or re-saved by a person, the empty row between two blocks may be gone.
        begins = _label(cells) in (_AGE_GENDER, *_RANKS)
        if block.rows and (not filled or begins):
            yield block
            block = _Block()
        if filled:
            block.rows.append((line, cells))
    if block.rows:
        yield block


def _rows(shares: list[Share], account: str, file: SourceFile) -> Iterator[Finding]:
    """One row per part: percents and fractions alike come as shares from 0 to 1."""
    good: list[tuple[Share, float]] = []
    for share in shares:
        value = number("the share")(_PERCENT.sub("", share.text))
        if isinstance(value, Wrong):
            yield SetAside(share.line, f"the share of '{share.part}' is no number", value.fix)
        elif value is not None:
            good.append((share, value))
    whole: defaultdict[str, float] = defaultdict(float)
    for share, value in good:
        whole[share.divided_by] += value
    values: Values = {
        "account": [account] * len(good),
        "divided_by": [share.divided_by for share, _ in good],
        "part": [share.part for share, _ in good],
        "share": [
            value / 100 if whole[share.divided_by] > MOST_WHOLE else value for share, value in good
        ],
        "counted_at": [micros(file.exported_at)] * len(good),
    }
    yield from clean_rows("audience", values, [share.line for share, _ in good])


def _label(cells: Sequence[str]) -> str:
    """A row's only filled cell, as titles of blocks stand; nothing for any other row."""
    filled = [cell for cell in cells if cell.strip()]
    return " ".join(filled[0].split()).casefold() if len(filled) == 1 else ""
