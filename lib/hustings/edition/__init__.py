"""Editions: everything one period's briefings show, measured once, frozen and kept by hash."""

from hustings.edition.build import build, newest_week
from hustings.edition.edition import Edition
from hustings.edition.shelves import latest, listed, open_edition

__all__ = ["Edition", "build", "latest", "listed", "newest_week", "open_edition"]
