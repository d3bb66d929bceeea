"""A run repeated draws the same ids and random numbers, with whichever engine."""

import os
import uuid
from datetime import UTC, datetime

import papermill
import pytest
from tests.unit.kernels.conftest import code, notebook, outside_of_tests

from hustings.kernels.engines import ENGINES, chance_of, papermill_options
from hustings.kernels.forks import Forks

SCHEDULED = datetime(2026, 11, 16, 4, tzinfo=UTC)
DRAWN = notebook(
    "import os, random, uuid, numpy as np\n"
    "random.random(), np.random.random(), str(uuid.uuid4()), os.environ['SOURCE_DATE_EPOCH']",
    "import plotly.graph_objects as go\nprint(go.Figure().to_html(include_plotlyjs=False))",
    "import ipywidgets as w\nw.IntSlider()",
    "print(list({'a', 'b', 'c', 'गोड्डा'}))",
)

LATER = notebook("import random, uuid; random.random(), uuid.uuid4()")


def execute(engine, identity, folder):
    """Run the notebook above; the outputs of each cell, untouched."""
    with outside_of_tests(), chance_of(identity, SCHEDULED):
        executed = papermill.execute_notebook(
            DRAWN, str(folder / "out.ipynb"), cwd=str(folder), **papermill_options(engine)
        )
    return [cell.outputs for cell in code(executed)]


def drawn(engine, identity, folder):
    """The same; what runs in a fork does so in one, as the press has it."""
    if engine != "fork":
        return execute(engine, identity, folder)
    with Forks.start(["hustings.kernels.libraries:load"]) as forks, outside_of_tests():
        job = "tests.unit.kernels.test_chance:execute_apart"
        assert forks.fork(job, identity, str(folder), environment=dict(os.environ)).wait(60) == 0
    import nbformat

    return [cell.outputs for cell in code(nbformat.read(folder / "out.ipynb", as_version=4))]


def execute_apart(identity, folder):
    """A job: run the notebook in this process."""
    from pathlib import Path

    execute("fork", identity, Path(folder))


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    return drawn("cold", "weekly IN-JH en", tmp_path_factory.mktemp("cold"))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_draws_the_same_with_each_engine(engine, reference, tmp_path):
    assert drawn(engine, "weekly IN-JH en", tmp_path) == reference


def test_another_run_draws_otherwise(reference, tmp_path):
    other = drawn("kernel", "weekly IN-JH hi", tmp_path)
    assert other[0] != reference[0]
    assert other[1] != reference[1]
    assert other[2] != reference[2]
    assert reference[0][0]["data"]["text/plain"].endswith(f"'{int(SCHEDULED.timestamp())}')")


def test_chance_outside_of_cells_and_runs_is_left_alone(tmp_path):
    one, other = (execute("fork", name, tmp_path)[0] for name in ("one", "other"))
    assert one != other
    assert uuid.os is os
    with outside_of_tests():
        options = papermill_options("fork")
        later = [
            papermill.execute_notebook(LATER, str(tmp_path / "out.ipynb"), **options)
            for _ in range(2)
        ]
    assert code(later[0])[0].outputs != code(later[1])[0].outputs


def test_a_notebook_s_own_seed_holds_from_cell_to_cell(tmp_path):
    with outside_of_tests(), chance_of("x", SCHEDULED):
        executed = papermill.execute_notebook(
            notebook(
                "import random; random.seed(5)", "random.random() == random.Random(5).random()"
            ),
            str(tmp_path / "out.ipynb"), **papermill_options("fork"),
        )  # fmt: skip
    assert code(executed)[1].outputs[0].data["text/plain"] == "True"


def test_the_environment_is_given_back(tmp_path):
    before = dict(os.environ)
    with chance_of("x", SCHEDULED):
        assert os.environ["PYTHONHASHSEED"] == "0"
    assert dict(os.environ) == before
