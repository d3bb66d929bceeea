"""The command that a timer gives, at a moment of the wall clock that a test chooses."""

from datetime import datetime

from click.testing import CliRunner

from hustings.cli import main
from hustings.cli import ticking as command


def tick(monkeypatch, now, *words):
    """One tick in the folder one is in: click's result of it."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return now.astimezone(tz)

    monkeypatch.setattr(command, "datetime", Clock)
    return CliRunner().invoke(main, ["tick", *words])
