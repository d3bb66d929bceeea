"""Facebook and Instagram: weekly exports of Business Suite, whose columns come and go."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta

from hustings.sample.files import Folder, csv_text, export_moment
from hustings.sample.notices import DAY
from hustings.sample.plan import Plan
from hustings.sample.posts import Posts, token

COVERED_DAYS = 28  # of each export: neighbours overlap, and counts grow
MORNING = 9 * 3600  # of the Monday on which the export is made
BOM = "\ufeff"

FACEBOOK_FULL = (
    "Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time",
    "Caption type", "Permalink", "Is crosspost", "Is share", "Post type", "Languages",
    "Custom labels", "Funded content status", "Data comment", "Date", "Views", "Reach",
    "Reactions, Comments and Shares", "Reactions", "Comments", "Shares", "Total clicks",
    "Matched Audience Targeting Consumption (Photo Click)", "Other Clicks", "Link Clicks",
    "Matched Audience Targeting Consumption (Video Click)",
    "Negative feedback from users: Hide all", "Seconds viewed", "Average Seconds viewed",
    "Estimated earnings (USD)", "Ad CPM (USD)", "Ad impressions",
)  # fmt: skip
FACEBOOK_PLAIN = tuple(name for name in FACEBOOK_FULL if not name.startswith("Negative"))
FACEBOOK_SHORT = (
    *FACEBOOK_FULL[:24], "Other Clicks", "Matched Audience Targeting Consumption (Photo Click)",
)  # fmt: skip
FACEBOOK_HEADERS = (FACEBOOK_FULL, FACEBOOK_PLAIN, FACEBOOK_SHORT)

INSTAGRAM_FULL = (
    "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)",
    "Publish time", "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes",
    "Shares", "Follows", "Comments", "Saves",
)  # fmt: skip
INSTAGRAM_SHORT = tuple(name for name in INSTAGRAM_FULL if name not in ("Data comment", "Date"))
INSTAGRAM_HEADERS = (INSTAGRAM_FULL, INSTAGRAM_SHORT)

Row = dict[str, object]
Counts = Mapping[str, int]
RowOf = Callable[[Plan, Posts, int, Counts], Row]


def write_meta(folder: Folder, plan: Plan, platform: str, posts: list[Posts], week: int) -> None:
    """Write one week's exports: the state's and leaders' accounts in one file, seats' in another.

    Which columns there are changes with the month of the export.
    """
    made_on = plan.week(week).next().first
    facebook = platform == "facebook"
    headers = FACEBOOK_HEADERS if facebook else INSTAGRAM_HEADERS
    header = headers[made_on.month % len(headers)]
    central = [p for p in posts if p.account.central]
    for number, share in enumerate((central, [p for p in posts if p not in central])):
        rows = [
            [row.get(name, "") for name in header]
            for each in share
            for row in _rows(plan, each, week, facebook_row if facebook else instagram_row)
        ]
        text = BOM + csv_text([header, *rows], end="\r\n" if number else "\n")
        file = f"{platform}/{period_of(made_on)}_{_business(plan, platform, number)}.csv"
        folder.text(file, text, at=export_moment(made_on, 9 + number / 20))


def period_of(made_on: date) -> str:
    """The span in a file's name: `Aug-01-2025_Aug-31-2025`."""
    start, end = made_on - timedelta(days=COVERED_DAYS), made_on - timedelta(days=1)
    return f"{start:%b-%d-%Y}_{end:%b-%d-%Y}"


def window(week: int) -> tuple[int, int, int]:
    """Start, end and moment of export of a week's file, in seconds of the campaign."""
    end = (week + 1) * 7 * DAY
    return end - COVERED_DAYS * DAY, end, end + MORNING


def published(plan: Plan, second: int) -> datetime:
    """The local time of a second of the campaign."""
    return datetime.combine(plan.first, datetime.min.time()) + timedelta(seconds=second)


def _business(plan: Plan, platform: str, number: int) -> int:
    """The number of the business portfolio an export's name ends in."""
    return 1_039_000_000_000_000 + zlib.crc32(f"{plan.state.code}/{platform}/{number}".encode())


def _rows(plan: Plan, posts: Posts, week: int, row_of: RowOf) -> Iterator[Row]:
    start, end, now = window(week)
    span = posts.between(start, end)
    counts = {name: column[span].tolist() for name, column in posts.as_of(now).items()}
    for offset, n in enumerate(range(span.start, span.stop)):
        yield row_of(plan, posts, n, {name: column[offset] for name, column in counts.items()})


def _common(plan: Plan, posts: Posts, n: int, counts: Counts) -> Row:
    return {
        "Post ID": post_id(posts, n),
        "Duration (sec)": int(posts.durations[n]),
        "Publish time": f"{published(plan, int(posts.seconds[n])):%m/%d/%Y %H:%M}",
        "Post type": posts.types[n],
        "Date": "Lifetime",
        "Views": counts["views"],
        "Comments": counts["comments"],
        "Shares": counts["shares"],
    }


def facebook_row(plan: Plan, posts: Posts, n: int, counts: Counts) -> Row:
    """One Facebook post as an export shows it; the caption is in Title, Description, or both."""
    account, text = posts.account, posts.texts[n]
    engaged = counts["reactions"] + counts["comments"] + counts["shares"]
    return _common(plan, posts, n, counts) | {
        "Page ID": account.handle,
        "Page name": account.name,
        "Title": "" if n % 41 == 17 else text.split("\n")[0] if n % 5 == 3 else text,
        "Description": text if n % 41 == 17 or n % 2 else "",
        "Caption type": "N/A",
        "Permalink": f"https://www.facebook.com/{account.slug}/posts/pfbid0{token(account.key, n)}",
        "Is crosspost": 0,
        "Is share": 0,
        "Reach": "" if n % 53 == 29 else counts["reach"],  # now and then the platform gives none
        "Reactions, Comments and Shares": engaged,
        "Reactions": counts["reactions"],
        "Total clicks": counts["clicks"],
        "Other Clicks": counts["clicks"] // 2,
        "Matched Audience Targeting Consumption (Photo Click)": counts["clicks"] // 3,
        "Seconds viewed": counts["views"] * int(posts.durations[n]) // 4,
        "Average Seconds viewed": int(posts.durations[n]) // 4,
    }


def instagram_row(plan: Plan, posts: Posts, n: int, counts: Counts) -> Row:
    """One Instagram post; now and then large numbers carry thousands commas."""
    account = posts.account
    comma = "," if published(plan, int(posts.seconds[n])).month % 4 == 2 else ""
    return _common(plan, posts, n, counts) | {
        "Account ID": 17_841_400_000_000_000 + zlib.crc32(account.key.encode()),
        "Account username": account.handle,
        "Account name": account.name,
        "Description": posts.texts[n],
        "Permalink": f"https://www.instagram.com/p/{token(account.key, n)[:11]}/",
        "Views": format(counts["views"], comma),
        "Reach": format(counts["reach"], comma),
        "Likes": counts["reactions"],
        "Follows": counts["follows"],
        "Saves": counts["saves"],
    }


def post_id(posts: Posts, n: int) -> str:
    """The platform's number for a post: 16 digits on Facebook, 17 on Instagram."""
    account = zlib.crc32(posts.account.key.encode()) % 10**6
    head = "1" if posts.account.platform == "facebook" else "18"
    return f"{head}{account:06d}{n:05d}{int(posts.seconds[n]) % 10**4:04d}"
