"""`make fuzz`: every reader on damaged files for as long as is asked, several at a time.

What falls is shrunk by Hypothesis and kept in tests/fuzz/corpus, which `make test` reads again.
"""

import argparse
import hashlib
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

MEMORY = 1536 * 2**20  # address space beyond what the libraries take when they are loaded
ROUND = 200  # cases between two looks at the clock


def main() -> int:
    """Fuzz every reader in a process of its own; gives 1 if anything fell."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=10.0, help="for each reader")
    asked.add_argument("--readers", default="", help="names, with commas; default: all")
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--one", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.one:
        return fuzz(given.one, given.minutes * 60, given.seed)
    from hustings.importers import sources

    waiting = given.readers.split(",") if given.readers else [*sources(), "zip"]
    failed: list[str] = []
    running: dict[str, subprocess.Popen[bytes]] = {}
    while waiting or running:
        while waiting and len(running) < given.jobs:
            name = waiting.pop(0)
            words = ["--one", name, "--minutes", str(given.minutes), "--seed", str(given.seed)]
            running[name] = subprocess.Popen([sys.executable, "-m", "tests.fuzz", *words])
        for name, process in list(running.items()):
            if process.poll() is not None:
                del running[name]
                failed += [name] if process.returncode else []
        time.sleep(0.2)
    print(f"fell: {', '.join(failed) or 'nothing'}", flush=True)
    return 1 if failed else 0


def fuzz(name: str, seconds: float, seed: int) -> int:
    """Fuzz one reader in this process until the time is over or something falls."""
    from hypothesis import seed as seeded
    from tests.fuzz import cases, readers

    readers.context()
    readers.specimens()
    _bound_memory()
    ends, runs = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        seed += 1
        try:
            seeded(seed)(cases.case_of(name, examples=ROUND, derandomize=False))()
        except Exception as fault:  # noqa: BLE001  whatever it is, it is what we look for
            source, data = cases.last_of(name)
            kept = _keep(source, data)
            print(f"{name}: FELL after {runs} cases, seed {seed}: {fault!r}\n  {kept}", flush=True)
            return 1
        runs += ROUND
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name}: {runs} cases, nothing fell, at most {used} MB", flush=True)
    return 0


def _bound_memory() -> None:
    """Beyond the bound an allocation fails, and a reader that needs it falls."""
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))


def _keep(name: str, data: bytes) -> Path:
    from tests.fuzz.readers import CORPUS

    folder = CORPUS / name.partition("/")[0]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(data).hexdigest()[:12]}{Path(name).suffix}"
    path.write_bytes(data)
    return path


if __name__ == "__main__":
    sys.exit(main())
