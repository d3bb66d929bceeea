"""A campaign to draw on, for every spec."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # where drawn.py is; this folder is no package


@pytest.fixture(scope="session")
def drawn():
    """What draws small campaigns."""
    import drawn

    return drawn


@pytest.fixture
def campaign(drawn, tmp_path):
    """A campaign in which nothing has happened yet."""
    return drawn.Campaign(tmp_path / "file=3" / "unit=IN" / "metric=acts")  # no partitions of ours
