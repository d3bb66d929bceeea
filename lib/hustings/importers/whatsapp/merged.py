"""Dates of several phones in one file: the order of one kind shown by those of another.

A file put together from two phones may write `02/01/2024` on one line and `01/02/24` on the next.
Where neither shows its order by itself, the order is likely under which the days go on from line
to line.
"""

from dataclasses import dataclass, field

from hustings.importers.whatsapp.dates import Order, day_of, orders_for

LOOKED_AT = 1000  # runs of equal dates
LONGEST_STEP = 40  # days
IMPOSSIBLE = 400  # days
MOST_KINDS = 6  # whose order is looked for; the rest is noise
SWEEPS = 2

Margin = tuple[int, int]  # the way under the order found, and under the next best


@dataclass
class Between:
    """The first runs of a file's dates, whatever their kind."""

    runs: list[tuple[str, str]] = field(default_factory=list)  # as written, skeleton

    @property
    def room(self) -> int:
        """How many more runs are looked at."""
        return LOOKED_AT - len(self.runs)

    def add(self, written: str, shape: str) -> None:
        """Take in one run of equal dates."""
        if len(self.runs) < LOOKED_AT:
            self.runs.append((written, shape))

    def settled(
        self, start: dict[str, Order], open_: list[str], last_day: int
    ) -> tuple[dict[str, Order], dict[str, Margin]]:
        """The orders under which the days go on best.

        Args: start: by skeleton, what to begin with; open_: the kinds that may change, the
              commonest first.
        """
        orders, margins = dict(start), dict.fromkeys(open_, (0, 0))
        for shape in open_[:MOST_KINDS] * SWEEPS:
            ways = {
                order: self._way({**orders, shape: order}, last_day) for order in orders_for(shape)
            }
            best = min(ways, key=lambda order: (ways[order], order != orders[shape]))
            rest = [way for order, way in ways.items() if order != best]
            orders[shape], margins[shape] = best, (ways[best], min(rest))
        return orders, margins

    def _way(self, orders: dict[str, Order], last_day: int) -> int:
        way, before = 0, None
        for written, shape in self.runs:
            day = day_of(written, orders[shape])
            if day is None or day > last_day:
                way += IMPOSSIBLE
                continue
            if before is not None:
                way += min(abs(day - before), LONGEST_STEP)
                way += LONGEST_STEP * (before - day > 1)
            before = day
        return way
