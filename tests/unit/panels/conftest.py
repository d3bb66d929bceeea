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


@pytest.fixture
def explorer(edition):
    return Explorer(edition, Words("en"), list(metrics()))


@pytest.fixture
def hindi(edition):
    return Explorer(edition, Words("hi"), list(metrics()))
