"""The IPython in which the cells of briefings run."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def quiet_shell() -> "InteractiveShell":
    """IPython in this process, without its history: one database that all children would share."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    keep_nothing = Config({"HistoryManager": {"enabled": False}})
    shell: InteractiveShell = InteractiveShell.instance(config=keep_nothing)
    return shell
