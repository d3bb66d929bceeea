"""What a briefing's cells display: data of a few kinds, which the page's template makes HTML of."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from hustings.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Container

MIME = "application/vnd.hustings.block+json"

Direction = Literal["up", "down", "flat", "none"]
Status = Literal["ok", "partial", "stale", "suppressed", "no_data", "not_due"]
Strength = Literal["", "clear", "likely", "hint", "none", "blocked"]
Tone = Literal["sample", "stale", "partial"]


class _Part:
    """Base of everything below: unknown fields and infinite figures are refused when read."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", allow_inf_nan=False)


def _plain(value: object) -> object:
    """As `dataclasses.asdict` has it, which copies every leaf: a fifth of what a block costs."""
    if isinstance(value, _Part):
        return {name: _plain(each) for name, each in vars(value).items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value


class Block(_Part):
    """Base of the blocks; JupyterLab shows them as they will look on the page."""

    def to_dict(self) -> dict[str, object]:
        """The block as JSON can hold it."""
        return {name: _plain(value) for name, value in vars(self).items()}

    def _repr_mimebundle_(
        self,
        include: "Container[str] | None" = None,  # noqa: ARG002  the notebook's own signature
        exclude: "Container[str] | None" = None,  # noqa: ARG002
    ) -> dict[str, object]:
        from hustings.page.template import fragment  # the template knows the blocks

        # As one text: on its way into the notebook all else is looked through piece by piece.
        return {MIME: json.dumps(self.to_dict()), "text/html": fragment(self)}


@dataclass(frozen=True)
class Title(Block):
    """The head of a briefing; the first block of every one.

    `period_iso` is first and last day, `2026-11-09/2026-11-15`; `as_of` and `completeness` are
    whole phrases. `sample` puts the sample banner on the page in both languages; `stale`, the line
    on what is too old, and `stale_other`, the same in the other language, put another below it.
    """

    title: str
    place: str
    period_label: str
    period_iso: str
    as_of: str
    completeness: str
    sample: bool
    language: Literal["en", "hi"]
    stale: str = ""
    stale_other: str = ""
    kind: Literal["title"] = "title"


@dataclass(frozen=True)
class Point(_Part):
    """One of the things to know; `strength` says how sure we are, where that applies."""

    lead: str
    text: str
    strength: Strength = ""


@dataclass(frozen=True)
class Points(Block):
    """The few things to know this week."""

    section: str
    items: tuple[Point, ...]
    kind: Literal["points"] = "points"


@dataclass(frozen=True)
class Figure(_Part):
    """One key figure, already written; `spark` holds its last weeks, None where missing.

    `note` is a line of its own below. Where `status` is neither ok nor partial the page says so
    and shows no figure; of what is stale it shows the note, which says how old it is.
    """

    label: str
    value: str
    change: str = ""
    direction: Direction = "none"
    good: bool | None = None
    spark: tuple[float | None, ...] = ()
    base: str = ""
    status: Status = "ok"
    note: str = ""


@dataclass(frozen=True)
class Figures(Block):
    """The key figures; `note` says what their changes are compared with."""

    section: str
    items: tuple[Figure, ...]
    note: str = ""
    kind: Literal["figures"] = "figures"


@dataclass(frozen=True)
class Action(_Part):
    """One thing to do: where, what, and who by when."""

    where: str
    what: str
    who: str = ""


@dataclass(frozen=True)
class Actions(Block):
    """What to do next."""

    section: str
    items: tuple[Action, ...]
    kind: Literal["actions"] = "actions"


@dataclass(frozen=True)
class ChartBlock(Block):
    """One chart, as `Chart.to_dict` gives it; its table comes with it."""

    section: str
    chart: Mapping[str, object]
    nav: str = ""
    kind: Literal["chart"] = "chart"


@dataclass(frozen=True)
class Table(Block):
    """A table of already written cells; the first cell of a row is its heading.

    A `folded` one is opened on tap, below its note, which says the finding.
    """

    section: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    nav: str = ""
    folded: bool = False
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Text(Block):
    """A few plain paragraphs."""

    section: str
    paragraphs: tuple[str, ...]
    nav: str = ""
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Term(_Part):
    """A word and what it means here."""

    term: str
    text: str


@dataclass(frozen=True)
class Definitions(Block):
    """Words and what they mean here."""

    section: str
    items: tuple[Term, ...]
    nav: str = ""
    kind: Literal["definitions"] = "definitions"


@dataclass(frozen=True)
class FileTable(_Part):
    """The files the briefing rests on."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Provenance(Block):
    """Where the figures come from; `data` is also embedded for machines, as escaped JSON."""

    section: str
    items: tuple[Term, ...]
    files: FileTable = FileTable()
    data: Mapping[str, object] | None = None
    kind: Literal["provenance"] = "provenance"


@dataclass(frozen=True)
class Banner(Block):
    """One line above everything else that no reader may miss."""

    text: str
    tone: Tone
    kind: Literal["banner"] = "banner"


AnyBlock = (
    Title
    | Points
    | Figures
    | Actions
    | ChartBlock
    | Table
    | Text
    | Definitions
    | Provenance
    | Banner
)


def read_block(plain: object) -> AnyBlock:
    """Read what `to_dict` wrote.

    Raises: UsageError listing every field that is missing, unknown or of another kind.
    """
    try:
        return _adapter().validate_python(plain)
    except ValidationError as cause:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc'])) or 'block'}: {fault['msg']}"
            for fault in cause.errors()
        )
        raise UsageError(
            "This is not a block of a briefing.",
            where=faults,
            fix="Build blocks with hustings.page.blocks and display them.",
        ) from cause


@cache
def _adapter() -> TypeAdapter[AnyBlock]:
    return TypeAdapter(Annotated[AnyBlock, Field(discriminator="kind")])
