"""A warm process forks only when that is safe, tells how each child ended, and leaves nothing."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from ast import literal_eval
from pathlib import Path

import pytest

from hustings.errors import HustingsError
from hustings.kernels.alone import require_alone
from hustings.kernels.code import Code
from hustings.kernels.forks import PREFIX, Forks

JOBS = "tests.support.jobs"


@pytest.fixture(scope="module")
def forks():
    with Forks.start() as started:
        yield started


def children(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def handles(pid):
    return sorted(path.name for path in Path(f"/proc/{pid}/fd").iterdir())


def folders():
    return list(Path(tempfile.gettempdir()).glob(f"{PREFIX}{os.getpid()}-*"))


def wait_for(path, seconds=30):
    until = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < until
        time.sleep(0.02)
    return path


def gone(pids, seconds=10):
    until = time.monotonic() + seconds
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < until:
        time.sleep(0.02)
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


@pytest.mark.parametrize(
    ("job", "arguments", "code"),
    [
        ("answer", (None,), 0),
        ("answer", (7,), 7),
        ("leave", (3,), 3),
        ("leave", ("with a word",), 1),
        ("fail", (), 1),
        ("kill_itself", (), -signal.SIGKILL),
    ],
)
def test_the_end_of_a_child_is_told_as_that_of_any_process(forks, job, arguments, code):
    assert forks.fork(f"{JOBS}:{job}", *arguments).wait(30) == code


def test_a_child_is_given_its_own_folder_environment_and_streams(forks, tmp_path):
    with (tmp_path / "out").open("wb") as out, (tmp_path / "err").open("wb") as err:
        child = forks.fork(
            f"{JOBS}:tell", str(tmp_path / "told"), cwd=str(tmp_path),
            environment={**os.environ, "GIVEN": "गोड्डा"}, streams=(out.fileno(), err.fileno()),
        )  # fmt: skip
        assert child.wait(30) == 0
    assert literal_eval((tmp_path / "told").read_text("utf-8")) == [
        str(tmp_path),
        "गोड्डा",
        "",
        True,
    ]
    assert (tmp_path / "out").read_text() == "to the output\n"
    assert (tmp_path / "err").read_text() == "to the error\n"


@pytest.mark.parametrize("ended_by", ["kill", "close", "itself"])
def test_what_a_child_started_ends_with_it(forks, tmp_path, ended_by):
    child = forks.fork(f"{JOBS}:start_family", str(tmp_path / "pids"))
    pids = [int(pid) for pid in wait_for(tmp_path / "pids").read_text().split()]
    assert child.poll() is None
    if ended_by == "itself":
        os.kill(child.pid, signal.SIGABRT)
    else:
        getattr(child, ended_by)()
    assert gone(pids)
    if ended_by != "close":
        assert child.wait(30) == {"kill": -signal.SIGKILL, "itself": -signal.SIGABRT}[ended_by]


def test_one_that_fails_does_not_touch_its_neighbours(forks, tmp_path):
    beside = forks.fork(f"{JOBS}:start_family", str(tmp_path / "pids"))
    pids = [int(pid) for pid in wait_for(tmp_path / "pids").read_text().split()]
    assert forks.fork(f"{JOBS}:kill_itself").wait(30) == -signal.SIGKILL
    assert forks.fork(f"{JOBS}:fail").wait(30) == 1
    assert beside.poll() is None
    assert all(Path(f"/proc/{pid}").exists() for pid in pids)
    beside.kill()
    assert gone(pids)


def test_children_that_ended_leave_nothing_in_the_warm_process(forks):
    def state():
        until = time.monotonic() + 10
        while children(forks.pid) and time.monotonic() < until:  # those told to end before
            time.sleep(0.02)
        return children(forks.pid), len(handles(forks.pid)), len(folders())

    forks.fork(f"{JOBS}:answer", 0).wait(30)
    time.sleep(0.2)
    before = state()
    for each in [forks.fork(f"{JOBS}:answer", 0) for _ in range(20)]:
        each.wait(30)
    time.sleep(0.2)  # the last one is told of a moment before it is let go
    assert state() == before


def test_a_closed_warm_process_is_gone_with_all_it_had(tmp_path):
    before = set(folders())
    started = Forks.start()
    child = started.fork(f"{JOBS}:start_family", str(tmp_path / "pids"))
    pids = [int(pid) for pid in wait_for(tmp_path / "pids").read_text().split()]
    started.close()
    assert gone([*pids, started.pid])
    assert child.wait(5) == -signal.SIGKILL
    assert set(folders()) == before
    with pytest.raises(HustingsError, match="has ended"):
        started.fork(f"{JOBS}:answer", 0)


OWNER = """
import sys, time
from hustings.kernels.forks import Forks
forks = Forks.start()
child = forks.fork("tests.support.jobs:start_family", sys.argv[1])
print(forks.pid, forks.socket, flush=True)
child.wait()
time.sleep(600)
"""


@pytest.mark.parametrize("killed", ["owner", "warm process"])
def test_nothing_outlives_who_is_killed(tmp_path, killed):
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(tmp_path / "pids")],
                             stdout=subprocess.PIPE, text=True)  # fmt: skip
    warm, socket = owner.stdout.readline().split()
    pids = [int(pid) for pid in wait_for(tmp_path / "pids").read_text().split()]
    if killed == "owner":
        owner.kill()
        assert gone([*pids, int(warm)])
        assert not Path(socket).parent.exists()
    else:
        os.kill(int(warm), signal.SIGKILL)
        assert gone(pids[:2])  # what went its own way has lost who would have ended it
        for pid in pids[2:]:
            os.kill(pid, signal.SIGKILL)
        owner.kill()
    owner.wait()


def test_the_folder_of_one_killed_with_its_warm_process_goes_when_the_next_starts():
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                           capture_output=True, text=True, check=True).stdout.strip()  # fmt: skip
    left = Path(tempfile.gettempdir()) / f"{PREFIX}{ended}-left"
    left.mkdir()
    mine = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    Forks.start().close()
    assert not left.exists()
    assert mine.exists()
    mine.rmdir()


def test_a_process_with_threads_is_not_forked():
    with pytest.raises(HustingsError) as caught:
        Forks.start([f"{JOBS}:start_thread"])
    assert "several threads" in caught.value.where
    assert "left running" in caught.value.where


def test_the_threads_in_the_way_are_named():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="in the way")
    thread.start()
    try:
        with pytest.raises(HustingsError) as caught:
            require_alone()
    finally:
        stop.set()
        thread.join()
    assert "in the way" in caught.value.where


def test_a_warm_process_that_cannot_load_says_so():
    before = set(folders())
    with pytest.raises(HustingsError, match="did not start"):
        Forks.start([f"{JOBS}:fail"])
    assert set(folders()) == before


def test_code_that_was_written_again_is_told_from_what_was_loaded(tmp_path):
    module = tmp_path / "module.py"
    module.write_text("x = 1")
    code = Code({module: module.stat().st_mtime})
    assert not code.has_changed()
    os.utime(module, (0, 0))
    assert code.has_changed()
    module.unlink()
    assert code.has_changed()
    assert Path(__import__("hustings").__file__) in Code.loaded().written
