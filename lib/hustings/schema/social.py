"""Tables of what we and those we watch publish."""

from hustings.schema.form import Column, Table

PLATFORMS = ("whatsapp", "facebook", "instagram", "x", "youtube", "telegram")
SIDES = ("ours", "ally", "watched")

ACCOUNTS = Table(
    "accounts",
    "one page, handle or channel",
    key=("account",),
    newest_wins=True,
    columns=(
        Column("account", "text", "`platform:handle`, in small letters", required=True),
        Column("platform", "text", "where it publishes", required=True, allowed=PLATFORMS),
        Column("handle", "text", "the handle, or the platform's own id", required=True),
        Column("name", "text", "the name it shows"),
        Column("side", "text", "whose it is", required=True, allowed=SIDES),
        Column("unit", "text", "the unit it speaks for"),
        Column(
            "holder", "text", "person (leaders' own accounts) or unit", allowed=("person", "unit")
        ),
    ),
)

ACCOUNT_COUNTS = Table(
    "account_counts",
    "one account's followers as of one day",
    key=("account", "counted_on"),
    newest_wins=True,
    dated_by="counted_on",
    columns=(
        Column("account", "text", "`platform:handle`", required=True),
        Column("counted_on", "day", "the day the count was read", required=True),
        Column("followers", "whole", "followers or subscribers", "people", required=True),
    ),
)

POSTS = Table(
    "posts",
    "one published item by one account",
    key=("post",),
    dated_by="published_at",
    columns=(
        Column("post", "text", "`platform:id`, the platform's own id", required=True),
        Column("platform", "text", "where it was published", required=True, allowed=PLATFORMS),
        Column("account", "text", "`platform:handle` of the publisher", required=True),
        Column("published_at", "moment", "when it appeared", required=True),
        Column("time_known", "flag", "false where the export gives the day only"),
        Column("type", "text", "photo, video, reel, story, carousel, link, text, live or other"),
        Column("text", "text", "the caption or title, as published"),
        Column("permalink", "text", "its address"),
        Column("seconds", "number", "length of a video", "seconds"),
    ),
)

POST_COUNTS = Table(
    "post_counts",
    "one post's lifetime counts as of one export",
    key=("post", "counted_at"),
    dated_by="published_at",
    columns=(
        Column("post", "text", "`platform:id`", required=True),
        Column(
            "published_at",
            "moment",
            "when the post appeared (places the row in its week)",
            required=True,
        ),
        Column("counted_at", "moment", "when the export was made", required=True),
        Column("views", "whole", "times shown or played; older exports say impressions", "views"),
        Column(
            "reach",
            "whole",
            "accounts the platform says saw it; never added up as people",
            "accounts",
        ),
        Column("reactions", "whole", "likes and other reactions", "acts"),
        Column("comments", "whole", "comments or replies", "acts"),
        Column("shares", "whole", "shares or reposts", "acts"),
        Column("saves", "whole", "saves or bookmarks", "acts"),
        Column("clicks", "whole", "clicks of every kind", "acts"),
        Column("engagements", "whole", "engagements as the platform itself adds them", "acts"),
        Column("followers_gained", "whole", "follows or subscriptions from this post", "people"),
        Column("watch_hours", "number", "time watched", "hours"),
    ),
)

SOCIAL = (ACCOUNTS, ACCOUNT_COUNTS, POSTS, POST_COUNTS)
