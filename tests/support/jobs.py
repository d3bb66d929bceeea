"""Jobs that tests have forked children do."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path


def answer(code):
    """End with an exit code."""
    return code


def leave(code):
    """Leave in the midst of it."""
    sys.exit(code)


def fail():
    """Fail."""
    raise ValueError("planted")


def kill_itself():
    """End as if the system had run out of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def tell(path):
    """Write down what a child is given."""
    told = [
        str(Path.cwd()),
        os.environ.get("GIVEN"),
        sys.stdin.read(),
        os.getpid() == os.getpgid(0),
    ]
    Path(path).write_text(repr(told), "utf-8")
    print("to the output")
    print("to the error", file=sys.stderr)


def start_family(path):
    """Start a program, one that goes its own way, one of whose own starts another; then wait."""
    own_way = "sleep 600 & echo $! > {0}.deep; exec sleep 600"
    started = [
        subprocess.Popen(["sleep", "600"]),
        subprocess.Popen(["sh", "-c", own_way.format(path)], start_new_session=True),
    ]
    while not (deep := Path(f"{path}.deep")).exists() or not deep.read_text().strip():
        time.sleep(0.01)
    pids = [os.getpid(), *(each.pid for each in started), int(deep.read_text())]
    whole = Path(f"{path}.part")
    whole.write_text(" ".join(map(str, pids)))
    whole.rename(path)
    time.sleep(600)


def start_thread():
    """Leave a thread running."""
    threading.Thread(target=time.sleep, args=(600,), name="left running", daemon=True).start()


def prepare():
    """Hold a kernel for cells in this process ready."""
    from hustings.kernels.inprocess import QuietKernel

    QuietKernel.made()
