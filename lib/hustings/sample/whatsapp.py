"""Exports of the groups, as the phones of their members wrote them; and groups.csv."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from hustings.sample.chats import Chat, converse, make_texts
from hustings.sample.effects import Effects
from hustings.sample.files import Folder, csv_text, export_moment
from hustings.sample.groups import Group
from hustings.sample.notices import DAY
from hustings.sample.people import People
from hustings.sample.phones import PHONES, Phone, contact_book, written
from hustings.sample.plan import CUT_AT, Plan

GROUPS_HEADER = ("Group", "Platform", "Unit", "Official")
USUAL = (
    "android_12h", "ios", "android_12h_plain", "android_12h", "android_24h", "android_12h", "ios",
    "android_hi", "android_12h_plain", "android_12h", "ios_hi", "android_24h", "ios_24h",
)  # fmt: skip
RARE = {6: "android_dots", 11: "android_year_first", 16: "android_utf16", 21: "android_boms"}
FIRST_EXPORT_AT = 0.6  # of the span: when a group exported twice was exported before
UNSAFE = re.compile(r'[\\/:*?"<>|]')


@dataclass(frozen=True)
class Exported:
    """What was written of one group; the truth file tells it to tests."""

    group: str
    unit: str
    file: str
    phone: str
    messages: int  # members' messages in the file, its own system lines not counted
    last: datetime | None  # local time of the newest message


def write_groups(folder: Folder, plan: Plan, groups: list[Group]) -> None:
    """Write which group belongs to which unit."""
    at = export_moment(plan.first, 10.5)
    rows = [
        (group.name, "whatsapp", group.unit.code, "yes" if group.official else "no")
        for group in groups
    ]
    folder.text("lists/groups.csv", csv_text([GROUPS_HEADER, *rows]), at=at)


class Exporter:
    """Writes one group after the other."""

    def __init__(self, folder: Folder, plan: Plan, people: People, found: Effects) -> None:
        self.folder, self.plan, self.people, self.found = folder, plan, people, found
        self.texts = make_texts(plan)

    def export(self, group: Group) -> list[Exported]:
        """Write every export of one group."""
        plan, planted = self.plan, self.plan.planted
        chat = converse(plan, group, self.found.talk[group.number], self.texts)
        seat = group.number - len(plan.parliament)
        phone = self._phone(group)
        if group.number == planted.cut_parliament:
            chat = chat.newest(CUT_AT)
        if seat == planted.stale_seat:
            return [self._file(group, chat, phone, planted.stale_from)]
        exports = []
        if seat in planted.twice:
            day = max(7 * int(plan.weeks * FIRST_EXPORT_AT), 7)
            exports.append(self._file(group, chat, _other(phone), day))
        return [*exports, self._file(group, chat, phone, plan.days)]

    def _phone(self, group: Group) -> Phone:
        houses = len(self.plan.parliament)
        if group.number == houses + self.plan.planted.american_seat:
            return PHONES["android_us"]
        if group.number == self.plan.planted.cut_parliament:
            return PHONES["android_12h"]
        if group.number - houses in RARE:
            return PHONES[RARE[group.number - houses]]
        return PHONES[USUAL[group.number % len(USUAL)]]

    def _file(self, group: Group, chat: Chat, phone: Phone, day: int) -> Exported:
        """One export made in the morning of a day, holding what was said before that day."""
        plan = self.plan
        rng = plan.draw("export", group.number, day)
        seen = chat.until(day * DAY)
        names = contact_book(self.people, group, phone, rng)
        text = written(seen, phone, group=group.name, names=names, first=plan.first, rng=rng)
        made_on = plan.first + timedelta(days=day)
        made_at = export_moment(made_on, 9 + group.number % 50 / 100)
        path = self._save(group, phone, text, made_at, zipped=bool(rng.random() < 0.3))
        size = len(seen.seconds)
        return Exported(
            group.name,
            group.unit.code,
            path,
            phone.name,
            size,
            _moment(plan.first, int(seen.seconds[-1])) if size else None,
        )

    def _save(self, group: Group, phone: Phone, text: str, at: datetime, *, zipped: bool) -> str:
        """Put the text where such a phone would; returns the file's name in the sample."""
        under = f"whatsapp/{at:%Y-%m-%d}"
        name = UNSAFE.sub("_", group.name)
        if phone.system == "ios":
            file = f"{under}/WhatsApp Chat - {name}.zip"
            self.folder.zip(file, {"_chat.txt": text}, at=at)
        elif zipped and phone.encoding == "utf-8":
            file = f"{under}/WhatsApp Chat with {name}.zip"
            self.folder.zip(file, {f"WhatsApp Chat with {name}.txt": text}, at=at)
        else:
            file = f"{under}/WhatsApp Chat with {name}.txt"
            self.folder.text(file, text, at=at, encoding=phone.encoding)
        return file


def _other(phone: Phone) -> Phone:
    """Another member's phone, of the other make."""
    return PHONES["ios" if phone.system == "android" else "android_12h"]


def _moment(first: date, second: int) -> datetime:
    return datetime.combine(first, datetime.min.time()) + timedelta(seconds=int(np.int64(second)))
