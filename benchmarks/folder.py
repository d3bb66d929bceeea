"""Importing a folder of many files on both cores, beside the same import on one.

The folder is a sample campaign: chats of twelve phones' forms, exports of five platforms, sheets
and lists, each a file of its own. Both contenders start with an empty store.
"""

import shutil
import sys
from pathlib import Path

from benchmarks.costs import ROOT, Cost, run, table

WEEKS = {"tiny": 2, "small": 8, "full": 26}
READERS = {"both cores": 2, "one core": 1}


def main(*, size: str, rounds: int, folder: Path) -> None:
    """Print both, and by how much the second core shortens the wait."""
    home = folder / "home"
    home.mkdir()
    shutil.copy(ROOT / "settings.toml", home)
    exports = folder / "exports"
    run(
        [sys.executable, "-m", "hustings.cli", "sample", exports, "--weeks", WEEKS[size]],
        folder=home,
    )
    files = sum(path.is_file() for path in exports.rglob("*"))
    costs: dict[str, list[Cost]] = {name: [] for name in READERS}
    for _ in range(rounds):
        for name, readers in READERS.items():
            costs[name].append(take_in(exports, folder / name, readers))
    table(f"import of a folder of {files} files", costs, ours="both cores")
    both = costs["both cores"]
    busy = sum(cost.cpu for cost in both) / sum(cost.wall for cost in both)
    print(f"  cores kept busy, on both: {busy:.2f}")


def take_in(exports: Path, home: Path, readers: int) -> Cost:
    """Import a folder into an empty store, read by some processes; what it says is the counts."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    settings = (ROOT / "settings.toml").read_text("utf-8")
    changed = settings.replace("readers = 0", f"readers = {readers}", 1)
    if changed == settings:
        raise RuntimeError("settings.toml no longer says `readers = 0`")
    (home / "settings.toml").write_text(changed, "utf-8")
    return run([sys.executable, "-m", "hustings.cli", "import", "--json", exports], folder=home)
