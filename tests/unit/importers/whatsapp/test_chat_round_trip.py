"""Any conversation, written in any phone's format, is read back as it was."""

from datetime import UTC, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.conversations import Said, conversations, odd_phones
from tests.support.depth import tries

from hustings.importers.whatsapp.alphabet import bare
from hustings.importers.whatsapp.kinds import content, odd_ones
from hustings.importers.whatsapp.split import texts as column
from hustings.text import normalise

SETTINGS = settings(
    max_examples=tries(160),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def meaning(chat):
    """Author, time, kind, edit mark, length and fingerprinted text of each message."""
    form = "%Y-%m-%dT%H:%M:%S" if chat.phone.seconds else "%Y-%m-%dT%H:%M:00"
    return [
        (
            None if one.author is None else bare(one.author).strip(),
            one.moment.strftime(form),
            one.kind,
            one.edited,
            len(one.typed),
            normalise(one.typed),
        )
        for one in chat.said
    ]


def read_back(found):
    """The same of what was read."""
    rows = []
    for _, time, author, text in found.lines:
        if author is None:
            rows.append((None, time, "own", False, 0, ""))
            continue
        read = content(text)
        assert odd_ones(column([text])) or (read.kind, read.edited) == ("text", False)
        typed = read.text or ""
        rows.append((author, time, read.kind, read.edited, len(typed), normalise(typed)))
    return rows


@given(conversations())
@SETTINGS
def test_any_conversation_is_read_back_from_any_phone(parse, chat):
    found = parse(chat.file())
    assert read_back(found) == meaning(chat)
    assert not found.unreadable
    assert not found.pasted
    assert not found.assumed


@given(conversations(odd_phones()))
@settings(SETTINGS, max_examples=tries(200))
def test_any_conversation_is_read_back_from_copies_and_named_months_too(parse, chat):
    found = parse(chat.file(), exported_at=chat.said[-1].moment.replace(tzinfo=UTC))
    assert read_back(found) == meaning(chat)
    assert not found.unreadable
    assert not found.pasted


@given(conversations(), st.integers(1, 4), st.sampled_from([60, 1500, 9000]))
@settings(SETTINGS, max_examples=tries(60))
def test_a_chat_pasted_into_a_message_stays_its_text(parse, chat, lines, minutes_earlier):
    last = chat.said[-1]
    old = last.moment - timedelta(hours=2, minutes=minutes_earlier)
    inside = "\n".join(
        chat.phone.line(old + timedelta(minutes=n), "Mohan", f"done {n}") for n in range(lines)
    )
    text = f"see:\n{inside}"
    chat.said.extend(
        [
            Said(last.moment, "Sita", "text", text, text),
            Said(last.moment + timedelta(minutes=5), "Gita", "text", "good", "good"),
        ]
    )
    found = parse(chat.file())
    assert len(found.pasted) == lines
    assert read_back(found)[-2:] == meaning(chat)[-2:]
    assert len(found.lines) == len(chat.said)


@given(conversations(), conversations(), st.sampled_from((64, 4096)))
@settings(SETTINGS, max_examples=tries(80))
def test_two_exports_in_one_file_are_both_read(parse, one, two, block):
    """Glued together as bytes, each in its own encoding."""
    end = one.line_end.encode(
        {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(one.encoding) or one.encoding
    )
    found = parse(one.file() + end + two.file(), block=block)
    minutes = [row[1] for row in meaning(one) + meaning(two)]
    assert len(found.lines) + len(found.pasted) + len(found.unreadable) == len(minutes)
