"""X and YouTube: weekly exports of one account each, as their analytics pages give them."""

import html
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np

from hustings.period import IST
from hustings.sample.files import Folder, csv_text, export_moment
from hustings.sample.meta import COVERED_DAYS, Counts, published, window
from hustings.sample.notices import DAY
from hustings.sample.plan import Plan
from hustings.sample.posts import HALF_LIFE_HOURS, Posts, token
from hustings.sample.wordstock import words

X_HEADER = (
    "Post id", "Date", "Post text", "Post Link", "Impressions", "Likes", "Engagements",
    "Bookmarks", "Shares", "New follows", "Replies", "Reposts", "Profile visits", "Detail Expands",
    "URL Clicks", "Hashtag Clicks", "Permalink Clicks",
)  # fmt: skip
X_EPOCH_MS = 1_288_834_974_657  # post ids count milliseconds from here, above 22 other bits
REPLY_EVERY = 6  # posts; exports list replies among the posts

YOUTUBE_HEADER = (
    "Content", "Video title", "Video publish time", "Duration", "Views", "Watch time (hours)",
    "Subscribers", "Impressions", "Impressions click-through rate (%)",
)  # fmt: skip
YOUTUBE_LATER = (*YOUTUBE_HEADER, "Engaged views", "Unique viewers", "New viewers")
YOUTUBE_CHART = YOUTUBE_HEADER[:5]
ROWS_SHOWN = 0.87  # of the channel's views: the Total row counts what the rows leave out
CHARTED = 8  # videos in the chart's table


def write_x(folder: Folder, plan: Plan, posts: Posts, week: int) -> None:
    """Write one account's weekly content export, newest first; some rows have lost their id."""
    start, end, now = window(week)
    span = posts.between(start, end)
    counts = {name: column[span].tolist() for name, column in posts.as_of(now).items()}
    rows: list[tuple[object, ...]] = []
    for offset, n in reversed(list(enumerate(range(span.start, span.stop)))):
        numbers = {name: column[offset] for name, column in counts.items()}
        rows.append(_x_row(plan, posts, n, numbers))
        if n % REPLY_EVERY == 2:
            rows.append(_x_reply(plan, posts, n, numbers))
    first = published(plan, start).date()
    last = published(plan, end - 1).date()
    name = f"x/x_{posts.account.handle}_content_{first}_{last}.csv"
    at = export_moment(plan.week(week).next().first, 9.2)
    folder.text(name, csv_text([X_HEADER, *rows]), at=at)


def x_id(plan: Plan, second: int, salt: str) -> int:
    """A post's id, which tells its time to the millisecond."""
    moment = datetime.combine(plan.first, datetime.min.time(), IST) + timedelta(seconds=second)
    low = zlib.crc32(salt.encode()) % (1 << 22)
    return (int(moment.timestamp() * 1000) - X_EPOCH_MS << 22) + low


def _x_row(plan: Plan, posts: Posts, n: int, counts: Counts) -> tuple[object, ...]:
    second = int(posts.seconds[n])
    number = x_id(plan, second, f"{posts.account.key}/{n}")
    shown = "" if n % 97 == 50 else number
    return _x_cells(plan, posts, second, number, posts.texts[n], counts, shown)


def _x_reply(plan: Plan, posts: Posts, n: int, counts: Counts) -> tuple[object, ...]:
    """A reply made some minutes after a post; few see it."""
    second = int(posts.seconds[n]) + 1500
    number = x_id(plan, second, f"{posts.account.key}/{n}/reply")
    texts = words("posts", "replies")
    text = texts[n % len(texts)].replace("{n}", str(n % 900 + 10))
    return _x_cells(
        plan, posts, second, number, text, {name: c // 60 for name, c in counts.items()}, number
    )


def _x_cells(
    plan: Plan,
    posts: Posts,
    second: int,
    number: int,
    text: str,
    counts: Counts,
    shown: object,
) -> tuple[object, ...]:
    likes, replies, reposts = counts["reactions"], counts["comments"], counts["shares"]
    clicks = counts["clicks"]
    return (
        shown,
        _x_date(published(plan, second)),
        html.escape(text, quote=False),
        f"https://x.com/{posts.account.handle}/status/{number}",
        counts["views"],
        likes,
        likes + replies + reposts + counts["saves"] + clicks,
        counts["saves"],
        reposts // 4,
        counts["follows"],
        replies,
        reposts,
        clicks // 5,
        clicks // 2,
        clicks // 6,
        clicks // 20,
        clicks // 30,
    )


def _x_date(moment: datetime) -> str:
    """The day alone, as `Tue, Jul 14, 2026`."""
    return f"{moment:%a, %b} {moment.day}, {moment.year}"


def write_youtube(folder: Folder, plan: Plan, posts: Posts, week: int) -> None:
    """Write one channel's weekly export: a zip of three tables, lifetime figures of every video."""
    _, end, now = window(week)
    span = posts.between(0, end)
    counts = {name: column[span].tolist() for name, column in posts.as_of(now).items()}
    at = export_moment(plan.week(week).next().first, 9.4)
    later = week >= plan.weeks // 2
    last = published(plan, end - 1).date()
    folder.zip(
        f"youtube/youtube_{posts.account.name}_{plan.first}_{last}.zip",
        {
            "Table data.csv": csv_text(_table(plan, posts, counts, later=later)),
            "Totals.csv": csv_text(_totals(plan, posts, end)),
            "Chart data.csv": csv_text(_chart(plan, posts, counts["views"], end)),
        },
        at=at,
    )


def video_id(posts: Posts, n: int) -> str:
    """Eleven letters, as YouTube names a video."""
    return token(posts.account.key, n)[:11]


def _video(plan: Plan, posts: Posts, n: int) -> tuple[object, ...]:
    day = published(plan, int(posts.seconds[n]))
    return (
        video_id(posts, n),
        posts.texts[n],
        f"{day:%b} {day.day}, {day.year}",
        int(posts.durations[n]),
    )


def _table(
    plan: Plan, posts: Posts, counts: dict[str, list[int]], *, later: bool
) -> Iterator[tuple[object, ...]]:
    """The videos, most viewed first, under a Total row that is not their sum."""
    yield YOUTUBE_LATER if later else YOUTUBE_HEADER
    views, follows = counts["views"], counts["follows"]
    hours = [v * int(posts.durations[n]) / 9000 for n, v in enumerate(views)]
    total = (
        round(sum(views) / ROWS_SHOWN), round(sum(hours) / ROWS_SHOWN, 4),
        round(sum(follows) * 2.4), sum(views) * 9, 4.12,
    )  # fmt: skip
    yield ("Total", "", "", "", *total, *(_later(total[0]) if later else ()))
    for n in sorted(range(len(views)), key=lambda n: (-views[n], n)):
        row = (views[n], round(hours[n], 4), follows[n], views[n] * 8, round(3 + n % 30 / 10, 2))
        yield (*_video(plan, posts, n), *row, *(_later(views[n]) if later else ()))


def _later(views: int) -> tuple[int, int, int]:
    """Columns that appeared half way: engaged views, unique and new viewers."""
    return (views * 3 // 5, views * 7 // 10, views * 2 // 5)


def _totals(plan: Plan, posts: Posts, end: int) -> Iterator[tuple[object, ...]]:
    yield ("Date", "Views")
    yield from zip(_dates(plan, end), _daily(posts, end).sum(axis=0).tolist(), strict=True)


def _chart(plan: Plan, posts: Posts, views: list[int], end: int) -> Iterator[tuple[object, ...]]:
    """Daily views of the most viewed videos, one row per day and video."""
    yield ("Date", *YOUTUBE_CHART)
    daily, dates = _daily(posts, end), _dates(plan, end)
    for n in sorted(range(len(views)), key=lambda n: (-views[n], n))[:CHARTED]:
        video = _video(plan, posts, n)
        yield from ((day, *video, seen) for day, seen in zip(dates, daily[n].tolist(), strict=True))


def _dates(plan: Plan, end: int) -> list[str]:
    start = max(end - COVERED_DAYS * DAY, 0)
    return [str(published(plan, second).date()) for second in range(start, end, DAY)]


def _daily(posts: Posts, end: int) -> np.ndarray:
    """New views of each video (row) on each covered day (column)."""
    span = posts.between(0, end)
    edges = np.arange(max(end - COVERED_DAYS * DAY, 0), end + 1, DAY)
    hours = np.maximum(edges[None, :] - posts.seconds[span][:, None], 0) / 3600
    grown = posts.counts["views"][span][:, None] * hours / (hours + HALF_LIFE_HOURS["youtube"])
    return np.diff(grown.astype(np.int64), axis=1)
