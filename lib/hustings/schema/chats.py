"""Tables of group chats: the groups, how good their exports are, messages and memberships."""

from hustings.schema.form import Column, Table
from hustings.schema.social import PLATFORMS

MESSAGE_KINDS = (
    "text", "media", "image", "video", "audio", "sticker", "gif", "document", "contact",
    "location", "poll", "call", "deleted", "view_once",
)  # fmt: skip

MEMBERSHIP_EVENTS = (
    "created", "joined", "added", "left", "removed", "number_changed", "made_admin",
    "unmade_admin", "other",
)  # fmt: skip

GROUPS = Table(
    "groups",
    "one WhatsApp or Telegram group and the unit it belongs to",
    key=("group",),
    newest_wins=True,
    columns=(
        Column("group", "text", "`platform:name`, the name in plain form", required=True),
        Column("platform", "text", "where it lives", required=True, allowed=PLATFORMS),
        Column("name", "text", "the group's name as exported", required=True),
        Column("unit", "text", "the unit it serves; empty while nobody has placed it"),
        Column("official", "flag", "true if messages in it are the unit's own"),
    ),
)

GROUP_EXPORTS = Table(
    "group_exports",
    "one export file of one group, and how far it can be trusted",
    key=("group", "export"),
    columns=(
        Column("group", "text", "`platform:name`", required=True),
        Column("export", "text", "SHA-256 of the file", required=True),
        Column("exported_at", "moment", "when the export was made", required=True),
        Column("first_at", "moment", "its oldest message"),
        Column("last_at", "moment", "its newest message"),
        Column("messages", "whole", "messages in it, system lines left out", "messages"),
        Column("probably_cut", "flag", "38,000 messages or more: the oldest are missing"),
        Column("privacy_switch_at", "moment", "when advanced chat privacy was turned on"),
        Column(
            "date_order",
            "text",
            "how its dates are written",
            allowed=("dmy", "mdy", "ymd", "ydm", "myd", "dym"),
        ),
        Column("date_order_assumed", "flag", "true if the file itself does not decide the order"),
        Column("date_order_evidence", "text", "what in the file shows the order, or why none"),
    ),
)

MESSAGES = Table(
    "messages",
    "one message in one group",
    key=("group", "sent_at", "author", "fingerprint"),
    repeats=True,
    to_the_minute=True,
    dated_by="sent_at",
    columns=(
        Column("group", "text", "`platform:name`", required=True),
        Column("author", "text", "pseudonym of the author", required=True),
        Column("sent_at", "moment", "when it was sent", required=True),
        Column("kind", "text", "what was sent", required=True, allowed=MESSAGE_KINDS),
        Column("length", "whole", "letters and signs typed, as Unicode counts them", "letters"),
        Column("links", "whole", "web addresses in it", "links"),
        Column("edited", "flag", "true if marked as edited"),
        Column("text", "text", "only of consenting authors or in official groups"),
        Column("fingerprint", "text", "keyed hash of the normalised text", required=True),
    ),
)

MESSAGE_MARKS = Table(
    "message_marks",
    "one message one export shows reactions to, or that it was forwarded",
    key=("group", "sent_at", "author", "fingerprint", "counted_at"),
    repeats=True,
    dated_by="sent_at",
    columns=(
        Column("group", "text", "`platform:name`", required=True),
        Column("author", "text", "pseudonym of the author", required=True),
        Column("sent_at", "moment", "when it was sent", required=True),
        Column("fingerprint", "text", "keyed hash of the normalised text", required=True),
        Column("counted_at", "moment", "when the export was made", required=True),
        Column("reactions", "whole", "reactions of every kind", "acts"),
        Column("forwarded", "flag", "true if taken over from elsewhere", required=True),
    ),
)

ALSO_CALLED = Table(
    "also_called",
    "one name of one person in one group whose chat shows ids beside names",
    key=("group", "person", "called"),
    columns=(
        Column("group", "text", "`platform:name`", required=True),
        Column("person", "text", "pseudonym as the messages bear it", required=True),
        Column("called", "text", "pseudonym of the name or number", required=True),
    ),
)

MEMBERSHIPS = Table(
    "memberships",
    "one person joining, leaving, being added, removed or changing number in one group",
    key=("group", "happened_at", "event", "person", "fingerprint"),
    repeats=True,
    to_the_minute=True,
    dated_by="happened_at",
    columns=(
        Column("group", "text", "`platform:name`", required=True),
        Column("happened_at", "moment", "when", required=True),
        Column("event", "text", "what happened", required=True, allowed=MEMBERSHIP_EVENTS),
        Column("person", "text", "pseudonym, where the line names one"),
        Column("fingerprint", "text", "keyed hash of the line", required=True),
    ),
)

CHATS = (GROUPS, GROUP_EXPORTS, MESSAGES, MESSAGE_MARKS, ALSO_CALLED, MEMBERSHIPS)
