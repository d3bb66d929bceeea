"""The briefings there are: one notebook each, whose parameters cell says what it can be asked."""

import ast
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.errors import UsageError, nearest
from hustings.schema.field import LEVELS

if TYPE_CHECKING:
    from nbformat import NotebookNode

PLAIN = "Parameters are strings or numbers, one a line, each with a comment."
SECRET = re.compile(
    r"token|secret|passw|passphrase|credential|(api|access|auth|private)_?key|(^|_)(pwd|pass|key)$"
)
Value = str | int | float


@dataclass(frozen=True)
class Parameter:
    """One name of the parameters cell, with its default and its comment."""

    name: str
    default: Value
    help: str


@dataclass(frozen=True)
class Briefing:
    """One notebook in notebooks/briefings; its file name is the briefing's name."""

    name: str
    path: Path
    levels: tuple[str, ...]  # printed for these, unless other units are asked for
    parameters: Mapping[str, Parameter]
    rolls_up: tuple[str, ...] = ()  # the briefings it sums up

    def read(self) -> "NotebookNode":
        """The notebook itself."""
        return _opened(self.path)

    def checked(self, given: Mapping[str, object]) -> dict[str, Value]:
        """Parameters to give to papermill: known names, of the defaults' own kinds.

        A unit code such as 012 stays the text 012; papermill would make it twelve.

        Raises: UsageError listing every unknown name and every value of the wrong kind.
        """
        wrong = [_fault(name, value, self.parameters) for name, value in given.items()]
        if faults := [fault for fault in wrong if fault]:
            raise UsageError(
                f"{len(faults)} parameter(s) cannot be used: " + "; ".join(faults),
                where=f"briefing {self.name}",
                fix=f"See: hustings brief {self.name}",
            )
        return {name: _as(self.parameters[name].default, value) for name, value in given.items()}


def list_briefings(notebooks: Path) -> list[Briefing]:
    """Every briefing, by name.

    Raises: UsageError for one that cannot be read: it may be a roll-up that would be missed.
    """
    return [read_briefing(path) for path in _paths(notebooks)]


def unreadable(notebooks: Path) -> list[str]:
    """What is wrong with each notebook that cannot be read; empty when all can."""
    found = []
    for path in _paths(notebooks):
        try:
            read_briefing(path)
        except UsageError as error:
            found.append(f"notebook {path.name}: {error.problem} {error.fix}")
    return found


def _paths(notebooks: Path) -> list[Path]:
    return sorted((notebooks / "briefings").glob("*.ipynb"))


def find_briefing(notebooks: Path, name: str) -> Briefing:
    """One briefing.

    Raises: UsageError with the nearest name when there is none of that name.
    """
    path = notebooks / "briefings" / f"{name}.ipynb"
    known = [found.stem for found in _paths(notebooks)]
    if name not in known:
        raise UsageError(f"No briefing is called '{name}'.", fix=nearest(name, known))
    return read_briefing(path)


def read_briefing(path: Path) -> Briefing:
    """Read what a notebook says of itself.

    Raises: UsageError when it is no notebook, has no parameters cell, or one that asks for a
    secret or holds anything but plain text and numbers.
    """
    notebook = _opened(path)
    cells = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
    if not cells:
        raise UsageError(
            "The notebook has no cell tagged 'parameters'.",
            where=str(path.name),
            fix="Tag the cell that holds its defaults.",
        )
    parameters = {found.name: found for found in _parameters(cells[0].source, path.name)}
    said = notebook.metadata.get("hustings", {})
    levels = tuple(said.get("levels", ()))
    if strange := [level for level in levels if level not in LEVELS]:
        raise UsageError(
            f"No level is called '{strange[0]}'.",
            where=f"{path.name}, metadata hustings.levels",
            fix=nearest(strange[0], LEVELS),
        )
    return Briefing(path.stem, path, levels, parameters, tuple(said.get("rolls_up", ())))


def looks_secret(name: str) -> bool:
    """Whether a parameter's name says that its value must not be printed on a page."""
    return SECRET.search(name.lower()) is not None


def _parameters(source: str, where: str) -> list[Parameter]:
    """Names, defaults and comments of a parameters cell: `unit = "IN-JH"  # unit code`."""
    found: list[Parameter] = []
    lines = source.splitlines()
    for node in _statements(source, where):
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if not isinstance(target, ast.Name) or not isinstance(node, ast.Assign):
            continue
        default = _default(node.value, target.id, where)
        if looks_secret(target.id):
            raise UsageError(
                f"The parameter '{target.id}' looks like a secret.",
                where=where,
                fix="Secrets come from the environment; parameters are printed on the page.",
            )
        comment = lines[node.lineno - 1].partition("#")[2].strip()
        found.append(Parameter(target.id, default, comment))
    return found


def _opened(path: Path) -> "NotebookNode":
    import nbformat

    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, ValueError) as cause:
        raise UsageError(
            "This is not a notebook.", where=path.name, fix="Restore the file, or take it out."
        ) from cause
    return notebook


def _statements(source: str, where: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError as cause:
        raise UsageError(
            f"The parameters cell cannot be read: {cause.msg}, line {cause.lineno}.",
            where=where,
            fix=PLAIN,
        ) from cause


def _default(value: ast.expr, name: str, where: str) -> Value:
    try:
        default = ast.literal_eval(value)
    except ValueError as cause:
        raise UsageError(
            f"The default of the parameter '{name}' is not written out.", where=where, fix=PLAIN
        ) from cause
    if isinstance(default, bool) or not isinstance(default, str | int | float):
        raise UsageError(
            f"The parameter '{name}' is neither text nor number.", where=where, fix=PLAIN
        )
    return default


def _fault(name: str, value: object, known: Mapping[str, Parameter]) -> str:
    if name not in known:
        return f"'{name}' is unknown ({nearest(name, known)})"
    default = known[name].default
    try:
        _as(default, value)
    except (TypeError, ValueError, OverflowError):
        return f"'{name}' should be a {'text' if isinstance(default, str) else 'number'}"
    return ""


def _as(default: Value, value: object) -> Value:
    """A value in the default's own kind; it raises where it would have to be bent to fit."""
    if isinstance(default, str):
        if not isinstance(value, str):
            raise TypeError(value)
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError(value)
    number = type(default)(value)
    if not math.isfinite(number) or (isinstance(value, float) and number != value):
        raise ValueError(value)
    return number
