"""What a kernel for briefings loads, loaded before anything is forked."""

import os
from importlib import import_module


def load() -> None:
    """Import what notebooks and their kernels use; nothing is opened or started.

    plotly decides by the shell around it, when imported, how its figures are shown: there is one.
    """
    from ipykernel.zmqshell import ZMQInteractiveShell
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    nothing_kept = Config({"HistoryManager": {"enabled": False}})
    before = dict(os.environ)
    ZMQInteractiveShell.instance(config=nothing_kept)
    try:
        import_module("plotly.io")
    finally:
        os.environ.clear()
        os.environ.update(before)
        ZMQInteractiveShell.clear_instance()
        InteractiveShell.clear_instance()
