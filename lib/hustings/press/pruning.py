"""What may go of what was printed, by rule: old pages, editions no page names, runs, letters.

Nothing else is touched: never a raw file, a clean table, the shelf of figures or the ledger.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hustings.edition import latest, listed
from hustings.edition.shelves import manifest_of
from hustings.errors import BusyError
from hustings.page.datablock import data_of
from hustings.period import Period
from hustings.press.delivery.outbox import Outbox
from hustings.press.index import write_index
from hustings.press.ledger.looking import Looked
from hustings.press.ledger.states import RUNNING
from hustings.press.listing import published
from hustings.press.publishing import ledger_of, page_of
from hustings.press.removing import bytes_of, remove, sweep
from hustings.press.telling import tell
from hustings.settings import Settings

NAMES = ("edition", "before")  # of a page's data: the editions it was printed from and against


@dataclass(frozen=True)
class Item:
    """Something to take away, or to keep though it is old; `paths` go together."""

    kind: str  # page | edition | run | letter
    name: str
    paths: tuple[Path, ...]
    kept: str = ""  # why it stays after all: a word of `prune.kept_*`

    @property
    def size(self) -> int:
        """Bytes that its removal sets free by itself."""
        return bytes_of(self.paths)


@dataclass(frozen=True)
class Rule:
    """How much is left; see [archive] of settings.toml."""

    keep_weeks: int
    keep_editions: int
    keep_runs: int

    @classmethod
    def of(cls, settings: Settings, *, weeks: int | None, days: int | None) -> "Rule":
        """The office's rule, or what was asked for this time."""
        archive = settings.archive
        return cls(
            archive.keep_weeks if weeks is None else weeks,
            archive.keep_editions,
            archive.keep_runs if days is None else days,
        )


@dataclass(frozen=True)
class Plan:
    """What goes and what was spared, and the bytes set free when all of it is gone."""

    going: tuple[Item, ...] = ()
    spared: tuple[Item, ...] = ()
    size: int = 0

    def paths(self, kind: str) -> list[Path]:
        """Everything of one kind that goes."""
        return [path for item in self.going if item.kind == kind for path in item.paths]


def plan_pruning(settings: Settings, rule: Rule, *, now: datetime) -> Plan:
    """What the rule takes away, with what it spares and why. Nothing is changed.

    Pages go by how far their period lies before the newest printed one; the newest of its kind,
    which `latest` shows, stays however old. Editions of a period go past the newest few; one that
    a page left standing names stays, and so does the newest of its period. Folders of runs, and
    letters, go by the moment they were made for.
    """
    items = [*_pages(settings, rule)]
    leaving = {path for item in items if not item.kept for path in item.paths}
    items += _editions(settings, rule, leaving)
    items += [*_runs(settings, rule, now), *_letters(settings, rule, now)]
    going = tuple(item for item in items if not item.kept)
    spared = tuple(item for item in items if item.kept)
    return Plan(going, spared, bytes_of([path for item in going for path in item.paths]))


def carry_out(plan: Plan, settings: Settings) -> None:
    """Take away what was planned; each thing is gone or there, whenever the power goes.

    The index is written before pages go, so that nothing leads to one that is going: after a crash
    a page may be there unlisted, and the next index or pruning sees it again.
    Raises: BusyError while the press is at work, which may be about to publish or to read.
    """
    refuse_while_printing(settings)
    for folder in (settings.folders.data / "editions", settings.folders.data / "runs"):
        sweep(folder)
    for item in plan.going:  # what no page leads to goes first: a full disk may take no index
        if item.kind in ("run", "letter"):
            _take_away(item)
    pages = plan.paths("page")
    if pages:
        edition = latest(settings.folders.data / "editions")
        write_index(settings, edition, without=frozenset(pages))
    for item in plan.going:
        if item.kind in ("page", "edition"):
            _take_away(item)
    for page in pages:
        _drop_empty(page.parent, settings.folders.reports)
    for path in plan.paths("run"):
        _drop_empty(path.parent, settings.folders.data / "runs")


def _take_away(item: Item) -> None:
    for path in item.paths:
        remove(path)
    tell("pruned", kind=item.kind, what=item.name)


def refuse_while_printing(settings: Settings) -> None:
    """Raises: BusyError when a job of the ledger is open, or was left open by a crash."""
    ledger = _ledger(settings)
    if ledger.path.exists() and (jobs := ledger.jobs(state=RUNNING)):
        raise BusyError(
            "The press is at work, so nothing is taken away.",
            where=f"job {jobs[0].id}",
            fix="Wait for it to end; the next press or tick closes what a crash left open.",
        )


def _ledger(settings: Settings) -> Looked:
    """The ledger, only looked at: where the disk is full it could not be opened to be written."""
    return Looked(ledger_of(settings).path)


def _pages(settings: Settings, rule: Rule) -> Iterator[Item]:
    """Pages of periods that begin so many weeks before the newest, with what lies beside them."""
    reports = settings.folders.reports
    pages = list(published(reports))
    periods = [Period.parse(page.parent.name).first for page in pages]
    if not periods:
        return
    oldest_kept = max(periods) - timedelta(weeks=rule.keep_weeks - 1)
    by_age = [page for _, page in sorted(zip(periods, pages, strict=True))]
    newest = set({(page.parts[-3], page.name): page for page in by_age}.values())
    for page, begins in zip(pages, periods, strict=True):
        if begins < oldest_kept:
            kept = "latest" if page in newest else ""
            beside = sorted(
                path for path in page.parent.iterdir()
                if path.stem == page.stem and path != page and path.is_file()
            )  # fmt: skip
            # The page itself goes last: as long as it stands, what is left of it is found again.
            name = page.relative_to(reports).as_posix()
            yield Item("page", name, (*beside, page), kept)


def _editions(settings: Settings, rule: Rule, leaving: set[Path]) -> Iterator[Item]:
    """All but the newest few editions of each period."""
    folder = settings.folders.data / "editions"
    named = _named(settings, leaving)
    of_period: dict[str, list[str]] = {}
    made = {name: manifest_of(folder, name).built_at for name in listed(folder)}
    for name in sorted(made, key=lambda name: (made[name], name), reverse=True):
        of_period.setdefault(name.rpartition("-")[0], []).append(name)
    for _, names in sorted(of_period.items()):
        for name in names[max(rule.keep_editions, 1) :]:
            yield Item("edition", name, (folder / name,), "named" if name in named else "")


def _named(settings: Settings, leaving: set[Path]) -> set[str]:
    """Editions that a page left standing was printed from or against.

    The page says so itself, and the ledger does, should it be of a notebook that says nothing.
    """
    standing = [page for page in published(settings.folders.reports) if page not in leaving]
    told = [data_of(page.read_text("utf-8", errors="replace")) for page in standing]
    ledger = _ledger(settings)
    if ledger.path.exists():
        pages = set(standing)
        printed = [run for run in ledger.runs() if run.page and page_of(run, settings) in pages]
        told += [{"edition": run.edition, **run.parameters} for run in printed]
    return {str(data[name]) for data in told for name in NAMES if name in data}


def _runs(settings: Settings, rule: Rule, now: datetime) -> Iterator[Item]:
    """Private folders of all runs of one briefing printed for a moment so many days ago."""
    folder = settings.folders.data / "runs"
    limit = now - timedelta(days=rule.keep_runs)
    for path in sorted(folder.glob("*/[0-9]*")):
        if (moment := _moment(path.name)) and moment < limit:
            yield Item("run", path.relative_to(folder).as_posix(), (path,))


def _letters(settings: Settings, rule: Rule, now: datetime) -> Iterator[Item]:
    """Marks of letters sent so many days ago, and letters nobody could be given since."""
    outbox = Outbox.of(settings)
    limit = now - timedelta(days=rule.keep_runs)
    for posted in outbox.letters():
        if datetime.fromisoformat(posted.written_for) < limit:
            yield Item("letter", outbox.folder.name, outbox.files_of(posted.identity))


def _moment(name: str) -> datetime | None:
    try:
        return datetime.strptime(name, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:  # no run's folder: whatever it is, it stays
        return None


def _drop_empty(folder: Path, top: Path) -> None:
    """Remove folders that hold nothing any more, up to but not with the top one."""
    while folder != top and folder.exists() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
