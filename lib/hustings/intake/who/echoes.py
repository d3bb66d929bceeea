"""The same messages under two names: what two phones' exports of one group say of one person."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hustings.store import Snapshot

if TYPE_CHECKING:
    import ibis.expr.types as ir

FEWEST = 2  # messages; one may be chance
LEAST_SHARE = 0.6  # of the messages both could have been seen to write
SUREST = 0.99  # no evidence of this kind is proof


@dataclass(frozen=True)
class Echo:
    """Two pseudonyms in one group that write the same words in the same minutes."""

    group: str
    one: str
    other: str
    same: int  # messages of own words that both have
    of: int  # messages of own words of the one who has fewer, while both are seen

    @property
    def sure(self) -> float:
        """How sure it is that they are one person, 0 to 1.

        Each message halves the doubt that a chance left, and what is not the same takes its share.
        """
        return min(SUREST, self.same / self.of * (1 - 0.5**self.same))


def echoes(snapshot: Snapshot) -> list[Echo]:
    """Pairs of authors of one group whom no export shows together.

    Only texts that stand at a single minute of the group count: greetings are everybody's. Two
    whom one and the same export shows are two people to that phone, whatever they write.
    """
    if not snapshot.files("messages"):
        return []
    stored = snapshot.table("messages")
    said = _own_words(stored)
    other = said.select("group", "minute", "fingerprint", other="author", other_times="times")
    met = said.join(other, ["group", "minute", "fingerprint"]).filter(
        lambda row: row.author < row.other
    )
    pairs = met.group_by("group", "author", "other").agg(same=_least(met).sum())
    pairs = pairs.filter(pairs.same >= FEWEST).anti_join(_together(stored), _PAIR)
    counted = _counted(_counted(pairs, said, "author", "of_one"), said, "other", "of_other")
    found = snapshot.engine.execute(counted.order_by("group", "author", "other"))
    every = [
        Echo(row["group"], row["author"], row["other"], int(row["same"]),
             int(max(row["same"], min(row["of_one"], row["of_other"]))))
        for row in found.to_dict("records")
    ]  # fmt: skip
    return [echo for echo in every if echo.same >= LEAST_SHARE * echo.of]


_PAIR = ["group", "author", "other"]


def _own_words(stored: "ir.Table") -> "ir.Table":
    """One row per group, minute, text and author, of texts that stand at one minute only."""
    texts = stored.filter(stored.kind == "text")
    texts = texts.mutate(minute=(texts.sent_at.epoch_seconds() / 60).floor().cast("int64"))
    said = texts.group_by("group", "minute", "fingerprint", "author").agg(times=texts.count())
    at = said.group_by("group", "fingerprint").agg(minutes=said.minute.nunique())
    return said.semi_join(at.filter(at.minutes == 1), ["group", "fingerprint"])


def _least(met: "ir.Table") -> "ir.IntegerColumn":
    import ibis

    return ibis.least(met.times, met.other_times)


def _together(stored: "ir.Table") -> "ir.Table":
    """Pairs of authors whom one export shows both."""
    seen = stored.select("group", "author", "file").distinct()
    again = seen.select("group", "file", other="author")
    return seen.join(again, ["group", "file"]).select(_PAIR).distinct()


def _counted(pairs: "ir.Table", said: "ir.Table", column: str, name: str) -> "ir.Table":
    """With how much one of each pair wrote in the time in which both are seen to write."""
    spans = said.group_by("group", "author").agg(first=said.minute.min(), last=said.minute.max())
    one = spans.select("group", "author", one_first="first", one_last="last")
    two = spans.select("group", other="author", two_first="first", two_last="last")
    both = pairs.join(one, ["group", "author"]).join(two, ["group", "other"])
    theirs = said.select("group", "minute", "times", **{column: "author"})
    near = both.join(theirs, ["group", column])
    inside = near.filter(
        near.minute >= near.one_first, near.minute >= near.two_first,
        near.minute <= near.one_last, near.minute <= near.two_last,
    )  # fmt: skip
    totals = inside.group_by(_PAIR).agg(**{name: inside.times.sum()})
    return pairs.left_join(totals, _PAIR).select(*pairs.columns, name)
