"""Making one page: run its notebook, render it, and put both into the run's own folder.

This is what a worker does, in a process of its own. It knows neither ledger nor reports folder:
what it leaves in its folder is all it says, so it may as well run on another machine.
"""

import json
import resource
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from hustings.errors import HustingsError
from hustings.page.files import write_atomically
from hustings.press.briefings import Value

NOTEBOOK, PAGE, MANIFEST = "notebook.ipynb", "page.html", "manifest.json"
METRICS, PROBLEM, LOG = "metrics.json", "problem.json", "log.txt"
FILES = (NOTEBOOK, PAGE, MANIFEST, METRICS, PROBLEM, LOG)


@dataclass(frozen=True)
class Task:
    """One run as a worker is given it: plain text and numbers only."""

    run: int
    title: str
    notebook: str  # its JSON, as it was when the run was entered
    parameters: Mapping[str, Value]
    settings_file: str
    scheduled_at: datetime
    engine: str = "fork"  # of hustings.kernels.engines.ENGINES


@dataclass(frozen=True)
class Problem:
    """Why a page could not be made, and in which cell of the notebook as written."""

    told: str
    cell: int | None = None

    @classmethod
    def read(cls, folder: Path) -> "Problem | None":
        """What a worker left; None when it left nothing."""
        path = folder / PROBLEM
        return cls(**json.loads(path.read_text("utf-8"))) if path.exists() else None


def make(task: Task, folder: Path) -> bool:
    """Make a page in an empty folder; whether that went well.

    Afterwards the folder holds a page and a manifest with its hash, or a problem and a log.
    """
    began = time.monotonic()
    try:
        page = _page(task, folder)
    except BaseException as error:  # noqa: BLE001  whatever it was, the press must be told
        problem = _problem(error, task)
        write_atomically(folder / PROBLEM, _json(vars(problem)))
        _log(error)
        return False
    finally:
        write_atomically(folder / METRICS, _json(_costs(began)))
    write_atomically(folder / PAGE, page)
    write_atomically(folder / MANIFEST, _json({"run": task.run, "page": digest(page)}))
    return True


def work(task: Task, folder: Path) -> int:
    """Make a page as the work of a process of its own; gives its exit code."""
    return 0 if make(task, folder) else 1


def made_page(folder: Path, run: int) -> str | None:
    """The page a worker made for a run; None when it is not there whole."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        page = (folder / PAGE).read_bytes().decode("utf-8")
    except (FileNotFoundError, ValueError):
        return None
    return page if manifest == {"run": run, "page": digest(page)} else None


def digest(page: str) -> str:
    """SHA-256 of a page's bytes."""
    return sha256(page.encode("utf-8")).hexdigest()


def _page(task: Task, folder: Path) -> str:
    import papermill

    from hustings.kernels.engines import chance_of, papermill_options
    from hustings.page.template import render

    # As a file: a notebook in memory papermill writes and reads once more before it begins.
    write_atomically(folder / NOTEBOOK, task.notebook)
    # a retry has the same chance as the run it repeats
    with chance_of(f"{task.title} {task.scheduled_at.isoformat()}", task.scheduled_at):
        executed = papermill.execute_notebook(
            str(folder / NOTEBOOK),
            str(folder / NOTEBOOK),
            parameters=dict(task.parameters),
            cwd=str(folder),
            **papermill_options(task.engine),
        )
    return render(executed)


def _problem(error: BaseException, task: Task) -> Problem:
    """The cell and the error, without the machine's own talk."""
    from papermill.exceptions import PapermillExecutionError

    if isinstance(error, PapermillExecutionError):
        cell = _cell_number(error.cell_index, task)
        return Problem(f"cell {cell}: {error.ename}: {error.evalue}", cell)
    told = str(error) if isinstance(error, HustingsError) else f"{type(error).__name__}: {error}"
    return Problem(told)


def _cell_number(index: int, task: Task) -> int:
    """Which cell of the notebook as written; papermill has put one more after the parameters."""
    tags = [cell["metadata"].get("tags", []) for cell in json.loads(task.notebook)["cells"]]
    return index + 1 - any("parameters" in tagged for tagged in tags[:index])


def _log(error: BaseException) -> None:
    import sys
    import traceback

    traceback.print_exception(error, file=sys.stderr)


def _costs(began: float) -> dict[str, float]:
    """What the page cost: seconds on the wall and of a processor, and memory at its highest."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "seconds": round(time.monotonic() - began, 3),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 3),
        "most_bytes": used.ru_maxrss * 1024,
    }


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
