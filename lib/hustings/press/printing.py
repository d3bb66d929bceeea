"""Printing pages: a forked child per page from one warm parent, a few at a time."""

import hashlib
import json
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from hustings.edition import Edition
from hustings.errors import HustingsError
from hustings.press.plan import Run
from hustings.press.warm import warm_up
from hustings.settings import Settings

Progress = Callable[[str, int, int], None]  # what, how many done, of how many


@dataclass(frozen=True)
class Printed:
    """What became of one run."""

    run: Run
    state: str  # succeeded | unchanged | failed | timed_out
    problem: str = ""

    @property
    def good(self) -> bool:
        """Whether its page is there and current."""
        return self.state in ("succeeded", "unchanged")


def print_runs(
    runs: list[Run],
    edition: Edition,
    settings: Settings,
    *,
    progress: Progress,
    again: bool = False,
) -> list[Printed]:
    """Print pages; one whose edition, notebook and code did not change is left as it is.

    Each page is made in its own process: one that crashes or hangs never touches another.
    """
    done = [Printed(run, "unchanged") for run in runs if not again and _is_current(run, settings)]
    current = {printed.run.page for printed in done}
    waiting = [run for run in runs if run.page not in current]
    progress("", len(done), len(runs))
    if waiting:
        warm_up(edition, settings)
    with _stopped_gently():
        for printed in _printed(waiting, settings):
            done.append(printed)
            progress(printed.run.title, len(done), len(runs))
    order = {run.page: place for place, run in enumerate(runs)}
    return sorted(done, key=lambda printed: order[printed.run.page])


@contextmanager
def _stopped_gently() -> Iterator[None]:
    """Let a timer or a shutdown end the press as Ctrl-C does, with no child left behind."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@dataclass
class _Child:
    process: BaseProcess
    run: Run
    deadline: float


def _printed(runs: list[Run], settings: Settings) -> Iterator[Printed]:
    """Outcomes as they come, with a bounded number of children at work."""
    fork = multiprocessing.get_context("fork")
    waiting = list(reversed(runs))
    at_work: dict[int, _Child] = {}
    try:
        while waiting or at_work:
            while waiting and len(at_work) < settings.press.workers:
                run = waiting.pop()
                process = fork.Process(target=_child, args=(run, settings), daemon=True)
                process.start()
                limit = time.monotonic() + settings.press.timeout_seconds
                at_work[process.sentinel] = _Child(process, run, limit)
            for sentinel in wait(list(at_work), timeout=1):
                yield _outcome(at_work.pop(int(str(sentinel))), settings)
            for late in [s for s, child in at_work.items() if child.deadline < time.monotonic()]:
                child = at_work.pop(late)
                _kill(child)
                limit_text = f"no result after {settings.press.timeout_seconds} seconds"
                yield Printed(child.run, "timed_out", limit_text)
    finally:
        for child in at_work.values():
            _kill(child)


def _kill(child: _Child) -> None:
    """End a child and whatever it started; it leads its own process group."""
    pid = child.process.pid
    if pid is not None:
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            child.process.kill()
    child.process.join()


def _outcome(child: _Child, settings: Settings) -> Printed:
    child.process.join()
    if child.process.exitcode == 0 and _is_current(child.run, settings):
        return Printed(child.run, "succeeded")
    note = _folder(child.run, settings) / "problem.txt"
    if child.process.exitcode == 1 and note.exists():
        return Printed(child.run, "failed", note.read_text("utf-8"))
    code = child.process.exitcode
    return Printed(child.run, "failed", f"the process ended early (exit code {code})")


def _child(run: Run, settings: Settings) -> None:
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    folder = _folder(run, settings)
    folder.mkdir(parents=True, exist_ok=True)
    for left in ("problem.txt", "manifest.json"):  # of an earlier run; what counts is this one
        (folder / left).unlink(missing_ok=True)
    try:
        _print_one(run, settings, folder)
    except BaseException as error:  # noqa: BLE001  whatever it was, the parent must be told
        (folder / "problem.txt").write_text(_in_plain_words(error, run), "utf-8")
        (folder / "log.txt").write_text(traceback.format_exc(), "utf-8")
        os._exit(1)
    os._exit(0)


def _print_one(run: Run, settings: Settings, folder: Path) -> None:
    import papermill

    from hustings.page.files import write_atomically
    from hustings.page.template import render

    executed = papermill.execute_notebook(
        run.briefing.read(),
        str(folder / "notebook.ipynb"),
        parameters=run.parameters,
        engine_name="hustings",
        kernel_name="python3",  # a notebook need not name these: no kernel is started
        language="python",
        cwd=str(folder),
        progress_bar=False,
        request_save_on_cell_execute=False,
        autosave_cell_every=0,
    )
    page = render(executed)
    target = settings.folders.reports / run.page
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, page)
    mark = _mark(run) | {"page": _sha256(page.encode("utf-8"))}
    write_atomically(folder / "manifest.json", json.dumps(mark, indent=1))


def _in_plain_words(error: BaseException, run: Run) -> str:
    """The cell and the error, without the machine's own talk."""
    from papermill.exceptions import PapermillExecutionError

    if isinstance(error, PapermillExecutionError):
        cell = _cell_number(error.cell_index, run)
        return f"cell {cell}: {error.ename}: {error.evalue}"
    return str(error) if isinstance(error, HustingsError) else f"{type(error).__name__}: {error}"


def _cell_number(index: int, run: Run) -> int:
    """Which cell of the notebook as written; papermill has put one more after the parameters."""
    tags = [cell.metadata.get("tags", []) for cell in run.briefing.read().cells]
    return index + 1 - any("parameters" in tagged for tagged in tags[:index])


def _folder(run: Run, settings: Settings) -> Path:
    """The run's private folder: two runs never share a file."""
    return settings.folders.data / "runs" / run.briefing.name / run.period / run.name


def _mark(run: Run) -> dict[str, object]:
    """What a page was printed from; the edition's id stands for data, settings and code."""
    notebook = _sha256(run.briefing.path.read_bytes())
    plain = asdict(run) | {"briefing": run.briefing.name}
    return plain | {"notebook": notebook}


def _is_current(run: Run, settings: Settings) -> bool:
    page = settings.folders.reports / run.page
    try:
        mark = json.loads((_folder(run, settings) / "manifest.json").read_text("utf-8"))
        digest = _sha256(page.read_bytes())
    except (FileNotFoundError, ValueError):
        return False
    return bool(mark == _mark(run) | {"page": digest})


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
