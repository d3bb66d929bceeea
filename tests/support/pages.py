"""Published pages drawn as blocks, and read again from the HTML they were rendered to."""

from hustings.page.blocks import (
    MIME,
    Action,
    Actions,
    Banner,
    Figure,
    Figures,
    Point,
    Points,
    Provenance,
    Term,
    Title,
)
from hustings.page.published import read_page
from hustings.page.template import render

POINTS = (
    Point("Active workers: 183.", "189 the week before — within the usual range."),
    Point("Reports on time: 5 of 6.", "Late or missing: Sikaripara.", "clear"),
    Point("Booths without work: 21 of 120.", "Quiet for longest: Booth 007-06."),
)
FIGURES = (
    Figure("Active workers", "183", "−3.2%", "down", None, base="usual range"),
    Figure("Reports on time", "83%", "−16.7 pp", "down", False, base="5 / 6"),
)
ACTIONS = (Action("Sikaripara", "Send the written report", "assembly in-charge · by 28 November"),)


def html_of(
    *,
    language="en",
    title="Weekly briefing",
    place="Dumka Lok Sabha seat",
    sample=False,
    banners=(),
    points=POINTS,
    figures=FIGURES,
    actions=ACTIONS,
    old=("", ""),
    embedded=({"metric": "active_workers", "value": 183.0, "status": "ok"},),
    **data,
):
    """The HTML of a page with the opening given; `data` changes what it embeds.

    `old` is what its head says of old data, in its own language and the other.
    """
    told = {
        "briefing": "weekly_seat",
        "unit": "IN-JH-PC-02",
        "period": "2026-W47",
        "edition": "2026-W47-f9ac3679",
        "language": language,
        "figures": embedded,
    } | data
    blocks = [
        Title(title, place, "16–22 November 2026", "2026-11-16/2026-11-22", "Data up to Monday",
              "", sample, language, *old),
        *banners,
        Points("Three points", tuple(points)),
        Figures("Key figures", tuple(figures)),
        Actions("To do", tuple(actions)),
        Provenance("Sources", (Term("Edition", "x"),), data=told),
    ]  # fmt: skip
    outputs = [{"output_type": "display_data", "data": {MIME: each.to_dict()}} for each in blocks]
    return render({"cells": [{"cell_type": "code", "metadata": {}, "outputs": outputs}]})


def page_of(*, name="IN-JH-PC-02.en.html", **drawn):
    """The same page, published and read."""
    return read_page(html_of(**drawn), name=name)


def stale(text):
    """A banner of old data."""
    return Banner(text, "stale")
