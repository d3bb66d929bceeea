"""Who may be whom: suggestions to be reviewed, each with its evidence and how sure it is."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hustings.importers.contract import Context
from hustings.importers.nearby import nearby
from hustings.intake.kept import Booked, booked
from hustings.intake.lists import Lists
from hustings.intake.stage import Progress, silent
from hustings.intake.who.alike import OF_OWN_CHOICE, Likeness, likeness
from hustings.intake.who.echoes import SUREST, Echo, echoes
from hustings.intake.who.namebook import NameBook, read_names
from hustings.privacy import Pseudonyms, load_key
from hustings.roster import People
from hustings.roster.decisions import pair
from hustings.settings import Settings, key_file
from hustings.store import Snapshot

Value = str | int | float

LEAST_SURE = 0.25  # what is less sure is not worth a person's time


@dataclass(frozen=True)
class Evidence:
    """One reason, as the key of a sentence of `people.*` and what stands in it."""

    key: str
    said: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Suggestion:
    """That one pseudonym is perhaps the person behind another."""

    one: str
    other: str
    sure: float  # 0 to 1
    evidence: tuple[Evidence, ...]
    called: tuple[str, str]  # what the operator knows the two by


@dataclass(frozen=True)
class _Stranger:
    """Somebody who writes in chats and is nobody known."""

    token: str
    groups: frozenset[str]


def suggest(
    settings: Settings, *, least: float = LEAST_SURE, progress: Progress = silent
) -> list[Suggestion]:
    """Every suggestion that is sure enough and nobody has decided on, the surest first."""
    data = settings.folders.data
    pseudonyms = Pseudonyms(load_key(key_file(), data))
    snapshot = Snapshot.take(data / "clean")
    context = Lists.stored(settings, pseudonyms, snapshot).context()
    strangers = _strangers(snapshot, context.people)
    books = booked(snapshot.frame("files"))
    told = echoes(settings, snapshot, context, books)
    repeated = [echo for echo in told if _is_open(echo.one, echo.other, context.people)]
    book = _names(snapshot, context, strangers, repeated, books, data / "raw", progress)
    found: dict[tuple[str, str], list[tuple[float, Evidence]]] = {}
    for one, other, sure, why in (
        *_from_echoes(repeated, context.people, book),
        *_from_names(strangers, context, book),
    ):
        found.setdefault((one, other), []).append((sure, why))
    every = (_suggestion(*who, reasons, book) for who, reasons in found.items())
    worth = [each for each in every if each.sure >= least]
    return sorted(worth, key=lambda each: (-each.sure, each.called, each.one, each.other))


def _suggestion(
    one: str, other: str, reasons: list[tuple[float, Evidence]], book: NameBook
) -> Suggestion:
    """Reasons of different kinds together: each takes its share of the doubt the others leave."""
    doubt = 1.0
    for sure, _ in reasons:
        doubt *= 1 - sure
    called = (book.called(one), book.called(other))
    return Suggestion(one, other, min(1 - doubt, SUREST), tuple(why for _, why in reasons), called)


def _is_open(one: str, other: str, people: People) -> bool:
    """Whether two may be one, for all that is decided, and are not yet."""
    if people.of(one).pseudonym == people.of(other).pseudonym:
        return False
    if people.of(one).worker and people.of(other).worker:
        return False
    ones, others = people.tokens_of(one), people.tokens_of(other)
    return not any(pair(a, b) in people.decisions.apart for a in ones for b in others)


def _strangers(snapshot: Snapshot, people: People) -> list[_Stranger]:
    rows = snapshot.frame("group_people")
    unknown = rows[~rows["person"].isin(people.workers) & rows["messages"].gt(0)]
    groups = unknown.groupby("person")["group"].agg(frozenset)
    return [_Stranger(str(token), where) for token, where in sorted(groups.items())]


def _names(
    snapshot: Snapshot,
    context: Context,
    strangers: list[_Stranger],
    repeated: list[Echo],
    books: Mapping[str, Booked],
    raw: Path,
    progress: Progress,
) -> NameBook:
    """The names of all who may be suggested, from the exports of their groups."""
    wanted = {stranger.token for stranger in strangers}
    by_group: dict[str, set[str]] = {}
    for stranger in strangers:
        for group in stranger.groups:
            by_group.setdefault(group, set()).add(stranger.token)
    for echo in repeated:
        wanted |= {echo.one, echo.other}
        by_group.setdefault(echo.group, set()).update((echo.one, echo.other))
    exports: dict[str, AbstractSet[str]] = {}
    for row in snapshot.frame("group_exports")[["group", "file"]].to_dict("records"):
        exports[row["file"]] = exports.get(row["file"], set()) | by_group.get(row["group"], set())
    with TemporaryDirectory(prefix="hustings-") as scratch:
        return read_names(
            books.values(), context, wanted=wanted, exports=exports, raw=raw, scratch=Path(scratch),
            progress=progress,
        )  # fmt: skip


Reason = tuple[str, str, float, Evidence]


def _from_echoes(repeated: list[Echo], people: People, book: NameBook) -> Iterator[Reason]:
    for echo in repeated:
        one, other = echo.one, echo.other
        if people.of(one).worker or (one not in book.shown and other in book.shown):
            one, other = other, one  # the stranger first: "Didi" is perhaps Asha Devi
        said: dict[str, Value] = {
            "n": echo.same,
            "of": echo.of,
            "group": echo.group.partition(":")[2],
        }
        yield one, other, echo.sure, Evidence("same_messages", said)


def _from_names(strangers: list[_Stranger], context: Context, book: NameBook) -> Iterator[Reason]:
    near: dict[frozenset[str], list[str]] = {}
    for stranger in strangers:
        shown = book.shown.get(stranger.token)
        if shown is None or shown.name[:1] == "+":
            continue
        homes = frozenset().union(*(_homes(group, context) for group in stranger.groups))
        if homes not in near:
            near[homes] = [w for w, home in context.people.homes.items() if home in homes]
        alike = _best(shown.name, near[homes], book)
        chosen = OF_OWN_CHOICE if shown.pushed else 1.0
        for worker, like in alike:
            if _is_open(stranger.token, worker, context.people):
                why = _why(like, worker, len(alike) - 1, shown.pushed, context, book)
                yield stranger.token, worker, like.sure * chosen / len(alike), why


def _homes(group: str, context: Context) -> frozenset[str]:
    placed = context.placed.get(group)
    return nearby(placed.unit if placed else None, context.units)


def _best(name: str, workers: list[str], book: NameBook) -> list[tuple[str, Likeness]]:
    """The workers whose names are most like one, all of them if several are equally so."""
    alike = [
        (worker, like)
        for worker in workers
        if worker in book.workers and (like := likeness(name, book.workers[worker].names()))
    ]
    best = max((like.sure for _, like in alike), default=0.0)
    return [(worker, like) for worker, like in alike if like.sure == best]


def _why(
    like: Likeness, worker: str, others: int, pushed: bool, context: Context, book: NameBook
) -> Evidence:
    unit = context.units[book.workers[worker].newest.unit]
    said: dict[str, Value] = {
        "name": book.called(worker),
        "ratio": like.ratio,
        "unit_en": unit.name_en,
        "unit_hi": unit.name_hi or unit.name_en,
        "others": others,
        "pushed": int(pushed),
    }
    return Evidence(like.how, said)
