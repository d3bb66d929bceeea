"""What is said in each group: who writes when, and which kind of message."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hustings.sample.groups import Group
from hustings.sample.notices import DAY, Notice, make_notices
from hustings.sample.plan import CUT_AT, Plan
from hustings.sample.wordstock import filled, polls, pool, words

Whole = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

WRITTEN_IN_CUT = 44_000  # messages in the group whose export is cut
OFFICIAL_DAYS = 0.93  # of days, the admin passes on the day's message
LANGUAGES = ("en", "hi", "mixed")

SHARES = {
    "short": 0.36, "long": 0.345, "image": 0.10, "video": 0.03, "audio": 0.02, "sticker": 0.015,
    "gif": 0.005, "document": 0.008, "contact": 0.003, "link": 0.04, "multi": 0.045,
    "deleted": 0.008, "edited": 0.015, "poll": 0.002, "location": 0.0015, "view_once": 0.001,
    "hostile": 0.0008, "pasted": 0.0007,
}  # fmt: skip
KINDS = tuple(SHARES)
HOURS = (
    0.1, 0.05, 0.02, 0.02, 0.05, 0.4, 1.5, 3.0, 4.0, 3.5, 3.0, 2.5, 2.5, 2.2, 2.0, 2.0, 2.5, 3.5,
    4.5, 5.5, 5.5, 4.0, 2.0, 0.6,
)  # fmt: skip


@dataclass(frozen=True)
class Texts:
    """Ready-made texts, so that two hundred thousand messages need no templating each."""

    by_kind: dict[str, tuple[list[str], list[str], list[str]]]  # per language
    of_the_day: list[str]  # the message every group is asked to pass on, by day
    festival: list[str]


@dataclass(frozen=True)
class Chat:
    """All that happened in one group, in order; seconds count from the first day's midnight."""

    seconds: Whole
    who: Whole
    kinds: list[str]
    texts: list[str]
    notices: list[Notice]

    def until(self, second: int) -> "Chat":
        """The chat as it was at a moment."""
        size = int(np.searchsorted(self.seconds, second))
        notices = [notice for notice in self.notices if notice.second < second]
        return Chat(
            self.seconds[:size], self.who[:size], self.kinds[:size], self.texts[:size], notices
        )

    def newest(self, count: int) -> "Chat":
        """The last messages only, as a phone leaves out the oldest of a long chat."""
        start = max(len(self.seconds) - count, 0)
        oldest = int(self.seconds[start]) if start else -1
        notices = [notice for notice in self.notices if notice.second >= oldest]
        return Chat(
            self.seconds[start:], self.who[start:], self.kinds[start:], self.texts[start:], notices
        )


def make_texts(plan: Plan) -> Texts:
    """The stock of texts for one campaign."""
    rng = plan.draw("texts")
    by_kind: dict[str, tuple[list[str], list[str], list[str]]] = {}
    topics = {language: words("topics", language) for language in LANGUAGES}
    for kind, name in (("link", "links"), ("multi", "multi"), ("hostile", "hostile")):
        templates = words("chat", name)
        made = [filled(rng, templates, topics[language], 300) for language in LANGUAGES]
        by_kind[kind] = (made[0], made[1], made[2])
    pasted = [text for text in by_kind["multi"][0] if text.startswith("Forwarded as received")]
    plain = [[t for t in each if t not in pasted] for each in by_kind["multi"]]
    by_kind["multi"] = (plain[0], plain[1], plain[2])
    by_kind["pasted"] = (pasted, pasted, pasted)
    long = [pool(rng, language, 1500) for language in LANGUAGES]
    by_kind["long"] = by_kind["edited"] = (long[0], long[1], long[2])
    short = words("chat", "short")
    by_kind["short"] = (short, short, short)
    votes = [_poll(poll, rng) for poll in polls() for _ in range(6)]
    by_kind["poll"] = (votes, votes, votes)
    official = filled(rng, words("chat", "official"), topics["hi"], plan.days)
    return Texts(by_kind, official, words("chat", "festival"))


def _poll(poll: list[str], rng: np.random.Generator) -> str:
    options = [f"OPTION: {option} ({rng.integers(0, 20)} votes)" for option in poll[1:]]
    return "\n".join(["POLL:", poll[0], *options])


def converse(plan: Plan, group: Group, talk: Numbers, texts: Texts) -> Chat:
    """Everything written in one group over the campaign."""
    rng = plan.draw("chat", group.number)
    cut = group.number == plan.planted.cut_parliament
    counts = _counts(plan, group, talk, rng)
    days = np.repeat(np.arange(plan.days), counts)
    seconds = days * DAY + _times(rng, len(days))
    who = _authors(group, days, rng)
    kinds = _kinds(rng, len(days), cut=cut)
    drawn = _drawn_texts(plan, group, texts, kinds, days, rng)
    told = _official(plan, group, rng)
    seconds = np.concatenate([seconds, told])
    who = np.concatenate([who, np.zeros(len(told), dtype=np.int64)])
    kinds += ["long"] * len(told)
    drawn += [texts.of_the_day[int(second) // DAY] for second in told]
    order = np.argsort(seconds, kind="stable")
    last = int(seconds.max()) if len(seconds) else 0
    return Chat(
        seconds[order],
        who[order],
        [kinds[n] for n in order],
        [drawn[n].replace("{place}", group.unit.name_en) for n in order],
        [notice for notice in make_notices(plan, group, rng) if notice.second <= last],
    )


def _counts(plan: Plan, group: Group, talk: Numbers, rng: np.random.Generator) -> Whole:
    """Messages a day."""
    expected = group.a_day * np.exp(talk)
    if group.number == plan.planted.cut_parliament:
        return rng.multinomial(max(WRITTEN_IN_CUT, CUT_AT + 1), expected / expected.sum())
    counts = rng.poisson(expected)
    if group.number == len(plan.parliament) + plan.planted.silent_seat:
        counts[plan.planted.silent_from :] = 0
    return counts


def _times(rng: np.random.Generator, size: int) -> Whole:
    """Seconds of the day: little at night, much in the morning and evening."""
    weights = np.array(HOURS) / sum(HOURS)
    return rng.choice(24, size=size, p=weights) * 3600 + rng.integers(0, 3600, size)


def _authors(group: Group, days: Whole, rng: np.random.Generator) -> Whole:
    """Who writes; somebody not there that day is drawn again, in the end the admin writes."""
    weight = np.array([member.weight for member in group.members])
    joins = np.array([member.joins for member in group.members])
    leaves = np.array([member.leaves for member in group.members])
    steps = np.cumsum(weight / weight.sum())
    who = np.zeros(len(days), dtype=np.int64)
    absent = np.ones(len(days), dtype=bool)
    for _ in range(4):
        drawn = np.minimum(np.searchsorted(steps, rng.random(len(days))), len(weight) - 1)
        who = np.where(absent, drawn, who)
        absent = (days < joins[who]) | (days >= leaves[who])
    return np.where(absent, 0, who)


def _kinds(rng: np.random.Generator, size: int, *, cut: bool) -> list[str]:
    shares = np.array(list(SHARES.values()))
    if cut:
        shares[KINDS.index("pasted")] = 0  # so that its headers can be counted with certainty
    drawn = rng.choice(len(KINDS), size=size, p=shares / shares.sum())
    return [KINDS[n] for n in drawn]


def _drawn_texts(
    plan: Plan,
    group: Group,
    texts: Texts,
    kinds: list[str],
    days: Whole,
    rng: np.random.Generator,
) -> list[str]:
    """A text for each message that has one; a number for those that need one."""
    tongues = rng.choice(3, size=len(kinds), p=np.array(group.language))
    picks = rng.integers(0, 1 << 30, size=len(kinds))
    festive = (days // 7 == plan.planted.festival_week) & (rng.random(len(kinds)) < 0.3)
    drawn = []
    for kind, tongue, pick, feast in zip(kinds, tongues, picks, festive, strict=True):
        if feast and kind in ("short", "long"):
            drawn.append(texts.festival[pick % len(texts.festival)])
        elif kind in texts.by_kind:
            choice = texts.by_kind[kind][tongue]
            drawn.append(choice[pick % len(choice)])
        else:
            drawn.append(str(pick % 1000))
    return drawn


def _official(plan: Plan, group: Group, rng: np.random.Generator) -> Whole:
    """Seconds at which the admin passes on the day's message; none once a group is silent."""
    days = np.flatnonzero(rng.random(plan.days) < OFFICIAL_DAYS)
    if group.number == len(plan.parliament) + plan.planted.silent_seat:
        days = days[days < plan.planted.silent_from]
    return days * DAY + rng.integers(8 * 3600, 10 * 3600, len(days))
