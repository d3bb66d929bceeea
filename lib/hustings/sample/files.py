"""Writing files so that the same sample is the same bytes, down to zip dates and file times."""

import io
import os
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from hustings.period import IST

_NEEDS_QUOTES = re.compile(r'[,"\n\r]')
_WORKBOOK_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def export_moment(day: date, hour: float = 9) -> datetime:
    """A moment of an Indian day at which someone sat down and exported."""
    return datetime.combine(day, time(), IST) + timedelta(hours=hour)


def cell(value: object) -> str:
    """One CSV cell: quoted only where it must be, as most exports do."""
    text = "" if value is None else str(value)
    if _NEEDS_QUOTES.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def csv_text(rows: Iterable[Sequence[object]], *, end: str = "\n") -> str:
    """Rows as CSV text, the header being the first row."""
    return "".join(",".join(map(cell, row)) + end for row in rows)


@dataclass
class Folder:
    """The folder being filled; remembers what was written, in order."""

    root: Path
    written: list[Path] = field(default_factory=list)

    def bytes(self, name: str, content: bytes, *, at: datetime) -> Path:
        """Write one file and set its time to the moment it claims to have been exported."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (at.timestamp(), at.timestamp()))
        self.written.append(path)
        return path

    def text(self, name: str, content: str, *, at: datetime, encoding: str = "utf-8") -> Path:
        """Write one text file, line ends untouched."""
        return self.bytes(name, content.encode(encoding), at=at)

    def zip(self, name: str, members: Mapping[str, str], *, at: datetime) -> Path:
        """Write one zip of UTF-8 texts."""
        return self.bytes(
            name, _zipped({key: text.encode() for key, text in members.items()}, at), at=at
        )

    def workbook(self, name: str, rows: Iterable[Sequence[object]], *, at: datetime) -> Path:
        """Write one .xlsx with one sheet."""
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet("Roster")
        for row in rows:
            sheet.append(list(row))
        raw = io.BytesIO()
        book.save(raw)
        return self.bytes(name, _undated(raw.getvalue(), at), at=at)


def _zipped(members: Mapping[str, bytes], at: datetime) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every machine
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _undated(workbook: bytes, at: datetime) -> bytes:
    """The same workbook with its clock readings set to the export moment."""
    stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        members = {
            name: _WORKBOOK_DATES.sub(rb"\g<1>" + stamp + rb"\g<2>", archive.read(name))
            for name in sorted(archive.namelist())
        }
    return _zipped(members, at)
