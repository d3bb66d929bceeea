"""The lists that other files refer to: units, people, groups and accounts, as known so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from hustings.geography import Units
from hustings.importers.contract import Context, Placed
from hustings.intake.reading import LISTS
from hustings.privacy import Pseudonyms
from hustings.roster import Decisions, Log, People, read_merges, without_numbers
from hustings.schema import CLEAN
from hustings.settings import Settings
from hustings.store import Snapshot


@dataclass
class Lists:
    """What is stored of each list, and what this import has added to it so far."""

    settings: Settings
    pseudonyms: Pseudonyms
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=Decisions)  # of people on who is who
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
            frames[name] = rows.loc[~rows["file"].isin(without), [*CLEAN[name].names, "known_at"]]
        called = _as_stored(settings, pseudonyms)
        return cls(called, pseudonyms, frames, decisions_of(settings, pseudonyms))

    def add(self, table: str, rows: pd.DataFrame, known_at: pd.Timestamp) -> None:
        """Take note of new rows of a list, the newer of two counting, as in the store.

        Other tables are none of our business.
        """
        if table in self.frames:
            fresh = rows.astype(object).assign(known_at=known_at)
            both = pd.concat([self.frames[table].astype(object), fresh], ignore_index=True)
            both = both.sort_values("known_at", kind="stable")
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
            listed = self.frames["units"][CLEAN["units"].names]
            self._units = Units.load(self.settings.campaign.state, listed)
        return Context(
            settings=self.settings,
            units=self._units,
            people=people_of(self.frames, self.decisions, self.pseudonyms),
            pseudonyms=self.pseudonyms,
            placed=placed_of(self.frames),
            accounts=self._accounts(),
        )

    def _accounts(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for row in self.frames["accounts"].to_dict("records"):
            for called in (row["handle"], row["name"]):
                if _text(called):
                    known[f"{row['platform']}:{str(called).casefold()}"] = str(row["account"])
        return known


def decisions_of(settings: Settings, pseudonyms: Pseudonyms) -> Decisions:
    """What people have decided of who is who: the log, on top of a file of merges if there is one.

    Raises: InputError or StoreError for a file or log that cannot be read.
    """
    data = settings.folders.data
    merges = read_merges(data / "merges.csv", pseudonyms)
    return Log.of(data).decisions().after(merges)


def people_of(
    frames: Mapping[str, pd.DataFrame], decisions: Decisions, pseudonyms: Pseudonyms
) -> People:
    """The roster as some workers and aliases say it."""
    workers, aliases = frames["workers"], frames["aliases"]
    only_names = aliases["roster_name"].eq(True)  # one stored without the mark is an alias
    return People(
        pseudonyms,
        frozenset(workers["worker"]),
        frozenset(workers.loc[workers["consent"].eq(True), "worker"]),
        dict(zip(aliases["alias"], aliases["worker"].fillna(""), strict=True)),
        frozenset(aliases.loc[only_names, "alias"]),
        dict(zip(workers["worker"], workers["unit"], strict=True)),
        decisions,
    )


def placed_of(frames: Mapping[str, pd.DataFrame]) -> dict[str, Placed]:
    """Where each listed group belongs."""
    return {
        row["group"]: Placed(_text(row["unit"]), bool(row["official"] == 1))
        for row in frames["groups"].to_dict("records")
    }


def _as_stored(settings: Settings, pseudonyms: Pseudonyms) -> Settings:
    """The settings with every file and group that is called by a number called by its stand-in."""
    phones = tuple(
        phone.model_copy(
            update={
                "file": without_numbers(phone.file, pseudonyms),
                "group": without_numbers(phone.group, pseudonyms),
            }
        )
        for phone in settings.exports.phones
    )
    exports = settings.exports.model_copy(update={"phones": phones})
    return settings.model_copy(update={"exports": exports})


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
