"""Pages on paper and on a card, by a real browser: whole, small, readable, the same each time."""

import os
import shutil

import pytest
from PIL import Image
from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from tests.support.campaign import STATE
from tests.support.pages import html_of, page_of, stale

from hustings.page.blocks import Figure, Point
from hustings.page.card import HEIGHT, WIDTH, card_html
from hustings.press.delivery.browser import NAMES
from hustings.press.delivery.paper import print_pdf
from hustings.press.delivery.pictures import draw_card

KB = 1000
LANGUAGES = ("hi", "en")
A4 = (595, 842)  # points
PRINTED = (703, 1013)  # px of an A4 page between the margins that page.css sets
CONJUNCT = "<0915094D0937>"  # क्ष as one glyph, in a font's table of what its glyphs mean
LONG = {"hi": "राँची विधानसभा सीट में काम ", "en": "Ranchi assembly seat and all its work "}

LAID_OUT = """() => {
  const box = each => each.getBoundingClientRect()
  const parts = [...document.body.children].filter(each => each.tagName !== 'SCRIPT')
  const points = document.querySelector('ol')
  return {
    outside: parts.filter(each => box(each).bottom > innerHeight || box(each).right > innerWidth)
      .map(each => each.className),
    overlapping: parts.slice(1)
      .filter((each, n) => box(each).top < box(parts[n]).bottom - 1).map(each => each.className),
    cut: points.scrollHeight > points.clientHeight,
    size: document.body.className,
    texts: document.body.innerText,
    strangers: document.querySelectorAll('img, iframe, b b, script + script').length,
  }
}"""
UNBROKEN = """() => {
  const all = [...document.querySelectorAll('figure, .kpi, .todo li, tr')]
  return all.filter(each => {
    const inside = getComputedStyle(each).breakInside
    return !inside.startsWith('avoid') || each.getBoundingClientRect().height > %d
  }).map(each => each.outerHTML.slice(0, 120))
}"""


@pytest.fixture(scope="module", autouse=True)
def path_of_browser():
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        said = f"no browser is on this machine (looked for {', '.join(NAMES)})"
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
    return path


@pytest.fixture(scope="module")
def browser(path_of_browser):
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path_of_browser, args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


def fonts_of(pdf):
    """name -> the font's table of meanings; Type 3 fonts hold their own drawings."""
    found = {}
    for page in pdf.pages:
        for font in (each.get_object() for each in page["/Resources"]["/Font"].values()):
            if font["/Subtype"] == "/Type0":
                drawn = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
                assert any(key.startswith("/FontFile") for key in drawn), "a font is not embedded"
                meanings = font["/ToUnicode"].get_object().get_data().decode("ascii")
                found[font["/BaseFont"]] = meanings
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_real_page_is_printed_on_a4_with_its_fonts_within(campaign, tmp_path, language):
    source, target = campaign.page(STATE, language), tmp_path / "x.pdf"
    print_pdf(source, target)
    pdf = PdfReader(target)
    assert 2 <= len(pdf.pages) <= 12
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages} == {A4}
    assert any("Devanagari" in name for name in fonts_of(pdf))  # the sample's banner, at least
    assert f"1 / {len(pdf.pages)}" in pdf.pages[0].extract_text()
    assert target.stat().st_size < 1000 * KB


def test_hindi_is_printed_with_its_conjuncts(tmp_path):
    source, target = tmp_path / "x.hi.html", tmp_path / "x.pdf"
    source.write_text(html_of(language="hi", place="अक्षर"), "utf-8")
    print_pdf(source, target)
    pdf = PdfReader(target)
    assert CONJUNCT in "".join(fonts_of(pdf).values())
    assert "क्ष" in pdf.pages[0].extract_text()


def test_the_same_page_printed_twice_is_the_same_file(tmp_path):
    source = tmp_path / "x.en.html"
    source.write_text(html_of(sample=True), "utf-8")
    for name in ("a", "b"):
        print_pdf(source, tmp_path / f"{name}.pdf")
        draw_card(source, tmp_path / f"{name}.png")
    for ending in ("pdf", "png"):
        one, other = (tmp_path / f"{name}.{ending}" for name in ("a", "b"))
        assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_figure_row_or_action_is_split_between_two_sheets(browser, campaign, language):
    page = browser.new_page(viewport={"width": PRINTED[0], "height": PRINTED[1]})
    page.emulate_media(media="print")
    page.goto(campaign.page(STATE, language).as_uri())
    assert page.evaluate(UNBROKEN % PRINTED[1]) == []
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_real_page_s_card_is_small_and_as_wide_as_a_phone_wants(campaign, tmp_path, language):
    draw_card(campaign.page(STATE, language), tmp_path / "x.png")
    assert (tmp_path / "x.png").stat().st_size < 100 * KB
    with Image.open(tmp_path / "x.png") as picture:
        assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
        colours = picture.convert("RGB").getcolors(256)
    assert max(colours)[1] == (255, 255, 255)  # the ground
    assert len(colours) > 8


def laid_out(browser, page):
    shown = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    shown.set_content(card_html(page))
    found = shown.evaluate(LAID_OUT)
    shown.close()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("times", [1, 3, 6, 12, 60])
@pytest.mark.parametrize("banners", [(), (stale("Posts are 12 days old (limit 10). " * 30),)])
def test_no_text_outgrows_its_place_on_a_card(browser, language, times, banners):
    word = LONG[language]
    page = page_of(
        language=language, sample=bool(banners), banners=banners, title=word * times,
        place=word * times, points=[Point(word * times, word * times)] * 3,
        figures=[Figure(word * times, "12,34,567" * times, "+1" * times, "up", True, base=word)],
    )  # fmt: skip
    found = laid_out(browser, page)
    assert (found["outside"], found["overlapping"], found["cut"]) == ([], [], False)


def test_a_word_without_end_stays_on_the_card(browser):
    page = page_of(title="W" * 500, place="W" * 500, points=[Point("W" * 500, "W" * 500)] * 3)
    found = laid_out(browser, page)
    assert (found["outside"], found["overlapping"], found["cut"]) == ([], [], False)


def test_few_words_are_set_large(browser):
    assert laid_out(browser, page_of())["size"] == "l"
    assert laid_out(browser, page_of(points=[Point("a b " * 40, "c d " * 40)] * 3))["size"] == "s"


def test_a_card_says_what_it_is_warns_and_shows_the_first_figure_that_is_known(browser):
    figures = (
        Figure("Posts", "999", status="stale"),
        Figure("Reports on time", "83%", "−16.7 pp", "down", False, base="5 / 6"),
    )
    page = page_of(sample=True, banners=(stale("Posts are 12 days old."),), figures=figures)
    told = laid_out(browser, page)["texts"]
    for said in (
        "नमूना: ", "Sample data:", "Posts are 12 days old.", "Weekly briefing",
        "Dumka Lok Sabha seat", "16–22 November 2026", "83%", "Reports on time",
        "−16.7 pp on the week before · 5 / 6",
        "Active workers: 183.", "Quiet for longest", "Data up to Monday",
    ):  # fmt: skip
        assert said in told, said
    assert "999" not in told


def test_hostile_texts_stay_texts_on_a_card(browser):
    attack = (
        "<img src=x onerror=\"document.body.textContent='PWNED'\"></b><script>alert(1)</script>"
    )
    page = page_of(
        title=attack, place=attack, banners=(stale(attack),), points=[Point(attack, attack)] * 3,
        figures=[Figure(attack, attack, attack, "up", True, base=attack)],
    )  # fmt: skip
    found = laid_out(browser, page)
    assert found["strangers"] == 0
    assert found["texts"].count("<img src=x") >= 6
