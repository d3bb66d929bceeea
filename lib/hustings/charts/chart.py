"""A chart before it is drawn: the finding, the words around it, its marks and its table."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, TypeAdapter, ValidationError

from hustings.charts.marks import Body, Part
from hustings.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class ChartTable(Part):
    """The chart's figures as already formatted text; the first cell of a row is its heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart(Part):
    """One finding drawn: title (the finding), subtitle (measure, unit, period), note (n, as-of).

    `description` says the same to those who cannot see the drawing. Text is kept as it came;
    both drawings escape it.
    """

    title: str
    subtitle: str
    note: str
    description: str
    table: ChartTable
    body: Annotated[Body, Field(discriminator="kind")]

    @property
    def kind(self) -> str:
        """Which of the nine kinds this is."""
        return self.body.kind

    def to_dict(self) -> dict[str, object]:
        """The chart as JSON can hold it; missing figures are None."""
        plain: dict[str, object] = _adapter().dump_python(self, mode="json")
        return {"kind": self.kind, **plain}

    @classmethod
    def from_dict(cls, plain: "Mapping[str, object]") -> "Chart":
        """Read what `to_dict` wrote.

        Raises: UsageError listing every field that is missing, unknown or of another kind.
        """
        try:
            return _adapter().validate_python({k: v for k, v in plain.items() if k != "kind"})
        except ValidationError as cause:
            faults = "; ".join(
                f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in cause.errors()
            )
            raise UsageError(
                "This is not a chart.",
                where=f"{plain.get('kind', 'a chart without a kind')}: {faults}",
                fix="Build charts with hustings.charts and store what to_dict() gives.",
            ) from cause


@cache
def _adapter() -> TypeAdapter[Chart]:
    return TypeAdapter(Chart)
