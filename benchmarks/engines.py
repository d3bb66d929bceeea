"""One briefing with each engine, the stock commands and the bare cells, in turns.

What is counted is CPU seconds of every process that works on one page, HTML included:

- stock: `papermill` and `nbconvert`, a process each, as a cron table would have it;
- kernel: papermill's own engine with a kernel forked from a warm process;
- fork: our engine in a child forked from a warm process, as the press has it;
- floor: a child forked from the same process that runs the code of the cells and nothing else.

    python -m benchmarks.engines OFFICE [--briefings N]
"""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.costs import job, run

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from hustings.press import Run

BRIEFING = "weekly_seat"
STOCK, KERNEL, FORK, FLOOR = "stock", "kernel", "fork", "floor"
TIMES_LESS = 10.0  # the stock commands' CPU over ours, at least
TIMES_FLOOR = 2.0  # our CPU over the floor's, at most
MEGABYTES = 120.0  # proportional memory of one more worker, at most


def compare(folder: Path, briefings: int) -> bool:
    """Print what each costs; says whether the three gates are met."""
    from hustings.kernels.alone import ONE_THREAD

    said = job("engines.measure", extra=ONE_THREAD, folder=str(folder), briefings=briefings).said
    cpu = {name: median(seconds) for name, seconds in said["cpu"].items()}
    print(f"\none page of {BRIEFING}, CPU seconds, median of {briefings} in turns")
    for name, seconds in cpu.items():
        spread = sorted(said["cpu"][name])
        print(f"  {name:8}{seconds:8.2f}   {spread[0]:.2f} to {spread[-1]:.2f}"
              f"{seconds / cpu[FLOOR]:8.2f} times the floor")  # fmt: skip
    gates = [
        ("stock over fork, at least", cpu[STOCK] / cpu[FORK], TIMES_LESS, True),
        ("fork over floor, at most", cpu[FORK] / cpu[FLOOR], TIMES_FLOOR, False),
        ("memory of one more worker, MB, at most", said["megabytes"], MEGABYTES, False),
    ]
    met = [(value >= gate) if least else (value <= gate) for _, value, gate, least in gates]
    for (name, value, gate, _), good in zip(gates, met, strict=True):
        print(f"  {'met   ' if good else 'MISSED'} {name} {gate:g}: {value:.1f}")
    return all(met)


def measure(*, folder: str, briefings: int) -> dict:
    """Warm up, then print page after page with each; a job of its own process."""
    from hustings.edition import latest
    from hustings.kernels.alone import require_alone
    from hustings.kernels.forks import SOCKET_OF, Forks
    from hustings.press import Asked, find_briefing, plan_runs
    from hustings.press.warm import warm_up
    from hustings.settings import load

    os.chdir(folder)
    settings = load(Path("settings.toml").resolve())
    edition = latest(settings.folders.data / "editions")
    warm_up(edition, settings)
    require_alone()
    briefing = find_briefing(settings.folders.notebooks, BRIEFING)
    asked = Asked(languages=("hi", "en"))
    runs = plan_runs([briefing], edition, asked, scheduled_at=datetime.now(UTC))[:briefings]
    cpu: dict[str, list[float]] = {STOCK: [], KERNEL: [], FORK: [], FLOOR: []}
    kernels = (["hustings.kernels.libraries:load"],
               ["hustings.press.warm:load", str(settings.read_from), edition.id])  # fmt: skip
    with Forks.start(*kernels) as forks:
        os.environ[SOCKET_OF] = str(forks.socket)
        for one in runs:
            cpu[STOCK].append(_stock(briefing.path, one.parameters, settings.read_from))
            before = _children_of(forks.pid)
            spent = _forked(lambda one=one: _page(one, KERNEL))
            cpu[KERNEL].append(spent + _children_of(forks.pid) - before)
            cpu[FORK].append(_forked(lambda one=one: _page(one, FORK)))
            cpu[FLOOR].append(_forked(lambda one=one: _cells(one)))
    return {"cpu": cpu, "megabytes": _one_more(runs)}


def _stock(notebook: Path, parameters: Mapping[str, object], settings: Path) -> float:
    """Both commands, as they come."""
    given = [word for name, value in parameters.items() for word in ("-r", name, value)]
    extra = {"HUSTINGS_SETTINGS": str(settings)}
    return sum(
        run([sys.executable, "-m", *words], folder=Path.cwd(), extra=extra).cpu
        for words in (
            ("papermill", notebook, "stock.ipynb", "--kernel", "python3", *given),
            ("nbconvert", "--to", "html", "stock.ipynb", "--output", "stock.html"),
        )
    )


def _notebook(one: "Run") -> "NotebookNode":
    """The briefing's notebook, read anew as for every page of the press."""
    import nbformat

    return nbformat.reads(one.briefing.source(), as_version=4)


def _page(one: "Run", engine: str) -> None:
    """A page as the press makes it."""
    import papermill

    from hustings.kernels.engines import papermill_options
    from hustings.page.template import render

    options = papermill_options(engine)
    output = f"{engine}.ipynb"
    executed = papermill.execute_notebook(
        _notebook(one), output, parameters=one.parameters, cwd=".", **options
    )
    Path(f"{engine}.html").write_text(render(executed), "utf-8")


def _cells(one: "Run") -> None:
    """The code of the cells, and nothing of what they would show."""
    names: dict[str, object] = {}
    for cell in _notebook(one).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, "cell", "exec"), names)  # noqa: S102  our own notebook
        if "parameters" in cell.metadata.get("tags", []):
            names |= one.parameters


def _forked(work: Callable[[], None]) -> float:
    """CPU seconds of a fork of this process that does some work, and of all that started."""
    pid = os.fork()
    if pid == 0:
        _end(work)
    _, status, used = os.wait4(pid, 0)
    if status:
        raise RuntimeError("A page could not be made; see above.")
    return used.ru_utime + used.ru_stime


def _end(work: Callable[[], None]) -> None:
    import traceback

    code = 1
    try:
        work()
        code = 0
    except BaseException:  # noqa: BLE001  the end of a fork
        traceback.print_exc()
    finally:
        os._exit(code)


def _children_of(pid: int) -> float:
    """CPU seconds of a process's children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[13:15])) / os.sysconf("SC_CLK_TCK")


def _one_more(runs) -> float:
    """Megabytes that a second worker adds, each at its largest: when its page is made."""
    workers, totals = [], [_proportional([os.getpid()])]
    for one in runs[:2]:
        out, into = os.pipe()
        pid = os.fork()
        if pid == 0:
            _end(
                lambda one=one, into=into: (_page(one, FORK), os.write(into, b"."), signal.pause())
            )
        os.read(out, 1)
        workers.append(pid)
        totals.append(_proportional([os.getpid(), *workers]))
    for pid in workers:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
    return totals[-1] - totals[-2]


def _proportional(pids: list[int]) -> float:
    """Megabytes of some processes, what they share counted once."""
    found = [Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines() for pid in pids]
    return sum(int(line.split()[1]) for f in found for line in f if line.startswith("Pss:")) / 1024


def main() -> None:
    """Compare in an office that has an edition; nothing of it is changed."""
    import shutil
    import tempfile

    asked = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    asked.add_argument("office", type=Path)
    asked.add_argument("--briefings", type=int, default=20)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("settings.toml", "notebooks", "data/editions"):
            copy = shutil.copytree if (given.office / name).is_dir() else shutil.copy
            (Path(folder) / name).parent.mkdir(exist_ok=True)
            copy(given.office / name, Path(folder) / name)
        met = compare(Path(folder), given.briefings)
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
