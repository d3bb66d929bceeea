"""New briefings as an Atom feed (RFC 4287), in both languages, for whoever follows the reports."""

import hashlib
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from hustings.page.cleaning import clean
from hustings.page.index import FEED, Both, Entry, marks_said, safe_path
from hustings.period import Period
from hustings.wording import LANGUAGES, Words

NEWEST = 100  # briefings in the feed
ATOM = "http://www.w3.org/2005/Atom"
BASE = "{http://www.w3.org/XML/1998/namespace}base"
# RFC 4151 wants a name under which ids are given out; this one can be nobody's host (RFC 2606).
AUTHORITY = "hustings.invalid,2026"


@dataclass(frozen=True)
class Office:
    """Whose feed it is: names for people, the state, and where the reports are read, if known."""

    name_en: str
    name_hi: str
    state: str
    base_url: str = ""
    sample: bool = False
    digits: str = "latin"


def feed(entries: Sequence[Entry], office: Office, *, as_of: datetime) -> str:
    """The feed as one XML file; one atom entry for each briefing that has a page, newest first.

    An id stays the same wherever the reports lie; `updated` is the moment a page was printed for,
    or the end of its period where nobody knows: never the clock.
    Args:   as_of: of the feed while it has no entry.
    Raises: UsageError for a path that leads out of the folder.
    """
    both = Both(Words("en", office.digits), Words("hi", office.digits))
    printed = sorted((e for e in entries if e.pages), key=_newest_first)[:NEWEST]
    newest = max(map(_updated, printed), default=as_of)
    root = ET.Element("feed", {"xmlns": ATOM} | _base(office))
    _text(root, "id", _ident(office, "briefings"))
    _text(root, "title", " · ".join([*_sample(office, both), *_title(office, both)]))
    _text(root, "updated", _moment(newest))
    _text(ET.SubElement(root, "author"), "name", _names(office))
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": FEED})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": "index.html"})
    _text(root, "generator", "Hustings")
    for entry in printed:
        root.append(_entry(entry, office, both))
    ET.indent(root, " ")
    written = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'


def _entry(entry: Entry, office: Office, both: Both) -> ET.Element:
    made = ET.Element("entry")
    place, briefing, period = (
        (entry.name_en, entry.name_hi), both.briefing(entry.briefing), both.period(entry.period),
    )  # fmt: skip
    # Hindi first, as everywhere on the index; what it was asked for is the same in both.
    told = [" · ".join(part[at] for part in (place, briefing, period)) for at in (1, 0)]
    asked = f" ({entry.asked})" if entry.asked else ""
    page = f"{entry.briefing}/{entry.period}/{entry.unit}/{entry.asked}"
    _text(made, "id", _ident(office, page))
    _text(made, "title", " — ".join(told) + asked)
    _text(made, "updated", _moment(_updated(entry)))
    for language in sorted(entry.pages, key=LANGUAGES[::-1].index):
        href = safe_path(entry.pages[language])
        kind = {"rel": "alternate", "type": "text/html", "hreflang": language, "href": href}
        ET.SubElement(made, "link", kind)
    ET.SubElement(made, "category", {"term": clean(entry.briefing), "label": clean(briefing[0])})
    _text(made, "summary", _summary(entry, both))
    return made


def _summary(entry: Entry, both: Both) -> str:
    """How its printing went and what to look for, in Hindi and in English."""
    status, marks = both.say(f"run.{entry.status}"), marks_said(entry, both)
    hindi = "; ".join([status[1], *(mark[2] for mark in marks)])
    english = "; ".join([status[0], *(mark[1] for mark in marks)])
    return f"{hindi} — {english}"


def _newest_first(entry: Entry) -> tuple[float, str, str, str]:
    return (-_updated(entry).timestamp(), entry.briefing, entry.unit, entry.asked)


def _updated(entry: Entry) -> datetime:
    return entry.printed_at or Period.parse(entry.period).ends_at


def _ident(office: Office, what: str) -> str:
    """A tag URI (RFC 4151): of this office and state, and of nothing that may move."""
    whose = hashlib.sha256(office.name_en.encode()).hexdigest()[:8]
    return f"tag:{AUTHORITY}:{whose}/{office.state}/{quote(what.rstrip('/'))}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _names(office: Office) -> str:
    return f"{office.name_hi} · {office.name_en}"


def _title(office: Office, both: Both) -> list[str]:
    english, hindi = both.say("index.title")
    return [_names(office), hindi, english]


def _sample(office: Office, both: Both) -> list[str]:
    return list(both.say("banner.sample")[::-1]) if office.sample else []


def _base(office: Office) -> dict[str, str]:
    return {BASE: clean(office.base_url)} if office.base_url else {}


def _text(above: ET.Element, name: str, text: str) -> None:
    ET.SubElement(above, name).text = clean(text)
