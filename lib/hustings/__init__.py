"""Hustings: exported files in, bilingual campaign briefings out.

Importing the package loads nothing heavy: each name below is fetched on first use.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOMES: dict[str, str] = {
    "Period": "hustings.period",
    "HustingsError": "hustings.errors",
    "Settings": "hustings.settings",
}

__all__ = ["HustingsError", "Period", "Settings", "__version__"]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'hustings' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
