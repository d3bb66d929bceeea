"""Tables of the field: units, workers, what they do and what they report."""

from hustings.schema.form import Column, Table

LEVELS = (
    "country", "state", "lok_sabha", "vidhan_sabha", "district", "block", "panchayat", "ward",
    "booth",
)  # fmt: skip

ACTS = (
    "house_visit", "meeting", "post_shared", "message_forwarded", "camp_attended", "pravas_stay",
    "phone_call", "event_held", "report_written", "other",
)  # fmt: skip

UNITS = Table(
    "units",
    "one panchayat, ward or booth the unit itself listed",
    key=("unit",),
    newest_wins=True,
    columns=(
        Column("unit", "text", "its code", required=True),
        Column("level", "text", "what it is", required=True, allowed=LEVELS),
        Column("name_en", "text", "its name in English", required=True),
        Column("name_hi", "text", "its name in Hindi"),
        Column("seat_parent", "text", "the unit above it in the seat tree"),
        Column("district_parent", "text", "the unit above it in the district tree"),
    ),
)

WORKERS = Table(
    "workers",
    "one person on the roster",
    key=("worker",),
    newest_wins=True,
    columns=(
        Column("worker", "text", "pseudonym", required=True),
        Column("unit", "text", "the one unit the person works in", required=True),
        Column("post_held", "text", "the post, as the roster says it"),
        Column("since", "day", "on the roster since"),
        Column("until", "day", "left the roster on"),
        Column("consent", "flag", "true if consent is recorded; text is stored only then"),
        Column("adult", "flag", "true if attested to be 18 or older", required=True),
    ),
)

ALIASES = Table(
    "aliases",
    "one other name or number of one worker, as a one-way pseudonym",
    key=("alias",),
    newest_wins=True,
    columns=(
        Column("alias", "text", "pseudonym of the name or number", required=True),
        Column("worker", "text", "pseudonym of the worker; empty where two workers share it"),
        Column(
            "roster_name", "flag", "true if only the roster's own name: it counts where they work"
        ),
    ),
)

APPOINTMENTS = Table(
    "appointments",
    "one person holding one post in one unit over a span",
    key=("worker", "unit", "post_held", "from_on"),
    newest_wins=True,  # the day a post ended is filled in later
    columns=(
        Column("worker", "text", "pseudonym", required=True),
        Column("unit", "text", "where", required=True),
        Column("post_held", "text", "the post", required=True),
        Column("from_on", "day", "first day"),
        Column("until_on", "day", "last day"),
    ),
)

ACTIVITY = Table(
    "activity",
    "one recorded act by one worker at one time",
    # An answer sent again is another answer, wherever in the sheet it has been sorted to.
    key=("worker", "done_at", "act", "unit", "recorded_at"),
    repeats=True,
    dated_by="done_at",
    columns=(
        Column("worker", "text", "pseudonym", required=True),
        Column("unit", "text", "where it was done", required=True),
        Column("done_at", "moment", "when it was done", required=True),
        Column("act", "text", "what was done", required=True, allowed=ACTS),
        Column("people_met", "whole", "people met, as reported", "people"),
        Column("recorded_at", "moment", "when the form was sent"),
    ),
)

REPORTS_RECEIVED = Table(
    "reports_received",
    "one written report by one unit for one period",
    key=("unit", "period", "received_at"),
    dated_by="period_ends_on",
    columns=(
        Column("unit", "text", "the unit that reports", required=True),
        Column("worker", "text", "pseudonym of the sender"),
        Column("period", "text", "the period reported on, as 2026-W46", required=True),
        Column("period_ends_on", "day", "its last day", required=True),
        Column("received_at", "moment", "when it came", required=True),
    ),
)

BOOTHS = Table(
    "booths",
    "one booth's youth slots",
    key=("unit",),
    newest_wins=True,
    columns=(
        Column("unit", "text", "the booth", required=True),
        Column("youth_slots", "whole", "young workers it should have", "people"),
        Column("sources", "text", "where the list came from"),
    ),
)

FIELD = (UNITS, WORKERS, ALIASES, APPOINTMENTS, ACTIVITY, REPORTS_RECEIVED, BOOTHS)
