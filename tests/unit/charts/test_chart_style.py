"""Colours can be read and told apart, in light, in dark and on paper."""

import re
from itertools import pairwise

import pytest

from hustings import charts
from hustings.charts.marks import HEAT_STEPS
from hustings.charts.plotly.base import COLOURS, SHADES
from hustings.charts.svg import draw

SCHEMES = ("light", "dark", "print")


def tokens(scheme):
    """The colours in force, by token, in one scheme."""
    blocks = re.findall(r":root\{([^}]*)\}", charts.style())
    assert len(blocks) == len(SCHEMES)
    named = [dict(re.findall(r"--c-([\w]+):(#\w+)", block)) for block in blocks]
    return named[0] | named[SCHEMES.index(scheme)]


def light(colour):
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_stand_out_from_the_page(scheme):
    colours = tokens(scheme)
    for name in ("ink", "muted", "good", "bad"):
        assert contrast(colours[name], colours["page"]) >= 4.5, name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_stand_out_from_the_page(scheme):
    colours = tokens(scheme)
    for name in ("good", "bad", "quiet", *(f"p{n}" for n in range(1, 7))):
        assert contrast(colours[name], colours["page"]) >= 3, name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_shade_can_be_told_from_the_page_and_from_the_next(scheme):
    colours = tokens(scheme)
    shades = [colours["page"], *(colours[f"h{n}"] for n in range(HEAT_STEPS))]
    for paler, stronger in pairwise(shades):
        assert contrast(paler, stronger) >= 1.3
    away = [contrast(shade, colours["page"]) for shade in shades]
    assert away == sorted(away)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_on_a_shade_can_be_read(scheme):
    colours = tokens(scheme)
    inks = {0: "ink", 1: "ink", 2: "on2", 3: "page", 4: "page"}
    for step, ink in inks.items():
        assert contrast(colours[f"h{step}"], colours[ink]) >= 4.5, step


def test_both_drawings_use_the_same_colours():
    colours = tokens("light")
    assert tuple(colours[f"h{n}"] for n in range(HEAT_STEPS)) == SHADES
    assert tuple(colours[f"p{n}"] for n in range(1, 7)) == COLOURS[1:]


def test_every_class_a_drawing_uses_has_a_style(specimen):
    styled = set(re.findall(r"\.([a-z][\w-]*)", charts.style()))
    for chart in specimen.every_kind().values():
        for element in specimen.parsed(draw(chart)).iter():
            kinds = set(element.get("class", "").split())
            assert kinds <= styled | {f"hc-{chart.kind}", "on0", "on1"}


def test_the_sheet_is_bare_and_asks_the_network_for_nothing():
    sheet = charts.style()
    assert "/*" not in sheet
    assert "url(" not in sheet
    assert "@import" not in sheet
    assert len(sheet) < 6000


def test_lettering_is_never_under_eleven_pixels():
    steps = re.findall(r"@container \(min-width:(\d+)px\)\{\.hc\{--k:([.\d]+)", charts.style())
    assert steps
    for least, factor in steps:
        assert 11 * float(factor) * int(least) / 288 >= 11
    least, size = re.search(
        r"\.w\{display:none;font-size:([.\d]+)px.*?min-width:(\d+)px\)\{\.hc \.w", charts.style()
    ).groups()[::-1]
    assert float(size) * int(least) / 288 >= 11
