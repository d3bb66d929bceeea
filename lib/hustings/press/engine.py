"""A papermill engine that runs a notebook's cells in this very process.

papermill starts a kernel per notebook, which costs more than the briefing itself. The press forks
a child for each briefing from a parent that has loaded everything; inside that child nothing is
shared with any other briefing, so the cells may as well run here.
"""

import ast
from typing import TYPE_CHECKING

from nbformat.v4 import new_output
from papermill.engines import Engine, NotebookExecutionManager

from hustings.press.shell import quiet_shell

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import CapturedIO
    from nbformat import NotebookNode


class WarmEngine(Engine):  # type: ignore[misc]  # papermill has no types
    """Executes cells with IPython in the calling process; registered as `hustings`."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,  # noqa: ARG003  papermill passes it; there is no kernel to name
        **options: object,  # noqa: ARG003
    ) -> None:
        """Run every code cell in order; stop after the first that fails, as papermill does."""
        shell = quiet_shell()
        if shell.execution_count > 1:  # nothing of an earlier notebook may be seen by this one
            shell.reset(new_session=True)
        for index, cell in enumerate(nb_man.nb.cells):
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            nb_man.cell_start(cell, index)
            good = _run(shell, cell)
            if not good:
                nb_man.cell_exception(cell, index)
            nb_man.cell_complete(cell, index)
            if not good:
                break


def _run(shell: "InteractiveShell", cell: "NotebookNode") -> bool:
    """Run one cell and store what it shows; says whether it went well."""
    from IPython.core.displayhook import CapturingDisplayHook
    from IPython.utils.capture import capture_output

    shown: list[dict[str, dict[str, object]]] = []
    with capture_output() as captured:
        # The publisher of display() is caught by capture_output; the value of the last line
        # goes through the shell's own hook, so that one collects into the same list.
        shell.display_pub.outputs = shown  # type: ignore[attr-defined]
        shell.display_trap.hook = CapturingDisplayHook(shell=shell, outputs=shown)
        outcome = shell.run_cell(cell.source, store_history=True)
    cell.execution_count = outcome.execution_count
    cell.outputs = _streams(captured) + _shown(shown, cell)
    error = outcome.error_before_exec or outcome.error_in_exec
    if error is not None:
        cell.outputs.append(_error(shell, error))
    return error is None


def _streams(captured: "CapturedIO") -> "list[NotebookNode]":
    texts = (("stdout", captured.stdout), ("stderr", captured.stderr))
    return [new_output("stream", name=name, text=text) for name, text in texts if text]


def _shown(
    shown: "list[dict[str, dict[str, object]]]", cell: "NotebookNode"
) -> "list[NotebookNode]":
    outputs = []
    for place, rich in enumerate(shown):
        returned = place == len(shown) - 1 and _ends_with_expression(cell.source)
        kind = "execute_result" if returned else "display_data"
        number = {"execution_count": cell.execution_count} if returned else {}
        data, metadata = rich["data"], rich.get("metadata") or {}
        outputs.append(new_output(kind, data=data, metadata=metadata, **number))
    return outputs


def _ends_with_expression(source: str) -> bool:
    try:
        body = ast.parse(source).body
    except SyntaxError:  # a magic: its result is displayed, not returned
        return False
    return bool(body) and isinstance(body[-1], ast.Expr)


def _error(shell: "InteractiveShell", error: BaseException) -> "NotebookNode":
    trace = shell.InteractiveTB.structured_traceback(type(error), error, error.__traceback__)
    output: NotebookNode = new_output(
        "error", ename=type(error).__name__, evalue=str(error), traceback=list(trace)
    )
    return output
