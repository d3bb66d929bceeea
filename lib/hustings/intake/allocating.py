"""Memory that was freed goes back to the system: else a long import would hold ever more of it."""

import ctypes
import sys

import pyarrow as pa

MMAP_THRESHOLD = -3  # as malloc.h of the GNU C library numbers what can be set
LARGE = 2**18  # bytes; what is as large, a column of a batch, gets pages of its own


def give_back_what_was_freed() -> None:
    """Have columns allocated where they leave no holes behind, in this process from now on.

    The pool of the library of columns keeps much of what was freed. And the C library puts ever
    larger blocks among the small ones that live longer, once it has seen such blocks freed, unless
    a size is set from which they are apart. Other C libraries do without being told.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(MMAP_THRESHOLD, LARGE)
