"""Loading once, before forking, what every briefing would load for itself."""

import os
from contextlib import suppress
from itertools import cycle
from pathlib import Path

from hustings.edition import Edition, latest, open_edition
from hustings.errors import HustingsError
from hustings.settings import Settings, find
from hustings.settings import load as load_settings

# Of the levels most pages are of, two, each in another language: drawing each in each makes no
# page come sooner, and the state itself, which costs most, is printed but once.
DRAWN = ("lok_sabha", "vidhan_sabha", "state")


def load(settings: str, edition: str, scheduled: str = "") -> None:
    """Warm up for an edition, named, of the office that a settings file, named, is of.

    Args: scheduled: the moment of the pages to come, so that what is too old by then is blank in
          what is drawn; empty where they are of several, and now is as good as any.
    """
    office = load_settings(Path(settings))
    warm_up(open_edition(office.folders.data / "editions", edition), office, scheduled)


def load_newest() -> None:
    """Warm up for the newest edition of the office this process was started in, if it is one."""
    try:
        office = load_settings(find())
        warm_up(latest(office.folders.data / "editions"), office)
    except HustingsError:  # a notebook that needs either will say what is wrong
        return


def warm_up(edition: Edition, settings: Settings, scheduled: str = "") -> None:
    """Import, read and draw once in this process, so that forked children share the work.

    Nothing shown here is kept. A section that cannot be drawn, whatever the
    fault, is left for the briefing itself to report. Nothing here starts a thread that stays.
    """
    import nbformat
    import papermill  # noqa: F401  half a second that no child has to spend again

    from hustings.kernels.alone import settle
    from hustings.kernels.inprocess import QuietKernel
    from hustings.page import sections
    from hustings.page.template import environment

    os.environ["HUSTINGS_SETTINGS"] = str(settings.read_from)  # the notebooks ask for the same
    QuietKernel.made()
    nbformat.validate(nbformat.v4.new_notebook())  # compiles what a notebook is checked by
    environment().get_template("briefing.html.j2")
    listed = edition.table("units").drop_duplicates("level").set_index("level")["unit"]
    shown = [str(listed[level]) for level in DRAWN if level in listed.index]
    for unit, language in zip(shown[:2], cycle(settings.campaign.languages), strict=False):
        brief = sections.open_brief(
            unit=unit, language=language, edition=edition.id, scheduled=scheduled
        )
        for drawn in (
            lambda b: sections.title(b, "weekly_seat"),
            sections.remarks,
            sections.points,
            sections.actions,
            sections.ahead,
            sections.funnel,
            sections.formats,
            sections.reports,
            sections.reporting,
            sections.groups,
            sections.definitions,
            lambda b: sections.trend(b, "reach"),
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
            with suppress(Exception):  # a fault in one section must not keep all others from print
                block = drawn(brief)
                if block is not None:
                    block._repr_mimebundle_()
    settle()
