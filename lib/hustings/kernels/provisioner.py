"""Kernels for Jupyter by fork: papermill, nbclient and JupyterLab start them as any other."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from traitlets import List, Unicode

from hustings.errors import HustingsError
from hustings.kernels.child import KERNEL, Order
from hustings.kernels.forks import PREFIX
from hustings.kernels.shared import fork

LAUNCHER = ["-m", "ipykernel_launcher"]


class WarmProvisioner(LocalProvisioner):  # type: ignore[misc]  # Jupyter's types are not read
    """Has a warm process fork a kernel instead of starting a Python; registered as `hustings-warm`.

    It talks over sockets in a private folder, so no two kernels ever race for a port.
    """

    warm = List(
        List(Unicode()),
        help="What the warm process calls first: each module:function, then its arguments.",
    ).tag(config=True)
    folder = ""  # private to this kernel: its connection file and its sockets

    async def pre_launch(self, **given: object) -> dict[str, Any]:
        """Choose the sockets; a restarted kernel keeps those it had."""
        if not self.folder:
            self.folder = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")
            self.parent.transport = "ipc"
            self.parent.connection_file = f"{self.folder}/kernel.json"
            self.parent.ip = f"{self.folder}/ipc"
        prepared: dict[str, Any] = await super().pre_launch(**given)
        return prepared

    async def launch_kernel(
        self,
        cmd: list[str],
        *,
        env: Mapping[str, str],
        cwd: str | None = None,
        **_others: object,
    ) -> KernelConnectionInfo:
        """Have the kernel forked.

        Raises: HustingsError when the kernel's command is not that of an IPython kernel, or the
        warm process cannot give one.
        """
        if cmd[1:3] != LAUNCHER:
            raise HustingsError(
                "Only IPython kernels can be forked.",
                where=" ".join(cmd),
                fix="Let the kernel's argv begin with python -m ipykernel_launcher.",
            )
        there = str(cwd or Path.cwd())
        order = Order(KERNEL, cmd[3:], dict(env), there, folder=self.folder)
        self.process = fork(order, warm=self.warm, streams=(1, 2))
        self.pid, self.cwd = self.process.pid, there
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:
        """Leave no socket behind."""
        await super().cleanup(restart=restart)
        if not restart and self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = ""
