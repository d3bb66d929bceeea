"""How each phone writes an exported chat: its dates, clock, marks, names and strings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from hustings.sample.chats import Chat
from hustings.sample.groups import Group, Member
from hustings.sample.notices import DAY, Notice
from hustings.sample.people import People
from hustings.sample.wordstock import phone_strings

LRM = "\u200e"
NARROW = "\u202f"  # stands before am/pm since early 2023
BOM = "\ufeff"
SWAPPED = 0.003  # of lines: a few seconds out of order, as phones sync late
MEDIA = ("image", "video", "audio", "sticker", "gif", "document")


@dataclass(frozen=True)
class Phone:
    """One exporting phone."""

    name: str
    system: str  # android or ios
    language: str  # en or hi
    dates: str  # dmy2, dmy4, dots, mdy or ymd
    clock: str  # 24, am (lower case) or AM
    gap: str = NARROW  # between the time and am/pm
    encoding: str = "utf-8"
    boms: bool = False  # byte-order marks at the start and in mid-file

    @property
    def line_end(self) -> str:
        """An iPhone ends a message with CRLF, but a line inside it with LF."""
        return "\r\n" if self.system == "ios" else "\n"


PHONES = {
    phone.name: phone
    for phone in (
        Phone("android_12h", "android", "en", "dmy2", "am"),
        Phone("android_12h_plain", "android", "en", "dmy4", "am", gap=" "),
        Phone("android_24h", "android", "en", "dmy2", "24"),
        Phone("android_hi", "android", "hi", "dmy2", "am"),
        Phone("android_us", "android", "en", "mdy", "AM"),
        Phone("android_dots", "android", "en", "dots", "24"),
        Phone("android_year_first", "android", "en", "ymd", "24"),
        Phone("android_utf16", "android", "en", "dmy2", "24", encoding="utf-16-le", boms=True),
        Phone("android_boms", "android", "en", "dmy2", "am", boms=True),
        Phone("ios", "ios", "en", "dmy2", "AM"),
        Phone("ios_24h", "ios", "en", "dmy4", "24"),
        Phone("ios_hi", "ios", "hi", "dmy2", "am"),
    )
}


def contact_book(people: People, group: Group, phone: Phone, rng: np.random.Generator) -> list[str]:
    """What this phone shows for each member: saved name, nickname, number or push name."""
    dice = rng.integers(0, 100, len(group.members))
    return [
        _shown(people, member, phone, int(d)) for member, d in zip(group.members, dice, strict=True)
    ]


def _shown(people: People, member: Member, phone: Phone, dice: int) -> str:
    if member.person is None:
        return member.shown
    latin, devanagari = people.names[member.person]
    if dice < 45:
        return latin
    if dice < 57:
        return devanagari
    if dice < 82 or (dice < 97 and not people.aliases[member.person]):
        return number_shown(member.phone, phone)
    if dice < 97:
        return people.aliases[member.person]
    return f"~{NARROW if phone.system == 'ios' else ' '}{latin.split()[0]}"


def number_shown(number: str, phone: Phone) -> str:
    """A number nobody saved; iPhones wrap it in direction marks."""
    plain = f"+91 {number[:5]} {number[5:]}"
    return f"\u202a{plain}\u202c" if phone.system == "ios" else plain


def written(
    chat: Chat, phone: Phone, *, group: str, names: list[str], first: date, rng: np.random.Generator
) -> str:
    """The whole export as the phone writes it."""
    lines = list(_lines(chat, _Pen(phone, group, names, first)))
    for n in np.flatnonzero(rng.random(max(len(lines) - 1, 0)) < SWAPPED):
        if 0 < lines[n + 1][0] - lines[n][0] < 300:
            lines[n], lines[n + 1] = lines[n + 1], lines[n]
    end = phone.line_end
    text = "".join(line + end for _, line in lines)
    if phone.boms:
        middle = text.find(end, len(text) // 2) + len(end)
        text = BOM + text[:middle] + BOM + text[middle:]
    return text


class _Pen:
    """What stays the same through one export: strings, names, days and times already written."""

    def __init__(self, phone: Phone, group: str, names: list[str], first: date) -> None:
        self.phone, self.group, self.names, self.first = phone, group, names, first
        self.strings = phone_strings(phone.system, phone.language)
        self.events = phone_strings("events", phone.language)
        self.clock = [_clock(minute, phone) for minute in range(1440)]
        self._days: dict[int, str] = {}

    def head(self, second: int) -> str:
        """Everything before the author."""
        number, rest = divmod(second, DAY)
        if number not in self._days:
            self._days[number] = _day(self.first + timedelta(days=number), self.phone)
        hour, half = self.clock[rest // 60]
        if self.phone.system == "ios":
            return f"[{self._days[number]}, {hour}:{rest % 60:02d}{half}] "
        return f"{self._days[number]}, {hour}{half} - "


def _day(day: date, phone: Phone) -> str:
    short = day.year % 100
    return {
        "dmy2": f"{day.day:02d}/{day.month:02d}/{short:02d}",
        "dmy4": f"{day.day:02d}/{day.month:02d}/{day.year}",
        "dots": f"{day.day}.{day.month}.{day.year}",
        "mdy": f"{day.month}/{day.day}/{short:02d}",
        "ymd": f"{day.year}/{day.month:02d}/{day.day:02d}",
    }[phone.dates]


def _clock(minute: int, phone: Phone) -> tuple[str, str]:
    hour = minute // 60
    if phone.clock == "24":
        return f"{hour:02d}:{minute % 60:02d}", ""
    half = "am" if hour < 12 else "pm"
    half = half.upper() if phone.clock == "AM" else half
    return f"{(hour + 11) % 12 + 1}:{minute % 60:02d}", phone.gap + half


def _lines(chat: Chat, pen: _Pen) -> Iterator[tuple[int, str]]:
    """Messages and system lines in time order, each with its second."""
    notices = iter([*chat.notices, Notice(1 << 60, "")])
    notice = next(notices)
    rows = zip(chat.seconds.tolist(), chat.who.tolist(), chat.kinds, chat.texts, strict=True)
    for second, who, kind, text in rows:
        while notice.second <= second:
            yield notice.second, _system_line(notice, pen)
            notice = next(notices)
        yield second, _message(pen, second, pen.names[who], kind, text)
    while notice.event:
        yield notice.second, _system_line(notice, pen)
        notice = next(notices)


def _message(pen: _Pen, second: int, name: str, kind: str, text: str) -> str:
    head = pen.head(second)
    if kind == "view_once":
        return f"{head}{name}:"
    if pen.phone.system == "ios" and kind in (*MEDIA, "contact", "deleted"):
        return f"{LRM}{head}{name}: {LRM}{pen.strings[kind]}"
    return f"{head}{name}: {_body(pen, kind, text)}"


def _body(pen: _Pen, kind: str, text: str) -> str:
    if kind in MEDIA:
        return pen.strings["media"]
    if kind == "contact":
        return f"Contact {text}.vcf{pen.strings['attached']}"
    if kind == "deleted":
        return pen.strings["deleted"]
    if kind == "edited":
        return text + pen.strings["edited"]
    if kind == "location":
        return pen.strings["location"].replace("{n}", f"{int(text):03d}")
    return text


def _system_line(notice: Notice, pen: _Pen) -> str:
    """Android: no author. iPhone: the group or the actor poses as author, with a mark after."""
    actor, person = pen.names[notice.actor], pen.names[notice.person]
    event = notice.event
    if event == "number" and "+91" not in person:
        event = "number_unsaid"
    number = number_shown(notice.number, pen.phone) if notice.number else ""
    said = pen.events[event].format(a=actor, b=person, c=number, g=pen.group)
    head = pen.head(notice.second)
    if pen.phone.system == "android":
        return head + said
    poses = pen.group if event in ("encrypted", "created") else person
    return f"{head}{poses}: {LRM}{said}"
