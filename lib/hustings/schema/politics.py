"""Tables of camps, directives, claims, speakers, recommendations and results."""

from hustings.schema.form import Column, Table

EVENTS = Table(
    "events",
    "one camp, shivir or meeting",
    key=("event",),
    newest_wins=True,
    dated_by="held_on",
    columns=(
        Column("event", "text", "its code", required=True),
        Column("type", "text", "camp, shivir, meeting, rally ...", required=True),
        Column("unit", "text", "the unit it was held for", required=True),
        Column("held_on", "day", "first day", required=True),
        Column("until_on", "day", "last day"),
        Column("fee", "number", "fee asked of each invitee", "rupees"),
        Column("modules", "whole", "modules taught", "modules"),
    ),
)

ATTENDANCE = Table(
    "attendance",
    "one invitee of one event",
    key=("event", "worker"),
    newest_wins=True,
    columns=(
        Column("event", "text", "the event", required=True),
        Column("worker", "text", "pseudonym", required=True),
        Column("attended", "flag", "true if present", required=True),
        Column("fee_paid", "number", "fee paid", "rupees"),
        Column("modules_passed", "whole", "modules passed", "modules"),
    ),
)

DIRECTIVES = Table(
    "directives",
    "one instruction sent down",
    key=("directive",),
    newest_wins=True,
    dated_by="issued_on",
    columns=(
        Column("directive", "text", "its code", required=True),
        Column("issued_on", "day", "day of issue", required=True),
        Column("due_on", "day", "to be done by"),
        Column("unit", "text", "the highest unit it is addressed to", required=True),
        Column("metric", "text", "the one figure named in advance to judge it by"),
        Column("summary", "text", "what it asks"),
    ),
)

MESSAGES_CENTRAL = Table(
    "messages_central",
    "one message the centre asks to carry",
    key=("message",),
    newest_wins=True,
    dated_by="issued_on",
    columns=(
        Column("message", "text", "its code", required=True),
        Column("issued_on", "day", "day of issue", required=True),
        Column("text", "text", "its wording", required=True),
        Column("link", "text", "the post to share"),
    ),
)

CLAIMS = Table(
    "claims",
    "one statement in circulation",
    key=("claim",),
    newest_wins=True,
    dated_by="first_seen_on",
    columns=(
        Column("claim", "text", "its code", required=True),
        Column("text", "text", "its wording", required=True),
        Column("first_seen_on", "day", "first seen", required=True),
        Column("status", "text", "where it stands", allowed=("open", "answered", "closed")),
        Column("evidence", "text", "addresses of where it was seen, a space between them"),
    ),
)

REBUTTALS = Table(
    "rebuttals",
    "one published answer to one claim",
    # One claim may be answered in two places on one day, the hour of which nobody noted.
    key=("claim", "published_at", "post"),
    newest_wins=True,
    dated_by="published_at",
    columns=(
        Column("claim", "text", "the claim", required=True),
        Column("published_at", "moment", "when", required=True),
        Column("evidence", "text", "addresses of the evidence, a space between them"),
        Column("post", "text", "`platform:id` of the post that answers"),
    ),
)

RATINGS = Table(
    "ratings",
    "one rater's score of one speaker on one topic at one event",
    key=("event", "rater", "speaker", "topic"),
    newest_wins=True,
    columns=(
        Column("event", "text", "the event", required=True),
        Column("rater", "text", "pseudonym", required=True),
        Column("speaker", "text", "pseudonym", required=True),
        Column("topic", "text", "the topic"),
        Column("score", "number", "the score given", "points", required=True),
    ),
)

RECOMMENDATIONS = Table(
    "recommendations",
    "one strategist's recommendation",
    key=("recommendation",),
    newest_wins=True,
    columns=(
        Column("recommendation", "text", "its code", required=True),
        Column("unit", "text", "for which unit", required=True),
        Column("text", "text", "what should be done", required=True),
        Column("owner", "text", "the post that owns it"),
        Column("decision", "text", "what was decided"),
        Column("due_on", "day", "by when"),
        Column(
            "status", "text", "where it stands", allowed=("proposed", "accepted", "done", "dropped")
        ),
        Column("evidence", "text", "addresses of the evidence, a space between them"),
    ),
)

ELECTIONS = Table(
    "elections",
    "one candidate's result in one seat",
    key=("election", "unit", "candidate"),
    newest_wins=True,
    columns=(
        Column("election", "text", "which poll, as vidhan_sabha-2024", required=True),
        Column("unit", "text", "the seat", required=True),
        Column("candidate", "text", "as on the ballot", required=True),
        Column("side", "text", "ours, ally or other", allowed=("ours", "ally", "other")),
        Column("votes", "whole", "votes polled", "votes", required=True),
    ),
)

OCCASIONS = Table(
    "occasions",
    "one date that moves figures by itself: a phase of a poll, a model code, an exam",
    key=("occasion", "unit", "from_on"),
    newest_wins=True,
    dated_by="from_on",
    columns=(
        Column("occasion", "text", "its name", required=True),
        Column(
            "kind",
            "text",
            "what kind of date",
            required=True,
            allowed=("festival", "poll", "model_code", "counting", "exam", "other"),
        ),
        Column("unit", "text", "the highest unit it concerns", required=True),
        Column("from_on", "day", "first day", required=True),
        Column("until_on", "day", "last day"),
    ),
)

POLITICS = (
    EVENTS, ATTENDANCE, DIRECTIVES, MESSAGES_CENTRAL, CLAIMS, REBUTTALS, RATINGS,
    RECOMMENDATIONS, ELECTIONS, OCCASIONS,
)  # fmt: skip
