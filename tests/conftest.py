"""What every test may ask for: the real public data, where it is at hand."""

import gc
import os
from pathlib import Path

import pytest
from tests.support.campaign import campaign  # noqa: F401  the one campaign all may share
from tests.support.order import longest_first

# Before anything loads numpy: where several processes share the cores, the threads of each wait
# for one another in loops, and sums of a few hundred rows take up to seventy times the CPU.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Long files first: the processes are given whole files in the order they stand here."""
    items[:] = [items[at] for at in longest_first([item.path for item in items])]


def pytest_collection_finish():
    """Leave what is loaded by now, thousands of tests and all modules, out of every collection."""
    gc.collect()
    gc.freeze()


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
