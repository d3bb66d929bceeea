"""A process that may be forked: one thread, no open database, memory that stays shared."""

import gc
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from hustings.errors import HustingsError

ONE_THREAD: Mapping[str, str] = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    # the allocators of pyarrow, deltalake and duckdb tidy up in threads of their own
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "_RJEM_MALLOC_CONF": "background_thread:false",
    "DUCKDB_JE_MALLOC_CONF": "background_thread:false",
    # the debugger of kernels looks at more files than it needs, and says so
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    # the order of a set of texts is the same in every process
    "PYTHONHASHSEED": "0",
}
"""What a process must be started with for its libraries to start no thread."""

KEPT_MEMORY: Mapping[str, str] = {
    "MALLOC_MMAP_THRESHOLD_": str(64 * 2**20),
    "MALLOC_TRIM_THRESHOLD_": str(256 * 2**20),
    "MALLOC_TOP_PAD_": str(16 * 2**20),
}
"""What has glibc keep what was let go for the next to come: a child that lives for half a second
would else give every table's memory back and be given it anew, page by page, at 5 % of its time."""

_TASKS = Path("/proc/self/task")


def settle() -> None:
    """Make this process fit to be forked many times.

    duckdb opens a database, with threads, when it is imported; it opens one anew when asked.
    What is alive now stays where it is: a child that collects garbage does not touch it, so it
    goes on sharing those pages.
    """
    if "duckdb" in sys.modules:
        sys.modules["duckdb"].close()
    gc.collect()
    gc.freeze()


def require_alone() -> None:
    """Refuse to fork beside other threads: a child would have their locks and not them.

    Raises: HustingsError that names the threads.
    """
    known = [thread.name for thread in threading.enumerate()]
    if threading.active_count() == 1 and _tasks() == 1:
        return
    unknown = _tasks() - len(known)
    named = ", ".join(known) + (f" and {unknown} that Python did not start" if unknown > 0 else "")
    raise HustingsError(
        "This process has several threads, so it cannot be forked safely.",
        where=f"process {os.getpid()}: {named}",
        fix="Start threads after the fork, and the process with the variables of "
        "hustings.kernels.alone.ONE_THREAD.",
    )


def _tasks() -> int:
    """Threads of this process as the system counts them; 1 where it does not say."""
    return len(list(_TASKS.iterdir())) if _TASKS.is_dir() else 1
