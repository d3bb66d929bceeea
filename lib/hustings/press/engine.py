"""A papermill engine that runs a notebook's cells in this very process.

papermill starts a kernel per notebook, which costs more than a briefing itself. The press forks a
child for each briefing from a parent that has loaded everything; inside that child nothing is
shared with any other briefing, so the cells may as well run here.

Only papermill imports this module, when it lists its engines.
"""

from papermill.engines import NBClientEngine, NotebookExecutionManager

from hustings.errors import HustingsError


class WarmEngine(NBClientEngine):  # type: ignore[misc]  # papermill has no types
    """papermill's own engine with a kernel that is here already; registered as `hustings`."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        execution_timeout: float | None = None,
        timeout: float | None = None,
        interrupt_on_timeout: bool = False,
        **options: object,
    ) -> None:
        """Run every code cell in order; stop after the first that fails, as papermill does."""
        from hustings.kernels.inprocess import Limit, kernel_manager

        _require_no_loop()
        seconds = execution_timeout or timeout
        with kernel_manager(Limit(seconds, interrupts=interrupt_on_timeout)) as manager:
            super().execute_managed_notebook(
                nb_man,
                kernel_name,
                timeout=seconds,
                interrupt_on_timeout=interrupt_on_timeout,
                km=manager,
                **options,
            )


def _require_no_loop() -> None:
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise HustingsError(
        "A notebook cannot be run within a notebook in the same process.",
        where="papermill's engine 'hustings'",
        fix="Use another engine here: papermill.execute_notebook(..., engine_name=None).",
    )
