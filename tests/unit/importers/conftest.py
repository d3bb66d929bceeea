"""A reader's surroundings: settings, Jharkhand's units, two known workers, a few accounts."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from hustings.geography import Units
from hustings.importers import recognise
from hustings.importers.contract import Assumed, Context, Finding, Rows, SetAside, SourceFile
from hustings.privacy import Pseudonyms
from hustings.roster import People
from hustings.schema import CLEAN, check
from hustings.settings import Campaign, Settings

EXPORTED_AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
ACCOUNTS = {
    "facebook:61550000000011": "facebook:61550000000011",
    "facebook:nadi yuva": "facebook:61550000000011",
    "instagram:nadi.yuva": "instagram:nadi.yuva",
    "x:nadiyuva": "x:nadiyuva",
    "x:otherside": "x:otherside",
    "youtube:nadi tv": "youtube:nadi tv",
}


@dataclass(frozen=True)
class Reading:
    """Everything a reader found."""

    source: str
    findings: list[Finding]

    def table(self, name: str) -> pd.DataFrame:
        """The rows of one table, `line` being where each came from."""
        found = [f for f in self.findings if isinstance(f, Rows) and f.table == name]
        if not found:
            return pd.DataFrame(columns=[*CLEAN[name].names, "line"])
        return pd.concat([f.frame.assign(line=f.lines) for f in found], ignore_index=True)

    @property
    def aside(self) -> dict[int, str]:
        """Line -> reason, of what was set aside."""
        return {f.line: f.reason for f in self.findings if isinstance(f, SetAside)}

    @property
    def fixes(self) -> dict[int, str]:
        """Line -> fix, of what was set aside."""
        return {f.line: f.fix for f in self.findings if isinstance(f, SetAside)}

    @property
    def assumed(self) -> dict[str, str]:
        """What was assumed -> the evidence."""
        return {f.what: f.evidence for f in self.findings if isinstance(f, Assumed)}

    def everything(self) -> str:
        """All that was yielded, as one text to search for what must not be in it."""
        rows = [f.frame.to_csv() for f in self.findings if isinstance(f, Rows)]
        return "\n".join([*rows, *map(str, self.aside.items()), *map(str, self.assumed.items()),
                          *self.fixes.values()])  # fmt: skip


@pytest.fixture(scope="session")
def pseudonyms() -> Pseudonyms:
    return Pseudonyms(b"k" * 32)


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(campaign=Campaign(name_en="Nadi", name_hi="नदी", state="IN-JH"))


@pytest.fixture(scope="session")
def units() -> Units:
    return Units.load("IN-JH")


@pytest.fixture(scope="session")
def context(pseudonyms: Pseudonyms, settings: Settings, units: Units) -> Context:
    workers = frozenset(pseudonyms.of("phone", f"+91987654321{n}") for n in (0, 1))
    return Context(settings, units, People(pseudonyms, workers), pseudonyms, accounts=ACCOUNTS)


@pytest.fixture
def received(tmp_path: Path) -> Callable[..., SourceFile]:
    """A function that makes a received file of bytes or text."""

    def make(
        content: bytes | str, name: str = "file.csv", at: datetime = EXPORTED_AT
    ) -> SourceFile:
        raw = content.encode() if isinstance(content, str) else content
        path = tmp_path / Path(name).name
        path.write_bytes(raw)
        return SourceFile(name, hashlib.sha256(raw).hexdigest(), at, path)

    return make


@pytest.fixture(scope="session")
def tables_folder(root: Path) -> Path:
    return root / "tests" / "specimens" / "tables"


@pytest.fixture
def specimen(tables_folder: Path) -> Callable[..., SourceFile]:
    """A function that gives a specimen as a received file."""

    def find(specimen: str, **changes: object) -> SourceFile:
        path = tables_folder / specimen
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        return replace(SourceFile(specimen, sha256, EXPORTED_AT, path), **changes)

    return find


@pytest.fixture
def read(context: Context, specimen: Callable[..., SourceFile]) -> Callable[..., Reading]:
    """A function that recognises and reads a file or specimen, checking every row's schema."""

    def of(
        file: SourceFile | str, within: Context | None = None, source: str | None = None
    ) -> Reading:
        if isinstance(file, str):
            file = specimen(file)
        found = recognise(file, source)
        return Reading(found.name, list(_checked(found.read(file, within or context))))

    return of


def _checked(findings: Iterator[Finding]) -> Iterator[Finding]:
    for finding in findings:
        if isinstance(finding, Rows):
            check(finding.frame, CLEAN[finding.table])
            assert len(finding.frame) == len(finding.lines)
        yield finding
