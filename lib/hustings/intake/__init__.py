"""Files in, stored rows out: what `hustings import` does."""

from hustings.intake.forget import Forgotten, forget_file
from hustings.intake.outcome import FileOutcome, Outcome
from hustings.intake.run import catch_up, import_files, preview

__all__ = [
    "FileOutcome",
    "Forgotten",
    "Outcome",
    "catch_up",
    "forget_file",
    "import_files",
    "preview",
]
