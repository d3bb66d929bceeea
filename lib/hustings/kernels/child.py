"""What a forked child does: it becomes a process of its own and runs what was asked of it."""

import os
import signal
import sys
import traceback
from atexit import _run_exitfuncs as run_exit_functions
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import NoReturn

from hustings.kernels.descendants import STARTED_BY, end_with_parent

KERNEL = "hustings.kernels.child:be_kernel"
"""The job of a Jupyter kernel; its arguments are those of `python -m ipykernel_launcher`."""


@dataclass(frozen=True)
class Order:
    """What a client asks for.

    `job` is `module:function`, called with `arguments`; its number, if it returns one, is the exit
    code. `streams` is how many handles follow: what is to be its standard output, then its error.
    `fresh` asks for code as it lies on disk now. `folder` is removed with a child whose client is
    gone.
    """

    job: str
    arguments: Sequence[object] = ()
    environment: Mapping[str, str] | None = None  # none: the warm process's own
    cwd: str | None = None
    streams: int = 0
    fresh: bool = False
    folder: str = ""


def become(order: Order, streams: Sequence[int]) -> NoReturn:
    """Do the job and end, with the exit code a Python started for it would have."""
    code = 1
    try:
        _stand_alone(order, streams)
        module, _, function = order.job.partition(":")
        code = int(getattr(import_module(module), function)(*order.arguments) or 0)
    except SystemExit as leaving:
        code = _exit_code(leaving)
    except BaseException:  # noqa: BLE001  the end of this process, as the interpreter would end it
        traceback.print_exc()
    finally:
        run_exit_functions()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def _stand_alone(order: Order, streams: Sequence[int]) -> None:
    """Take over what a fresh process would have been given, and drop what the server set."""
    end_with_parent(os.getppid())
    os.setsid()
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        default = signal.default_int_handler if signum == signal.SIGINT else signal.SIG_DFL
        signal.signal(signum, default)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    for standard, handle in enumerate(streams, start=1):
        os.dup2(handle, standard)
        os.close(handle)
    if order.environment is not None:
        os.environ.clear()
        os.environ.update(order.environment)
    os.environ[STARTED_BY] = str(os.getpid())
    if order.cwd is not None:
        os.chdir(order.cwd)
    if "numpy" in sys.modules:  # Python's own random numbers begin anew by themselves
        sys.modules["numpy"].random.seed()


def be_kernel(*arguments: str) -> None:
    """Be an IPython kernel until told to stop."""
    import ipykernel_launcher
    from ipykernel.kernelapp import IPKernelApp

    _forget_prepared()
    sys.argv = [ipykernel_launcher.__file__, *arguments]
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"  # ends with the warm process
    IPKernelApp.launch_instance(argv=[*arguments, parent])


def _forget_prepared() -> None:
    """Let go of a kernel that the warm process holds ready: there is one to a process."""
    from ipykernel.kernelbase import Kernel
    from IPython.core.interactiveshell import InteractiveShell

    for kind in (Kernel, InteractiveShell):
        if kind.initialized():
            type(kind.instance()).clear_instance()


def _exit_code(leaving: SystemExit) -> int:
    if leaving.code is None or isinstance(leaving.code, int):
        return leaving.code or 0
    print(leaving.code, file=sys.stderr)
    return 1
