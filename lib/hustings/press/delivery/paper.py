"""A page on paper: A4, as Chromium prints it."""

import re
from datetime import UTC, datetime
from pathlib import Path

from hustings.page.files import write_atomically
from hustings.page.published import Published, open_page
from hustings.press.delivery.browser import check_fonts, draw

# The moments a PDF bears twice; replaced letter for letter, so that every offset in it still holds.
_MOMENT = re.compile(rb"(?<=\(D:)\d{14}(?=\+00'00'\))")


def print_pdf(source: Path, target: Path) -> None:
    """Print a published page to a PDF that appears whole or not at all.

    The PDF bears the moment its data reaches to instead of the moment of printing: the same page,
    browser and fonts give the same bytes.
    Raises: InputError for what is no page; DeliveryError without a browser or a font for the
            page's letters.
    """
    page = open_page(source)
    check_fonts(page.html)
    content = draw(source, "--print-to-pdf", "--no-pdf-header-footer")
    write_atomically(target, _MOMENT.sub(_moment(page), content))


def _moment(page: Published) -> bytes:
    told = page.told("as_of") or f"{page.period_iso.partition('/')[2]}T00:00:00+05:30"
    try:
        moment = datetime.fromisoformat(told).astimezone(UTC)
    except ValueError:  # a page of another make
        moment = datetime(1970, 1, 1, tzinfo=UTC)
    return f"{moment:%Y%m%d%H%M%S}".encode()
