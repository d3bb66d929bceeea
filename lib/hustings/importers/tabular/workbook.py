"""Sheets of an .xlsx file as rows of text, with the row numbers a person sees."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from io import SEEK_END
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from hustings.errors import InputError, RefusedError
from hustings.importers.contract import SourceFile

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

LARGEST_UNPACKED = 2**30  # bytes; a million rows of ten columns are about 400 MB
LARGEST_STRINGS = 2**28  # of the table of shared texts, which is held in memory
MOST_ROWS = 1_048_576  # Excel's own limit
SAFE_DIGITS = 10**15  # a cell holds fifteen digits; of a longer number the rest is lost

_MAGIC = b"PK\x03\x04"
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError,
               EOFError, ValueError, OSError)  # fmt: skip
_DAMAGE = (KeyError, ParseError, TypeError, AttributeError, *_BROKEN_ZIP)
_SAVE_AGAIN = "Open the file in Excel or Google Sheets and save it again as .xlsx or CSV."


def is_workbook(file: SourceFile) -> bool:
    """Whether the bytes are an .xlsx file, whatever the name says."""
    if not file.head().startswith(_MAGIC):
        return False
    try:
        with file.open() as raw, zipfile.ZipFile(raw) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except _BROKEN_ZIP:
        return False


def sheet_names(file: SourceFile) -> list[str]:
    """The names of the sheets, as their tabs stand."""
    with _opened(file) as book:
        return [sheet.title for sheet in book.worksheets]


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet, read as they come."""

    file: SourceFile
    name: str

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        with _opened(self.file) as book:
            sheet = book[self.name]
            sheet.reset_dimensions()  # the stated size is often wrong, and padding to it is slow
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
                if number > MOST_ROWS:
                    raise RefusedError(
                        f"The sheet claims more than {MOST_ROWS:,} rows.",
                        where=f"{self.file.name}, sheet '{self.name}'",
                        fix=_SAVE_AGAIN,
                    )
                yield number, [_text(cell) for cell in row]


@contextmanager
def _opened(file: SourceFile) -> Iterator["Workbook"]:
    from openpyxl import load_workbook

    try:
        _refuse_bomb(file)
        with (
            file.open() as raw,
            closing(load_workbook(raw, read_only=True, data_only=True, keep_links=False)) as book,
        ):
            yield book
    except _DAMAGE as cause:
        # openpyxl lets the errors of zip, XML and number parsing through as they are.
        raise InputError(
            "The workbook is damaged.", where=f"{file.name}: {cause}", fix=_SAVE_AGAIN
        ) from cause


def _refuse_bomb(file: SourceFile) -> None:
    """Refuse by the sizes the archive states; unzipping stops at those, so they cannot lie.

    Of packed sizes that much memory is taken before anything is read, so none may exceed the file.
    """
    with file.open() as raw, zipfile.ZipFile(raw) as archive:
        members, whole = archive.infolist(), raw.seek(0, SEEK_END)
        sizes = {member.filename: member.file_size for member in members}
    if any(member.compress_size > whole for member in members):
        raise zipfile.BadZipFile("a member is said to be larger than the file")
    if sum(sizes.values()) > LARGEST_UNPACKED or (
        sizes.get("xl/sharedStrings.xml", 0) > LARGEST_STRINGS
    ):
        raise RefusedError(
            f"The workbook unpacks to {sum(sizes.values()) / 2**20:,.0f} MB.",
            where=file.name,
            fix="Save the sheet as CSV, or split it.",
        )


def _text(cell: object) -> str:
    """A cell as the CSV of the same sheet would show it, dates in ISO form."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _number(cell: float) -> str:
    if cell != cell or cell in (float("inf"), float("-inf")):  # noqa: PLR0124  NaN
        return ""
    if abs(cell) >= SAFE_DIGITS:
        return f"{cell:.14E}"  # shown as rounded, so that nobody takes it for a whole id
    return str(int(cell)) if cell == int(cell) else repr(cell)
