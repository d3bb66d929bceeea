"""The page's colours can be read: contrast is computed from the very tokens the page carries."""

import re

import pytest

from hustings.page.template import style

TEXT_PAIRS = [
    ("--c-ink", "--c-page"), ("--c-muted", "--c-page"), ("--c-good", "--c-page"),
    ("--c-bad", "--c-page"), ("--c-ink", "--card"), ("--c-muted", "--card"),
    ("--c-good", "--card"), ("--c-bad", "--card"), ("--c-ink", "--warm"), ("--c-muted", "--warm"),
    ("--on-flag", "--flag"), ("--c-page", "--c-ink"),
]  # fmt: skip


def rules(sheet):
    """The sheet's rules as (selector, what stands in its braces), braces inside kept together."""
    depth, start, selector = 0, 0, ""
    for at, letter in enumerate(sheet):
        if letter == "{":
            if depth == 0:
                selector, start = sheet[start:at].strip(), at + 1
            depth += 1
        elif letter == "}":
            depth -= 1
            if depth == 0:
                yield selector, sheet[start:at]
                start = at + 1


def tokens():
    """The colours by scheme: those of the plain page, and with dark or print laid over them."""
    found = {"light": {}, "dark": {}, "print": {}}
    for selector, inside in rules(str(style("tokens.css", "blocks.css", "page.css"))):
        if selector == ":root":
            scheme, blocks = "light", [inside]
        elif "dark" in selector or selector == "@media print":
            scheme = "dark" if "dark" in selector else "print"
            blocks = [block for name, block in rules(inside) if name == ":root"]
        else:
            continue
        for block in blocks:
            found[scheme].update(re.findall(r"(--[\w-]+):\s*(#[0-9a-fA-F]+)", block))
    return {name: found["light"] | found[name] for name in found}


def luminance(colour):
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_published_values():
    assert contrast("#fff", "#000") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54  # the usual example of just enough


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(scheme, ink, ground):
    colours = tokens()[scheme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


def test_dark_is_dark_and_print_is_light():
    colours = tokens()
    assert luminance(colours["dark"]["--c-page"]) < 0.05
    assert luminance(colours["print"]["--c-page"]) == 1
