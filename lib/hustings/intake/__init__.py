"""Files in, stored rows out: what `hustings import` does.

Reading loads every importer, so each name below is fetched on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hustings.intake.forget import Forgotten, forget_file
    from hustings.intake.outcome import FileOutcome, Outcome
    from hustings.intake.run import catch_up, import_files, preview

_HOMES = {
    "FileOutcome": "hustings.intake.outcome",
    "Forgotten": "hustings.intake.forget",
    "Outcome": "hustings.intake.outcome",
    "catch_up": "hustings.intake.run",
    "forget_file": "hustings.intake.forget",
    "import_files": "hustings.intake.run",
    "preview": "hustings.intake.run",
}

__all__ = [
    "FileOutcome",
    "Forgotten",
    "Outcome",
    "catch_up",
    "forget_file",
    "import_files",
    "preview",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'hustings.intake' has no attribute {name!r}")
