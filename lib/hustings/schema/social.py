"""Tables of what we and those we watch publish."""

from hustings.schema.form import Column, Table

PLATFORMS = ("whatsapp", "facebook", "instagram", "x", "youtube", "telegram")
SIDES = ("ours", "ally", "watched")
FIGURES = (
    "views", "reach", "reactions", "comments", "shares", "saves", "clicks", "engagements",
    "followers_gained", "followers_lost", "visits", "posts", "video_views", "watch_hours", "other",
)  # fmt: skip
COUNTS = (
    "views", "reach", "reactions", "comments", "shares", "saves", "clicks", "engagements",
    "followers_gained", "watch_hours",
)  # fmt: skip
AUDIENCE_PARTS = ("age_gender", "age", "gender", "country", "city")

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
    # Two exports may bear one moment: a day named for a whole folder, a copy's date. Both are kept.
    key=("post", "counted_at", *COUNTS),
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

ACCOUNT_DAYS = Table(
    "account_days",
    "one figure of one account for one day, as of one export",
    # Two series of one name may disagree; both are kept, and so is what an export says later.
    key=("account", "figure", "called", "day", "counted_at", "value"),
    dated_by="day",
    columns=(
        Column("account", "text", "`platform:handle`", required=True),
        Column("day", "day", "the day, by the platform's own clock", required=True),
        Column("figure", "text", "what is counted", required=True, allowed=FIGURES),
        Column("called", "text", "what the platform calls it", required=True),
        Column("value", "number", "the figure of that day alone", required=True),
        Column("counted_at", "moment", "when the export was made", required=True),
    ),
)

POST_DAYS = Table(
    "post_days",
    "one figure of one post for one day, as of one export",
    key=("post", "figure", "called", "day", "counted_at", "value"),
    dated_by="day",
    columns=(
        Column("post", "text", "`platform:id`", required=True),
        Column("day", "day", "the day, by the platform's own clock", required=True),
        Column("figure", "text", "what is counted", required=True, allowed=FIGURES),
        Column("called", "text", "what the platform calls it", required=True),
        Column("value", "number", "the figure of that day alone", required=True),
        Column("counted_at", "moment", "when the export was made", required=True),
    ),
)

ACCOUNT_TOTALS = Table(
    "account_totals",
    "one account's total of one figure over an export's span; more than its posts add up to",
    key=("account", "figure", "called", "first_day", "last_day", "counted_at", "value"),
    dated_by="counted_at",
    columns=(
        Column("account", "text", "`platform:handle`", required=True),
        Column("figure", "text", "what is counted", required=True, allowed=FIGURES),
        Column("called", "text", "what the platform calls it", required=True),
        Column("value", "number", "the total", required=True),
        Column("first_day", "day", "where the span begins; empty where the export does not say"),
        Column("last_day", "day", "where it ends"),
        Column("counted_at", "moment", "when the export was made", required=True),
    ),
)

AUDIENCE = Table(
    "audience",
    "one part of one account's audience, as of one export",
    key=("account", "divided_by", "part", "counted_at", "share"),
    dated_by="counted_at",
    columns=(
        Column("account", "text", "`platform:handle`", required=True),
        Column("divided_by", "text", "how it is divided", required=True, allowed=AUDIENCE_PARTS),
        Column("part", "text", "the part, as the platform writes it", required=True),
        Column("share", "share", "its share of the audience", "accounts", required=True),
        Column("counted_at", "moment", "when the export was made", required=True),
    ),
)

SOCIAL = (
    ACCOUNTS, ACCOUNT_COUNTS, ACCOUNT_DAYS, ACCOUNT_TOTALS, AUDIENCE, POSTS, POST_COUNTS, POST_DAYS,
)  # fmt: skip
