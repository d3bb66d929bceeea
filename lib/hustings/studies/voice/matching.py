"""Whether one text carries another: the link, the words, nearly the words, or its own words."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

import pandas as pd

from hustings.text import links, normalise
from hustings.text.skeleton import word_skeletons

# Chosen on tests/specimens/pairs/messages.csv; what they do with others, record.py says.
NEARLY = 0.5  # share of the message's pairs of words that the text repeats
OWN_WORDS = 0.34  # share of the message's rarer words, weighed by how rare they are
FEWEST_WORDS = 3  # in common, for either

WAYS = ("link", "exact", "near", "own_words")


@dataclass(frozen=True)
class Carried:
    """How a text carries a message: one of WAYS, and how much of it, 0 to 1."""

    way: str
    share: float


class Messages:
    """Central messages to look for, with how rare each of their words is.

    Words that most texts use say little of any one message; `usual` texts (all posts of the
    period, say) teach which those are.
    """

    def __init__(self, messages: Sequence[str], *, usual: Iterable[str] = ()) -> None:
        worded = [_without_links(text) for text in messages]
        self._texts = [normalise(text) for text in worded]
        self._links = [set(links(text)) for text in messages]
        self._words = [word_skeletons(text) for text in worded]
        background = [set(words) for words in self._words]
        background += [set(word_skeletons(text)) for text in usual]
        self._seen = Counter(word for words in background for word in words)
        self._texts_seen = len(background)

    def carried_by(self, text: str, *, urls: Collection[str] = ()) -> dict[int, Carried]:
        """Positions of the messages a text carries, each with the surest way.

        Args:
            urls: links that stand beside the text, as in an export's own column.
        """
        whole, own_links = normalise(text), {*links(text), *urls}
        words = word_skeletons(text)
        pairs, single = set(_pairs(words)), set(words)
        found = {}
        for at, message in enumerate(self._texts):
            one = self._one(at, message, whole, own_links, pairs, single)
            if one is not None:
                found[at] = one
        return found

    def _one(
        self,
        at: int,
        message: str,
        whole: str,
        own_links: set[str],
        pairs: set[tuple[str, str]],
        single: set[str],
    ) -> Carried | None:
        if self._links[at] & own_links:
            return Carried("link", 1.0)
        if message and message in whole:
            return Carried("exact", 1.0)
        wanted = set(self._words[at])
        if len(wanted & single) < min(FEWEST_WORDS, len(wanted)) or not wanted:
            return None
        asked = set(_pairs(self._words[at]))
        nearly = len(asked & pairs) / len(asked) if asked else 0.0
        if nearly >= NEARLY:
            return Carried("near", nearly)
        weight = {word: self._rarity(word) for word in wanted}
        own = sum(weight[word] for word in wanted & single) / sum(weight.values())
        return Carried("own_words", own) if own >= OWN_WORDS else None

    def _rarity(self, word: str) -> float:
        return log((self._texts_seen + 1) / (self._seen[word] + 0.5)) + 1.0


def who_carried(posts: pd.DataFrame, messages: pd.DataFrame) -> pd.DataFrame:
    """Which posts carry which central message, and how long after it was sent down.

    Args:
        posts: one row per post: `post`, `account`, `published_at`, `text` (may be missing),
            and `link` where the export has one.
        messages: one row per central message: `message`, `issued_at`, `text`, and `link`.

    Returns: one row per post and message carried: `post`, `account`, `message`, `way`, `share`,
        `lag_hours` (below 0 where the post came first: then nobody carried it, and it is left
        out). Posts without text and link carry nothing that could be seen.
    """
    texts = posts["text"].fillna("").astype(str)
    wanted = messages["text"].fillna("").astype(str) + " " + _column(messages, "link")
    finder = Messages(wanted.tolist(), usual=texts)
    rows = []
    for post, text, url in zip(posts.itertuples(), texts, _column(posts, "link"), strict=True):
        for at, how in finder.carried_by(text, urls=[url] if url else []).items():
            message = messages.iloc[at]
            lag = (post.published_at - message["issued_at"]).total_seconds() / 3600
            if lag >= 0:
                rows.append((post.post, post.account, message["message"], how.way, how.share, lag))
    columns = ["post", "account", "message", "way", "share", "lag_hours"]
    return pd.DataFrame(rows, columns=columns)


def carried_down(
    carried: pd.DataFrame, holders: pd.DataFrame, closure: pd.DataFrame
) -> pd.DataFrame:
    """How far down the tree each message was carried.

    Args:
        carried: as `who_carried` returns.
        holders: one row per account: `account`, `unit` it speaks for.
        closure: one row per unit and ancestor: `unit`, `ancestor`, `level` of the ancestor.

    Returns: one row per message, ancestor: `units` with an account, `carried` of them, `share`,
        and median `lag_hours` to each unit's first carrying; missing where nobody did.
    """
    spoken = holders.merge(closure, on="unit")[["account", "unit", "ancestor", "level"]]
    able = spoken.groupby(["ancestor", "level"])["unit"].nunique().rename("units")
    first = carried.merge(holders, on="account").groupby(["message", "unit"], as_index=False)
    reached = (
        first["lag_hours"]
        .min()
        .merge(spoken[["unit", "ancestor", "level"]].drop_duplicates(), on="unit")
    )
    done = reached.groupby(["message", "ancestor", "level"]).agg(
        carried=("unit", "nunique"), lag_hours=("lag_hours", "median")
    )
    every = pd.MultiIndex.from_product(
        [sorted(carried["message"].unique()), able.index.get_level_values("ancestor")],
        names=["message", "ancestor"],
    ).to_frame(index=False)
    rows = every.merge(able.reset_index(), on="ancestor").merge(
        done.reset_index(), on=["message", "ancestor", "level"], how="left"
    )
    rows["carried"] = rows["carried"].fillna(0).astype(int)  # an account that posted nothing of it
    return rows.assign(share=rows["carried"] / rows["units"])


def _without_links(text: str) -> str:
    """What a message says: who repeats its very words need not repeat its link."""
    for link in links(text):
        text = text.replace(link, " ")
    return text.strip()


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise(words))


def _column(table: pd.DataFrame, name: str) -> "pd.Series[str]":
    if name in table:
        return table[name].fillna("").astype(str)
    return pd.Series("", index=table.index)
