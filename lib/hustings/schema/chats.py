"""Tables of group chats: the groups, how good their exports are, messages and memberships."""

from hustings.schema.form import Column, Table
from hustings.schema.retold import Retold, Told
from hustings.schema.social import PLATFORMS

MESSAGE_KINDS = (
    "text", "media", "image", "video", "audio", "sticker", "gif", "document", "contact",
    "location", "poll", "call", "deleted", "view_once",
)  # fmt: skip

# Phones say more or less exactly what was left out, and only some export the words beside it.
ATTACHED = frozenset(
    ("media", "image", "video", "audio", "sticker", "gif", "document", "contact", "view_once")
)

MEMBERSHIP_EVENTS = (
    "created", "joined", "added", "left", "removed", "number_changed", "made_admin",
    "unmade_admin", "other",
)  # fmt: skip


def _message_stands(one: Told, other: Told) -> bool | None:
    """An edit or a deletion stands for what was there before, words for a picture without any."""
    later = [told.edited or told.kind == "deleted" for told in (one, other)]
    alike = one.kind == other.kind or {one.kind, other.kind} <= ATTACHED
    if any(later) and (alike or "deleted" in (one.kind, other.kind)):
        return other.known_at > one.known_at if all(later) else later[1]
    if {one.kind, other.kind} <= ATTACHED and (one.worded != other.worded):
        return other.worded
    return None


def _event_stands(one: Told, other: Told) -> bool | None:
    """A line that one phone's language hides stands behind the same line in another's."""
    vague = [told.said == "other" and told.named is None for told in (one, other)]
    return vague[0] if any(vague) else None


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
        Column("export", "text", "SHA-256 of the exported chat, in a zip or not", required=True),
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
    retold=Retold(
        at=("group", "sent_at"),
        said="fingerprint",
        named="author",
        sure="on_roster",
        stands=_message_stands,
        kind="kind",
        edited="edited",
        length="length",
    ),
    columns=(
        Column("group", "text", "`platform:name`", required=True),
        Column("author", "text", "pseudonym of the author", required=True),
        Column("on_roster", "flag", "true if the author is a worker we know"),
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

GROUP_PEOPLE = Table(
    "group_people",
    "one person whom one export of one group names",
    key=("group", "export", "person"),
    counted=False,
    columns=(
        Column("group", "text", "`platform:name`", required=True),
        Column("export", "text", "SHA-256 of the exported chat, in a zip or not", required=True),
        Column("person", "text", "pseudonym as this export names them", required=True),
        Column("messages", "whole", "messages of theirs in it", "messages", required=True),
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
    retold=Retold(
        at=("group", "happened_at"),
        said="event",
        named="person",
        sure="on_roster",
        stands=_event_stands,
    ),
    columns=(
        Column("group", "text", "`platform:name`", required=True),
        Column("happened_at", "moment", "when", required=True),
        Column("event", "text", "what happened", required=True, allowed=MEMBERSHIP_EVENTS),
        Column("person", "text", "pseudonym, where the line names one"),
        Column("on_roster", "flag", "true if that is a worker we know"),
        Column("fingerprint", "text", "keyed hash of the line", required=True),
    ),
)

CHATS = (
    GROUPS, GROUP_EXPORTS, GROUP_PEOPLE, MESSAGES, MESSAGE_MARKS, ALSO_CALLED, MEMBERSHIPS,
)  # fmt: skip

CLOCKED = {
    "messages": ("sent_at",),
    "message_marks": ("sent_at",),
    "memberships": ("happened_at",),
    "group_exports": ("first_at", "last_at", "privacy_switch_at"),
}
"""Moments that the exporting phone's clock told, by table."""

HOLD_TEXTS = ("messages",)
"""Tables with what people wrote: rows of theirs that were replaced may not stay on the disk."""
