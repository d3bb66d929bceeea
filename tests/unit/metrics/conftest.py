"""Small drawn campaigns, and larger ones with a seed, for the tests of measuring."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "spec")]  # helpers; these folders are no packages


@pytest.fixture(scope="session")
def drawn():
    """What draws small campaigns."""
    import drawn

    return drawn


@pytest.fixture(scope="session")
def seeded():
    """What makes up larger campaigns from a seed."""
    import seeded

    return seeded


@pytest.fixture(scope="session")
def plainly():
    """Every metric once more, in plain pandas."""
    import plainly

    return plainly


@pytest.fixture
def campaign(drawn, tmp_path):
    """A campaign in which nothing has happened yet."""
    return drawn.Campaign(tmp_path)
