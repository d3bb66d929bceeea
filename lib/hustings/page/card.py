"""A picture card's HTML: a page's message at one glance, of a size that no text outgrows."""

from hustings.page.published import Published
from hustings.page.template import environment

WIDTH, HEIGHT = 1080, 1350  # px


def card_html(page: Published) -> str:
    """One HTML text to be photographed: banners, place, week, one figure and up to three points.

    The figure is the first that is known. The lettering is as large as the points have room for;
    texts that are too long all the same end in an ellipsis.
    """
    figure = next((figure for figure in page.figures if figure.is_known), None)
    return environment().get_template("card.html.j2").render(page=page, figure=figure)
