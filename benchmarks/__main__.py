"""`make bench`: every claim against its named alternative, interleaved, as ratios in one run."""

import argparse
import shutil
import tempfile
from importlib import import_module
from pathlib import Path

from benchmarks.costs import CACHE

CLAIMS = ("chats", "memory", "folder", "editions", "briefing", "studies_speed", "replay")


def main() -> None:
    """Run the claims asked for, all by default."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("claims", nargs="*", metavar="CLAIM", help=", ".join(CLAIMS))
    asked.add_argument("--size", choices=("tiny", "small", "full"), default="full")
    asked.add_argument("--rounds", type=int, default=0, help="0: as many as suit the size")
    given = asked.parse_args()
    if strange := set(given.claims) - set(CLAIMS):
        names = ", ".join(sorted(strange))
        asked.error(f"no claim is called {names}; there are {', '.join(CLAIMS)}")
    for name in given.claims or CLAIMS:
        run_claim(name, size=given.size, rounds=given.rounds or (1 if given.size == "tiny" else 3))


def run_claim(name: str, *, size: str, rounds: int) -> None:
    """Run one claim in a folder that is gone afterwards."""
    CACHE.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=CACHE))
    try:
        claim = import_module(f"benchmarks.{name}")
        claim.main(size=size, rounds=rounds, folder=folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
