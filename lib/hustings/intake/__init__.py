"""Files in, stored rows out: what `hustings import` does."""

from hustings.intake.outcome import FileOutcome, Outcome
from hustings.intake.run import catch_up, import_files, preview

__all__ = ["FileOutcome", "Outcome", "catch_up", "import_files", "preview"]
