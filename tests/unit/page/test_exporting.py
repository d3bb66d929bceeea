"""The page as an nbconvert exporter, and as JupyterLab shows its blocks."""

import json

import nbformat
import pytest
from nbconvert.exporters import get_exporter

from hustings.page.blocks import MIME, Text, read_block
from hustings.page.exporter import BriefingExporter, render


@pytest.fixture
def executed(blocks, notebook):
    return nbformat.from_dict(json.loads(json.dumps(notebook(blocks()))))


def test_the_exporter_gives_the_same_page(executed):
    page, resources = BriefingExporter().from_notebook_node(executed)
    assert page == render(executed)
    assert resources["output_extension"] == ".html"


def test_nbconvert_finds_it_by_its_path():
    assert get_exporter("hustings.page.exporter.BriefingExporter") is BriefingExporter


def test_no_filter_of_the_stock_exporter_can_pass_markup_through():
    environment = BriefingExporter().environment
    assert environment.autoescape is True
    assert not {"markdown2html", "ansi2html", "strip_ansi", "clean_html"} & set(environment.filters)


def test_blocks_survive_the_way_through_json(blocks):
    for block in blocks():
        plain = json.loads(json.dumps(block.to_dict(), allow_nan=False))
        assert json.loads(json.dumps(read_block(plain).to_dict())) == plain


def test_a_block_shows_itself_in_jupyterlab():
    bundle = Text("Section", ("<b>one</b>",))._repr_mimebundle_()
    assert set(bundle) == {MIME, "text/html"}
    assert json.loads(bundle[MIME])["kind"] == "text"
    assert "&lt;b&gt;one&lt;/b&gt;" in bundle["text/html"]


def test_what_jupyterlab_shows_names_things_alike_each_time(blocks):
    for block in blocks():
        assert block._repr_mimebundle_() == block._repr_mimebundle_()
