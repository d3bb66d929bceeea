"""Notebooks run by each of the engines there are, and what they showed."""

import copy
import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook


@pytest.fixture(scope="package", autouse=True)
def jobs_are_found():
    """A warm process and its children find the tests' own modules, whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parents[3]), prepend=os.pathsep)
        yield


ENGINES = {
    "cold": {"kernel_name": "python3"},
    "warm": {"kernel_name": "hustings-warm"},
    "in process": {"kernel_name": "python3", "engine_name": "hustings"},
}
"""How papermill is called; the first is the reference, a Python started for the notebook."""

# Seconds of a cell. The client sends what an output widget holds over the socket on which it waits
# for the cell's answer, and then may not notice that this has come until its time is up.
LONGEST = 20

CHANGING = [
    (re.compile(r"/ipykernel_\d+/\d+\.py"), "/CELL"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "ID"),
    (re.compile(r"\b0x[0-9a-f]+\b"), "ADDRESS"),
]


def notebook(*cells, may_fail=False):
    """A notebook of code; where cells may fail, the next runs all the same."""
    made = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    for cell in made.cells:
        cell.metadata["tags"] = ["raises-exception"] if may_fail else []
    return made


def run(engine, made, folder, **options):
    """Execute a notebook with one of the engines; it raises what papermill raises."""
    with outside_of_tests():
        return papermill.execute_notebook(
            copy.deepcopy(made), str(folder / "out.ipynb"), cwd=str(folder), language="python",
            progress_bar=False, request_save_on_cell_execute=False,
            **{**ENGINES[engine], "execution_timeout": LONGEST, **options},
        )  # fmt: skip


def run_to_the_end(engine, made, folder):
    """The same where cells may fail, which papermill tells of when all have run."""
    with suppress(papermill.PapermillExecutionError):
        run(engine, made, folder)
    return nbformat.read(folder / "out.ipynb", as_version=4)


@contextmanager
def outside_of_tests():
    """Kernels capture less when they know that they are tested."""
    told = os.environ.pop("PYTEST_CURRENT_TEST", None)
    try:
        yield
    finally:
        if told is not None:
            os.environ["PYTEST_CURRENT_TEST"] = told


def shown(executed):
    """What each cell shows, without what no two runs have in common."""
    return [_joined([_steady(dict(output)) for output in cell.outputs]) for cell in code(executed)]


def code(executed):
    """The cells that were asked for, without papermill's own."""
    return [cell for cell in executed.cells if cell.cell_type == "code"]


def _joined(outputs):
    """A kernel sends what waits five times a second, so where a long text is cut is chance."""
    joined = []
    for output in outputs:
        if joined and output.get("name") == joined[-1].get("name", ""):
            joined[-1]["text"] += output["text"]
        else:
            joined.append(output)
    return joined


def _steady(value):
    if isinstance(value, dict):
        return {key: _steady(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_steady(each) for each in value]
    if isinstance(value, str):
        for pattern, name in CHANGING:
            value = pattern.sub(name, value)
    return value


@pytest.fixture(scope="session", params=[name for name in ENGINES if name != "cold"])
def engine(request):
    """Each engine of our own."""
    return request.param
