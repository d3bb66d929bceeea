"""A campaign to draw on, for every spec."""

import importlib.util
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("drawn.py")


@pytest.fixture(scope="session")
def drawn():
    """The module that draws small campaigns; the tests' folders are no packages."""
    if "drawn" not in sys.modules:
        spec = importlib.util.spec_from_file_location("drawn", SOURCE)
        sys.modules["drawn"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["drawn"])
    return sys.modules["drawn"]


@pytest.fixture
def campaign(drawn, tmp_path):
    """A campaign in which nothing has happened yet."""
    return drawn.Campaign(tmp_path)
