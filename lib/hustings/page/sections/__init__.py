"""The parts of a briefing; each takes a brief and gives a block, so a cell is one call."""

from hustings.page.brief import Brief, open_brief
from hustings.page.sections.actions import actions
from hustings.page.sections.books import completeness, definitions, groups, reports, sources
from hustings.page.sections.compared import calendar, hexmap, moves, standing
from hustings.page.sections.figures import figures
from hustings.page.sections.opening import points, remarks, title
from hustings.page.sections.posts import top_posts, voice
from hustings.page.sections.spread import exceptions, spread
from hustings.page.sections.sure import changes
from hustings.page.sections.trends import platforms, trend

__all__ = [
    "Brief",
    "actions",
    "calendar",
    "changes",
    "completeness",
    "definitions",
    "exceptions",
    "figures",
    "groups",
    "hexmap",
    "moves",
    "open_brief",
    "platforms",
    "points",
    "remarks",
    "reports",
    "sources",
    "spread",
    "standing",
    "title",
    "top_posts",
    "trend",
    "voice",
]
