"""A press without notebooks: workers that do as a test says, and pages of one line."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from tests.support import tiny_edition

from hustings.edition import Edition
from hustings.press.briefings import Briefing, list_briefings
from hustings.press.ledger import Ledger
from hustings.press.ledger.states import SUCCEEDED
from hustings.press.making import MANIFEST, PAGE, Problem, Task, digest
from hustings.press.plan import Run
from hustings.press.printing import Press
from hustings.press.publishing import ledger_of
from hustings.press.workers import Outcome
from hustings.settings import Freshness, Settings

MONDAY = datetime(2026, 11, 16, 1, 30, tzinfo=UTC)
OWN = """unit = ""  # code
period = ""  # week
language = ""  # en or hi
edition = ""  # id"""
SEATS = ("IN-JH-AC-001", "IN-JH-AC-002", "IN-JH-PC-01")


class PowerCut(BaseException):
    """The process ends at once: nothing is tidied up."""


@dataclass
class Told:
    """Workers of one place each, which end as they are told: by unit, one ending per try."""

    endings: dict[str, list[str]] = field(default_factory=dict)
    begun: list[Task] = field(default_factory=list)
    stopped: list[int] = field(default_factory=list)
    at_work: list[tuple[Task, Path]] = field(default_factory=list)
    page: Callable[[Task], str] = lambda task: f"{task.title} {json.dumps(dict(task.parameters))}"
    closed: int = 0

    @property
    def free(self) -> bool:
        return not self.at_work

    @property
    def busy(self) -> bool:
        return bool(self.at_work)

    def begin(self, task: Task, folder: Path) -> None:
        self.begun.append(task)
        self.at_work.append((task, folder))

    def ended(self, *, seconds: float) -> list[Outcome]:
        assert seconds >= 0
        return [self._outcome(*self.at_work.pop())]

    def _outcome(self, task: Task, folder: Path) -> Outcome:
        if task.run in self.stopped:
            return Outcome(task.run, "cancelled", Problem("stopped"))
        endings = self.endings.get(str(task.parameters["unit"]), [])
        ending = endings.pop(0) if endings else SUCCEEDED
        if ending == "power cut":
            raise PowerCut
        if ending in (SUCCEEDED, "made, then power cut"):
            leave_page(task.run, folder, self.page(task))
        if ending == "made, then power cut":
            raise PowerCut
        return Outcome(task.run, ending, Problem("" if ending == SUCCEEDED else "told to", 4))

    def stop(self, run: int) -> None:
        self.stopped.append(run)

    def close(self) -> None:
        self.at_work.clear()
        self.closed += 1


def leave_page(run: int, folder: Path, page: str) -> None:
    """What a worker leaves when all went well."""
    (folder / PAGE).write_text(page, "utf-8")
    (folder / MANIFEST).write_text(json.dumps({"run": run, "page": digest(page)}), "utf-8")


@dataclass
class NoDesk:
    """Nobody is told anything."""

    finish: Callable[..., str] = lambda *_: ""
    failed: Callable[..., str] = lambda *_: ""


@dataclass
class Office:
    """A folder with the tiny edition, and two briefings of which one sums up the other."""

    folder: Path
    settings: Settings
    edition: Edition
    briefings: dict[str, Briefing]
    told: Told = field(default_factory=Told)

    @property
    def ledger(self) -> Ledger:
        return ledger_of(self.settings)

    def runs(
        self, *, units: Iterable[str] = SEATS, moment: datetime = MONDAY, week: str = "2026-W46"
    ) -> list[Run]:
        seats = [self._run("seat", unit, moment, week) for unit in units]
        return [*seats, self._run("state", "IN-JH", moment, week)]

    def _run(self, briefing: str, unit: str, moment: datetime, week: str) -> Run:
        edition = self.edition.id
        return Run(self.briefings[briefing], edition, week, unit, "en", moment)

    def press(self, *, again: bool = False) -> Press:
        return Press(
            self.edition, self.settings, self.ledger, lambda _: self.told, lambda *_: None, again
        )

    def print(self, *, entry: str = "", again: bool = False, **asked):
        runs = self.runs(**asked)
        moment = runs[0].scheduled_at
        ledger = self.ledger
        job = ledger.take_slot(entry, moment, {}) if entry else ledger.open_job(moment, {})
        return self.see_through(job, runs, self.press(again=again))

    def see_through(self, job, runs, press):
        ended = press.print_pages(job, runs)
        press.close(job, ended)
        return ended

    def page(self, briefing: str, unit: str, week: str = "2026-W46") -> Path:
        return self.settings.folders.reports / briefing / week / f"{unit}.en.html"

    def latest(self, briefing: str, unit: str) -> Path:
        return self.settings.folders.reports / "latest" / briefing / f"{unit}.en.html"


def open_office(folder: Path) -> Office:
    """An office in an empty folder."""
    settings = Settings.model_validate(
        {
            "campaign": {
                "name_en": "Office", "name_hi": "कार्यालय", "state": "IN-JH", "languages": ["en"],
            },
            "freshness": dict.fromkeys(Freshness.model_fields, 36500),
            "folders": {name: folder / name for name in ("data", "reports", "notebooks")},
        }
    )  # fmt: skip
    edition = tiny_edition.build(folder / "data" / "editions")
    _write_notebook(folder, "seat", OWN, levels=["vidhan_sabha"])
    own = f'{OWN}\nmissing = ""  # codes\nplanned = 0  # how many'
    _write_notebook(folder, "state", own, levels=["state"], rolls_up=["seat"])
    briefings = {each.name: each for each in list_briefings(folder / "notebooks")}
    return Office(folder, settings, edition, briefings)


def _write_notebook(folder: Path, name: str, parameters: str, **said: object) -> None:
    notebook = new_notebook(cells=[new_code_cell(parameters)], metadata={"hustings": said})
    notebook.cells[0].metadata["tags"] = ["parameters"]
    path = folder / "notebooks" / "briefings" / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
