"""Notebooks ask in two languages and answer in one call; whatever is longer belongs in lib/."""

import ast
import re
import tokenize
from io import StringIO
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.rglob("*.ipynb"))

MOST_LINES = 5
MOST_PARAMETERS = 8  # six that the press gives, and two of a briefing's own

DEVANAGARI = re.compile("[\u0900-\u097f]")
LATIN = re.compile("[A-Za-z]")

# What a notebook holds no part of: it is said in lib/, where it can be tested.
LOGIC = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.AsyncFor,
    ast.While, ast.If, ast.IfExp, ast.Try, ast.With, ast.comprehension, ast.NamedExpr,
)  # fmt: skip

PATH = re.compile(r"[/\\]|^\.|\.(csv|parquet|json|toml|txt|xlsx|zip|html|ipynb)$")


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tags(cell):
    return cell.metadata.get("tags", [])


def faults_of(source, most=MOST_LINES):
    """What a code cell holds that it should not, in words."""
    tree = ast.parse(source)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, LOGIC):
            found.append(f"{type(node).__name__} in line {getattr(node, 'lineno', '?')}")
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [getattr(node, "module", None) or "", *(name.name for name in node.names)]
            found += [f"import of {name}" for name in names if _foreign(node, name)]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += [f"path {node.value!r}"] if PATH.search(node.value) else []
    lines = [line for line in source.split("\n") if line.strip()]
    found += [f"{len(lines)} lines"] if len(lines) > most else []
    return found + _calls_sharing_a_line(tree)


def _foreign(node, name):
    """Whether an import brings in anything but our own package."""
    if isinstance(node, ast.ImportFrom):
        return name == node.module and name.split(".")[0] != "hustings"
    return bool(name) and name.split(".")[0] != "hustings"


def _calls_sharing_a_line(tree):
    calls = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call)]
    statements = [node.lineno for node in tree.body]
    shared = {line for each in (calls, statements) for line in each if each.count(line) > 1}
    return [f"several calls in line {line}" for line in sorted(shared)]


def is_question(source):
    """A heading that asks the same in English and Hindi: ## Which? · कौन?"""
    for line in source.split("\n"):
        english, dot, hindi = line.partition(" · ")
        if dot and line.startswith("#") and "?" in english and "?" in hindi:
            return bool(LATIN.search(english) and DEVANAGARI.search(hindi))
    return False


def shows_something(source):
    return any(isinstance(node, ast.Expr) for node in ast.parse(source).body)


def unasked(notebook):
    """The code cells that answer although no question stands above them."""
    asked, found = False, []
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            asked = is_question(cell.source)
        elif not asked and "parameters" not in tags(cell) and shows_something(cell.source):
            found.append(number)
    return found


def parameter_faults(source):
    """What is wrong with a cell of parameters: one plain assignment a line, each with its help."""
    found = []
    for node in ast.parse(source).body:
        value = node.value if isinstance(node, ast.Assign) else None
        if isinstance(value, ast.UnaryOp):  # a negative number
            value = value.operand
        if not isinstance(value, ast.Constant) or type(value.value) not in (str, int, float):
            found.append(f"line {node.lineno} is no assignment of a string or a number")
        if node.lineno != node.end_lineno or len(getattr(node, "targets", [])) != 1:
            found.append(f"line {node.lineno} is not one assignment")
    tokens = list(tokenize.generate_tokens(StringIO(source).readline))
    told = {t.start[0] for t in tokens if t.type == tokenize.COMMENT and len(t.string) > 4}
    lines = {number for number, line in enumerate(source.split("\n"), 1) if line.strip()}
    return found + [f"line {line} has no comment" for line in sorted(lines - told)]


def named(path):
    return path.relative_to(FOLDER).as_posix()


def test_there_are_notebooks_of_both_kinds():
    assert {path.parent.name for path in NOTEBOOKS} == {"briefings", "explore"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_a_notebook_is_valid_and_runs_on_the_plain_kernel(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    assert [cell.id for cell in notebook.cells] == [
        f"cell-{number:02d}" for number in range(len(notebook.cells))
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_a_notebook_carries_no_results(path):
    for cell in code_cells(read(path)):
        assert cell.outputs == []
        assert cell.execution_count is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_a_cell_holds_calls_of_ours_and_nothing_else(path):
    found = {
        cell.id: faults_of(
            cell.source, most=MOST_PARAMETERS if "parameters" in tags(cell) else MOST_LINES
        )
        for cell in code_cells(read(path))
    }
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_a_question_in_both_languages_stands_above_every_answer(path):
    assert unasked(read(path)) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_parameters_are_one_a_line_each_with_its_help(path):
    (cell,) = [cell for cell in code_cells(read(path)) if "parameters" in tags(cell)]
    assert parameter_faults(cell.source) == []


# What a page says of itself anyway: in its small print, its banner or on top.
OF_THE_PRESS = {"unit", "period", "language", "edition", "scheduled", "missing", "planned"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_the_small_print_is_given_all_a_briefing_was_asked_with(path):
    cells = code_cells(read(path))
    (asked,) = [cell for cell in cells if "parameters" in tags(cell)]
    own = {node.targets[0].id for node in ast.parse(asked.source).body} - OF_THE_PRESS
    nodes = [node for cell in cells for node in ast.walk(ast.parse(cell.source))]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    given = [
        {word.arg: ast.unparse(word.value) for word in call.keywords}
        for call in calls
        if ast.unparse(call.func) == "sections.sources"
    ]
    assert given == [{name: name for name in own}] * (path.parent.name == "briefings")


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("def f():\n    pass", "FunctionDef"),
        ("class A:\n    pass", "ClassDef"),
        ("for a in b:\n    c(a)", "For"),
        ("while a:\n    b()", "While"),
        ("[f(a) for a in b]", "comprehension"),
        ("import pandas as pd", "import of pandas"),
        ("from pathlib import Path", "import of pathlib"),
        ("open_edition('data/editions')", "path"),
        ("load('settings.toml')", "path"),
        ("a()\nb()\nc()\nd()\ne()\nf()", "6 lines"),
        ("a(b())", "several calls in line 1"),
        ("a(); b()", "several calls in line 1"),
    ],
)
def test_the_rules_find_what_they_forbid(source, fault):
    assert any(fault in found for found in faults_of(source))


def test_the_rules_allow_what_is_meant():
    allowed = 'from hustings import panels\n\npanels.reach(edition=edition, language="hi")'
    assert faults_of(allowed) == []


@pytest.mark.parametrize(
    ("heading", "good"),
    [
        ("## Who went quiet? · कौन शांत हुआ?", True),
        ("## Who went quiet?", False),
        ("## Quiet groups · शांत समूह", False),
        ("## Who went quiet? · Wer schweigt?", False),
        ("Who went quiet? · कौन शांत हुआ?", False),
    ],
)
def test_a_question_is_a_heading_in_both_languages(heading, good):
    assert is_question(heading) is good


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('unit = "012"', "no comment"),
        ("unit = []  # units", "no assignment of a string"),
        ("flag = True  # a flag", "no assignment of a string"),
        ("a = b = 1  # two of them", "not one assignment"),
        ('print("unit")  # not a parameter', "no assignment"),
    ],
)
def test_a_parameter_that_papermill_could_not_check_is_found(source, fault):
    assert any(fault in found for found in parameter_faults(source))
    assert parameter_faults('unit = "012"  # code\nweeks = -6  # how many') == []
