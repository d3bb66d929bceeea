"""What people have confirmed about their forms' questions, laid over the layouts we know."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hustings.errors import InputError, SettingsError, nearest
from hustings.importers.contract import Assumed, Context, Source, SourceFile
from hustings.importers.proposals import likely
from hustings.importers.tabular import Layout, Table, open_table
from hustings.importers.tabular.layout import loose
from hustings.importers.tabular.top import HasLayout, head_tops, heads, locate
from hustings.settings import Crosswalk

MOSTLY = 0.5  # of a crosswalk's questions must stand in a file for it to be about that file

Crosswalks = Mapping[str, Crosswalk]


@dataclass(frozen=True)
class _Found:
    """A crosswalk whose questions stand in a file."""

    name: str
    crosswalk: Crosswalk
    there: int  # questions that stand in the file


def open_form(file: SourceFile, context: Context, source: str, *layouts: Layout) -> Table:
    """Open a form's answers or a sheet kept by hand, its questions read as people confirmed.

    Raises: SettingsError when two crosswalks say different things about this file.
    """
    found = _about(file, context.settings.crosswalk, source)
    used = [item for item in found if item.crosswalk.confirmed]
    table = open_table(file, *(_laid_over(layout, used) for layout in layouts))
    waiting = [item for item in found if not item.crosswalk.confirmed]
    noted = (*_notes(used, waiting), *_by_a_word(table), *_reworded(table))
    return replace(table, assumed=(*table.assumed, *noted))


def by_crosswalk(
    file: SourceFile, known: Mapping[str, Source], crosswalks: Crosswalks
) -> Source | None:
    """The source that a confirmed crosswalk says a file is of, if its questions stand in it.

    Raises: SettingsError for a source that has no questions; InputError when two sources fit.
    """
    confirmed = {name: item for name, item in crosswalks.items() if item.confirmed}
    fitting = set[str]()
    for source in {item.source for item in confirmed.values()}:
        layouts = asked_by(source, known)
        if (used := _about(file, confirmed, source)) and _fits(file, layouts, used):
            fitting.add(source)
    if len(fitting) > 1:
        raise InputError(
            f"Crosswalks say that this file is {' and '.join(sorted(fitting))}.",
            where=file.name,
            fix="Say which with --source, or take the wrong one out of crosswalk.toml.",
        )
    return known[fitting.pop()] if fitting else None


def waiting_for(file: SourceFile, crosswalks: Crosswalks) -> str | None:
    """The name of a crosswalk that is about a file and that nobody has confirmed yet."""
    for source in {item.source for item in crosswalks.values()}:
        for found in _about(file, crosswalks, source):
            if not found.crosswalk.confirmed:
                return found.name
    return None


def asked_by(source: str, known: Mapping[str, Source]) -> tuple[Layout, ...]:
    """The layouts of a form or a sheet kept by hand.

    Raises: SettingsError when a machine writes that source, or nobody knows it.
    """
    answering = {name: item for name, item in known.items() if has_questions(item)}
    if source not in answering:
        raise SettingsError(
            f"No form or sheet is called '{source}'.",
            where="crosswalk",
            fix=nearest(source, answering),
        )
    sniff = answering[source].sniff
    return sniff.layouts if isinstance(sniff, HasLayout) else ()


def has_questions(source: Source) -> bool:
    """Whether people word its columns; a platform's export has the platform's own."""
    sniff = source.sniff
    return isinstance(sniff, HasLayout) and not any(layout.even for layout in sniff.layouts)


def _about(file: SourceFile, crosswalks: Crosswalks, source: str) -> list[_Found]:
    """The crosswalks of a source most of whose questions stand in one row of a file."""
    ours = {name: item for name, item in crosswalks.items() if item.source == source}
    if not ours:
        return []
    rows = [
        {loose(cell) for cell in cells}
        for head in heads(file)
        for _, records in head_tops(head)
        for _, cells in records
    ]
    found = []
    for name, item in ours.items():
        asked = {loose(question) for question in item.questions}
        there = max((len(asked & row) for row in rows), default=0)
        if asked and there >= MOSTLY * len(asked):
            found.append(_Found(name, item, there))
    return found


def _fits(file: SourceFile, layouts: tuple[Layout, ...], used: list[_Found]) -> bool:
    over = [_laid_over(layout, used) for layout in layouts]
    return any(locate(records, over) for head in heads(file) for _, records in head_tops(head))


def _laid_over(layout: Layout, used: list[_Found]) -> Layout:
    given: dict[str, str] = {}
    always: dict[str, str] = {}
    answers: dict[str, dict[str, str]] = {}
    fields = {field.name for field in layout.fields}
    for item in used:
        for question, name in item.crosswalk.questions.items():
            _put(given, loose(question), name, item.name, fields)
        for name, text in item.crosswalk.always.items():
            _put(always, name, text, item.name, None)
            _put({}, name, name, item.name, fields)
        for name, words in item.crosswalk.answers.items():
            _put({}, name, name, item.name, fields)
            for answer, word in words.items():
                _put(answers.setdefault(name, {}), loose(answer) or "*", word, item.name, None)
    return replace(layout, given=given, always=always, answers=answers)


def _put(
    said: dict[str, str], about: str, what: str, crosswalk: str, fields: set[str] | None
) -> None:
    """Take one line of a crosswalk, if it names a known field and contradicts no other."""
    if fields is not None and what and what not in fields:
        raise SettingsError(
            f"The crosswalk '{crosswalk}' names an unknown field '{what}'.",
            where=f"crosswalk '{crosswalk}'",
            fix=nearest(what, fields),
        )
    if said.setdefault(about, what) != what:
        raise SettingsError(
            f"Two crosswalks say different things about one file: '{said[about]}' and '{what}'.",
            where=f"crosswalk '{crosswalk}'",
            fix="Take the one that is wrong out, or set confirmed = false in it.",
        )


def _notes(used: list[_Found], waiting: list[_Found]) -> Iterator[Assumed]:
    for item in used:
        asked = len(item.crosswalk.questions)
        yield Assumed(
            f"the questions are read as the crosswalk '{item.name}' says",
            f"{item.there} of its {asked} questions stand in the file",
        )
    for item in waiting:
        yield Assumed(
            f"the crosswalk '{item.name}' is not confirmed, so it was not used",
            "read its lines, correct them, and set confirmed = true",
        )


def _by_a_word(table: Table) -> Iterator[Assumed]:
    """Questions that were understood by a telling word in them, not by the whole of it."""
    fields = {field.name: field for field in table.layout.fields}
    for name, places in table.header.columns.items():
        for question in (table.header.names[place] for place in places):
            rank = fields[name].match(question)
            by_word = rank is not None and not isinstance(fields[name].spellings[rank], str)
            if by_word and loose(question) not in table.layout.given:
                yield Assumed(
                    f"'{' '.join(question.split())[:60]}' is taken to ask for '{name}'",
                    "by a word in it; `hustings crosswalk` with this file lets you say otherwise",
                )


def _reworded(table: Table) -> Iterator[Assumed]:
    """Columns nobody knows that may be a known question in other words: told, never used."""
    layout, header = table.layout, table.header
    left = [header.names[place] for place in layout.unknown(header.names, header.columns)]
    open_fields = [
        field
        for field in layout.fields
        if field.name not in header.columns and field.name not in layout.always
    ]
    for line in likely(left, open_fields):
        yield Assumed(
            f"'{line.question[:60]}' may ask for '{line.field}'; it was not used",
            f"{line.sure:.0%} alike; `hustings crosswalk` with this file proposes it",
        )
