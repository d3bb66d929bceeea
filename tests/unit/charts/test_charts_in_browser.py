"""In a real browser with real fonts, labels are large enough, whole and apart at every width."""

import shutil

import pytest

from hustings import charts
from hustings.charts.svg import draw

FONTS = (
    'system-ui, "Noto Sans Devanagari UI", "Noto Sans Devanagari", "Nirmala UI", Mangal, sans-serif'
)

# Boxes of glyph ink are not to be had; the line box is cut to the height letters really take.
MEASURE = """() => [...document.querySelectorAll('svg.hc')].flatMap(svg => {
  const around = svg.getBoundingClientRect(), scale = around.width / svg.viewBox.baseVal.width
  const words = [...svg.querySelectorAll('text')].filter(t => getComputedStyle(t).display != 'none')
    .map(t => { const b = t.getBoundingClientRect(), size = parseFloat(getComputedStyle(t).fontSize)
      const base = t.getCTM().f + t.y.baseVal[0].value * scale
      return {text: t.textContent, left: b.left - around.left, right: b.right - around.left,
        size: size * scale, top: base - size * scale * .8, bottom: base + size * scale * .25} })
  return [{kind: svg.classList[1], wide: around.width, high: around.height, words}]
})"""


@pytest.fixture(scope="module")
def browser():
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("Chromium is not on this machine")
    with sync.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "hi"])
def test_labels_are_whole_large_and_apart(specimen, browser, language, scheme):
    kinds = specimen.every_kind(language).values()
    figures = "".join(
        f'<figure class="chart">{draw(chart, ident=f"c{place}")}</figure>'
        for place, chart in enumerate(kinds)
    )
    page = browser.new_page(color_scheme=scheme)
    page.set_content(
        f"<meta charset=utf-8><style>{charts.style()} body {{ margin: 0 16px; font: 16px/1.6 "
        f"{FONTS}; background: var(--c-page) }} figure {{ margin: 0; max-width: 34rem }}</style>"
        f"{figures}"
    )
    for wide in (320, 360, 412, 1280):
        page.set_viewport_size({"width": wide, "height": 900})
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        for svg in page.evaluate(MEASURE):
            _check(svg, f"{svg['kind']} at {wide} px")
    page.close()


def _check(svg, where):
    for place, one in enumerate(svg["words"]):
        about = f"{one['text']!r} in {where}"
        assert one["size"] >= 10.95, about
        assert one["left"] >= -1, about
        assert one["right"] <= svg["wide"] + 1, about
        assert one["top"] >= -1, about
        assert one["bottom"] <= svg["high"] + 1, about
        for other in svg["words"][:place]:
            apart = (
                one["left"] >= other["right"] - 0.5
                or other["left"] >= one["right"] - 0.5
                or one["top"] >= other["bottom"]
                or other["top"] >= one["bottom"]
            )
            assert apart, f"{other['text']!r} under {about}"
