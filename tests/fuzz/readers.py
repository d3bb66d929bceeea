"""A reader set on any bytes: it gives clean rows and reasons, or says plainly why it cannot."""

import contextlib
import hashlib
import re
import signal
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pandas as pd

from hustings.errors import HustingsError
from hustings.geography import Units
from hustings.importers import recognise, sources
from hustings.importers.contract import Assumed, Context, Placed, Rows, SetAside, SourceFile
from hustings.intake.archives import opened
from hustings.intake.received import find
from hustings.privacy import Pseudonyms
from hustings.roster import People
from hustings.settings import Campaign, Settings
from hustings.store import prepared

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "fuzz" / "corpus"
NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
SECONDS = 20  # for one case; the slowest honest one takes under two on a busy machine
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
ENDINGS = (".txt", ".csv", ".json", ".xlsx", ".tsv")


class TooSlowError(Exception):
    """A reader that did not come to an end."""


@cache
def context() -> Context:
    """What readers may know: a state, two workers, a placed group, one account a platform."""
    pseudonyms = Pseudonyms(b"k" * 32)
    worker = pseudonyms.of("phone", "+919876543210")
    settings = Settings(campaign=Campaign(name_en="A", name_hi="A", state="IN-JH"))
    platforms = ("facebook", "instagram", "x", "youtube", "telegram")
    return Context(
        settings=settings,
        units=Units.load("IN-JH"),
        people=People(pseudonyms, frozenset({worker}), frozenset({worker})),
        pseudonyms=pseudonyms,
        placed={"whatsapp:rampur team": Placed("IN-JH-AC-012", official=True)},
        accounts={f"{name}:team": f"{name}:team" for name in platforms},
    )


@cache
def specimens() -> dict[str, list[tuple[str, bytes]]]:
    """Every specimen by the source it is of; what nothing recognises is given to all."""
    found: dict[str, list[tuple[str, bytes]]] = {name: [] for name in sources()}
    files = [p for p in sorted((ROOT / "tests" / "specimens").rglob("*")) if p.is_file()]
    for path in sorted(CORPUS.glob("*/*")):
        found.get(path.parent.name, []).append((path.name, path.read_bytes()))
    for path in files:
        data = path.read_bytes()
        with contextlib.suppress(HustingsError):
            of = recognise(SourceFile(path.name, "0" * 64, NOW, path)).name
            found[of].append((path.name, data))
            books = [name for name, _ in found[of] if name.endswith(".xlsx")]
            if path.suffix == ".csv" and not books:
                found[of].append((f"{path.stem}.xlsx", _as_workbook(data)))
    return found


def _as_workbook(data: bytes) -> bytes:
    import csv

    from openpyxl import Workbook

    book = Workbook()
    text = _CONTROL.sub("", data.decode("utf-8-sig", "replace"))  # no workbook can hold them
    for row in csv.reader(text.splitlines()):
        book.active.append(row)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


@contextlib.contextmanager
def in_time(seconds: int = SECONDS) -> Iterator[None]:
    """End whatever takes more CPU, or, should it wait for something, far longer by the clock."""

    def end(signum, frame):
        raise TooSlowError(f"more than {seconds} seconds")

    limits = (
        (signal.SIGPROF, signal.ITIMER_PROF, seconds),
        (signal.SIGALRM, signal.ITIMER_REAL, 20 * seconds),
    )
    before = [signal.signal(name, end) for name, _, _ in limits]
    for _, timer, longest in limits:
        signal.setitimer(timer, longest)
    try:
        yield
    finally:
        for (name, timer, _), handler in zip(limits, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(name, handler)


def read_bytes(source: str, data: bytes, name: str) -> int:
    """Have one reader read any bytes to their end; gives the number of clean rows.

    Whatever else than a HustingsError comes out of it is a fault, and so is a row the store would
    refuse, a row set aside without a reason, and a reader that does not come to an end.
    """
    with tempfile.TemporaryDirectory() as folder, in_time():
        path = Path(folder) / f"file{Path(name).suffix if name.endswith(ENDINGS) else '.txt'}"
        path.write_bytes(data)
        file = SourceFile(name, hashlib.sha256(data).hexdigest(), NOW, path)
        with contextlib.suppress(HustingsError):
            recognise(file)
        try:
            return sum(map(_rows, sources()[source].read(file, context())))
        except HustingsError as error:
            return _said_well(error)


def _said_well(error: HustingsError) -> int:
    assert error.problem
    assert error.fix or error.where, error.problem
    return 0


def _rows(finding: object) -> int:
    if isinstance(finding, SetAside):
        assert finding.reason
        assert finding.line >= 0
        return 0
    if isinstance(finding, Assumed):
        assert finding.what
        str(finding.evidence).encode("utf-8")
        return 0
    assert isinstance(finding, Rows)
    assert len(finding.frame) == len(finding.lines)
    now = pd.Timestamp(NOW)
    prepared(finding.table, finding.frame, file="f", lines=finding.lines, known_at=now)
    return len(finding.frame)


def unpack_bytes(data: bytes, name: str) -> int:
    """Find, open and recognise any bytes as a received file; gives the number of its parts."""
    with tempfile.TemporaryDirectory() as folder, in_time():
        inside, beside = Path(folder) / "in", Path(folder) / "scratch"
        inside.mkdir()
        beside.mkdir()
        (inside / name).write_bytes(data)
        try:
            (received,) = find([inside], now=NOW)
            with opened(received, largest_mb=64, scratch=beside) as members:
                for member in members:
                    assert member.path.is_relative_to(folder)
                    with contextlib.suppress(HustingsError):
                        recognise(member)
                return len(members)
        except HustingsError as error:
            return _said_well(error)
        finally:
            assert {p.name for p in Path(folder).iterdir()} == {"in", "scratch"}


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    """A zip of some members, under whatever names."""
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two members of one name are meant
        for name, data in members:
            with contextlib.suppress(UnicodeEncodeError):
                archive.writestr(zipfile.ZipInfo(name or "x"), data)
    return saved.getvalue()
