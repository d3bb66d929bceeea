"""The style sheet that drawn charts need; a page includes it once."""

import re
from functools import cache
from importlib.resources import files


@cache
def style() -> str:
    """The CSS of all charts, with the colours for light, dark and print.

    Wrap each drawing in an element of class `chart`: its width then decides how large the
    lettering is, so that it reads the same on a phone and on a laptop.
    """
    sheet = files("hustings.charts").joinpath("charts.css").read_text(encoding="utf-8")
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(r"\s*([{};:,>])\s*", r"\1", re.sub(r"\s+", " ", bare)).strip()
