"""The HTML of a letter: the first screens of pages, each style set on its own element."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from hustings.page.published import Published
from hustings.page.template import environment

if TYPE_CHECKING:
    from css_inline import CSSInliner

# Mail programs cut a message off at 102 KB; base64, in which it travels, adds a third.
MOST_BYTES = 72_000
_SIZES = (  # pages told whole, pages named: the fullest that is small enough is taken
    *((whole, 400) for whole in (40, 20, 10, 5, 3, 2, 1)),
    (1, 100),
    (0, 100),
    (0, 20),
    (0, 0),
)


def letter_html(pages: Sequence[Published], *, subject: str) -> str:
    """One HTML text without style sheet, script or picture, at most MOST_BYTES long.

    As many pages as fit are told whole, the others named, the rest counted.
    """
    template = environment().get_template("letter.html.j2")
    html = ""
    for whole, named in _SIZES:
        html = template.render(pages=pages, subject=subject, whole_pages=whole, named_pages=named)
        html = str(_inliner().inline(html))
        if len(html.encode("utf-8")) <= MOST_BYTES:
            break
    return html


@cache
def _inliner() -> "CSSInliner":
    from css_inline import CSSInliner  # only letters need it

    return CSSInliner(load_remote_stylesheets=False)
