"""What every test may ask for: the real public data, where it is at hand."""

from pathlib import Path

import pytest
from tests.support.campaign import campaign  # noqa: F401  the one campaign all may share

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public data beside the checkout; absent on many machines."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of real public data is not beside this checkout")
    return folder
