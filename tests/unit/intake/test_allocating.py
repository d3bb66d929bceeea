"""What a long import frees goes back to the system."""

import ctypes
import json
import subprocess
import sys

import pyarrow as pa
import pytest

from hustings.intake.allocating import LARGE, give_back_what_was_freed


class _Told(ctypes.Structure):
    """What the GNU C library tells of its memory, as malloc.h has it."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks",
                     "uordblks", "fordblks", "keepcost")
    ]  # fmt: skip


def had_pages(program):
    """How many of 400 columns had pages of their own, and how many pages stayed, as JSON."""
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallinfo2"):
        return "null"
    library.mallinfo2.restype = _Told
    library.malloc.restype = ctypes.c_void_p
    library.malloc.argtypes, library.free.argtypes = [ctypes.c_size_t], [ctypes.c_void_p]
    program()
    library.free(library.malloc(30 * 2**20))  # from now on it would let a megabyte lie anywhere
    before = library.mallinfo2().hblks
    columns = [library.malloc(LARGE) for _ in range(400)]
    apart = library.mallinfo2().hblks - before
    for column in columns:
        library.free(column)
    return json.dumps([apart, library.mallinfo2().hblks - before])


def in_a_process_of_its_own(program):
    """The same where no earlier test has left room for columns."""
    told = f"import runpy; t = runpy.run_path({__file__!r}); print(t['had_pages'](t[{program!r}]))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return json.loads(done.stdout) or pytest.skip("this C library does not tell")


def nothing():
    """What an import that did not ask for it does."""


def test_columns_have_pages_of_their_own_however_large_a_block_was_freed_before():
    apart, stayed = in_a_process_of_its_own("give_back_what_was_freed")
    assert apart > 200
    assert stayed < 100
    assert in_a_process_of_its_own("nothing")[0] <= 200


def test_columns_are_not_kept_by_a_pool_of_their_own():
    give_back_what_was_freed()
    assert pa.default_memory_pool().backend_name == "system"
