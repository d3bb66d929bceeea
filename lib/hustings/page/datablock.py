"""The data a printed page embeds for machines: its edition, unit, period and figures."""

import json
import re

_BLOCK = re.compile(r'<script type="application/json" id="[^"]*">(.*?)</script>', re.DOTALL)


def data_of(page: str) -> dict[str, object]:
    """What a page embeds, as `sources` has put it there; empty where it embeds nothing.

    The page writes every < inside as an escape, so the block ends where the element does.
    """
    for block in _BLOCK.finditer(page):
        try:
            found = json.loads(block[1])
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    return {}
