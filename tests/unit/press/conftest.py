"""Offices that print from the campaign's edition, with notebooks of a test's own."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from tests.support.office import HOME

PARAMETERS = """unit = "IN-JH"  # code of the unit
period = ""  # week, as 2026-W46
language = "en"  # en or hi
edition = ""  # id of an edition"""
OPENED = """from hustings.page import sections
brief = sections.open_brief(unit=unit, period=period, language=language, edition=edition)"""
TITLE = 'sections.title(brief, "weekly_seat")'


def briefing(*cells, parameters=PARAMETERS, levels=()):
    """A notebook of a parameters cell and some more; it opens the brief unless told otherwise."""
    notebook = new_notebook(cells=[new_code_cell(parameters), *map(new_code_cell, cells)])
    notebook.cells[0].metadata["tags"] = ["parameters"]
    notebook.metadata["hustings"] = {"levels": list(levels)}
    return notebook


def write(folder, **notebooks):
    """Put notebooks into a folder of notebooks, by name."""
    (folder / "briefings").mkdir(parents=True, exist_ok=True)
    for name, notebook in notebooks.items():
        nbformat.write(notebook, folder / "briefings" / f"{name}.ipynb")


@pytest.fixture
def notebooks(tmp_path):
    """Gives `notebooks(name=briefing(...))`, which writes them and says where."""

    def make(**drawn):
        write(tmp_path / "notebooks", **drawn)
        return tmp_path / "notebooks"

    return make


@pytest.fixture(scope="session")
def office(campaign, tmp_path_factory):
    """Gives `office(name=briefing(...))`: a folder whose pages come from the campaign's edition."""

    def open_office(*, timeout=60, **drawn):
        folder = tmp_path_factory.mktemp("campaign") / HOME
        folder.mkdir()
        text = (campaign.folder / "settings.toml").read_text("utf-8")
        text = text.replace('data = "data"', f'data = "{campaign.folder / "data"}"')
        text = text.replace("timeout_seconds = 120", f"timeout_seconds = {timeout}")
        (folder / "settings.toml").write_text(text, "utf-8")
        write(folder / "notebooks", **drawn)
        return folder

    return open_office
