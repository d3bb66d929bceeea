"""One file per source: exports as phones and platforms write them, read into clean rows."""

from hustings.importers.contract import SOURCES, Source
from hustings.importers.registry import recognise, sources

__all__ = ["SOURCES", "Source", "recognise", "sources"]
