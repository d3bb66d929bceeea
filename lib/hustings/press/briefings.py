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

RESTORE = "Restore the file, or take it out."
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

    def source(self) -> str:
        """The notebook as it lies there: what a run is printed from, and known by.

        Raises: UsageError when it has gone since it was read, or may not be read any more.
        """
        try:
            return self.path.read_text("utf-8")
        except (OSError, ValueError) as cause:
            raise _unopened(self.path, cause) from cause

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


@dataclass(frozen=True)
class Shelf:
    """The notebooks there are: those that can be read, and what is wrong with each of the others.

    One that cannot be read stops nothing but itself; who leaves it out has to say so, for it may
    be a roll-up that would be missed.
    """

    briefings: Mapping[str, Briefing]
    unreadable: Mapping[str, UsageError]  # by the name the briefing would have

    @classmethod
    def of(cls, notebooks: Path) -> "Shelf":
        """Every notebook of an office, by name."""
        briefings: dict[str, Briefing] = {}
        unreadable: dict[str, UsageError] = {}
        for path in _paths(notebooks):
            try:
                briefings[path.stem] = read_briefing(path)
            except UsageError as error:
                unreadable[path.stem] = error
        return cls(briefings, unreadable)


def list_briefings(notebooks: Path) -> list[Briefing]:
    """Every briefing that can be read, by name."""
    return list(Shelf.of(notebooks).briefings.values())


def _paths(notebooks: Path) -> list[Path]:
    """Notebooks by name; hidden files are what a copying system leaves beside them."""
    found = (notebooks / "briefings").glob("*.ipynb")
    return sorted(path for path in found if not path.name.startswith("."))


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
    levels, rolls_up = (_names(said, key, path.name) for key in ("levels", "rolls_up"))
    if strange := [level for level in levels if level not in LEVELS]:
        raise UsageError(
            f"No level is called '{strange[0]}'.",
            where=f"{path.name}, metadata hustings.levels",
            fix=nearest(strange[0], LEVELS),
        )
    return Briefing(path.stem, path, levels, parameters, rolls_up)


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
        # What is read need not be one: that a cell has no source is only noted.
        found: dict[str, Exception] = {}
        notebook: NotebookNode = nbformat.read(path, as_version=4, capture_validation_error=found)
        if found:
            raise found["ValidationError"]
    except OSError as cause:
        raise _unopened(path, cause) from cause
    # What is JSON and no notebook stumbles wherever the library first looks into it.
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as cause:
        raise UsageError("This is not a notebook.", where=path.name, fix=RESTORE) from cause
    except nbformat.ValidationError as cause:
        raise UsageError("This is not a notebook.", where=path.name, fix=RESTORE) from cause
    return notebook


def _unopened(path: Path, cause: OSError | ValueError) -> UsageError:
    why = cause.strerror if isinstance(cause, OSError) else cause
    return UsageError(
        f"The notebook cannot be opened: {why}.",
        where=path.name,
        fix="See that the file is there and yours to read, or take it out.",
    )


def _names(said: object, key: str, where: str) -> tuple[str, ...]:
    """A list of names that the notebook's own metadata hold, empty where they hold none."""
    found = said.get(key, []) if isinstance(said, Mapping) else None
    if isinstance(found, list) and all(isinstance(name, str) for name in found):
        return tuple(found)
    raise UsageError(
        "What the notebook says of itself is not a list of names.",
        where=f"{where}, metadata hustings.{key}",
        fix=f'Write it so: "hustings": {{"{key}": ["state"]}}',
    )


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
    except (ValueError, TypeError) as cause:  # the latter of a set of what no set can hold
        raise UsageError(
            f"The default of the parameter '{name}' is not written out.", where=where, fix=PLAIN
        ) from cause
    if isinstance(default, str):
        return default
    number = isinstance(default, int | float) and not isinstance(default, bool)
    if not number or not math.isfinite(default):
        raise UsageError(
            f"The parameter '{name}' is neither text nor number.", where=where, fix=PLAIN
        )
    return int(default) if isinstance(default, int) else float(default)


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
