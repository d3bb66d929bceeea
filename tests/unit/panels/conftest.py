"""The tiny edition, and explorers of it in both languages."""

import runpy

import pytest

from hustings.metrics import metrics
from hustings.panels.explorer import Explorer
from hustings.wording import Words


@pytest.fixture(scope="session")
def tiny(root):
    """The module that draws the tiny edition, by name of what it holds."""
    return runpy.run_path(str(root / "tests" / "support" / "tiny_edition.py"))


@pytest.fixture(scope="session")
def edition(tiny, tmp_path_factory):
    return tiny["build"](tmp_path_factory.mktemp("editions"))


def offered():
    """Every metric, in an order that does not hang on which module was imported first."""
    families = ("social", "field", "groups")
    return [m.name for family in families for m in metrics().values() if m.family == family]


@pytest.fixture
def explorer(edition):
    return Explorer(edition, Words("en"), offered())


@pytest.fixture
def hindi(edition):
    return Explorer(edition, Words("hi"), offered())
