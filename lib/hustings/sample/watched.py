"""Posts of the accounts we watch, noted by hand: only what anybody can see."""

from hustings.sample.accounts import Account
from hustings.sample.files import Folder, csv_text, export_moment
from hustings.sample.meta import post_id, published, window
from hustings.sample.notices import DAY
from hustings.sample.plan import Plan
from hustings.sample.posts import Posts
from hustings.sample.streams import video_id, x_id

WATCHED_HEADER = (
    "Platform", "Handle", "Published", "Link", "Type", "Text", "Views", "Reactions", "Comments",
    "Shares", "Counted on",
)  # fmt: skip
SHOWS_VIEWS = ("x", "youtube")  # to everybody


def write_watched(folder: Folder, plan: Plan, posts: list[Posts]) -> None:
    """Write the list: every post once, counted on the Monday after it appeared."""
    rows = [_row(plan, each, n) for each in posts for n in range(len(each))]
    rows.sort(key=lambda row: (str(row[-1]), str(row[2]), str(row[3])))
    at = export_moment(plan.until.next().first, 8.9)
    folder.text("lists/watched_posts.csv", csv_text([WATCHED_HEADER, *rows]), at=at)


def _row(plan: Plan, posts: Posts, n: int) -> tuple[object, ...]:
    account, second = posts.account, int(posts.seconds[n])
    week = second // (7 * DAY)
    counts = posts.as_of(window(week)[2])
    return (
        account.platform,
        account.handle,
        f"{published(plan, second):%Y-%m-%d %H:%M}",
        _link(plan, account, posts, n),
        posts.types[n],
        posts.texts[n],
        int(counts["views"][n]) if account.platform in SHOWS_VIEWS else "",
        int(counts["reactions"][n]),
        int(counts["comments"][n]),
        "" if account.platform in ("instagram", "youtube") else int(counts["shares"][n]),
        plan.week(week).next().first.isoformat(),
    )


def _link(plan: Plan, account: Account, posts: Posts, n: int) -> str:
    if account.platform == "x":
        number = x_id(plan, int(posts.seconds[n]), f"{account.key}/{n}")
        return f"https://x.com/{account.handle}/status/{number}"
    if account.platform == "youtube":
        return f"https://www.youtube.com/watch?v={video_id(posts, n)}"
    site = "www.facebook.com" if account.platform == "facebook" else "www.instagram.com"
    return f"https://{site}/{account.slug}/posts/{post_id(posts, n)}"
