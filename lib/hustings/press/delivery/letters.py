"""Letters: pages to those who read them, and what failed to those who mend it."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Literal

from hustings.errors import UsageError
from hustings.page.cleaning import clean
from hustings.page.published import Published
from hustings.period import IST, Period
from hustings.press.delivery.addresses import Envelope
from hustings.press.delivery.forwarding import forward_text, sample_mark
from hustings.press.delivery.heads import LETTER
from hustings.text.shortening import shortened
from hustings.wording import Words

MOST_ATTACHED = 10 * 1024 * 1024  # servers refuse mails of 25 MB, and phones dread them earlier
SHOWN = 120  # letters of a subject, or of a place's name
TEXTS = 10  # pages told in plain text; the others are attached
FAILURES = 40  # named in one letter; the others are counted


@dataclass(frozen=True)
class Failure:
    """One page that was not printed: its place, a run's state, the cell, and the error's class.

    What an error says may hold rows of data, so no letter is given it.
    """

    place: str
    state: str
    cell: int | None = None
    error: str = ""


def letter(pages: Sequence[Published], envelope: Envelope, *, run: str = "") -> EmailMessage:
    """The letter that brings pages: their texts, their first screens as HTML, the files attached.

    Args:    run: the identity of the run they come from; else that of the pages themselves.
    Returns: a message that is the same, byte for byte, for the same pages, envelope and run.
             Its Message-ID follows from the run and the recipients, so a letter that was sent
             twice is known as one; letters of one briefing and place form one thread.
    Raises:  UsageError for no page, or more of them than one mail can carry.
    """
    from hustings.page.letter import letter_html  # jinja2, which looking at the outbox does without

    if not pages:
        raise UsageError("A letter needs a page.", fix="Name one or more pages.")
    if sum(len(page.html.encode("utf-8")) for page in pages) > MOST_ATTACHED:
        raise UsageError(
            "These pages are too much for one mail.",
            where=f"{len(pages)} pages",
            fix="Send fewer of them to each recipient.",
        )
    subject = _subject(pages)
    marks = [_mark(page) for page in pages]
    threads = [[page.told("briefing"), page.told("unit"), page.language] for page in pages]
    message = _begun(envelope, subject)
    _identify(message, envelope, ["letter", run or marks], thread=threads)
    message.set_content(_text(pages), charset="utf-8", cte="base64")
    message.add_alternative(
        letter_html(pages, subject=subject), subtype="html", charset="utf-8", cte="base64"
    )
    for page, name in zip(pages, _file_names(pages), strict=True):
        message.add_attachment(  # as bytes, so that not one of them changes on the way
            page.html.encode("utf-8"), "text", "html", filename=name, params={"charset": "utf-8"}
        )
    return _bounded(message)


def failure_letter(
    failures: Sequence[Failure],
    envelope: Envelope,
    *,
    briefing: str,
    period: str,
    whole: int,
    language: Literal["en", "hi"],
    run: str = "",
) -> EmailMessage:
    """The letter that says what could not be printed: where, in which cell, by what kind of error.

    Args: period: as 2026-W46; whole: how many pages were to be printed.
    """
    words = Words(language)
    key = f"briefing.{briefing}"
    what = words.say(key) if words.knows(key) else clean(briefing)
    said = {"what": what, "period": words.period(Period.parse(period))}
    message = _begun(envelope, _short(words.say("deliver.failed_subject", **said)))
    marks = [[each.place, each.state, each.cell, each.error] for each in failures]
    _identify(
        message, envelope, ["failure", run or [briefing, period, marks]],
        thread=["failure", briefing],
    )  # fmt: skip
    lines = [words.say("deliver.failed_intro", n=len(failures), whole=whole, **said), ""]
    lines += [f"- {_failed(each, words)}" for each in failures[:FAILURES]]
    if (left := len(failures) - FAILURES) > 0:
        lines.append(f"- {words.say('deliver.more', n=left)}")
    lines += ["", words.say("deliver.failed_rest")]
    lines.append(words.say("deliver.failed_see", command="hustings runs list"))
    lines += ["", words.say("page.colophon")]
    message.set_content("\n".join(lines) + "\n", charset="utf-8", cte="base64")
    return message


def identity_of(message: EmailMessage) -> str:
    """What tells a letter from every other: its Message-ID up to the @."""
    return str(message["Message-ID"]).strip("<> ").partition("@")[0]


def _begun(envelope: Envelope, subject: str) -> EmailMessage:
    message = EmailMessage(policy=LETTER)
    message["From"] = envelope.sent_from
    message["To"] = ", ".join(envelope.recipients)
    message["Subject"] = subject
    message["Date"] = format_datetime(envelope.scheduled_at.astimezone(IST))
    message["Auto-Submitted"] = "auto-generated"  # so that no absence note answers it
    message["X-Auto-Response-Suppress"] = "All"
    return message


def _identify(message: EmailMessage, envelope: Envelope, *told: object, thread: object) -> None:
    """Give it its Message-ID and its thread's: digests, so that neither names place or reader."""
    domain = envelope.sent_from.domain
    own = _digest([*told, sorted(envelope.recipients)])
    above = f"<{_digest(['thread', thread])}@{domain}>"
    message["Message-ID"] = f"<{own}@{domain}>"
    message["In-Reply-To"] = above
    message["References"] = above


def _digest(told: object) -> str:
    plain = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()[:32]


def _mark(page: Published) -> list[str]:
    told = [page.told(key) for key in ("briefing", "unit", "period", "edition")]
    return [*told, page.language, _digest(page.html)]


def _bounded(message: EmailMessage) -> EmailMessage:
    """Parts kept apart by the letter's own identity and not by chance."""
    apart = (part for part in message.walk() if part.is_multipart())
    for number, part in enumerate(apart):
        part.set_boundary(f"=_{identity_of(message)}_{number}")  # base64 never begins so
    return message


def _subject(pages: Sequence[Published]) -> str:
    first = pages[0]
    words = Words(first.language)
    named = ": ".join(filter(None, (first.title, first.place)))
    said = ", ".join(filter(None, (named, first.period_label)))
    if others := len(pages) - 1:
        said = words.say("deliver.subject_more", subject=said, n=others)
    return _short(f"[{sample_mark()}] {said}" if any(page.sample for page in pages) else said)


def _short(text: str) -> str:
    return shortened(clean(text), SHOWN)


def _text(pages: Sequence[Published]) -> str:
    words = Words(pages[0].language)
    told = [forward_text(page) for page in pages[:TEXTS]]
    if len(pages) > 1:
        told.append(words.say("deliver.attached_many", n=len(pages)))
    else:
        told.append(words.say("deliver.attached"))
    return "\n\n".join([*told, words.say("page.colophon")]) + "\n"


def _file_names(pages: Sequence[Published]) -> list[str]:
    """What the attached files are called: plain letters, and no two alike."""
    names: dict[str, Published] = {}
    for page in pages:
        stem = page.name.removesuffix(".html")
        parts = filter(None, (page.told("briefing"), page.told("period"), stem))
        plain = re.sub(r"[^A-Za-z0-9_.~-]+", "-", "-".join(parts)).strip(".-")[:120]
        name, again = f"{plain or 'page'}.html", 2
        while name in names:
            name, again = f"{plain}-{again}.html", again + 1
        names[name] = page
    return list(names)


def _failed(failure: Failure, words: Words) -> str:
    told = [words.say(f"run.{failure.state}")]
    if failure.cell is not None:
        told.append(words.say("deliver.failed_cell", n=failure.cell))
    if failure.error:
        told.append(_in_plain_words(failure.error, words))
    return f"{_short(failure.place)}: {', '.join(told)}"


_KINDS: Mapping[str, str] = {  # class of an error -> what it means to a reader
    "StaleError": "stale",
    "InputError": "input",
    "SchemaError": "input",
    "RefusedError": "input",
    "EditionError": "edition",
    "StoreError": "store",
    "CannotJudgeError": "judge",
    "UsageError": "usage",
    "SettingsError": "usage",
    "MemoryError": "memory",
    "OSError": "disk",
}


def _in_plain_words(error: str, words: Words) -> str:
    """The kind of an error; a class of which nothing is known is named, if it is a name."""
    if error in _KINDS:
        return words.say(f"failure.{_KINDS[error]}")
    name = error if error.isascii() and error.isidentifier() else "Error"
    return words.say("failure.code", name=name[:40])
