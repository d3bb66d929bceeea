"""A page as a picture card of few bytes, to be forwarded by hand."""

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.errors import DeliveryError
from hustings.page.card import HEIGHT, WIDTH, card_html
from hustings.page.files import write_atomically
from hustings.page.published import open_page
from hustings.press.delivery.browser import check_fonts, draw

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 100_000
_COLOURS = (64, 32, 16, 8)  # a card has few; the soft edges of its letters need the rest


def draw_card(source: Path, target: Path) -> None:
    """Draw a published page's card as a PNG below 100 KB that appears whole or not at all.

    The same page, browser and fonts give the same bytes.
    Raises: InputError for what is no page; DeliveryError without a browser or a font for the
            page's letters.
    """
    html = card_html(open_page(source))
    check_fonts(html)
    with tempfile.TemporaryDirectory(prefix="hustings-") as folder:
        card = Path(folder) / "card.html"
        card.write_text(html, "utf-8")
        shot = draw(
            card, "--screenshot", f"--window-size={WIDTH},{HEIGHT}",
            "--force-device-scale-factor=1",
        )  # fmt: skip
    write_atomically(target, _small(shot))


def _small(shot: bytes) -> bytes:
    """A picture in as many colours as its bytes allow."""
    from PIL import Image  # only cards need it

    with Image.open(io.BytesIO(shot)) as whole:
        picture = whole.convert("RGB").crop((0, 0, WIDTH, HEIGHT))
    for colours in _COLOURS:
        content = _png(picture, colours)
        if len(content) < MOST_BYTES:
            return content
    raise DeliveryError(
        "The picture is too big to forward.",
        where=f"{len(content)} bytes",
        fix="Forward the text instead: hustings forward PAGE.",
    )


def _png(picture: "Image", colours: int) -> bytes:
    from PIL import Image

    made = io.BytesIO()
    few = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(made, "PNG", optimize=True)
    return made.getvalue()
