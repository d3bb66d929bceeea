"""What a long import frees goes back to the system."""

import ctypes

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


@pytest.fixture
def library():
    """The C library, where it tells of its memory."""
    found = ctypes.CDLL(None)
    if not hasattr(found, "mallinfo2"):
        pytest.skip("this C library does not tell")
    found.mallinfo2.restype = _Told
    found.malloc.restype = ctypes.c_void_p
    found.malloc.argtypes, found.free.argtypes = [ctypes.c_size_t], [ctypes.c_void_p]
    return found


def test_columns_have_pages_of_their_own_however_large_a_block_was_freed_before(library):
    give_back_what_was_freed()
    library.free(library.malloc(30 * 2**20))  # from now on it would let a megabyte lie anywhere
    before = library.mallinfo2().hblks
    columns = [library.malloc(LARGE) for _ in range(400)]  # a few fit where earlier tests left room
    apart = library.mallinfo2().hblks - before
    for column in columns:
        library.free(column)
    assert apart > 200
    assert library.mallinfo2().hblks < before + 100


def test_columns_are_not_kept_by_a_pool_of_their_own():
    give_back_what_was_freed()
    assert pa.default_memory_pool().backend_name == "system"
