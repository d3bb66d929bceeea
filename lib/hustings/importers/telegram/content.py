"""What one Telegram message holds: its kind, the words somebody wrote, links, marks."""

import re
from collections.abc import Iterator

from hustings.importers.tabular.cells import LARGEST_COUNT
from hustings.importers.telegram.stream import Json, Object, sound
from hustings.text import links

_OF_MEDIA = {
    "sticker": "sticker",
    "animation": "gif",
    "video_file": "video",
    "video_message": "video",
    "round_video_message": "video",
    "voice_message": "audio",
    "audio_file": "audio",
    "photo": "image",
    "file": "document",
    "document": "document",
}
_OF_KEY = (
    ("photo", "image"), ("poll", "poll"), ("contact_information", "contact"),
    ("location_information", "location"), ("live_location_period_seconds", "location"),
    ("game_title", "text"), ("file", "document"),
)  # fmt: skip
# Whom a message calls upon: by a handle or number written out, or by a name with an id behind it.
_CALLED = re.compile(r"(?<![\w.@/])@(?:[A-Za-z]\w{3,31}|\+?[0-9][0-9 \-]{8,16}[0-9])")
_CALLING = ("mention", "mention_name")
_PERSON = "tg://user"  # what a name leads to where an older export has it as a link
NAMED = "@…"

_OF_MIME = {"image": "image", "video": "video", "audio": "audio"}


def kind_of(message: Object) -> str:
    """What was sent, as `messages.kind` calls it."""
    media = message.get("media_type")
    if isinstance(media, str) and media:
        return _OF_MEDIA.get(media, "media")
    kind = next((kind for key, kind in _OF_KEY if message.get(key) is not None), "")
    if kind == "document":
        mime = message.get("mime_type")
        return _OF_MIME.get(str(mime).partition("/")[0], "document")
    return kind or ("text" if text_of(message) else "media")


def text_of(message: Object, *, naming: bool = True) -> str:
    """What was written, in one piece; a poll's question and answers.

    Args: naming: whether whom it calls upon is named; what is kept of one who agreed must name
          nobody, since the others have agreed to nothing.
    """
    said = _said(message, naming=naming)
    return said if naming else _CALLED.sub(NAMED, said)


def _said(message: Object, *, naming: bool) -> str:
    written = "".join(_pieces(message.get("text"), naming=naming))
    poll = message.get("poll")
    if written or not isinstance(poll, dict):
        return written
    answers = poll.get("answers")
    said = [poll.get("question")] + [
        answer.get("text")
        for answer in (answers if isinstance(answers, list) else [])
        if isinstance(answer, dict)
    ]
    return "\n".join("".join(_pieces(part, naming=naming)) for part in said)


def _pieces(text: Json, *, naming: bool) -> Iterator[str]:
    """The parts of a text: one string, or a list of strings and of `{type, text}`."""
    if isinstance(text, str):
        yield sound(text)
    elif isinstance(text, dict):
        yield from _pieces(text.get("text") if naming or not _calls(text) else NAMED, naming=naming)
    elif isinstance(text, list):
        for piece in text:
            yield from _pieces(piece, naming=naming)


def _calls(piece: Object) -> bool:
    """Whether a part is marked as somebody's name or handle."""
    leads_to = piece.get("href")
    return piece.get("type") in _CALLING or (
        isinstance(leads_to, str) and leads_to.startswith(_PERSON)
    )


def links_in(message: Object, text: str) -> int:
    """How many web addresses: those written out, and those behind other words."""
    pieces = message.get("text")
    hidden = (
        sum(isinstance(piece, dict) and piece.get("type") == "text_link" for piece in pieces)
        if isinstance(pieces, list)
        else 0
    )
    return len(links(text)) + hidden


def is_edited(message: Object) -> bool:
    """Whether it was changed after it was sent."""
    return bool(message.get("edited") or message.get("edited_unixtime"))


def is_forwarded(message: Object) -> bool:
    """Whether it was taken over from elsewhere; the source may be hidden."""
    return "forwarded_from" in message or "forwarded_from_id" in message


def reactions_of(message: Object) -> int | None:
    """How many reactions it had; None where the export has no list of them."""
    reactions = message.get("reactions")
    if not isinstance(reactions, list):
        return None
    counts = [one.get("count") for one in reactions if isinstance(one, dict)]
    return sum(one for one in counts if isinstance(one, int) and 0 < one <= LARGEST_COUNT)
