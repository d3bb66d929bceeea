"""What a command of the press leaves for those who watch over it: its log, and its figures."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.options import load_settings

if TYPE_CHECKING:
    from hustings.settings import Settings


@contextmanager
def watched(settings: "Settings", metrics_file: Path | None = None) -> Iterator[None]:
    """Log what happens inside; write the figures when it has ended, well or not.

    Raises: StoreError when the figures cannot be written; what was printed stays.
    """
    from hustings.press.operating.journal import journal

    with journal(settings):
        try:
            yield
        finally:
            if metrics_file is not None:
                from hustings.press.operating.metering import write_metrics

                write_metrics(settings, metrics_file)


def watched_over(command: Callable[..., None]) -> Callable[..., None]:
    """Have a whole command watched, and take the option that names the file of figures."""

    @click.option(
        "--metrics-file",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar="HUSTINGS_METRICS_FILE",
        help="Write figures about the press there at the end, as Prometheus reads them.",
    )
    @wraps(command)
    def with_figures(
        *arguments: object,
        metrics_file: Path | None,
        settings_file: Path | None,
        **options: object,
    ) -> None:
        with watched(load_settings(settings_file), metrics_file):
            command(*arguments, settings_file=settings_file, **options)

    return with_figures
