"""Telling what happens, to whoever listens: `hustings.press.operating.journal`, or nobody."""

import logging

EVENTS = logging.getLogger("hustings.press")


def tell(event: str, *, level: int = logging.INFO, **fields: str | float | None) -> None:
    """Say that something happened; fields without a value are left out."""
    if EVENTS.handlers:
        known = {name: value for name, value in fields.items() if value not in ("", None)}
        EVENTS.log(level, event, extra=known)
