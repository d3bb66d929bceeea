"""What the centre sends down, and which accounts carry it in which words."""

from dataclasses import dataclass, replace

import numpy as np

from hustings.sample.files import Folder, csv_text, export_moment
from hustings.sample.notices import DAY
from hustings.sample.plan import Plan
from hustings.sample.posts import Posts
from hustings.sample.wordstock import rows_of

MESSAGES_HEADER = ("Message code", "Issued on", "Message", "Link")
CARRY = {"central": 0.9, "ally": 0.2, "seat": 0.55, "watched": 0.0}
MEAN_LAG_HOURS = 20
WORDING = (0.3, 0.3, 0.2, 0.2)  # as sent, with a word more, in Latin letters, in own words
WAYS = ("exact", "edited", "romanised", "own_words")
FEWEST_WEEKS = 6  # between two messages


@dataclass(frozen=True)
class Message:
    """One central message: its code, its wordings, and the day it was issued."""

    code: str
    wordings: tuple[str, ...]
    day: int


@dataclass(frozen=True)
class Carrying:
    """One account that carried one message in one of its posts."""

    account: str
    message: str
    way: str
    position: int


def central_messages(plan: Plan) -> list[Message]:
    """One message every six weeks or so, the last well before the end."""
    texts = rows_of("central", "messages")
    days = range(7, plan.days - 10, 7 * max(FEWEST_WEEKS, plan.weeks // len(texts)))
    return [
        Message(f"M-{number + 1}", wordings, day)
        for number, (wordings, day) in enumerate(zip(texts, days, strict=False))
    ]


def write_messages(folder: Folder, plan: Plan, messages: list[Message]) -> None:
    """Write the list of central messages."""
    rows = [
        (one.code, plan.day(one.day).isoformat(), one.wordings[0],
         f"https://example.org/message/{one.code}")
        for one in messages
    ]  # fmt: skip
    at = export_moment(plan.until.next().first, 8)
    folder.text("lists/central messages.csv", csv_text([MESSAGES_HEADER, *rows]), at=at)


def carry(plan: Plan, posts: Posts, messages: list[Message]) -> tuple[Posts, list[Carrying]]:
    """Put the messages an account carries into the posts it was going to publish anyway."""
    account = posts.account
    if account.platform == "youtube":  # titles of videos are no place for a message
        return posts, []
    rng = plan.draw("carry", account.key)
    chance = CARRY["seat" if account.side == "ours" else account.side]
    if account.side == "ours" and account.central:
        chance = CARRY["central"]
    texts, done = list(posts.texts), []
    for message in messages:
        lag, way = rng.exponential(MEAN_LAG_HOURS), int(rng.choice(len(WAYS), p=WORDING))
        if rng.random() >= chance:
            continue
        issued = (message.day + 1) * DAY  # by the end of the day of issue
        position = int(np.searchsorted(posts.seconds, issued + lag * 3600))
        if position < len(texts) and posts.seconds[position] < issued + 4 * DAY:
            place = account.unit.name_hi or account.unit.name_en
            texts[position] = message.wordings[way].replace("{place_hi}", place)
            done.append(Carrying(account.key, message.code, WAYS[way], position))
    return replace(posts, texts=texts), done
