"""Studies: tables in, tables with intervals out; no drawing, no files, no sentences."""

from hustings.studies.changes import what_changed
from hustings.studies.rules import ChangeRules, Changes, Family
from hustings.studies.weekly import weekly_level

__all__ = ["ChangeRules", "Changes", "Family", "weekly_level", "what_changed"]
