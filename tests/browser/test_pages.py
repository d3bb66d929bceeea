"""Printed pages as a reader's phone opens them: no network, any width, with and without scripts."""

import gzip
import json
import os
import shutil

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDTHS = (320, 360, 412, 768, 1280)
RAW_BYTES, GZIP_BYTES = 150_000, 30_000


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium, or any Chrome; on CI its absence is a failure, not a skip."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        why = "no Chromium or Chrome is on this machine"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(why)
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=found, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser):
    """Opens a page with the network cut off, and remembers what it asked for and complained of."""
    contexts = []

    def opening(path, *, width=360, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 740}, offline=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.complained = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.complained.append(message.text))
        page.on("pageerror", lambda error: page.complained.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield opening
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_page_asks_the_network_for_nothing_and_complains_of_nothing(campaign, opened, scripts):
    for path in [*campaign.pages, campaign.reports / "index.html"]:
        page = opened(path, java_script_enabled=scripts)
        assert page.asked == [path.as_uri()]
        assert page.complained == []
        assert page.locator("h1").count() == 1


def test_nothing_sticks_out_sideways_at_any_width(campaign, opened):
    for path in campaign.pages[:6]:
        for width in WIDTHS:
            page = opened(path, width=width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_with_every_table_open(campaign, opened, scheme):
    from axe_playwright_python.sync_playwright import Axe

    for path in [*campaign.pages[:4], campaign.reports / "index.html"]:
        # axe is put in from outside, which the page's own policy rightly forbids.
        page = opened(path, color_scheme=scheme, bypass_csp=True)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = Axe().run(page).response["violations"]
        serious = [
            f"{v['id']}: {v['help']}" for v in found if v["impact"] in ("serious", "critical")
        ]
        assert serious == [], path


def test_every_page_says_in_both_languages_that_it_is_sample_data(campaign, opened):
    for path in [*campaign.pages, campaign.reports / "index.html"]:
        text = opened(path).locator("body").inner_text()
        assert "नमूना" in text, path
        assert "ample data" in text, path


def test_a_page_is_in_its_language_and_its_drawings_have_names(campaign, opened):
    for path in campaign.pages:
        page = opened(path)
        assert page.locator("html").get_attribute("lang") == path.stem[-2:]
        for drawing in page.locator("svg[role=img]").all():
            assert drawing.locator("title").count() == 1
        for table in page.locator("table").all():
            assert table.locator("caption").count() == 1
            assert table.locator("th[scope=col]").count() > 0


def test_every_drawing_has_its_figures_as_a_table(campaign, opened):
    for path in campaign.pages:
        page = opened(path)
        for figure in page.locator("figure:has(svg[role=img])").all():
            assert figure.locator("table tbody tr").count() > 0, path


def test_what_strangers_wrote_never_becomes_part_of_the_page(campaign, opened):
    for path in campaign.pages:
        page = opened(path)
        assert "PWNED" not in page.title()
        scripts = page.evaluate("[...document.scripts].map(s => s.type)")
        assert sorted(scripts) == ["", "application/json"], path
        strange = "iframe, object, embed, base, form, link, img, audio, video, svg script"
        assert page.locator(strange).count() == 0, path
        handlers = """[...document.querySelectorAll('*')]
            .flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on')).length"""
        assert page.evaluate(handlers) == 0, path


def test_hostile_captions_are_there_to_be_read(campaign, opened):
    shown = "".join(opened(path).locator("body").inner_text() for path in campaign.pages)
    assert "<script>" in shown


def test_both_languages_tell_the_same_figures(campaign):
    def figures(path):
        text = path.read_text("utf-8")
        start = text.index(">", text.index('type="application/json"')) + 1
        told = json.loads(text[start : text.index("</script>", start)])
        return {k: v for k, v in told.items() if k != "language"}

    for hindi, english in zip(campaign.pages[::2], campaign.pages[1::2], strict=True):
        assert figures(hindi) == figures(english)
        assert len(figures(hindi)["figures"]) > 10


def test_a_page_is_light_enough_to_forward(campaign):
    for path in campaign.pages:
        raw = path.read_bytes()
        assert len(raw) <= RAW_BYTES, path
        assert len(gzip.compress(raw, 9)) <= GZIP_BYTES, path
        assert raw[:200].index(b"<meta charset") < raw[:400].index(b"<meta http-equiv")


def test_a_page_prints(campaign, opened, tmp_path):
    page = opened(campaign.pages[0])
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    assert (tmp_path / "page.pdf").read_bytes()[:5] == b"%PDF-"


def test_the_index_finds_a_seat_by_its_name_in_either_language(campaign, opened):
    index = campaign.reports / "index.html"
    for name in ("Godda", "गोड्डा", "IN-JH-PC-03"):
        page = opened(index)
        every = page.locator("a[href*='weekly_seat']:visible").count()
        page.locator("input[type=search]").fill(name)
        page.wait_for_function(
            "n => [...document.querySelectorAll(\"a[href*='weekly_seat']\")]"
            ".filter(a => a.offsetParent).length < n",
            arg=every,
        )
        assert page.locator("a[href*='IN-JH-PC-03']:visible").count() >= 2
    for href in opened(index).eval_on_selector_all("a[href*='.html']", "e => e.map(a => a.href)"):
        assert href.startswith("file://")
        assert os.path.exists(href.removeprefix("file://")), href  # noqa: PTH110


def test_the_picture_readme_shows_can_be_taken(campaign, opened, tmp_path, root):
    page = opened(campaign.page("IN-JH-PC-03", "hi"))
    taken = tmp_path / "page.png"
    page.screenshot(path=taken)
    assert taken.stat().st_size > 20_000, "a blank screen is a few kilobytes"
    assert (root / "docs" / "briefing.png").stat().st_size < 150_000
