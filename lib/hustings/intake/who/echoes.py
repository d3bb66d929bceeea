"""The same messages under two names: what two phones' exports of one group say of one person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from hustings.importers.contract import Context
from hustings.importers.nearby import nearby
from hustings.intake.kept import Booked
from hustings.intake.traces import Traces, blind
from hustings.roster import People
from hustings.settings import Settings
from hustings.store import Snapshot
from hustings.store.offsets import Said, offset

FEWEST = 2  # messages; one may be chance
LEAST_SHARE = 0.6  # of the messages both could have been seen to write
SUREST = 0.99  # no evidence of this kind is proof
NEWEST = 4  # exports of a group that are laid beside each other, at most


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


def echoes(
    settings: Settings, snapshot: Snapshot, context: Context, books: Mapping[str, Booked]
) -> list[Echo]:
    """Pairs of authors of one group whom no export shows together.

    In the store such a message stands once, so the kept files are read for it, those of a group
    with a stranger and several exports. Only texts that stand at a single minute of an export
    count: greetings are everybody's. Two whom one and the same export shows are two people to that
    phone, whatever they write.
    """
    traces = Traces(settings, blind(context))
    found: list[Echo] = []
    for group, several in sorted(_told_by_several(snapshot, context.people).items()):
        placed = context.placed.get(group)
        people = context.people.around(nearby(placed.unit if placed else None, context.units))
        exports = [
            told.assign(person=[people.shown(name).pseudonym for name in told["name"]])
            for file, export in several
            if file in books and (told := traces.of(books[file], group, export)) is not None
        ]
        found += _of_group(group, exports)
    return found


def _told_by_several(snapshot: Snapshot, people: People) -> dict[str, list[tuple[str, str]]]:
    """The newest exports of each group with a stranger in it, where there are several.

    Returns: of each export the file's hash and its own.
    """
    members = snapshot.frame("group_people")
    strange = set(members.loc[~members["person"].isin(people.workers), "group"])
    exports = snapshot.frame("group_exports").sort_values(["exported_at", "export"])
    return {
        str(group): list(rows[["file", "export"]].tail(NEWEST).itertuples(index=False, name=None))
        for group, rows in exports.groupby("group")
        if group in strange and len(rows) > 1
    }


def _of_group(group: str, exports: list[pd.DataFrame]) -> Iterator[Echo]:
    together = {
        pair for told in exports for pair in combinations(sorted(told["person"].unique()), 2)
    }
    best: dict[tuple[str, str], Echo] = {}
    for one, other in combinations(map(_own_words, exports), 2):
        for echo in _between(group, one, other):
            pair = (echo.one, echo.other)
            if pair not in together and echo.same > (best[pair].same if pair in best else 0):
                best[pair] = echo
    yield from (best[pair] for pair in sorted(best))


def _own_words(told: pd.DataFrame) -> pd.DataFrame:
    """One row per person, minute and text, of texts that stand at one minute only."""
    typed = told[told["kind"] == "text"]
    said = typed.groupby(["person", "minute", "fingerprint"], as_index=False).size()
    return said[said.groupby("fingerprint")["minute"].transform("nunique") == 1]


def _between(group: str, one: pd.DataFrame, other: pd.DataFrame) -> Iterator[Echo]:
    """What two exports say the same of under two names, by the clock of the first."""
    if one.empty or other.empty:
        return
    other = other.assign(minute=other["minute"] - _ahead(one, other))
    met = one.merge(other, on=["minute", "fingerprint"], suffixes=("", "_other"))
    met = met[met["person"] != met["person_other"]]
    met = met.assign(same=met[["size", "size_other"]].min(axis="columns"))
    pairs = met.groupby(["person", "person_other"], as_index=False)["same"].sum()
    for pair in pairs[pairs["same"] >= FEWEST].to_dict("records"):
        same = int(pair["same"])
        ones = one[one["person"] == pair["person"]]
        others = other[other["person"] == pair["person_other"]]
        first = max(ones["minute"].min(), others["minute"].min())
        last = min(ones["minute"].max(), others["minute"].max())
        of = min(
            int(told.loc[told["minute"].between(first, last), "size"].sum())
            for told in (ones, others)
        )
        if same >= LEAST_SHARE * of:
            low, high = sorted((str(pair["person"]), str(pair["person_other"])))
            yield Echo(group, low, high, same, max(same, of))


def _ahead(one: pd.DataFrame, other: pd.DataFrame) -> int:
    """By how many minutes the other phone's clock is ahead."""
    both = pd.concat([one.assign(side=0), other.assign(side=1)], ignore_index=True)
    both = both.assign(code=pd.factorize(both["fingerprint"])[0]).sort_values("minute")
    sides = (both[both["side"] == side] for side in (0, 1))
    return offset(
        *(
            Said(told["minute"].to_numpy(), told["code"].to_numpy(), np.ones(len(told), bool))
            for told in sides
        )
    )
