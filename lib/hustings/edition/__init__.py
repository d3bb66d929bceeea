"""Editions: everything one period's briefings show, measured once, frozen and kept by hash.

Opening one is light; making one loads the query engine and the studies, so `build` and
`newest_week` are fetched on first use.
"""

from typing import TYPE_CHECKING

from hustings.edition.edition import Edition
from hustings.edition.shelves import latest, listed, open_edition, preceding

if TYPE_CHECKING:
    from hustings.edition.current import build, newest_week

__all__ = ["Edition", "build", "latest", "listed", "newest_week", "open_edition", "preceding"]


def __getattr__(name: str) -> object:
    if name not in ("build", "newest_week"):
        raise AttributeError(f"module 'hustings.edition' has no attribute {name!r}")
    from hustings.edition import current

    return getattr(current, name)
