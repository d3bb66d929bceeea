"""The parts of a briefing; each takes a brief and gives a block, so a cell is one call."""

from hustings.page.brief import Brief, open_brief
from hustings.page.sections.actions import actions
from hustings.page.sections.ahead import ahead
from hustings.page.sections.books import completeness, definitions, sources
from hustings.page.sections.camps import (
    camps_answer,
    camps_chart,
    camps_checks,
    camps_cohorts,
    camps_held,
)
from hustings.page.sections.carrying import (
    voice_answer,
    voice_checks,
    voice_messages,
    voice_places,
    voice_ways,
)
from hustings.page.sections.claims import claims_actions, claims_answer, claims_checks, claims_table
from hustings.page.sections.compared import hexmap, moves, standing
from hustings.page.sections.days import calendar
from hustings.page.sections.directives import (
    directives_answer,
    directives_checks,
    directives_table,
)
from hustings.page.sections.exceptions import exceptions
from hustings.page.sections.figures import figures, figures_with_spread
from hustings.page.sections.formats import formats
from hustings.page.sections.funnel import funnel
from hustings.page.sections.opening import points, remarks, title, unprinted
from hustings.page.sections.planning import plan_answer, plan_camps, plan_checks, plan_order
from hustings.page.sections.posts import top_posts, voice
from hustings.page.sections.reporting import groups, reporting, reports
from hustings.page.sections.since import since, since_table
from hustings.page.sections.speakers import (
    speakers_answer,
    speakers_chart,
    speakers_checks,
    speakers_scores,
)
from hustings.page.sections.staying import (
    staying_answer,
    staying_checks,
    staying_curve,
    staying_ladder,
)
from hustings.page.sections.studied import method
from hustings.page.sections.sure import changes
from hustings.page.sections.team import (
    judge_team,
    team_answer,
    team_chart,
    team_checks,
    team_level,
    team_ways,
)
from hustings.page.sections.trends import platforms, regions, trend

__all__ = [
    "Brief",
    "actions",
    "ahead",
    "calendar",
    "camps_answer",
    "camps_chart",
    "camps_checks",
    "camps_cohorts",
    "camps_held",
    "changes",
    "claims_actions",
    "claims_answer",
    "claims_checks",
    "claims_table",
    "completeness",
    "definitions",
    "directives_answer",
    "directives_checks",
    "directives_table",
    "exceptions",
    "figures",
    "figures_with_spread",
    "formats",
    "funnel",
    "groups",
    "hexmap",
    "judge_team",
    "method",
    "moves",
    "open_brief",
    "plan_answer",
    "plan_camps",
    "plan_checks",
    "plan_order",
    "platforms",
    "points",
    "regions",
    "remarks",
    "reporting",
    "reports",
    "since",
    "since_table",
    "sources",
    "speakers_answer",
    "speakers_chart",
    "speakers_checks",
    "speakers_scores",
    "standing",
    "staying_answer",
    "staying_checks",
    "staying_curve",
    "staying_ladder",
    "team_answer",
    "team_chart",
    "team_checks",
    "team_level",
    "team_ways",
    "title",
    "top_posts",
    "trend",
    "unprinted",
    "voice",
    "voice_answer",
    "voice_checks",
    "voice_messages",
    "voice_places",
    "voice_ways",
]
