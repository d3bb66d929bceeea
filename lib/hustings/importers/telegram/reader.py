"""Telegram's result.json: groups give messages, channels give posts, talks of two nothing."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeVar

from hustings.errors import InputError
from hustings.importers.contract import (
    Assumed,
    Context,
    Finding,
    Placed,
    SetAside,
    SourceFile,
    source,
)
from hustings.importers.nearby import nearby
from hustings.importers.posts import Posts
from hustings.importers.publishers import Publishers, unlisted
from hustings.importers.tabular.decode import detect, head_text
from hustings.importers.telegram.channels import Channel
from hustings.importers.telegram.chats import Chat, Messages, surveyed, walked
from hustings.importers.telegram.clock import Clock
from hustings.importers.telegram.groups import Group
from hustings.importers.telegram.people import Persons
from hustings.importers.telegram.stream import BrokenError
from hustings.roster import plain_name

T = TypeVar("T")

_START = re.compile(r"\s*\{")
_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_SIGNS = re.compile(
    r'"date_unixtime"|"from_id"|"actor_id"|"text_entities"'
    r'|"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages|(?:private|public)_\w+)"'
)
_WHOLE = re.compile(
    r'"about"\s*:\s*"Here is the data you requested|"(?:left_)?chats"\s*:\s*\{\s*"(?:about|list)"'
)
_AGAIN = "In Telegram Desktop open the group or channel, Export chat history, format JSON."
_SAYS_NOTHING = re.compile(r"result(?: ?\(\d+\))?|messages|export|chat", re.IGNORECASE)
_FOLDER = re.compile(r"(?:ChatExport|DataExport)[_ ].*", re.IGNORECASE)


def sniff(head: bytes, name: str) -> bool:  # noqa: ARG001  the content decides
    """Whether these are the first bytes of a Telegram export."""
    text = head_text(head)
    if not _START.match(text):
        return False
    return bool(_WHOLE.search(text) or (_MESSAGES.search(text) and _SIGNS.search(text)))


@source(
    "telegram",
    en="Telegram exports (JSON)",
    hi="टेलीग्राम एक्सपोर्ट (JSON)",
    tables=(
        "groups", "messages", "message_marks", "also_called", "memberships", "group_people",
        "group_exports",
        "posts", "post_counts",
    ),
    sniff=sniff,
)  # fmt: skip
def read(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read one exported chat, or every group and channel of a whole account.

    Raises: InputError for a file without a chat, and for a talk of two people exported alone.
    """
    encoding = detect(file)
    chats, broken = surveyed(file, encoding)
    if not any(chat.lines for chat in chats):
        raise _nothing(file, chats, broken)
    if len(chats) == 1 and chats[0].personal:
        raise InputError(
            "This is a talk of two people, which is never read.", where=file.name, fix=_AGAIN
        )
    yield from filter(None, [encoding.assumed, *_passed_over(chats)])
    keys = _keys(chats, file)
    by_place = {chat.place: chat for chat in chats}
    zones, breaks = _Zones(), list[BrokenError]()
    for found, messages in _until_broken(walked(file, encoding), breaks):
        chat = by_place[found.place]
        if not chat.personal:
            read_so_far = _until_broken(messages, breaks)
            yield from _chat(chat, keys[chat.place], read_so_far, file, context, zones)
        if breaks:
            break
    if breaks:
        yield SetAside(breaks[0].line, f"the file ends here: {breaks[0].why}", _AGAIN)
    yield from zones.assumed(context)


def _until_broken(found: Iterator[T], breaks: list[BrokenError]) -> Iterator[T]:
    """The same up to where the file is no JSON any more, which is noted."""
    try:
        yield from found
    except BrokenError as broken:
        breaks.append(broken)


class _Zones(Counter[str]):
    """How many times carry no zone, by what was taken for it."""

    def assumed(self, context: Context) -> Iterator[Assumed]:
        """What was taken for granted, worded as for other chats."""
        if self["others"]:
            yield Assumed(
                "times without a zone are by the clock the other messages show",
                f"{self['others']} message(s)",
            )
        if self["settings"]:
            yield Assumed(
                f"times are those of {context.settings.exports.time_zone}",
                "a chat export names no time zone",
            )


def _chat(
    chat: Chat, key: str, messages: Messages, file: SourceFile, context: Context, zones: _Zones
) -> Iterator[Finding]:
    clock = Clock.of(chat.offsets, context.settings.exports.time_zone)
    if chat.channel:
        publishers = Publishers.known(context, "telegram")
        account = publishers.find(chat.id, chat.name)
        if account is None:
            account = publishers.named(chat.name or chat.id or "unknown")
            yield unlisted(f"the channel '{chat.name or chat.id}'", account)
        channel = Channel(file, chat, account, clock, Posts("telegram", file))
        yield from channel.findings(messages)
        assumed = channel.zone_assumed
    else:
        placed = context.placed.get(key, Placed(None, official=False))
        yield from _doubts(chat, key, placed)
        people = context.people.around(nearby(placed.unit, context.units))
        here = replace(context, people=people)
        group = Group(here, file, chat, key, placed, clock, Persons(here, chat.ids_of))
        yield from group.findings(messages)
        assumed = group.zone_assumed
    zones["others" if chat.offsets else "settings"] += assumed


def _doubts(chat: Chat, key: str, placed: Placed) -> Iterator[Assumed]:
    name = chat.name or key.partition(":")[2]
    if not chat.kind:
        yield Assumed("a chat whose kind the file does not say is a group", f"'{name}'")
    if placed.unit is None:
        yield Assumed(
            "group is not placed in any unit", f"'{name}' has no unit in the list of groups"
        )


def _passed_over(chats: list[Chat]) -> Iterator[Assumed]:
    personal = [chat for chat in chats if chat.personal]
    if personal:
        yield Assumed(
            "talks of two people are never read",
            f"{len(personal)} of {len(chats)} chats, {sum(c.messages for c in personal)} messages",
        )


def _keys(chats: list[Chat], file: SourceFile) -> dict[int, str]:
    """Each chat's group, by its place: its name, and its id too where two go by one name.

    A group that became a supergroup goes on under its name and is the same group still.
    """
    names = {chat.place: chat.name or _name_in_file(chat, file) for chat in chats}
    alike: dict[str, set[int]] = {}
    for chat in chats:
        if not (chat.moved or chat.personal):
            alike.setdefault(plain_name(names[chat.place]), set()).add(chat.place)
    return {
        chat.place: f"telegram:{plain_name(names[chat.place])}"
        + (f" {chat.id}" if len(alike.get(plain_name(names[chat.place]), ())) > 1 else "")
        for chat in chats
    }


def _name_in_file(chat: Chat, file: SourceFile) -> str:
    """A name for a chat that has none: its id, else the file's or its folder's name."""
    if chat.id:
        return f"chat {chat.id}"
    for part in reversed(PurePosixPath(file.name.replace("\\", "/")).parts):
        stem = PurePosixPath(part).stem
        if not _SAYS_NOTHING.fullmatch(stem) and not _FOLDER.fullmatch(stem):
            return stem
    return f"chat {file.sha256[:8]}"


def _nothing(file: SourceFile, chats: list[Chat], broken: BrokenError | None) -> InputError:
    if broken:
        return InputError(
            f"The file cannot be read: {broken.why}.",
            where=f"{file.name}, line {broken.line}",
            fix=f"Export it again; the transfer may have broken off. {_AGAIN}",
        )
    what = "No message stands in this export." if chats else "No chat stands in this export."
    return InputError(what, where=file.name, fix=_AGAIN)
