"""A chat is read in blocks: the same whatever their size, in memory that does not grow."""

import io
import tracemalloc
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.depth import only_thorough, tries

from hustings.importers.whatsapp import memory
from hustings.importers.whatsapp.chat import read_chat
from hustings.importers.whatsapp.dates import Days
from hustings.importers.whatsapp.decode import blocks, encoding_of
from hustings.importers.whatsapp.headers import headers
from hustings.importers.whatsapp.moments import Moments
from hustings.importers.whatsapp.narrow import narrow
from hustings.importers.whatsapp.pending import LONGEST_TEXT
from hustings.importers.whatsapp.split import cut
from hustings.importers.whatsapp.survey import survey

START = datetime(2026, 3, 14, 21, 58, 7)  # noqa: DTZ001  a phone's wall clock

DATES = {
    "dd/mm/yy": "%d/%m/%y", "dd/mm/yyyy": "%d/%m/%Y", "mm/dd/yy": "%m/%d/%y",
    "dd.mm.yy": "%d.%m.%y", "dd-mm-yyyy": "%d-%m-%Y", "yyyy/mm/dd": "%Y/%m/%d",
    "yyyy-mm-dd": "%Y-%m-%d", "d. m. yyyy.": "%d. %m. %Y.", "yyyy년": "%Y년 %m월 %d일",
}  # fmt: skip
HALVES = {
    "24": None, "am": (" am", " pm"), "AM narrow": ("\u202fAM", "\u202fPM"),
    "a. m.": (" a.\u00a0m.", " p.\u00a0m."), "hindi": (" पूर्वाह्न", " अपराह्न"),
    "zh": (" 上午", " 下午"),
}  # fmt: skip
DIGITS = {"latin": "0123456789", "devanagari": "०१२३४५६७८९", "arabic": "٠١٢٣٤٥٦٧٨٩"}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16")
LINE_ENDS = ("\n", "\r\n", "\r")


def head(moment, phone):
    date = moment.strftime(DATES[phone["date"]])
    halves = HALVES[phone["half"]]
    hour = moment.hour if halves is None else (moment.hour % 12 or 12)
    seconds = f":{moment.second:02d}" if phone["apple"] else ""
    half = halves[moment.hour >= 12] if halves else ""
    clock = f"{hour}:{moment.minute:02d}{seconds}{half}"
    stamp = f"[{date}, {clock}] " if phone["apple"] else f"{date}, {clock} - "
    return stamp.translate(str.maketrans("0123456789", DIGITS[phone["digits"]]))


phones = st.fixed_dictionaries(
    {
        "date": st.sampled_from(sorted(DATES)),
        "half": st.sampled_from(sorted(HALVES)),
        "digits": st.sampled_from(["latin", "latin", "latin", *sorted(DIGITS)]),
        "apple": st.booleans(),
        "encoding": st.sampled_from(ENCODINGS),
        "end": st.sampled_from(LINE_ENDS),
    }
)
names = st.sampled_from(["Asha", "आशा देवी", "+91 98765 43210", "A:B", "🤓", "~\u202fNev", "أحمد"])
SLOW = [HealthCheck.too_slow]

letters = st.characters(codec="utf-8", exclude_characters="\r\n\ufeff", exclude_categories=["Cs"])
lines_of_text = st.lists(st.text(letters, max_size=30), min_size=1, max_size=4)
said = st.tuples(names, lines_of_text, st.integers(0, 40_000))


def as_read(lines):
    return "\n".join(lines).strip()


def is_plain(lines):
    """Not taken for WhatsApp's own line or for a header; such texts are other tests' matter."""
    text = as_read(lines)
    return not text.startswith("\u200e") and not any(
        line[:3].strip("[")[:1].isdigit() for line in lines
    )


@given(phones, st.lists(said.filter(lambda one: is_plain(one[1])), min_size=1, max_size=40))
@settings(
    max_examples=tries(150),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_a_conversation_written_on_any_phone_is_read_back(parse, phone, conversation):
    moment, written, expected = START, [], []
    for author, lines, wait in conversation:
        moment += timedelta(seconds=wait)
        written.append(f"{head(moment, phone)}{author}: " + phone["end"].join(lines))
        shown = moment if phone["apple"] else moment.replace(second=0)
        expected.append((shown.isoformat(), author.replace("\u202f", " "), as_read(lines)))
    raw = phone["end"].join(written).encode(phone["encoding"])
    found = parse(raw, block=256)
    assert [line[1:] for line in found.lines] == expected or found.assumed
    assert [line[2:] for line in found.lines] == [one[1:] for one in expected]


mess = st.sampled_from(
    [
        "13/06/23, 9:00 - Asha: one", "14/06/23, 19:00 - Ravi: two", "15/06/23, 9:05 - Asha left",
        "13/06/23, 9:00 - A:B: c", "16/06/23, 21:00 - Meena:", "16/06/23, 21:00 -  two spaces: x",
        "[13/06/2023, 9:00:00] Asha: one", "\u200e[13/06/2023, 9:00:00 PM] A: \u200eimage omitted",
        "13/06/2023, 9:00:00 PM Asha: plain", "13.06.23 21.25.15: a: m", "21:25, 13/06/2018 - A: x",
        "13/06/23, 9:00 pm - A: x", "\ufeff13/06/23, 9:00 - A: x", "13/06/23, 9:00", "text", "",
        "31/02/23, 9:00 - A: x", "13/06/23, 99:00 - A: x", "१३/०६/२३, ९:०० - आशा: x", "- x: y",
        "13/06/23, 9:00 - " + "x" * 130 + ": y", "13/06/23, 9:00\u202fpm - A: x", " ",
        "[13/06/23, 9:00] ", "[13/06/23, 9:00:00] - A: x", "[13/06/23, 9:00:00]A: x",
        "R5/6/13, 9:00 - A: x",
    "[13/06/23, 9:00:00] – A: x", "[9:00:00, 13/06/23] A: x", "13/06/23, 9:00 -  – A: x", "– 9: x",
    ]
)  # fmt: skip


@given(st.lists(mess, max_size=60), st.lists(mess, min_size=1, max_size=4))
@settings(max_examples=tries(200), deadline=None, derandomize=True)
def test_the_fast_pattern_finds_what_the_grammar_finds(lines, phone):
    block = "\n".join(lines)
    text = "\n" + "\n".join(phone * 10)
    fast = narrow(text, list(headers(text)))
    slowly, quickly = cut(block.encode(), None), cut(block.encode(), fast)
    assert quickly.line.tolist() == slowly.line.tolist()
    assert quickly.author.to_pylist() == slowly.author.to_pylist()
    assert quickly.text.to_pylist() == slowly.text.to_pylist()
    assert quickly.lead == slowly.lead
    moments = Moments(fast.templates if fast else (), Days({}, "dmy"))
    for place in range(len(slowly)):
        for told in (moments.date, moments.clock):
            assert told(quickly, place) == told(slowly, place)
    assert [seen.tolist() for seen in moments.of(quickly)] == [
        seen.tolist() for seen in moments.of(slowly)
    ]


@given(st.lists(mess, min_size=1, max_size=60), st.integers(1, 400))
@settings(max_examples=tries(150), deadline=None, derandomize=True)
def test_block_sizes_change_nothing(parse, lines, block):
    text = "13/06/23, 9:00 - Asha: one\n" + "\n".join(lines)
    whole = parse(text)
    assert parse(text, block=block) == whole
    assert parse(text, narrow=False).lines == whole.lines


def test_a_stranger_among_a_phones_headers_is_found():
    text = "\n".join(f"{day}/06/23, 9:00 - Asha: one" for day in range(10, 29))
    fast = narrow(f"\n{text}", list(headers(f"\n{text}")))
    assert fast is not None
    assert len(cut(f"{text}\n[13/06/2023, 9:00:00] Ravi: two\nmore".encode(), fast)) == 20
    assert len(cut(b"[13/06/2023, 9:00:00] Ravi: two", fast)) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_known_without_a_byte_order_mark(encoding):
    assert encoding_of("13/06/23, 9:00 - आशा: नमस्ते".encode(encoding)) == encoding


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
def test_line_ends_and_letters_survive_any_cut(size):
    text = "one\r\ntwo\rthree\n\nनमस्ते🙏\r\n\u2028\x0c\x85end"
    for encoding in ("utf-8", "utf-16"):
        found = "\n".join(
            block.text for block in blocks(io.BytesIO(text.encode(encoding)), size=size)
        )
        assert found == "one\ntwo\nthree\n\nनमस्ते🙏\n\u2028\x0c\x85end"


def test_bytes_that_are_no_text_do_not_stop_the_reading(parse):
    found = parse(b"13/06/23, 9:00 - Asha: caf\x81\n14/06/23, 9:00 - Ravi: ok\n")
    assert found.texts == ["caf\ufffd", "ok"]


def test_a_line_that_begins_with_no_letter_does_not_stop_the_reading_of_a_long_chat(parse):
    chat = b"".join(b"%02d/06/23, 9:00 - Asha: ok\n" % day for day in range(1, 28))
    found = parse(chat + b"\xa4\xb0 tail\n28/06/23, 9:00 - Ravi: ok\n")
    assert found.authors == ["Asha"] * 27 + ["Ravi"]
    assert found.texts[26] == "ok\n\u00a4\u00b0 tail"


def test_an_absurd_message_is_counted_but_not_kept(parse):
    long = "x" * 3_000_000
    found = parse(f"13/06/23, 9:00 - Asha: {long}\nmore\n14/06/23, 9:00 - Ravi: ok\n")
    assert [len(text) for text in found.texts] == [LONGEST_TEXT, 2]
    assert found.beyond + LONGEST_TEXT == len(long) + len("\nmore")


def test_a_message_of_many_lines_is_counted_but_not_kept(parse):
    lines = "\n".join(f"line {n}" for n in range(100_000))
    found = parse(f"13/06/23, 9:00 - Asha: {lines}\n14/06/23, 9:00 - Ravi: ok\n", block=10_000)
    assert len(found.texts[0]) == LONGEST_TEXT
    assert found.beyond + LONGEST_TEXT == len(lines)
    assert found.lines[1][0] == 100_001


def test_an_absurd_message_pasted_into_another_is_counted_with_it(parse):
    pasted = f"1/06/23, 9:00 - Ravi: {'x' * 200_000}"
    found = parse(f"13/06/23, 9:00 - Asha: see:\n{pasted}\n13/06/23, 9:01 - Ravi: ok\n")
    assert [len(text) for text in found.texts] == [LONGEST_TEXT, 2]
    assert found.beyond + LONGEST_TEXT == len("see:\n") + len(pasted)


class Endless(io.RawIOBase):
    """A chat of any size that is never whole in memory."""

    def __init__(self, size):
        one = "".join(
            f"{day:02d}/06/23, {hour:02d}:{minute:02d} - Worker {minute}: बूथ {hour} पर काम done\n"
            for day in range(1, 29) for hour in range(24) for minute in range(60)
        )  # fmt: skip
        self.chunk, self.left = one.encode(), size

    def read(self, count=-1):
        size = min(count, self.left, len(self.chunk))
        self.left -= size
        return self.chunk[:size]


@only_thorough
def test_memory_does_not_grow_with_the_file():
    block, remembered = 2**19, 32  # bytes for each header of the first look, and some to spare

    def peak(size):
        tracemalloc.start()
        seen = survey(lambda: Endless(size), last_day=30_000, day_first=True, block=block)
        read = sum(len(batch) for batch in read_chat(lambda: Endless(size), seen, block=block))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most, read

    small, few = peak(800_000)
    large, many = peak(3_600_000)
    assert many > 4 * few
    assert large < 1.3 * small + remembered * many


def test_no_more_headers_are_remembered_than_there_is_room_for(parse, monkeypatch):
    raw = ("13/06/23, 9:00 - A: x\n" * 4000).encode()
    whole = parse(raw, block=2**14).lines
    monkeypatch.setattr(memory, "MOST", 1500)
    seen = survey(lambda: io.BytesIO(raw), last_day=30_000, day_first=True, block=2**14)
    asked = [seen.memory.lines(n, b"", block=2**14) for n in range(6)]
    assert asked == [None] * 6  # of other bytes nothing is remembered
    kept = list(blocks(io.BytesIO(raw), size=2**14))
    assert seen.memory.lines(0, kept[0].data, block=2**14) is not None
    assert seen.memory.lines(0, kept[0].data, block=2**15) is None
    assert seen.memory.lines(4, kept[4].data, block=2**14) is None
    assert parse(raw, block=2**14).lines == whole


def test_line_numbers_count_every_line_of_the_file(parse):
    text = "head\n\n13/06/23, 9:00 - A: x\r\n\r\nmore\r14/06/23, 9:00 - B: y\n\n\n"
    text += "15/06/23, 9:00 - C: z"
    assert [line[0] for line in parse(text).lines] == [3, 6, 9]


def test_a_survey_may_be_narrowed_or_not(parse):
    raw = ("13/06/23, 9:00 - A: x\n" * 20).encode()
    seen = survey(lambda: io.BytesIO(raw), last_day=30_000, day_first=True)
    assert seen.narrow is not None
    fast = [batch.text for batch in read_chat(lambda: io.BytesIO(raw), seen)]
    slow = [batch.text for batch in read_chat(lambda: io.BytesIO(raw), replace(seen, narrow=None))]
    assert fast == slow


def test_a_western_windows_code_page_is_read_letter_by_letter(chats, parse):
    found = parse((chats / "windows_code_page.txt").read_bytes())
    assert found.texts == ["café – “done” €5", "ok"]
    half = parse((chats / "half_in_the_windows_code_page.txt").read_bytes())
    assert half.texts == ["café", "ठीक"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be",
                                      "utf-32", "utf-32-le", "utf-32-be"])  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_change_nothing(encoding, end, parse):
    lines = ["13/06/23, 9:00 - आशा: नमस्ते 🙏", "दूसरी पंक्ति", "14/06/23, 9:00 - Ravi: ok", ""]
    found = parse(end.join(lines).encode(encoding))
    assert found.authors == ["आशा", "Ravi"]
    assert found.texts == ["नमस्ते 🙏\nदूसरी पंक्ति", "ok"]


def test_lines_that_cannot_be_read_are_given_out_though_no_message_comes(parse):
    good, bad = b"13/06/2023, 9:00 - A: x\n", b"31/02/2023, 9:00 - A: lost\n"
    raw = good * 20 + bad * 60_000 + good * 20
    seen = survey(lambda: io.BytesIO(raw), last_day=30_000, day_first=True, block=2**16)
    batches = list(read_chat(lambda: io.BytesIO(raw), seen, block=2**16))
    told = [line for batch in batches for line, _ in batch.unreadable]
    assert told == list(range(21, 60_021))
    assert max(len(batch.unreadable) for batch in batches) < 20_000
    assert sum(map(len, batches)) == 40
