"""Chats given as text or as specimen, read by the parser alone or by the whole importer."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from hustings.importers.contract import Assumed, Context, Finding, Rows, SetAside, SourceFile
from hustings.importers.whatsapp import read
from hustings.importers.whatsapp.chat import read_chat
from hustings.importers.whatsapp.decode import BLOCK
from hustings.importers.whatsapp.survey import survey
from hustings.schema import CLEAN, check

EXPORTED_AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


@dataclass
class Parsed:
    """What the parser made of a chat, without privacy or store."""

    lines: list[tuple[int, str, str | None, str]]  # line, local time, author, text
    order: str
    assumed: bool
    evidence: str
    unreadable: list[tuple[int, str]] = field(default_factory=list)
    pasted: list[int] = field(default_factory=list)
    beyond: int = 0

    @property
    def times(self) -> list[str]:
        return [time for _, time, _, _ in self.lines]

    @property
    def authors(self) -> list[str | None]:
        return [author for _, _, author, _ in self.lines]

    @property
    def texts(self) -> list[str]:
        return [text for *_, text in self.lines]


@dataclass
class Imported:
    """What the importer yielded."""

    findings: list[Finding]

    def table(self, name: str) -> pd.DataFrame:
        found = [f for f in self.findings if isinstance(f, Rows) and f.table == name]
        if not found:
            return pd.DataFrame(columns=[*CLEAN[name].names, "line"])
        return pd.concat([f.frame.assign(line=f.lines) for f in found], ignore_index=True)

    @property
    def messages(self) -> pd.DataFrame:
        return self.table("messages")

    @property
    def memberships(self) -> pd.DataFrame:
        return self.table("memberships")

    @property
    def health(self) -> pd.Series:
        return self.table("group_exports").iloc[0]

    @property
    def aside(self) -> dict[int, str]:
        return {f.line: f.reason for f in self.findings if isinstance(f, SetAside)}

    @property
    def assumed(self) -> dict[str, str]:
        return {f.what: f.evidence for f in self.findings if isinstance(f, Assumed)}

    def everything(self) -> str:
        """All that was yielded, as one text to search for what must not be in it."""
        rows = [f.frame.to_csv() for f in self.findings if isinstance(f, Rows)]
        others = [str(f) for f in self.findings if not isinstance(f, Rows)]
        return "\n".join([*rows, *others])


@pytest.fixture(scope="session")
def chats(root: Path) -> Path:
    """The folder of specimens, each named after its disease."""
    return root / "tests" / "specimens" / "whatsapp"


@pytest.fixture(scope="session")
def parse() -> Callable[..., Parsed]:
    """A function that parses a chat given as text or bytes."""

    def run(
        chat: str | bytes,
        *,
        exported_at: datetime = EXPORTED_AT,
        day_first: bool = True,
        narrow: bool = True,
        block: int = BLOCK,
    ) -> Parsed:
        raw = chat.encode() if isinstance(chat, str) else chat
        last_day = int(exported_at.timestamp()) // 86_400 + 1
        seen = survey(lambda: io.BytesIO(raw), last_day=last_day, day_first=day_first, block=block)
        if not narrow:
            seen = replace(seen, narrow=None)
        found = Parsed([], seen.dates.order, seen.dates.assumed, seen.dates.evidence)
        for batch in read_chat(lambda: io.BytesIO(raw), seen, block=block):
            times = batch.sent_at.astype("datetime64[s]").astype(str)
            found.lines += zip(batch.line, times.tolist(), batch.author, batch.text, strict=True)
            found.unreadable += batch.unreadable
            found.pasted += batch.pasted
            found.beyond += sum(batch.beyond.values())
        return found

    return run


@pytest.fixture
def importing(context: Context, tmp_path: Path) -> Callable[..., Imported]:
    """A function that imports a chat given as text, bytes or specimen, checking every schema."""

    def run(
        chat: str | bytes | Path,
        name: str = "WhatsApp Chat with Ranchi Booth 12.txt",
        *,
        within: Context | None = None,
        exported_at: datetime = EXPORTED_AT,
    ) -> Imported:
        path = chat if isinstance(chat, Path) else tmp_path / "chat.txt"
        if not isinstance(chat, Path):
            path.write_bytes(chat.encode() if isinstance(chat, str) else chat)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        found = list(read(SourceFile(name, sha256, exported_at, path), within or context))
        for finding in found:
            if isinstance(finding, Rows):
                check(finding.frame, CLEAN[finding.table])
                assert list(finding.frame.columns) == CLEAN[finding.table].names
                assert len(finding.frame) == len(finding.lines)
        return Imported(found)

    return run
