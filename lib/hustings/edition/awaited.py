"""Whether the written reports of an edition's week are missing, or not due yet."""

from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from hustings.edition.edition import Edition
    from hustings.settings import Reporting

REPORTS = "reports_on_time"


def reports_awaited(edition: "Edition", rule: "Reporting", moment: datetime) -> bool:
    """Whether the reports were not due yet at a moment, so that none of them is missing.

    Args: moment: what a page is printed for. A week of which any report was judged is past that.
    """
    if edition.period.kind != "week" or moment >= rule.due_at(edition.period):
        return False
    return bool(np.isnan(edition.values(REPORTS, edition.manifest.state)).all())
