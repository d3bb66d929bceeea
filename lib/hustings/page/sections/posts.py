"""The week's posts: which travelled furthest, what they share, and our part of the talk."""

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from hustings.page.blocks import ChartBlock, Table, Text
from hustings.page.brief import Brief, number
from hustings.page.sections.opening import no_data
from hustings.page.sections.trends import trend
from hustings.period import IST
from hustings.text.shortening import shortened

MOST = 5
TEXT_LETTERS = 90
NOON, EVENING = 12, 17  # hours in India that part the day


def our_posts(brief: Brief) -> pd.DataFrame:
    """Our posts of the week in this unit and below; one row per post."""
    posts = brief.edition.within("posts", brief.unit)
    return posts[posts["side"] == "ours"]


def top_posts(brief: Brief) -> Table | Text | None:
    """Our five posts with most engagements this week, with their usual level beside it."""
    words, posts = brief.words, our_posts(brief)
    mine = posts[posts["engaged"].notna()]
    if mine.empty:
        return (
            no_data(brief, "top_posts", "engagements", "posts") if brief.measured("posts") else None
        )
    best = mine.sort_values(["engaged", "post"], ascending=[False, True]).head(MOST)
    kinds = ("post", "platform", "published")
    return Table(
        section=words.say("section.top_posts"),
        nav=words.say("nav.top_posts"),
        caption=words.say("title.top_posts", period=words.period(brief.period)),
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
        note=" ".join(
            [*_shared(brief, best, mine), *_old(brief), words.definition("overperforming")]
        ),
    )


def _old(brief: Brief) -> Iterator[str]:
    """Whose posts are not among them because they are too old."""
    if old := brief.too_old("posts"):
        yield brief.words.say("freshness.not_shown", what=old)


def voice(brief: Brief) -> ChartBlock | Text | None:
    """Our share of the engagements of all tracked accounts, week by week."""
    block = trend(brief, "share_of_voice")
    if block is None:
        return None
    if isinstance(block, Text):
        return no_data(brief, "travel", "share_of_voice")
    words, posts = brief.words, brief.edition.table("posts")
    watched = posts.loc[posts["side"] == "watched", "account"].drop_duplicates()
    names = sorted((name.partition(":")[2] for name in watched), key=lambda n: (n.isdigit(), n))
    chart = dict(block.chart)
    if names:
        said = words.say(
            "note.tracked",
            accounts=words.count("account_oblique", len(names)),
            names=words.listing(names, most=4),
        )
        chart |= {"note": f"{chart['note']} {said}"}
    return ChartBlock(words.say("section.travel"), chart, words.say("nav.travel"))


def _times(engaged: object, expected: object) -> float | None:
    usual = number(expected)
    got = number(engaged)
    return got / usual if usual and got is not None else None


def _shared(brief: Brief, best: pd.DataFrame, posts: pd.DataFrame) -> Iterator[str]:
    """What most of the top posts share and less than half as many of all posts do."""
    words = brief.words
    if len(best) < MOST or len(posts) < 2 * MOST:
        return
    for key, of in _FEATURES.items():
        every = posts.apply(of, axis=1)
        common = every[best.index].mode()
        of_best, of_all = (every[best.index] == common[0]).sum(), (every == common[0]).mean()
        label = f"{key}.{common[0]}"
        if of_best > MOST / 2 and of_all < of_best / MOST / 2 and words.knows(label):
            yield words.say(
                f"shared.{key}",
                part=int(of_best),
                whole=MOST,
                what=words.say(label),
                all=words.number(float(of_all), "percent"),
            )


def _part_of_day(post: "pd.Series[Any]") -> str:
    hour = pd.Timestamp(str(post["published_at"])).astimezone(IST).hour
    return "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"


_FEATURES: dict[str, Callable[["pd.Series[Any]"], str]] = {
    "format": lambda post: str(post["type"]),
    "platform": lambda post: str(post["platform"]),
    "part_of_day": _part_of_day,
}
