"""Chats of a known size as different phones export them, and when each message was really sent."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from hustings.period import Period
from hustings.sample.chats import Chat, converse, make_texts
from hustings.sample.groups import Group, make_groups
from hustings.sample.people import make_people
from hustings.sample.phones import PHONES, Phone, contact_book, written
from hustings.sample.places import make_places
from hustings.sample.plan import Plan, make_plan

UNTIL = Period.parse("2026-W46")
EXPORTED_AT = datetime(2026, 11, 16, 5, tzinfo=UTC)
GROUP = "Benchmark group"


def write(*, folder: str, sizes: dict[str, int]) -> dict[str, int]:
    """Write one chat per phone, `<phone>/WhatsApp Chat with ...txt`, with truth beside it.

    Truth is the local second of every member's message, as exactly as the phone prints it.
    Returns: bytes of each chat.
    """
    plan = make_plan("IN-JH", weeks=26, seed=1, until=UNTIL)
    people = make_people(plan, make_places(plan))
    ordinary = make_groups(plan, people)[_ordinary(plan)]
    texts = make_texts(plan)
    made = {}
    for name, size in sizes.items():
        group = replace(ordinary, name=GROUP, a_day=size / plan.days)
        chat = _distinct(converse(plan, group, np.zeros(plan.days), texts))
        under = Path(folder) / name
        under.mkdir(parents=True)
        text = _text(plan, people, group, PHONES[name], chat)
        path = under / f"WhatsApp Chat with {GROUP}.txt"
        path.write_bytes(text.encode(PHONES[name].encoding))
        np.save(under / "truth.npy", _printed(plan, PHONES[name], chat))
        made[name] = path.stat().st_size
    return made


def _ordinary(plan: Plan) -> int:
    """A group in which nothing special is planted."""
    return next(n for n in range(len(plan.parliament)) if n != plan.planted.cut_parliament)


def _distinct(chat: Chat) -> Chat:
    """The same chat with no two long texts alike, as people write them."""
    texts = [
        f"{text} {place}" if kind == "long" else text
        for place, (kind, text) in enumerate(zip(chat.kinds, chat.texts, strict=True))
    ]
    return replace(chat, texts=texts)


def _text(plan: Plan, people, group: Group, phone: Phone, chat: Chat) -> str:
    rng = plan.draw("benchmark", phone.name)
    names = contact_book(people, group, phone, rng)
    return written(chat, phone, group=group.name, names=names, first=plan.first, rng=rng)


def _printed(plan: Plan, phone: Phone, chat: Chat) -> np.ndarray:
    """Local seconds since 1970; Android prints no seconds."""
    first = datetime.combine(plan.first, datetime.min.time(), UTC)
    moments = chat.seconds.astype(np.int64) + int(first.timestamp())
    return moments if phone.system == "ios" else moments // 60 * 60
