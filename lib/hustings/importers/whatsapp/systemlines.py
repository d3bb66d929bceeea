"""WhatsApp's own lines about the group: told from messages, and read as events.

They are known by their structure, in any language: a line without an author, or an iPhone's line
whose text begins with a left-to-right mark. What they say is read in English only, for no other
language's words are known for certain; the rest are kept as `other`.
"""

import re
from dataclasses import dataclass

from hustings.importers.whatsapp.alphabet import bare, key, trimmed
from hustings.importers.whatsapp.kinds import is_stand_in
from hustings.importers.whatsapp.phrases import END, phrases

# What stands before the first `: ` of a line that only looks as if it had an author.
_NO_AUTHOR = re.compile(
    r".* (?:changed|updated|edited|cleared|deleted|reset|made) (?:this|the|their|its) .*"
    r"|.* created (?:this )?(?:group|community|announcement)\b.*"
    r"|.* turned (?:on|off) .*"
    r"|.* joined (?:using|from|via) .*"
    r"|.* (?:pinned|started) a (?:message|call|video|voice)\b.*"
    r"|your security code with .*|.* (?:now uses|is now) .*"
    r"|messages (?:and calls|to this|you send|that you) .*"
    r"|you(?:'re|’re| are| were| have) .*"
    r"|you (?:created|added|removed|changed|joined|turned|left) .*"
    r"|(?:this|the) (?:business|chat|group|community) .*|you can now .*|only admins can .*",
    re.IGNORECASE,
)

SECURITY_CODE = "Your security code "  # begins a sentence that iPhones sign with a person's name
_SECURITY_CODE = re.compile(r"Your security code with .{1,120} changed\.(?: Tap to learn more\.)?")
_LONGEST_SENTENCE = 300  # letters

_EVENTS = tuple(
    (event, re.compile(pattern, re.IGNORECASE))
    for event, pattern in (
        ("number_changed", r"(?P<who>.+?) changed their phone number\b.*"),
        (
            "number_changed",
            r"(?P<who>\+[\d ()-]{6,24}) changed to (?:\+[\d ()-]{6,24}|a new number)",
        ),
        ("other", r"(?:this|the) (?:group|community|chat|business) .*"),
        ("other", r".+ (?:changed|updated|turned|pinned|set|reset|started|cleared|edited) .*"),
        ("created", r"(?P<who>.+?) created (?:this )?(?:group|community|announcement group)\b.*"),
        (
            "joined",
            r"(?P<who>.+?) joined(?: (?:using|from|via|through|the (?:group|community))\b.*)?",
        ),
        ("other", r".+ requested to join.*|.+ can't join.*"),
        ("made_admin", r"(?P<who>you)(?:'re| are) now an? (?:\w+ )?admin"),
        ("made_admin", r"(?P<who>.+?) (?:is|are) now an? (?:\w+ )?admin"),
        ("made_admin", r".+? made (?P<who>.+) an? (?:\w+ )?admin"),
        ("unmade_admin", r"(?P<who>you)(?:'re| are) no longer an? (?:\w+ )?admin"),
        ("unmade_admin", r"(?P<who>.+?) (?:is|are) no longer an? (?:\w+ )?admin"),
        ("unmade_admin", r".+? dismissed (?P<who>.+) as (?:an? )?(?:\w+ )?admin"),
        ("added", r"(?P<who>.+?) (?:was|were) added(?: .*)?"),
        ("removed", r"(?P<who>.+?) (?:was|were) removed(?: .*)?"),
        ("added", r".+? added (?P<who>.+?)(?: to the (?:group|community))?"),
        ("removed", r".+? removed (?P<who>.+?)(?: from the (?:group|community))?"),
        ("left", r"(?P<who>.+?) left(?: (?:the|this) (?:group|community))?"),
    )
)

_PRIVACY_SENTENCE = re.compile(
    r".{1,60} turned (?:on|off) advanced chat privacy\.(?: .{0,200})?", re.IGNORECASE
)
_PRIVACY = re.compile(r"turned (?P<how>on|off) advanced chat privacy", re.IGNORECASE)
_NAMED = re.compile(
    r"created (?:this )?group [\"“”'«](?P<name>.{1,120}?)[\"“”'»]\W*$", re.IGNORECASE | re.DOTALL
)
_AND = re.compile(r", | and | & ")
_NO_PERSON = re.compile(
    r"you|your|a participant|an admin|group creator|\d+ (?:others?|participants?|members?)|[“\"].*",
    re.IGNORECASE,
)

_BARE_AUTHOR = re.compile(r"(?P<author>[^\n:/\"“”]{1,60}):(?P<text>(?!//)\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Event:
    """What a line says about the group's members."""

    event: str
    people: tuple[str, ...]  # as the phone calls them; empty where the line names none


def has_no_author(before_colon: str) -> bool:
    """Whether the part before the first colon is the start of WhatsApp's own sentence.

    In any language a quotation that is opened there and not closed is a group's name.
    """
    if before_colon.count('"') % 2 or before_colon.count("“") > before_colon.count("”"):
        return True
    return _NO_AUTHOR.fullmatch(before_colon) is not None


def late_author(rest: str) -> tuple[str, str] | None:
    """Author and text of a line like `Bob:Hi`, whose colon has no space behind it.

    >>> late_author("Bob:Hi"), late_author("Asha changed the time to 10:30")
    (('Bob', 'Hi'), None)
    """
    found = _BARE_AUTHOR.fullmatch(rest)
    if not found or has_no_author(found["author"]) or event_of(found["author"]).event != "other":
        return None
    digits_around = found["author"][-1].isdigit() and found["text"][0].isdigit()
    return None if digits_around else (found["author"], found["text"])


def is_about_the_group(text: str) -> bool:
    """Whether a line signed by somebody is none of theirs.

    On iPhones WhatsApp signs its lines with the group's name or the actor's, and puts a mark
    before the sentence. A mark also stands before what replaces a picture: that is a message.
    """
    if text.startswith("\u200e"):
        return not is_stand_in(text)
    if text.startswith(SECURITY_CODE) and _SECURITY_CODE.fullmatch(text):
        return True
    if "privacy" in text.casefold() and _PRIVACY_SENTENCE.fullmatch(text):
        return True
    known = phrases()
    if text[-END:] in known.ends and len(text) <= _LONGEST_SENTENCE:
        return known.security_code.fullmatch(key(text)) is not None
    likely = bare(text[:8]).lstrip(" <")[:1].casefold() in known.encrypted_first
    return likely and key(text[:160]).startswith(known.encrypted)  # most texts need no such look


def is_of_the_actor(author: str, text: str) -> bool:
    """Whether the text is WhatsApp's sentence about its author: `~ Nev: ~ Nev left`."""
    return bare(text).startswith(author) and author.strip(" .") in event_of(text).people


def event_of(line: str) -> Event:
    """The event a line reports, and whom it is about."""
    sentence = " ".join(bare(trimmed(line)).split())
    if len(sentence) > 1000:
        return Event("other", ())
    plain = sentence.rstrip(".").replace("’", "'")
    for event, pattern in _EVENTS:
        if found := pattern.fullmatch(plain):
            who = found.groupdict().get("who") or ""
            return Event(event, tuple(_people(who)))
    return Event("other", ())


def privacy_switch(line: str) -> str:
    """`on` or `off` if the line says that advanced chat privacy was switched; else empty."""
    found = _PRIVACY.search(bare(line))
    return found["how"].lower() if found else ""


def group_named_in(line: str) -> str:
    """The name in `X created group "..."`, or nothing."""
    found = _NAMED.search(bare(trimmed(line)))
    return found["name"].strip() if found else ""


def _people(who: str) -> list[str]:
    named = [name.strip(" .") for name in _AND.split(who)]
    return [name for name in named if name and not _NO_PERSON.fullmatch(name)]
