"""What each kind of chart is made of: positions, figures and the words already beside them.

Figures are None where missing. Every figure that may be touched carries its read-out, so that a
drawing needs neither a formatter nor a language. Shared by both drawings.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import ConfigDict

Tone = Literal["good", "bad", "quiet"]
"""Blue, orange or grey; never the only sign of a difference."""

HEAT_STEPS = 5  # a reader can tell five shades apart on a cheap screen, hardly more


class Part:
    """Base of everything below: unknown fields and infinite figures are refused when read."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", allow_inf_nan=False)


@dataclass(frozen=True)
class Tick(Part):
    """One labelled place on an axis or a scale."""

    value: float
    text: str


@dataclass(frozen=True)
class Axis(Part):
    """The span of figures a drawing covers, and its labelled places."""

    low: float
    high: float
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class Point(Part):
    """One figure in a row of figures along time."""

    label: str
    value: float | None
    text: str
    read: str
    last_year: float | None = None
    low: float | None = None
    high: float | None = None
    partial: bool = False


@dataclass(frozen=True)
class Trend(Part):
    """Weeks, and beside them on the same axis months, with last year thin and a target line."""

    axis: Axis
    weeks: tuple[Point, ...]
    months: tuple[Point, ...]
    weeks_text: str
    months_text: str
    last_year_text: str
    target: float | None
    target_text: str
    no_data: str
    kind: Literal["trend"] = "trend"


@dataclass(frozen=True)
class Panel(Part):
    """One of several small trends."""

    name: str
    points: tuple[Point, ...]
    colour: int  # 0: the plain blue; 1 to 6: the colour this account or platform always has
    last_text: str
    read: str


@dataclass(frozen=True)
class Multiples(Part):
    """Small trends side by side on one scale."""

    axis: Axis
    panels: tuple[Panel, ...]
    no_data: str
    kind: Literal["multiples"] = "multiples"


@dataclass(frozen=True)
class SlopeRow(Part):
    """One name before and after."""

    name: str
    before: float | None
    after: float | None
    before_text: str
    after_text: str
    tone: Tone
    read: str


@dataclass(frozen=True)
class Slope(Part):
    """Two periods side by side, a line from one to the other for every name."""

    axis: Axis
    rows: tuple[SlopeRow, ...]
    before_label: str
    after_label: str
    no_data: str
    kind: Literal["slope"] = "slope"


@dataclass(frozen=True)
class DotRow(Part):
    """One name, its estimate and its interval."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    text: str
    read: str


@dataclass(frozen=True)
class DotGroup(Part):
    """The names that may be said to lie on one side of the centre, or on neither."""

    heading: str
    tone: Tone
    rows: tuple[DotRow, ...]


@dataclass(frozen=True)
class Dots(Part):
    """Estimates with intervals in three groups, without ranks."""

    axis: Axis
    groups: tuple[DotGroup, ...]
    centre: float | None
    centre_text: str
    no_data: str
    kind: Literal["dots"] = "dots"


@dataclass(frozen=True)
class Scale(Part):
    """The shades in use, lowest first, and the figures where one gives way to the next."""

    shades: tuple[int, ...]  # each from 0 to HEAT_STEPS - 1
    edges: tuple[Tick, ...]  # one fewer than shades
    no_data: str


@dataclass(frozen=True)
class CalendarRow(Part):
    """One unit over the days; `reads` holds one read-out for each week that is shown."""

    name: str
    figures: tuple[float | None, ...]
    shades: tuple[int | None, ...]
    reads: tuple[str, ...]


@dataclass(frozen=True)
class Calendar(Part):
    """Units down, days across."""

    days: tuple[str, ...]
    weeks: tuple[int, ...]  # index of the first day shown of each week
    sundays: tuple[int, ...]
    sunday_text: str
    rows: tuple[CalendarRow, ...]
    scale: Scale
    kind: Literal["calendar"] = "calendar"


@dataclass(frozen=True)
class HexCell(Part):
    """One seat on the hexagon map; q counts to the right, r upwards, odd rows half a cell right."""

    name: str
    short: str
    q: int
    r: int
    value: float | None
    text: str
    shade: int | None
    read: str


@dataclass(frozen=True)
class Hexmap(Part):
    """Seats as equal hexagons near their true place."""

    cells: tuple[HexCell, ...]
    scale: Scale
    kind: Literal["hexmap"] = "hexmap"


@dataclass(frozen=True)
class Step(Part):
    """One step of a funnel."""

    name: str
    value: float | None
    text: str
    share_text: str
    marked: bool
    read: str


@dataclass(frozen=True)
class Funnel(Part):
    """How many are left after each step."""

    steps: tuple[Step, ...]
    no_data: str
    kind: Literal["funnel"] = "funnel"


@dataclass(frozen=True)
class Event(Part):
    """The difference from comparable units before and after an event, with its interval."""

    axis: Axis
    points: tuple[Point, ...]
    offsets: tuple[float, ...]  # one for each point; 0 is the event
    event_text: str
    across_text: str
    no_data: str
    kind: Literal["event"] = "event"


@dataclass(frozen=True)
class Spark(Part):
    """A line the size of a word."""

    points: tuple[Point, ...]
    kind: Literal["spark"] = "spark"


Body = Trend | Multiples | Slope | Dots | Calendar | Hexmap | Funnel | Event | Spark
