"""What a panel knows without any widget: a choice goes in, the edition's answer comes out."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from hustings.edition import Edition
from hustings.edition.aged import too_old
from hustings.metrics import find_metric
from hustings.panels.choice import Answer, Choice, refuse_unknown
from hustings.panels.places import TREES, Places
from hustings.panels.views import Views
from hustings.schema.social import PLATFORMS
from hustings.wording import Words, freshness

WEEKS = 13  # shown at first: a quarter of the year


class Explorer:
    """What an edition offers to choose among some metrics, and its answer to each choice."""

    def __init__(self, edition: Edition, words: Words, metrics: Sequence[str]) -> None:
        self.edition = edition
        self.words = words
        self.metrics = tuple(metrics)
        self.weeks = edition.manifest.periods
        self.places = Places(edition, words)
        self._views = Views(words, self.places, edition.manifest.as_of)
        self._held = edition.held()

    def start(self, unit: str = "") -> Choice:
        """What is shown at first: a quarter of the year of one unit, by default of the state.

        Raises: UsageError for an unknown unit, with the nearest known code.
        """
        code = unit or self.places.top
        self.edition.unit(code)
        tree = self.places.tree_of(code, "seat")
        return Choice(code, self.metrics[0], tree, first=self.weeks[-WEEKS:][0])

    def platforms(self, metric: str) -> list[str]:
        """`all`, and every platform of which the edition has figures of this metric."""
        if not find_metric(metric).by_platform:
            return ["all"]
        return ["all", *(name for name in PLATFORMS if (metric, name) in self._held)]

    def children(self, choice: Choice) -> list[str]:
        """The units a choice may be compared by."""
        return self.places.children(choice.unit, choice.tree)

    def choose(self, choice: Choice) -> Answer:
        """Answer a choice.

        Raises: UsageError for a unit, metric, platform, tree or week that is not known.
        """
        taken = self._mended(choice)
        codes = self.children(taken) if taken.compare else [taken.unit]
        behind = too_old(self.edition, taken.metric, codes, taken.platform)
        answer = self._views.compared if taken.compare else self._views.alone
        return answer(taken, self._rows(taken, codes), freshness.listed(self.words, behind, most=1))

    def _rows(self, choice: Choice, codes: Sequence[str]) -> pd.DataFrame:
        """One measured row per unit and week of the span, in order."""
        back = len(self.weeks) - self.weeks.index(choice.first)
        rows = self.edition.rows(choice.metric, codes, periods=back, platform=choice.platform)
        return rows[rows["period"] <= choice.last]

    def _mended(self, choice: Choice) -> Choice:
        """The choice with its gaps filled and its contradictions settled."""
        self.edition.unit(choice.unit)
        first, last = choice.first or self.weeks[0], choice.last or self.weeks[-1]
        refuse_unknown("metric", choice.metric, self.metrics)
        refuse_unknown("platform", choice.platform, ("all", *PLATFORMS))
        refuse_unknown("tree", choice.tree, TREES)
        refuse_unknown("week", first, self.weeks)
        refuse_unknown("week", last, self.weeks)
        offered = self.platforms(choice.metric)
        taken = replace(
            choice,
            tree=self.places.tree_of(choice.unit, choice.tree),
            platform=choice.platform if choice.platform in offered else "all",
            first=min(first, last),
            last=max(first, last),
        )
        return replace(taken, compare=choice.compare and bool(self.children(taken)))
