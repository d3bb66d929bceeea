"""What a form nobody has described may be: its questions held against everything we ask for."""

from collections.abc import Sequence

from hustings.errors import InputError
from hustings.geography import Units
from hustings.importers.answered import kind_of_answers
from hustings.importers.contract import SourceFile
from hustings.importers.crosswalks import asked_by, has_questions
from hustings.importers.proposals import Proposal, propose
from hustings.importers.registry import sources
from hustings.importers.tabular.layout import Field
from hustings.importers.tabular.refuse import refuse_voter_columns
from hustings.importers.tabular.top import head_tops, heads

FEWEST = 2  # questions understood; below it a proposal is a guess
NEARLY = 0.6  # of the fullest row: a title above the header has fewer cells


def best_proposal(
    file: SourceFile, source: str | None = None, units: Units | None = None
) -> Proposal:
    """What the questions of a file most likely ask for.

    Args:   source: what the file is, where that is known; else whatever fits best; units: whose
            names are places among the answers.
    Raises: InputError when there are no questions, or none is like anything we ask for;
            RefusedError when one of them is about voters; SettingsError for an unknown source.
    """
    header, *answers = questions(file)
    refuse_voter_columns(header, file.name)
    known = sources()
    names = [source] if source else [name for name in known if has_questions(known[name])]
    kinds = _kinds(header, answers, units)
    made = [
        propose(name, layout, header, kinds) for name in names for layout in asked_by(name, known)
    ]
    best = max(made, key=lambda proposal: proposal.worth)
    if source is None and len(best.lines) < FEWEST:
        raise InputError(
            "None of the questions is like anything we ask for.",
            where=f"{file.name}: {', '.join(header)[:200]}",
            fix="Check that the first row holds the questions, or say with --source what it is.",
        )
    return best


def questions(file: SourceFile) -> list[list[str]]:
    """The header of a form's answers, and the first answers below it.

    The header is the first row that is about as wide as the table.

    Raises: InputError when the file holds no table.
    """
    widest: list[list[str]] = []
    for head in heads(file):
        for _, records in head_tops(head):
            rows = [cells for _, cells in records]
            if max(map(_filled, rows), default=0) > max(map(_filled, widest), default=1):
                widest = rows
    if not widest:
        raise InputError(
            "The file holds no table with questions.",
            where=file.name,
            fix="Download the form's answers as CSV and name that file.",
        )
    fullest = max(map(_filled, widest))
    first = next(at for at, row in enumerate(widest) if _filled(row) >= NEARLY * fullest)
    return widest[first:]


def _filled(row: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _kinds(
    header: Sequence[str], answers: Sequence[Sequence[str]], units: Units | None
) -> dict[str, str]:
    """By question, the kind nearly all of its answers are of."""
    return {
        question.strip(): kind_of_answers([row[at] for row in answers if at < len(row)], units)
        for at, question in enumerate(header)
    }


def fields_of(source: str) -> dict[str, Field]:
    """What a form or sheet may ask for, by our names."""
    layouts = reversed(asked_by(source, sources()))  # the first is the one people word
    return {field.name: field for layout in layouts for field in layout.fields}


def example(field: Field, language: str) -> str:
    """How a field is usually asked for, in a language as far as we know it."""
    whole = [text for text in field.spellings if isinstance(text, str)]
    hindi = [text for text in whole if any("\u0900" <= letter <= "\u097f" for letter in text)]
    wanted = hindi if language == "hi" else [text for text in whole if text not in hindi]
    return next(iter([*wanted, *whole, field.name.replace("_", " ")]))
