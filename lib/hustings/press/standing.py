"""Whether a page that was printed before still stands, and whether a new one may be printed."""

from dataclasses import dataclass, field
from datetime import datetime

from hustings.edition import Edition
from hustings.edition.awaited import REPORTS, reports_awaited
from hustings.edition.freshness import ALL, ages_of
from hustings.edition.printable import refuse_stale
from hustings.errors import StaleError
from hustings.press.ledger import Recorded
from hustings.settings import Settings


@dataclass(frozen=True)
class Standing:
    """How pages of one edition stand at the moments they are printed for."""

    edition: Edition
    settings: Settings
    _shown: dict[datetime, tuple[object, bool]] = field(default_factory=dict)

    def too_old(self, run: Recorded) -> str:
        """Why nothing may be printed of a page; empty where something may."""
        moment, limits = run.scheduled_at, self.settings.freshness
        old, _ = self._at(moment)
        if not old:
            return ""
        try:
            refuse_stale(self.edition, limits, unit=run.unit, moment=moment, briefing=run.briefing)
        except StaleError as error:
            return error.problem
        return ""

    def same(self, before: Recorded, run: Recorded) -> bool:
        """Whether a page printed before answers the same question from the same things.

        Another moment makes another page only where something was too old at one of them, or
        not due yet.
        """
        ours, theirs = dict(run.parameters), dict(before.parameters)
        for asked in (ours, theirs):
            asked.pop("scheduled", None)
        return (
            ours == theirs
            and _bound(before) == _bound(run)
            and self._at(before.scheduled_at) == self._at(run.scheduled_at)
        )

    def _at(self, moment: datetime) -> tuple[object, bool]:
        """What was too old at a moment and by how much, and whether reports were still awaited."""
        if moment not in self._shown:
            old = ages_of(self.edition, self.settings.freshness, moment).stale
            asked = (REPORTS, ALL) in self.edition.fed()
            awaited = asked and reports_awaited(self.edition, self.settings.reporting, moment)
            self._shown[moment] = old, awaited
        return self._shown[moment]


def _bound(run: Recorded) -> tuple[str, ...]:
    return run.edition, run.code, run.environment, run.notebook
