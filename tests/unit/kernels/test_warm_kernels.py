"""A notebook that dies ends alone and as papermill says; JupyterLab can start the same kernel."""

import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from nbclient.exceptions import DeadKernelError
from tests.unit.kernels.conftest import code, notebook, outside_of_tests, run
from tests.unit.kernels.test_forks import gone, wait_for

from hustings.errors import HustingsError
from hustings.kernels.child import Order
from hustings.kernels.forks import PREFIX, SOCKET_OF, Forks
from hustings.kernels.shared import fork

FAMILY = """import os, subprocess, pathlib, time
started = [subprocess.Popen(["sleep", "600"]),
           subprocess.Popen(["sleep", "600"], start_new_session=True)]
pathlib.Path("pids").write_text(" ".join(str(p) for p in [os.getpid(), *(s.pid for s in started)]))
"""
DEATHS = {
    "a crash": "os.abort()",
    "an exit": "os._exit(0)",
    "out of memory": "os.kill(os.getpid(), 9)",
}


@pytest.fixture(scope="module")
def neighbour():
    """A kernel that knows something, beside those that die."""
    with outside_of_tests():
        manager = KernelManager(kernel_name="hustings-warm")
        manager.start_kernel()
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    client.execute_interactive("known = 41", timeout=60)
    yield client
    client.stop_channels()
    manager.shutdown_kernel()


@pytest.mark.parametrize("death", DEATHS)
def test_a_kernel_that_dies_ends_alone_with_all_it_started(neighbour, tmp_path, death):
    with pytest.raises(DeadKernelError):
        run("warm", notebook(FAMILY, DEATHS[death], "print('never')"), tmp_path)
    assert gone((tmp_path / "pids").read_text().split())
    said = []
    neighbour.execute_interactive("print(known + 1)", timeout=60, output_hook=said.append)
    assert [m["content"]["text"] for m in said if m["msg_type"] == "stream"] == ["42\n"]


def test_a_notebook_that_is_done_leaves_no_process_socket_or_file(neighbour, tmp_path):
    def left():
        mine = Path(tempfile.gettempdir()).glob(f"{PREFIX}{os.getpid()}-*")
        return sorted(str(path) for folder in mine for path in [folder, *folder.iterdir()])

    before = left()
    run("warm", notebook(FAMILY), tmp_path)
    assert gone((tmp_path / "pids").read_text().split())
    assert left() == before


def test_papermill_s_own_command_tells_of_a_dead_kernel_with_its_own_code(tmp_path):
    nbformat.write(notebook(FAMILY, "os.kill(os.getpid(), 9)"), tmp_path / "dies.ipynb")
    command = [sys.executable, "-m", "papermill", "dies.ipynb", "out.ipynb", "--no-progress-bar",
               "--kernel", "hustings-warm", "--language", "python"]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False,
                          timeout=120)  # fmt: skip
    assert done.returncode == 138, done.stderr
    assert gone(wait_for(tmp_path / "pids").read_text().split())


def test_a_kernel_speaks_over_sockets_that_only_its_owner_can_reach(neighbour):
    manager = neighbour.parent
    assert manager.transport == "ipc"
    folder = Path(manager.connection_file).parent
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name for path in folder.iterdir()} >= {f"ipc-{n}" for n in range(1, 6)}


def test_a_restarted_kernel_is_a_new_process_at_the_same_address():
    with outside_of_tests():
        manager = KernelManager(kernel_name="hustings-warm")
        manager.start_kernel()
        first, address = manager.provisioner.pid, manager.connection_file
        manager.restart_kernel(now=True)
    assert manager.provisioner.pid != first
    assert manager.connection_file == address
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    client.stop_channels()
    manager.shutdown_kernel()
    assert gone([first])
    assert not Path(address).exists()


def test_jupyter_lists_the_kernel():
    spec = KernelSpecManager().get_kernel_spec("hustings-warm")
    assert spec.metadata["kernel_provisioner"]["provisioner_name"] == "hustings-warm"


def test_a_warm_process_named_in_the_environment_is_used_and_none_is_started(monkeypatch, tmp_path):
    monkeypatch.setenv("HUSTINGS_FORKS", str(tmp_path / "nobody"))
    with pytest.raises(HustingsError, match="has ended"):
        fork(Order("tests.support.jobs:answer", (0,)), warm=[])


def test_a_kernel_is_its_own_where_the_warm_process_holds_one_ready(monkeypatch, tmp_path):
    warm = (["hustings.kernels.libraries:load"], ["tests.support.jobs:prepare"])
    with Forks.start(*warm) as forks:
        monkeypatch.setenv(SOCKET_OF, str(forks.socket))
        executed = run("warm", notebook("type(get_ipython().kernel).__name__"), tmp_path)
    assert code(executed)[0].outputs[0].data["text/plain"] == "'IPythonKernel'"


def test_kernels_draw_their_chance_anew(tmp_path):
    cell = "import numpy, random, uuid\nnumpy.random.random(), random.random(), str(uuid.uuid4())"
    drawn = [code(run("warm", notebook(cell), tmp_path))[0].outputs[0].data for _ in range(2)]
    assert drawn[0] != drawn[1]


def test_jupyterlab_s_own_manager_starts_restarts_and_ends_the_kernel(tmp_path):
    async def asked(manager, kernel):
        client = manager.get_kernel(kernel).client()
        client.start_channels()
        await client.wait_for_ready(timeout=60)
        said = []
        await client.execute_interactive("print(6 * 7)", timeout=60, output_hook=said.append)
        client.stop_channels()
        return [message["content"]["text"] for message in said if message["msg_type"] == "stream"]

    async def lab():
        manager = AsyncMappingKernelManager(root_dir=str(tmp_path))
        kernel = await manager.start_kernel(kernel_name="hustings-warm")
        assert await asked(manager, kernel) == ["42\n"]
        await manager.restart_kernel(kernel)
        assert await asked(manager, kernel) == ["42\n"]
        pid = manager.get_kernel(kernel).provisioner.pid
        folder = Path(manager.get_kernel(kernel).connection_file).parent
        await manager.shutdown_kernel(kernel, now=True)
        return pid, folder

    with outside_of_tests():
        pid, folder = asyncio.run(lab())
    assert gone([pid])
    assert not folder.exists()
