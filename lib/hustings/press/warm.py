"""Loading once, before forking, what every briefing would load for itself."""

import os

from hustings.edition import Edition
from hustings.errors import HustingsError
from hustings.settings import Settings


def warm_up(edition: Edition, settings: Settings) -> None:
    """Import, open and draw once in this process, so that forked children share the work.

    Nothing shown here is kept. A section that cannot be drawn for the state is left for the
    briefing itself to report.
    """
    import papermill  # noqa: F401  half a second that no child has to spend again

    from hustings.page import sections
    from hustings.press.shell import quiet_shell

    os.environ["HUSTINGS_SETTINGS"] = str(settings.read_from)  # the notebooks ask for the same
    quiet_shell().reset(new_session=True)
    unit = str(edition.table("units").query("level == 'state'")["unit"].iloc[0])
    for language in settings.campaign.languages:
        brief = sections.open_brief(unit=unit, language=language, edition=edition.id)
        for drawn in (
            sections.points,
            sections.figures,
            sections.calendar,
            sections.top_posts,
            sections.changes,
            lambda b: sections.platforms(b, "engagements"),
            lambda b: sections.hexmap(b, "posting_compliance"),
            lambda b: sections.standing(b, "posting_compliance"),
            lambda b: sections.moves(b, "active_workers"),
            lambda b: sections.sources(b, "weekly_seat"),
            sections.since_table,  # every page asks for the same comparison of two editions
        ):
            try:
                block = drawn(brief)
            except HustingsError:
                continue
            if block is not None:
                block._repr_mimebundle_()
