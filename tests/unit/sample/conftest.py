"""Two small samples, written once: Jharkhand over six weeks, and what is true of it."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from hustings.period import Period
from hustings.sample import write

UNTIL = Period.parse("2026-W46")


@dataclass(frozen=True)
class Written:
    root: Path
    files: list[Path]

    @cached_property
    def truth(self):
        return json.loads((self.root / "truth.json").read_text(encoding="utf-8"))

    def names(self, pattern):
        return sorted(self.root.glob(pattern))


@pytest.fixture(scope="session")
def jharkhand(tmp_path_factory) -> Written:
    root = tmp_path_factory.mktemp("sample") / "jharkhand"
    return Written(root, write(root, state="IN-JH", weeks=6, seed=1, until=UNTIL))
