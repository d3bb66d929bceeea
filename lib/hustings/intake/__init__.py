"""Files in, stored rows out: what `hustings import` does."""

from hustings.intake.outcome import FileOutcome, Outcome
from hustings.intake.run import import_files, preview

__all__ = ["FileOutcome", "Outcome", "import_files", "preview"]
