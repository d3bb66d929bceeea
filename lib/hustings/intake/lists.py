"""The lists that other files refer to: units, people, groups and accounts, as known so far."""

from dataclasses import dataclass, field

import pandas as pd

from hustings.geography import Units
from hustings.importers.contract import Context, Placed
from hustings.intake.reading import LISTS
from hustings.privacy import Pseudonyms
from hustings.roster import People, read_merges
from hustings.schema import CLEAN
from hustings.settings import Settings
from hustings.store import Snapshot


@dataclass
class Lists:
    """What is stored of each list, and what this import has added to it so far."""

    settings: Settings
    pseudonyms: Pseudonyms
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    _context: Context | None = None
    _units: Units | None = None

    @classmethod
    def stored(
        cls,
        settings: Settings,
        pseudonyms: Pseudonyms,
        snapshot: Snapshot,
        *,
        without: frozenset[str] = frozenset(),
    ) -> "Lists":
        """The lists as the clean tables hold them, without what some raw files gave."""
        frames = {}
        for name in LISTS:
            rows = snapshot.frame(name)
            frames[name] = rows.loc[~rows["file"].isin(without), CLEAN[name].names]
        return cls(settings, pseudonyms, frames)

    def add(self, table: str, rows: pd.DataFrame) -> None:
        """Take note of new rows of a list; other tables are none of our business."""
        if table in self.frames:
            both = pd.concat([self.frames[table], rows.astype(object)], ignore_index=True)
            key = list(CLEAN[table].key)
            self.frames[table] = both.drop_duplicates(key, keep="last", ignore_index=True)
            self._context = None
            if table == "units":
                self._units = None  # the tree is dear to build, so only a new list rebuilds it

    def context(self) -> Context:
        """What a reader may know now."""
        if self._context is None:
            self._context = self._build()
        return self._context

    def _build(self) -> Context:
        if self._units is None:
            self._units = Units.load(self.settings.campaign.state, self.frames["units"])
        return Context(
            settings=self.settings,
            units=self._units,
            people=self._people(),
            pseudonyms=self.pseudonyms,
            placed={
                row["group"]: Placed(_text(row["unit"]), bool(row["official"] == 1))
                for row in self.frames["groups"].to_dict("records")
            },
            accounts=self._accounts(),
        )

    def _people(self) -> People:
        workers, aliases = self.frames["workers"], self.frames["aliases"]
        consenting = workers.loc[workers["consent"].eq(True), "worker"]
        merges = read_merges(self.settings.folders.data / "merges.csv", self.pseudonyms)
        return People(
            self.pseudonyms,
            frozenset(workers["worker"]),
            frozenset(consenting),
            dict(zip(aliases["alias"], aliases["worker"].fillna(""), strict=True)) | merges,
        )

    def _accounts(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for row in self.frames["accounts"].to_dict("records"):
            for called in (row["handle"], row["name"]):
                if _text(called):
                    known[f"{row['platform']}:{str(called).casefold()}"] = str(row["account"])
        return known


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
