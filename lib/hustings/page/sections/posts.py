"""The week's posts: which travelled furthest, and our share of the talk."""

from hustings import charts
from hustings.page.blocks import ChartBlock, Table, Text
from hustings.page.brief import Brief, number
from hustings.page.sections.opening import no_data
from hustings.page.sections.trends import trend
from hustings.text.shortening import shortened

MOST = 5
TEXT_LETTERS = 90


def top_posts(brief: Brief) -> Table | Text | None:
    """Our five posts with most engagements this week, with their usual level beside it."""
    words = brief.words
    closure = brief.edition.table("closure")
    below = closure.loc[closure["ancestor"] == brief.unit, "unit"]
    posts = brief.edition.table("posts")
    mine = posts[(posts["side"] == "ours") & posts["unit"].isin(below) & posts["engaged"].notna()]
    if mine.empty:
        return no_data(brief, "top_posts") if brief.measured("posts") else None
    best = mine.sort_values(["engaged", "post"], ascending=[False, True]).head(MOST)
    kinds = ("post", "platform", "published")
    return Table(
        section=words.say("section.top_posts"),
        nav=words.say("nav.top_posts"),
        caption=f"{words.say('section.top_posts')} · {words.period(brief.period)}",
        columns=(
            *(words.say(f"column.{kind}") for kind in kinds),
            words.label("engagements"),
            words.label("reach"),
            words.label("overperforming"),
        ),
        rows=tuple(
            (
                shortened(row["text"], TEXT_LETTERS) if isinstance(row["text"], str) else "–",
                words.say(f"platform.{row['platform']}"),
                words.day_tick(row["day"]),
                words.number(number(row["engaged"]), "compact"),
                words.number(number(row["reach"]), "compact"),
                words.number(_times(row["engaged"], row["expected"]), "times"),
            )
            for row in best.to_dict("records")
        ),
        note=words.definition("overperforming"),
    )


def voice(brief: Brief) -> ChartBlock | Text | None:
    """Our share of the engagements of all tracked accounts, week by week."""
    block = trend(brief, "share_of_voice")
    if block is None:
        return None
    if isinstance(block, Text):
        return no_data(brief, "voice")
    words, posts = brief.words, brief.edition.table("posts")
    watched = sorted(posts.loc[posts["side"] == "watched", "account"].unique())
    chart = dict(block.chart)
    if watched:
        names = words.listing([name.partition(":")[2] for name in watched], most=6)
        chart |= {"note": words.say("note.tracked", names=names)}
    charts.Chart.from_dict(chart)
    return ChartBlock(words.say("section.voice"), chart, words.say("nav.voice"))


def _times(engaged: object, expected: object) -> float | None:
    usual = number(expected)
    got = number(engaged)
    return got / usual if usual and got is not None else None
