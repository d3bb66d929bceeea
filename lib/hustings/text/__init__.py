"""Text as people type it in Hindi, English and Hindi in Latin letters."""

from hustings.text.cells import csv_safe
from hustings.text.letters import normalise, strip_marks, without_invisible
from hustings.text.links import domain, links
from hustings.text.script import Script, script

__all__ = [
    "Script",
    "csv_safe",
    "domain",
    "links",
    "normalise",
    "script",
    "strip_marks",
    "without_invisible",
]
