"""How far our posts travel, and how they fare beside others'."""

from typing import TYPE_CHECKING

from hustings.metrics.registry import Measure, count, metric, ratio

if TYPE_CHECKING:
    import ibis.expr.types as ir


def ours(rows: "ir.Table") -> "ir.Table":
    """Rows of our own accounts."""
    return rows.filter(rows.side == "ours")


@metric(
    en="Gross reach", hi="कुल पहुँच", gender="f",
    measured_in="accounts", better="higher", table="post_week", by_platform=True, daily=True,
    means_en="Accounts each post reached, added up over our posts of the week. One person "
    "reached by three posts counts three times, so this is not a number of people.",
    means_hi="सप्ताह की हमारी हर पोस्ट जितने खातों तक पहुँची, उनका जोड़। तीन पोस्ट देखने वाला "
    "एक व्यक्ति तीन बार गिना जाता है, इसलिए यह लोगों की संख्या नहीं है।",
)  # fmt: skip
def reach(posts: "ir.Table") -> Measure:
    """Reach added up over our posts whose reach is known; never people."""
    known = ours(posts).filter(lambda p: p.reach.notnull())
    return count(known, known.reach, cases=known.is_post, partial=known.early, needs=known.seen)


@metric(
    en="Views", hi="व्यू", gender="m", plural=True,
    measured_in="views", better="higher", table="post_week", by_platform=True,
    means_en="Times our posts of the week were shown or played.",
    means_hi="सप्ताह की हमारी पोस्ट जितनी बार दिखीं या चलीं।",
)  # fmt: skip
def views(posts: "ir.Table") -> Measure:
    """Views (older exports: impressions) added up over our posts whose views are known."""
    known = ours(posts).filter(lambda p: p.views.notnull())
    return count(known, known.views, cases=known.is_post, partial=known.early, needs=known.seen)


@metric(
    en="Engagements", hi="प्रतिक्रियाएँ", gender="f", plural=True,
    measured_in="acts", better="higher", table="post_week", by_platform=True, daily=True,
    means_en="Reactions, comments and shares on our posts of the week.",
    means_hi="सप्ताह की हमारी पोस्ट पर लाइक, टिप्पणियाँ और शेयर।",
)  # fmt: skip
def engagements(posts: "ir.Table") -> Measure:
    """Reactions, comments and shares added up over our posts where any of them is known."""
    known = ours(posts).filter(lambda p: p.engaged.notnull())
    return count(known, known.engaged, cases=known.is_post, partial=known.early, needs=known.seen)


@metric(
    en="Engagement rate", hi="सहभागिता दर", gender="f",
    measured_in="share", better="higher", table="post_week", by_platform=True,
    means_en="Reactions, comments and shares divided by reach, over our posts whose reach is "
    "known.",
    means_hi="लाइक, टिप्पणियाँ और शेयर ÷ पहुँच; केवल वे पोस्ट जिनकी पहुँच मालूम है।",
)  # fmt: skip
def engagement_rate(posts: "ir.Table") -> Measure:
    """Engagements divided by reach; posts where either is unknown are left out of both."""
    known = ours(posts).filter(lambda p: p.reach.notnull() & p.engaged.notnull())
    return ratio(
        known,
        numerator=known.engaged,
        denominator=known.reach,
        cases=known.is_post,
        partial=known.early,
    )


@metric(
    en="Posts", hi="पोस्ट", gender="f", plural=True,
    measured_in="posts", better="neither", table="post_week", by_platform=True, daily=True,
    means_en="Items our accounts published in the week.",
    means_hi="हमारे खातों ने सप्ताह में जितनी पोस्ट डालीं।",
)  # fmt: skip
def posts(posts: "ir.Table") -> Measure:
    """Posts published; an account whose export holds none counts as zero, not as missing."""
    own = ours(posts)
    return count(own, own.is_post, cases=own.is_post, partial=own.early, needs=own.seen)


@metric(
    en="Share of voice", hi="चर्चा में हिस्सा", gender="m",
    measured_in="share", better="higher", table="post_week", by_platform=True, others=True,
    means_en="Our engagements divided by everyone's in the list of accounts we track. Not said "
    "where no other account is tracked.",
    means_hi="जिन खातों पर नज़र है उन सबकी प्रतिक्रियाओं में हमारा हिस्सा। जहाँ किसी और का खाता "
    "सूची में नहीं, वहाँ नहीं बताया जाता।",
)  # fmt: skip
def share_of_voice(posts: "ir.Table") -> Measure:
    """Our engagements over those of all tracked accounts; posts with hidden counts left out.

    Said only where both are seen: an account of ours, and one that is not.
    """
    known = posts.filter(posts.engaged.notnull() & (posts.seen == 1))
    # Missing, not zero, on the others' rows: where nothing of ours was seen, we have no share.
    mine = (known.side == "ours").ifelse(known.engaged, None)
    return ratio(
        known,
        numerator=mine,
        denominator=known.engaged,
        cases=known.is_post,
        partial=known.early,
        needs=(known.side == "watched").ifelse(1, 0),
    )


@metric(
    en="Times the usual", hi="सामान्य से गुना", gender="m",
    measured_in="times", better="higher", table="post_week", by_platform=True,
    means_en="Engagements of our posts divided by what each account's own recent posts of the "
    "same type usually get. 1 is as usual.",
    means_hi="हमारी पोस्ट की प्रतिक्रियाएँ ÷ उसी खाते की उसी तरह की हाल की पोस्ट का सामान्य स्तर। "
    "1 यानी सामान्य।",
)  # fmt: skip
def overperforming(posts: "ir.Table") -> Measure:
    """Actual over expected engagements, over our posts that have both.

    Expected is the mean of the middle half of the account's last 100 posts of that type
    (CrowdTangle's definition, help.crowdtangle.com article 2013937); see `overperforming_score`
    for the score of one post.
    """
    known = ours(posts).filter(lambda p: p.expected.notnull() & p.engaged.notnull())
    return ratio(known, numerator=known.engaged, denominator=known.expected, partial=known.early)


@metric(
    en="Followers", hi="फ़ॉलोअर", gender="m", plural=True,
    measured_in="followers", better="higher", table="account_week", by_platform=True,
    means_en="Followers of our accounts at the end of the week, added up; one person may follow "
    "several.",
    means_hi="सप्ताह के अंत में हमारे खातों के फ़ॉलोअर, जोड़कर; एक व्यक्ति कई खातों में हो सकता है।",
)  # fmt: skip
def followers(accounts: "ir.Table") -> Measure:
    """Followers at the last count of the week, added up over our accounts.

    An account counted before but not this week makes the sum partial: its followers are not gone.
    """
    own = ours(accounts)
    return count(
        own,
        own.followers.fill_null(0),  # not counted, therefore not needed below: no figure of its own
        cases=own.counted,
        needs=own.counted,
        partial=1 - own.counted,
    )


@metric(
    en="New followers, net", hi="फ़ॉलोअर में बदलाव", gender="m",
    measured_in="followers", better="higher", table="account_week", by_platform=True,
    means_en="Followers at the end of this week less those a week before.",
    means_hi="इस सप्ताह के अंत के फ़ॉलोअर में से पिछले सप्ताह के अंत के घटाकर।",
)  # fmt: skip
def followers_net(accounts: "ir.Table") -> Measure:
    """Change of followers since the week before; an account new to the list has none yet."""
    own = ours(accounts).filter(lambda a: a.is_first == 0)
    change = own.followers - own.followers_before
    known = change.notnull().cast("int64")
    return count(own, change.fill_null(0), cases=known, needs=known, partial=1 - known)


def overperforming_score(actual: float, expected: float, *, least: float = 10) -> float:
    """CrowdTangle's overperforming score of one post (help.crowdtangle.com, article 2013937).

    Args:    least: a benchmark below this is taken as this, so that small accounts do not shout.
    Returns: actual/expected when at or above it; minus expected/actual when below; minus twice
             the benchmark when there was no interaction at all.

    >>> overperforming_score(30, 15), overperforming_score(10, 20), overperforming_score(0, 20)
    (2.0, -2.0, -40.0)
    """
    if expected < least:
        # The source only says that both sides stay below 1 here; the under side is our reading,
        # chosen so that fewer interactions never score higher.
        return actual / least if actual >= expected else -(expected - actual) / least
    if actual >= expected:
        return actual / expected
    return -(expected / actual) if actual > 0 else -2 * expected
