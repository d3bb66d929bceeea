"""Which importer reads a file: decided by its content, never by its name."""

import importlib
import pkgutil
import re
from functools import cache
from pathlib import PurePosixPath
from types import MappingProxyType

from hustings.errors import InputError, UsageError, nearest
from hustings.importers.contract import SOURCES, Source, SourceFile
from hustings.importers.crosswalks import Crosswalks, by_crosswalk, waiting_for
from hustings.importers.tabular.decode import head_text
from hustings.importers.tabular.refuse import refuse_voter_columns
from hustings.importers.tabular.strangers import explain
from hustings.importers.tabular.top import head_tops, heads
from hustings.importers.tabular.workbook import is_workbook
from hustings.settings import CROSSWALK_FILE

CHATS = ("telegram", "whatsapp")  # a chat may quote any table: a file that is one is nothing else

_SAVE = "Save it as .xlsx or CSV and import that."
_LEAVE = "Leave it out: what is counted stands in the exported chat or table."
_OTHERS = (
    (rb"\xd0\xcf\x11\xe0", "an old Excel file (.xls)", _SAVE),
    (rb"%PDF", "a PDF", "Import the file the platform exported, not a print of it."),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|....ftyp(?:hei|mif|avif)", "a picture", _LEAVE),
    (rb"....ftyp|\x1a\x45\xdf\xa3|RIFF....AVI ", "a video", _LEAVE),
    (rb"OggS|ID3|#!AMR|RIFF....WAVE|\xff[\xf1\xf3\xfb]", "a sound or a voice message", _LEAVE),
    (rb"BEGIN:VCARD", "a contact card", "Write the list into a sheet and import that."),
    (rb"SQLite format 3", "a database", "Import the exported chat or table instead."),
)  # fmt: skip


# Zips that are one document; what is asked of each is the other way of saving it.
DOCUMENTS = {
    ".ods": ("an OpenDocument sheet (.ods)", _SAVE),
    ".xlsm": ("an Excel file with macros (.xlsm)", _SAVE),
    ".xlsb": ("a binary Excel file (.xlsb)", _SAVE),
    ".docx": ("a Word document (.docx)", "Import the export itself, or its table saved as CSV."),
    ".odt": ("a text document (.odt)", "Import the export itself, or its table saved as CSV."),
    ".pptx": ("a presentation (.pptx)", "Import the export itself, or its table saved as CSV."),
}


def sources() -> dict[str, Source]:
    """Every source by name, in the order in which files of several sources are to be read."""
    _load()
    return dict(sorted(SOURCES.items(), key=lambda item: (item[1].order, item[0])))


@cache  # asked for several times for each file, and looking through the folder takes a while
def _load() -> None:
    package = importlib.import_module("hustings.importers")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")


def recognise(
    file: SourceFile, source: str | None = None, crosswalks: Crosswalks = MappingProxyType({})
) -> Source:
    """The source a file is of, from its first bytes, or of a workbook its sheets' first rows.

    Args:   source: a name that overrides the search; crosswalks: what people have confirmed about
            the questions of their forms, which comes before what we know ourselves.
    Raises: UsageError for a source nobody knows; InputError when nothing or more than one fits;
            RefusedError for a table about voters.
    """
    known = sources()
    if source is not None:
        if source not in known:
            raise UsageError(f"No source is called '{source}'.", fix=nearest(source, known))
        return known[source]
    _refuse_half_a_zip(file)
    if crosswalks and (confirmed := by_crosswalk(file, known, crosswalks)):
        return confirmed
    for head in heads(file):
        if chat := next((name for name in CHATS if known[name].sniff(head, file.name)), None):
            return known[chat]
        fitting = [name for name in known if known[name].sniff(head, file.name)]
        if len(fitting) == 1:
            return known[fitting[0]]
        if fitting:
            raise InputError(
                f"The file could be {' or '.join(known[name].en for name in fitting)}.",
                where=file.name,
                fix=f"Say which with --source, for example --source {fitting[0]}.",
            )
    if waiting := waiting_for(file, crosswalks):
        raise InputError(
            f"The crosswalk '{waiting}' is about this file, but nobody has confirmed it.",
            where=file.name,
            fix=f"Read its lines in {CROSSWALK_FILE}, correct them, set confirmed = true.",
        )
    raise _unknown(file, known)


def _refuse_half_a_zip(file: SourceFile) -> None:
    """A whole one is taken apart before; what is left of a chat in another would be half of it."""
    is_zip = file.head().startswith(b"PK\x03\x04")
    if is_zip and not (is_workbook(file) or _other(file)):
        raise InputError(
            "This is a zip that is cut off or damaged, which is not read.",
            where=file.name,
            fix="Export it again; the transfer may have broken off.",
        )


def _unknown(file: SourceFile, known: dict[str, Source]) -> InputError:
    """Why a file is nothing we read, as closely as can be told."""
    if other := _other(file):
        what, fix = other
        return InputError(f"This is {what}, which is not read.", where=file.name, fix=fix)
    for head in heads(file):
        text = head_text(head).strip()
        if text[:200].lower().startswith(("<html", "<table", "<!doctype", "<?xml")):
            return InputError("This is a web page, not a table.", where=file.name, fix=_SAVE)
        for _, records in head_tops(head):
            if stranger := explain(records, file.name):
                return stranger
            for _, cells in records[:3]:
                refuse_voter_columns([cell for cell in cells if len(cell) < 80], file.name)
    if not any(head_text(head).strip() for head in heads(file)):
        return InputError(
            "The file is empty.", where=file.name, fix="Export it again; it may have broken off."
        )
    return InputError(
        "Nothing we read looks like this file.",
        where=file.name,
        fix="Looked for: " + ", ".join(f"{item.en} ({name})" for name, item in known.items()) + "."
        " If it is one of these, export it again, or name it with --source. If it is a form in"
        " your own words, `hustings crosswalk` with this file proposes what its questions ask.",
    )


def _other(file: SourceFile) -> tuple[str, str] | None:
    """What its first bytes show a file to be that we never read, and what to import instead."""
    raw = file.head()
    if raw.startswith(b"PK"):
        return DOCUMENTS.get(PurePosixPath(file.name).suffix.lower())
    known = ((what, fix) for begins, what, fix in _OTHERS if re.match(begins, raw, re.DOTALL))
    return next(known, None)
