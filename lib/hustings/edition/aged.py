"""An edition as a page may show it: every row that rests on an input too old is blank.

A blank row is there, says `stale` and holds no figure, in whatever week: what came before is blank
too, so that nobody takes the last week that was shown for how things stand now.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from hustings.edition.blanking import Blanking
from hustings.edition.edition import ALL, Edition
from hustings.edition.freshness import Age, Ages, oldest_first
from hustings.edition.frozen import Asked
from hustings.edition.lookup import NO_DATA


@dataclass(frozen=True)
class AgedEdition(Edition):
    """The same edition with what is too old taken out of every table."""

    ages: Ages = field(kw_only=True)

    def table(self, name: str) -> pd.DataFrame:
        """One table, whole, without what is too old."""
        if name not in self._frames:
            self._frames[name] = self._blanking.of(name)
        return self._frames[name]

    def rows(
        self,
        metric: str | Iterable[str],
        unit: str | Iterable[str],
        *,
        periods: int = 1,
        platform: str = "all",
    ) -> pd.DataFrame:
        """As of any edition; what is too old says so even in a week without any row."""
        found = super().rows(metric, unit, periods=periods, platform=platform)
        lacks = (found["status"] == NO_DATA).any()  # the others come from rows that are blank
        return self._blanking.figures(found) if lacks else found

    def _measured(
        self, columns: Sequence[str], asked: Asked, weeks: Iterable[str] = ()
    ) -> pd.DataFrame:
        needed = list(dict.fromkeys([*columns, "unit", "metric", "platform", "status"]))
        return self._blanking.figures(super()._measured(needed, asked, weeks))[list(columns)]

    @cached_property
    def _blanking(self) -> Blanking:
        return Blanking(self.ages, self.manifest.state, self._read)


def as_fresh_as(edition: Edition, ages: Ages) -> Edition:
    """The edition as a page may show it; the edition itself where nothing is too old."""
    if not ages.stale:
        return edition
    card = edition.manifest
    if ages.behind("messages", card.state):
        card = replace(card, chats={})  # how many of the week's messages are nobody's
    return AgedEdition(edition.folder, card, ages=ages)


def too_old(edition: Edition, metric: str, units: Iterable[str], platform: str = ALL) -> list[Age]:
    """What is too old of that which some units' figures rest on, the oldest first.

    Nothing of an edition that nobody blanked: it is shown as it was frozen.
    """
    if not isinstance(edition, AgedEdition):
        return []
    return oldest_first({a for unit in units for a in edition.ages.behind(metric, unit, platform)})
