"""The briefings there are: one notebook each, whose parameters cell says what it can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.errors import UsageError, nearest
from hustings.schema.field import LEVELS

if TYPE_CHECKING:
    from nbformat import NotebookNode

SECRET_WORDS = ("token", "secret", "password", "passwd", "api_key")
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

    def read(self) -> "NotebookNode":
        """The notebook itself."""
        import nbformat

        notebook: NotebookNode = nbformat.read(self.path, as_version=4)
        return notebook

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
                fix="See: hustings brief " + self.name + " --parameters",
            )
        return {name: _as(self.parameters[name].default, value) for name, value in given.items()}


def list_briefings(notebooks: Path) -> list[Briefing]:
    """Every briefing, by name."""
    return [read_briefing(path) for path in sorted((notebooks / "briefings").glob("*.ipynb"))]


def find_briefing(notebooks: Path, name: str) -> Briefing:
    """One briefing.

    Raises: UsageError with the nearest name when there is none of that name.
    """
    path = notebooks / "briefings" / f"{name}.ipynb"
    known = [found.stem for found in sorted((notebooks / "briefings").glob("*.ipynb"))]
    if name not in known:
        raise UsageError(f"No briefing is called '{name}'.", fix=nearest(name, known))
    return read_briefing(path)


def read_briefing(path: Path) -> Briefing:
    """Read what a notebook says of itself.

    Raises: UsageError when it has no parameters cell, or one that asks for a secret.
    """
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    cells = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
    if not cells:
        raise UsageError(
            "The notebook has no cell tagged 'parameters'.",
            where=str(path.name),
            fix="Tag the cell that holds its defaults.",
        )
    parameters = {found.name: found for found in _parameters(cells[0].source, path.name)}
    levels = tuple(notebook.metadata.get("hustings", {}).get("levels", ()))
    if strange := [level for level in levels if level not in LEVELS]:
        raise UsageError(
            f"No level is called '{strange[0]}'.",
            where=f"{path.name}, metadata hustings.levels",
            fix=nearest(strange[0], LEVELS),
        )
    return Briefing(path.stem, path, levels, parameters)


def _parameters(source: str, where: str) -> list[Parameter]:
    """Names, defaults and comments of a parameters cell: `unit = "IN-JH"  # unit code`."""
    import ast

    found: list[Parameter] = []
    lines = source.splitlines()
    for node in ast.parse(source).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if not isinstance(target, ast.Name) or not isinstance(node, ast.Assign):
            continue
        default = ast.literal_eval(node.value)
        if not isinstance(default, str | int | float):
            raise UsageError(
                f"The parameter '{target.id}' is neither text nor number.",
                where=where,
                fix="Parameters are strings or numbers, one a line, each with a comment.",
            )
        if any(word in target.id.lower() for word in SECRET_WORDS):
            raise UsageError(
                f"The parameter '{target.id}' looks like a secret.",
                where=where,
                fix="Secrets come from the environment; parameters are printed on the page.",
            )
        comment = lines[node.lineno - 1].partition("#")[2].strip()
        found.append(Parameter(target.id, default, comment))
    return found


def _fault(name: str, value: object, known: Mapping[str, Parameter]) -> str:
    if name not in known:
        return f"'{name}' is unknown ({nearest(name, known)})"
    default = known[name].default
    try:
        _as(default, value)
    except (TypeError, ValueError):
        return f"'{name}' should be a {'text' if isinstance(default, str) else 'number'}"
    return ""


def _as(default: Value, value: object) -> Value:
    if isinstance(default, str):
        if not isinstance(value, str):
            raise TypeError(value)
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError(value)
    return type(default)(value)
