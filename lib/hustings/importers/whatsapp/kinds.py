"""What a message is: text, or WhatsApp's stand-in for a picture, a poll, a call, a deletion."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from hustings.importers.whatsapp.alphabet import MARKS, key, trimmed
from hustings.importers.whatsapp.columns import Laid, number
from hustings.importers.whatsapp.phrases import TAIL, phrases

_OF_EXTENSION = {
    **dict.fromkeys(("jpg", "jpeg", "png", "heic", "bmp", "tif", "tiff"), "image"),
    **dict.fromkeys(("mp4", "3gp", "mov", "mkv", "avi", "webm", "m4v"), "video"),
    **dict.fromkeys(("opus", "m4a", "mp3", "aac", "amr", "ogg", "wav", "caf"), "audio"),
    "webp": "sticker",
    "gif": "gif",
    "vcf": "contact",
}
_OF_NAME = re.compile(r"\d{5,}-(PHOTO|VIDEO|AUDIO|STICKER|GIF)-|(STK|PTT|AUD|VID|IMG|GIF)-\d")
_NAMED = {
    "PHOTO": "image", "IMG": "image", "VIDEO": "video", "VID": "video", "AUDIO": "audio",
    "AUD": "audio", "PTT": "audio", "STICKER": "sticker", "STK": "sticker", "GIF": "gif",
}  # fmt: skip

_OF_DOCUMENT = re.compile(r"[^\n]{1,200}\.(?:pdf|docx?|xlsx?|pptx?|txt|csv|zip)", re.IGNORECASE)

_POLL = re.compile(r"poll:\s", re.IGNORECASE)
_COUNT = rf"\([{MARKS}]*\d++ ?[^\s\d()][^\n()]{{0,15}}\)"
# In any language: a word, the question, and options that begin with the same word and end with
# their votes, `ENCUESTA:`, `OPCIÓN: sí (2 votos)`.
_POLL_OF_ITS_FORM = re.compile(
    rf"[^\n:]{{1,24}}:\n(?:[^\n]*\n){{1,12}}?[{MARKS}]*(?P<option>[^\n:]{{1,24}}):[^\n]+{_COUNT}"
    rf"(?:\n[{MARKS}]*(?P=option):[^\n]+{_COUNT})++"
)
_LONGEST_POLL = 4000  # letters
_VOTES = re.compile(rf" ?\(\W?\d+ votes?\)| ?{_COUNT}$", re.MULTILINE)
_DELETED_BY = re.compile(r"this message was deleted by (?:an )?admin\b.{0,80}")
_CALL = re.compile(  # not what somebody types: `video call at 5`, `missed call from Ravi`
    r"(?:missed|silenced) (?:group )?(?:voice|video) call(?: at \d.{0,20}|[.,] ?.{0,40})"
    r"|(?:group )?(?:voice|video) call[.,] (?:\d+ ?(?:sec|min|hr|hour)|(?:no|not) answer).{0,40}"
)
_VIEW_ONCE = re.compile(r"you received a view once (?:message|photo|video|voice)\b")
_MARK = "\u200e"  # iPhones put it before words of WhatsApp's own
_LEFT_OUT = re.compile(r".{1,40} omitted")  # behind the mark: `template message omitted`

# Letters one of which begins or ends everything that is not plain text but has no fixed wording.
_FIRST = frozenset(
    "<?\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b"
)
_LAST = frozenset(">)")
_HEADS = frozenset(
    ("POLL", "Poll", "poll", "This", "this", "Miss", "miss", "Voic", "Vide", "Sile", "You ")
)

Numbers = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Content:
    """One message's kind and what somebody wrote in it."""

    kind: str
    text: str | None  # as typed, without WhatsApp's own words; None where nobody wrote anything
    edited: bool = False


def odd_ones(texts: pa.StringArray) -> list[int]:
    """The places of texts that may be more than plain text; all others are.

    Their first and last bytes are compared before any text is looked at, which spares most.
    """
    laid, signs = Laid.of(texts), _signs()
    some = np.diff(laid.ends) == 0
    for part in (b")\n", b"maps.google", b"foursquare"):
        some[laid.holding(part)] = True
    for bytes_, wanted in ((laid.first(1), signs.first), (laid.last(1), signs.last)):
        some |= np.isin(bytes_, wanted)
    some |= np.isin(laid.first(4), signs.heads)
    tail = np.flatnonzero(np.isin(laid.last(3), signs.tails) & ~some)
    worded = texts.take(pa.array(tail))
    some[tail] = pc.or_(
        pc.is_in(worded, signs.raw), pc.is_in(pc.utf8_slice_codeunits(worded, -TAIL), signs.ends)
    ).to_numpy(zero_copy_only=False)
    return np.flatnonzero(some).tolist()


@dataclass(frozen=True)
class _Signs:
    """What texts that may be more than plain text begin or end with, as numbers of bytes."""

    first: Numbers
    last: Numbers
    heads: Numbers
    tails: Numbers  # of those with a fixed wording
    raw: pa.StringArray
    ends: pa.StringArray


@cache
def _signs() -> _Signs:
    known = phrases()
    return _Signs(
        first=_numbers(letter.encode()[:1] for letter in _FIRST),
        last=_numbers(letter.encode() for letter in _LAST),
        heads=_numbers(head.encode() for head in _HEADS),
        tails=_numbers(text.encode()[-3:] for text in [*known.raw, *known.tails]),
        raw=pa.array(sorted(known.raw), pa.string()),
        ends=pa.array(sorted(known.tails), pa.string()),
    )


def _numbers(parts: Iterable[bytes]) -> Numbers:
    return np.array(sorted(set(map(number, parts))), np.uint32)


def content(text: str) -> Content:
    """What one text is; `text` is a message's body, trimmed of white space."""
    return _remembered(text) if len(text) < 100 else _content(text)


@lru_cache(4096)
def _remembered(text: str) -> Content:
    return _content(text)


def _content(text: str) -> Content:
    seen = trimmed(text)
    unedited = _without_edit_mark(seen)
    kind, own = _kind(unedited)
    if kind == "text" and text.startswith(_MARK) and _LEFT_OUT.fullmatch(key(own)):
        kind, own = "media", ""
    return Content(kind, own or None, unedited != seen)


def is_stand_in(text: str) -> bool:
    """Whether the text is one WhatsApp writes for a user's message, not about the group."""
    found = content(text)
    return found.kind != "text" or found.edited


def without_votes(poll: str) -> str:
    """A poll's text without its counts, which grow from one export to the next."""
    return _VOTES.sub("", poll)


def _without_edit_mark(text: str) -> str:
    """The text before `<This message was edited>`, or before the like in another language.

    Where the words are not known to us, the mark an iPhone puts in front of them tells them from
    what somebody typed.
    """
    typed, inside = _closing(text)
    if not inside:
        return text
    marked = typed.endswith("\u200e") and ":" not in inside and trimmed(typed) != ""
    return trimmed(typed) if marked or key(inside) in phrases().edited else text


def _closing(text: str) -> tuple[str, str]:
    """What stands before a final <...> and in it; the latter empty if there is none."""
    start = text.rfind("<", -320) if text.endswith(">") else -1
    return (text[:start], text[start + 1 : -1]) if start >= 0 else (text, "")


def _kind(text: str) -> tuple[str, str]:
    if not text:
        return "view_once", ""
    plain = key(text) if len(text) < 400 else ""
    if (whole := plain.lstrip("?")) in phrases().whole:  # a spoilt mark before it
        return phrases().whole[whole], ""
    if plain.endswith(phrases().documents):
        return "document", ""
    if attached := phrases().attached_android.fullmatch(text):
        return _with_caption(attached["name"], attached["caption"] or "")
    typed, inside = _closing(text)
    if attached := phrases().attached_ios.fullmatch(inside):
        return _with_caption(attached["name"], typed)
    return _left_out_with_caption(text) or _kind_of_words(text, plain)


def _left_out_with_caption(text: str) -> tuple[str, str] | None:
    """Kind and caption of `<Media omitted>` with more lines; a document's name is no caption."""
    first, _, caption = text.partition("\n") if text.startswith("<") else ("", "", "")
    kind = phrases().whole.get(key(first)) if first.rstrip().endswith(">") and caption else None
    if kind is None:
        return None
    typed = trimmed(caption)
    return ("document", "") if _OF_DOCUMENT.fullmatch(typed) else (kind, typed)


def _with_caption(name: str, caption: str) -> tuple[str, str]:
    """The kind of an attached file, and what was typed with it.

    Of documents phones repeat the name there, and iPhones tell the pages: `list.pdf • 2 pages`.
    """
    kind, typed = _kind_of_file(name), trimmed(caption)
    title = trimmed(typed.split("•")[0])
    repeated = title and title in name and ("•" in typed or title == typed)
    return kind, "" if kind == "document" and repeated else typed


def _kind_of_words(text: str, plain: str) -> tuple[str, str]:
    if _POLL.match(text) or _is_a_poll_in_form(text):
        return "poll", text
    if phrases().location.fullmatch(text):
        return "location", ""
    if _DELETED_BY.fullmatch(plain):
        return "deleted", ""
    if _CALL.fullmatch(plain):
        return "call", ""
    if _VIEW_ONCE.match(plain):
        return "view_once", ""
    return "text", text


def _is_a_poll_in_form(text: str) -> bool:
    likely = text.endswith(")") and len(text) <= _LONGEST_POLL
    return likely and _POLL_OF_ITS_FORM.fullmatch(text) is not None


def _kind_of_file(name: str) -> str:
    if named := _OF_NAME.match(trimmed(name)):
        return _NAMED[named[1] or named[2]]
    return _OF_EXTENSION.get(name.rsplit(".", 1)[-1].lower().strip(f" {MARKS}"), "document")
