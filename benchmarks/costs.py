"""What a program costs: CPU, wall time and peak memory of a child process; medians and tables."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache" / "bench"

# Nothing but the standard library is imported here: a child's peak memory starts from its
# parent's, so the process that measures must stay small.


@dataclass(frozen=True)
class Cost:
    """What one run took. The peak is that of its largest process, not of all together."""

    cpu: float  # seconds, user and system, of the process and all it waited for
    wall: float  # seconds
    peak: float  # megabytes of resident memory
    said: dict = field(default_factory=dict)  # what a job of ours reported


def run(command: Sequence[object], *, folder: Path = ROOT, extra: Mapping[str, str] = {}) -> Cost:
    """Run a command to its end.

    Raises: RuntimeError with the end of what it wrote, when it fails.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        child = subprocess.Popen(
            [str(word) for word in command], cwd=folder, stdout=out, stderr=err,
            env=environment() | dict(extra),
        )  # fmt: skip
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        text = out.read().decode(errors="replace")
        if child.returncode:
            told = (text + err.read().decode(errors="replace"))[-3000:]
            raise RuntimeError(f"{' '.join(map(str, command))[:200]} failed:\n{told}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, _said(text))


def job(name: str, *, extra: Mapping[str, str] = {}, **asked) -> Cost:
    """Run one function of the benchmarks, `module.function`, in a process of its own."""
    code = "from benchmarks.costs import work; work()"
    return run([sys.executable, "-c", code, name, json.dumps(asked, default=str)], extra=extra)


def work() -> None:
    """Be that process: call the function and print what it returned as the last line."""
    from importlib import import_module

    module, _, function = sys.argv[1].rpartition(".")
    said = getattr(import_module(f"benchmarks.{module}"), function)(**json.loads(sys.argv[2]))
    print(json.dumps(said or {}))


def environment() -> dict[str, str]:
    """What every child is given: this checkout's code, a key of its own, no outer settings."""
    clean = {name: value for name, value in os.environ.items() if name[:8] != "HUSTINGS"}
    # as installed packages are, our modules are compiled once and not in every process
    clean.pop("PYTHONDONTWRITEBYTECODE", None)
    here = {"PYTHONPATH": f"{ROOT / 'lib'}{os.pathsep}{ROOT}", "PYTHONHASHSEED": "0"}
    here["PYTHONPYCACHEPREFIX"] = str(CACHE / "compiled")
    return clean | here | {"HUSTINGS_KEY_FILE": str(CACHE / "pseudonyms.key")}


def _said(text: str) -> dict:
    last = text.strip().rpartition("\n")[2]
    return json.loads(last) if last.startswith("{") else {}


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure; what was said is the last run's."""
    cpu, wall, peak = (median(getattr(cost, name) for cost in costs) for name in _FIGURES)
    return Cost(cpu, wall, peak, costs[-1].said)


_FIGURES = ("cpu", "wall", "peak")


def table(title: str, rows: Mapping[str, Sequence[Cost]], *, ours: str) -> None:
    """Print each contender's medians, and how many times ours it took."""
    base = middle(rows[ours])
    print(f"\n{title}")
    print(f"  {'':44}{'CPU s':>9}{'wall s':>9}{'peak MB':>9}   {'times ours':>18}")
    for name, costs in rows.items():
        cost = middle(costs)
        figures = f"{cost.cpu:9.2f}{cost.wall:9.2f}{cost.peak:9.0f}"
        times = "  ".join(f"{getattr(cost, f) / getattr(base, f):5.2f}" for f in _FIGURES)
        print(f"  {name:44}{figures}   {times:>18}", flush=True)
