"""In a real browser with the network cut off: whole, readable, accessible, and nobody's tool."""

import gzip
import json
import os
import re
import shutil
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from tests.support import hostile, two_editions
from tests.support.campaign import SEATS, STATE
from tests.support.depth import only_thorough
from tests.support.picture import side_by_side
from tests.support.printed import LATE, office_of, printed

from hustings.edition.comparing import compare
from hustings.page.difference import diff_page
from hustings.page.index import Entry, index_page
from hustings.wording import Words

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
LANGUAGES = ("hi", "en")
WIDTHS = (320, 360, 412, 768, 1280)
KIB = 1024
MOST_BYTES, MOST_ZIPPED = 150 * KIB, 30 * KIB  # what a forwarded attachment may cost

ALL_OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"
SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth
  const out = [...document.body.querySelectorAll('*')].filter(each => {
    for (let up = each; up && up !== document.body; up = up.parentElement)
      if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(up).overflowX) && up !== each) return false
    const box = each.getBoundingClientRect()
    return box.width && box.right > wide + 1 && getComputedStyle(each).position !== 'absolute'
  })
  return [document.documentElement.scrollWidth > wide, out.slice(0, 3).map(each => each.outerHTML.slice(0, 200))]
}"""  # noqa: E501
FOREIGN = """() => {
  const all = names => [...document.querySelectorAll(names)]
  return {
    title: document.title,
    scripts: all('script').map(each => each.type + each.src),
    strangers: all('img, iframe, object, embed, form, base, video, audio, math,'
      + 'link:not([rel=alternate]), animate, set, foreignObject, [src], [srcset]').length,
    refreshing: all('meta[http-equiv=refresh]').length,
    handlers: all('*').flatMap(each => [...each.attributes])
      .filter(attribute => attribute.name.startsWith('on')).length,
    away: all('[href]').map(each => each.getAttribute('href'))
      .filter(href => /^(\\w+:|\\/\\/)/.test(href)),
  }
}"""
WORST = ("serious", "critical")


@pytest.fixture(scope="module")
def browser():
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        said = f"no browser is on this machine (looked for {', '.join(BROWSERS)})"
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def reader(browser):
    """Gives `with reader(path) as page`: a phone without a network, and a log of its wishes."""
    phones = {}

    @contextmanager
    def read(path, *, width=360, scripts=True, scheme="light", open_all=False):
        kind = (scripts, scheme)
        if kind not in phones:
            phones[kind] = browser.new_context(
                offline=True, java_script_enabled=scripts, color_scheme=scheme
            )
        page = phones[kind].new_page()
        page.set_viewport_size({"width": width, "height": 780})
        page.requested, page.complaints = [], []
        page.on("request", lambda request: page.requested.append(request.url))
        page.on("console", lambda line: page.complaints.append(line.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(path.as_uri())
        if open_all:
            page.evaluate(ALL_OPEN)
        yield page
        page.close()

    return read


@pytest.fixture(scope="module")
def everything(campaign):
    """Every page, the index, and how good the exports are."""
    assert campaign.run("check").returncode in (0, 4)
    health = [campaign.reports / f"health.{language}.html" for language in LANGUAGES]
    return [*campaign.pages, campaign.reports / "index.html", *health]


@pytest.fixture(scope="module")
def soups(campaign):
    """Every page taken apart: (unit, language) -> soup."""
    return {
        (unit, language): BeautifulSoup(
            campaign.page(unit, language).read_text("utf-8"), "html.parser"
        )
        for unit in (STATE, *SEATS)
        for language in LANGUAGES
    }


# ---- nothing is loaded, nothing is complained of


@pytest.fixture(scope="module")
def visits(reader, everything):
    """Every page opened once on the narrowest phone: path -> what was seen there."""
    seen = {}
    for path in everything:
        with reader(path, width=320) as page:
            banner = page.locator(".banner.sample")
            seen[path] = page.evaluate(FOREIGN) | {
                "requested": page.requested,
                "complaints": page.complaints,
                "banner": (banner.bounding_box()["y"], banner.inner_text()),
            }
    return seen


def test_a_page_asks_for_nothing_but_itself_and_has_nothing_to_complain_of(visits):
    for path, seen in visits.items():
        assert seen["requested"] == [path.as_uri()]
        assert seen["complaints"] == [], path.name


def test_a_page_asks_for_nothing_without_scripts_either(reader, everything):
    for path in everything:
        with reader(path, scripts=False) as page:
            assert page.requested == [path.as_uri()]
            assert page.complaints == []
            assert page.locator("h1").is_visible()


def test_without_scripts_every_figure_and_table_can_be_read(reader, campaign):
    with reader(campaign.page("IN-JH-PC-03", "hi"), scripts=False) as page:
        assert page.locator("main svg[role=img]").first.is_visible()
        first = page.locator("main details").first
        assert not first.locator("table").is_visible()
        first.locator("summary").click()
        assert first.locator("table").is_visible()
        assert not page.locator("#tip").is_visible()


def test_without_scripts_the_index_shows_everything_and_no_dead_search(reader, campaign):
    with reader(campaign.reports / "index.html", scripts=False) as page:
        assert not page.locator("#q").is_visible()
        assert page.locator("main a:visible").count() == len(campaign.pages)


def test_every_page_keeps_to_its_budget(campaign):
    for path in campaign.pages:
        raw = path.read_bytes()
        assert len(raw) <= MOST_BYTES, path.name
        assert len(gzip.compress(raw, 9)) <= MOST_ZIPPED, path.name


# ---- on every screen


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "unit", [STATE, "IN-JH-PC-12", pytest.param("IN-JH-AC-068", marks=only_thorough)]
)
def test_nothing_makes_the_page_scroll_sideways(reader, campaign, unit, language):
    with reader(campaign.page(unit, language), open_all=True) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 780})
            assert page.evaluate(SIDEWAYS) == [False, []], width


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_shows_nothing_old_reads_on_a_phone(reader, campaign, tmp_path, language):
    limits = {"whatsapp": 10, "posts": 10}
    office = office_of(campaign, tmp_path, **limits)
    html = printed(office, "weekly_state", unit=STATE, language=language, scheduled=LATE)
    (tmp_path / "old.html").write_text(html, "utf-8")
    with reader(tmp_path / "old.html", open_all=True) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 780})
            assert page.evaluate(SIDEWAYS) == [False, []], width
        page.set_viewport_size({"width": 360, "height": 780})
        banner = page.locator(".banner.stale")
        assert banner.bounding_box()["y"] < 200
        assert banner.locator("[lang]").get_attribute("lang") != language
        assert page.locator(".kpi .old").count() >= 2
        assert [
            v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in WORST
        ] == []


def test_the_index_does_not_scroll_sideways(reader, campaign):
    with reader(campaign.reports / "index.html", open_all=True) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 780})
            assert page.evaluate(SIDEWAYS) == [False, []], width


def test_the_archive_what_is_missing_and_a_comparison_fit_a_phone_and_everybody(reader, tmp_path):
    """Of drawn entries and editions, for the campaign has one period and one edition."""
    pages = {"index": {"hi": "a/b/c.html"}, "earlier": {"hi": "a/b/d.html"}}
    seat = ("IN-JH-PC-08", "Ranchi", "राँची", "lok_sabha", ())
    newest = Entry("weekly_seat", "2026-W46", *seat, pages["index"], "failed", missing=("en",))
    before = Entry("weekly_seat", "2026-W45", *seat, pages["earlier"])
    weeks = [f"2026-W{week}" for week in range(10, 46)]
    found = compare(*two_editions.build(tmp_path / "editions")[:2])
    drawn = {
        "index": index_page([newest, before], earlier=weeks),
        "archive": index_page([before], back=True),
        "hindi": diff_page(found, Words("hi"), place="झारखण्ड"),
        "english": diff_page(found, Words("en"), place="Jharkhand"),
    }
    for name, html in drawn.items():
        (tmp_path / f"{name}.html").write_text(html, "utf-8")
        with reader(tmp_path / f"{name}.html", width=320, open_all=True) as page:
            assert page.evaluate(SIDEWAYS) == [False, []], name
            assert faults(page) == [], name
            assert len(page.requested) == 1, name  # itself


def test_the_sample_banner_is_the_first_thing_seen_in_both_languages(visits):
    for path, seen in visits.items():
        top, said = seen["banner"]
        assert top < 100, path.name
        assert "नमूना" in said
        assert "Sample data" in said


def test_letters_are_large_enough_to_read_and_links_to_touch(reader, campaign):
    for language in LANGUAGES:
        with reader(campaign.page("IN-JH-PC-03", language), width=320) as page:
            small = page.evaluate("""() => [...document.querySelectorAll('main *')]
                .filter(each => each.childNodes.length && [...each.childNodes]
                    .some(node => node.nodeType === 3 && node.data.trim()))
                .filter(each => !each.closest('svg') && !each.closest('.vh'))
                .filter(each => parseFloat(getComputedStyle(each).fontSize) < 12)
                .map(each => each.outerHTML.slice(0, 100))""")
            assert small == []
            for box in page.locator("nav a, summary").evaluate_all(
                "all => all.filter(a => a.offsetParent).map(a => a.getBoundingClientRect().height)"
            ):
                assert box >= 36


# ---- for everybody


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "unit", [STATE, pytest.param("IN-JH-PC-03", marks=only_thorough), "IN-JH-AC-068"]
)
def test_axe_finds_no_serious_fault(reader, campaign, unit, language):
    with reader(campaign.page(unit, language), open_all=True) as page:
        assert faults(page) == []


@pytest.mark.parametrize("unit", [STATE, "IN-JH-PC-12"])
def test_colours_stand_apart_in_the_dark_as_well(reader, campaign, unit):
    with reader(campaign.page(unit, "en"), scheme="dark", open_all=True) as page:
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert max(map(int, re.findall(r"\d+", dark)[:3])) < 60
        only = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
        assert faults(page, only) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_in_the_index(reader, campaign, scheme):
    with reader(campaign.reports / "index.html", scheme=scheme, open_all=True) as page:
        assert faults(page) == []


def faults(page, options=None):
    """What axe-core calls serious or critical, with an example of each."""
    found = Axe().run(page, options=options or {"resultTypes": ["violations"]}).response
    return [
        (fault["id"], fault["nodes"][0]["html"][:200])
        for fault in found["violations"]
        if fault["impact"] in WORST
    ]


def test_a_page_says_its_language_has_one_heading_and_names_every_picture(soups):
    for (unit, language), page in soups.items():
        where = f"{unit}.{language}"
        assert page.html["lang"] == language, where
        assert len(page.find_all("h1")) == 1, where
        assert page.title.get_text().strip(), where
        for drawing in page.select("svg[role=img]"):
            assert drawing.find("title").get_text().strip(), where
        for drawing in page.select("svg:not([role=img])"):
            assert drawing.get("aria-hidden") == "true", where
        for figure in page.select("figure"):
            assert figure.select_one("details table"), where
        for table in page.find_all("table"):
            assert table.caption.get_text().strip(), where
            assert all(cell.get("scope") in ("col", "row") for cell in table.find_all("th")), where
        assert len({tag["id"] for tag in page.select("[id]")}) == len(page.select("[id]")), where


def test_what_is_in_the_other_language_says_so(soups):
    for (unit, language), page in soups.items():
        other = {"hi": "en", "en": "hi"}[language]
        assert page.select_one(f".banner [lang={other}]"), unit


def test_the_keyboard_leads_past_the_head_and_through_the_menu(reader, campaign):
    with reader(campaign.page("IN-JH-PC-03", "en")) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#main"
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.getAttribute('href')")
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == first
        assert page.locator(f"{first} h2").is_visible()


def test_a_touched_mark_reads_out_its_figure_and_escape_puts_it_away(reader, campaign):
    with reader(campaign.page("IN-JH-PC-03", "en")) as page:
        mark = page.locator("main [data-t]").first
        mark.click(force=True)
        assert page.locator("#tip").is_visible()
        assert page.locator("#tip").inner_text() == mark.get_attribute("data-t")
        page.keyboard.press("Escape")
        assert not page.locator("#tip").is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_can_be_printed(reader, campaign, language):
    with reader(campaign.page(STATE, language)) as page:
        printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 12


# ---- texts from exports stay texts


def test_hostile_texts_become_no_element_and_run_nothing(visits, campaign):
    for path, seen in visits.items():
        assert "PWNED" not in seen["title"]
        data = ["application/json"] if path in campaign.pages else []  # of its charts
        assert seen["scripts"] == [*data, ""], path.name
        assert (seen["strangers"], seen["refreshing"], seen["handlers"]) == (0, 0, 0), path.name
        assert seen["away"] == []


def test_hostile_texts_are_shown_as_they_were_written(campaign, soups):
    """Else the test above would hold on pages that never met them."""
    shown = {}
    for unit in (STATE, "IN-JH-PC-12", "IN-JH-AC-068"):
        page = soups[unit, "en"]
        shown[unit] = " ".join(text for text in page.find_all(string=True) if text.strip())
    for unit, captions in ((STATE, hostile.CAPTIONS[:5]), ("IN-JH-PC-12", hostile.CAPTIONS[5:])):
        for caption in captions:
            assert caption.replace("\u202e", "")[:60] in shown[unit], caption
    for name, unit in hostile.GROUPS.items():
        assert name in shown[unit]
    for english, _ in hostile.UNITS.values():
        assert english in shown["IN-JH-AC-068"]
    hindi = soups["IN-JH-AC-068", "hi"].get_text(" ")
    for _, name in hostile.UNITS.values():
        assert name in hindi
    assert f"hostile/{hostile.IMAGE.replace('/', '')}.csv" in shown[STATE]
    assert hostile.WATCHED.casefold() in shown[STATE]


# ---- one truth in two languages


def embedded(page):
    (script,) = page.select("script[type='application/json']")
    return json.loads(script.string)


def test_both_languages_carry_the_same_data(soups):
    for unit in (STATE, *SEATS):
        hindi, english = embedded(soups[unit, "hi"]), embedded(soups[unit, "en"])
        assert hindi.pop("language") == "hi"
        assert english.pop("language") == "en"
        assert hindi == english


def numbers(page):
    """The numbers of every table and of the key figures, row by row, whatever the rows' order.

    Equals stand in the order of their names, and "10 of 81" is "81 में से 10" in Hindi.
    """
    return [
        sorted(sorted(re.findall(r"[+−-]?\d[\d,.]*", row.get_text(" "))) for row in rows)
        for table in page.select("main table, main dl.kpis")
        if (rows := table.select("tbody tr, .kpi"))
    ]


def test_both_languages_show_the_same_numbers(soups):
    for unit in (STATE, *SEATS):
        hindi, english = numbers(soups[unit, "hi"]), numbers(soups[unit, "en"])
        assert sum(map(len, english)) > 30
        assert hindi == english, unit


def test_shown_key_figures_are_those_of_the_edition(campaign, soups):
    for unit in SEATS:
        figures = {row["metric"]: row for row in embedded(soups[unit, "en"])["figures"]}
        workers = campaign.edition.row("active_workers", unit)["value"]
        assert figures["active_workers"]["value"] == workers
        boxes = {box.dt.get_text(): box.b.get_text() for box in soups[unit, "en"].select(".kpi")
                 if box.b}  # fmt: skip
        assert boxes["Active workers"] == f"{workers:,.0f}"


# ---- the index


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("godda", {"Godda", "Jarmundi"}),  # a seat is shown with those inside it
        ("गोड्डा", {"Godda", "Jarmundi"}),
        ("गोड\u094dडा ", {"Godda", "Jarmundi"}),
        ("Gumla", {"Lohardaga", "Gumla"}),  # and within the seat it lies in
        ("रामगढ", {"Ramgarh"}),  # typed without the dot below
        ("AC-023", {"Ramgarh"}),
        ("झारखण्ड", {"Godda", "Jarmundi", "Lohardaga", "Gumla", "Ramgarh"}),
    ],
)
def test_the_search_finds_a_unit_in_both_languages(reader, campaign, typed, found):
    with reader(campaign.reports / "index.html") as page:
        page.locator("#q").fill(typed)
        shown = page.locator("li[data-k]:visible > .unit .en").all_inner_texts()
        assert set(shown) == found
        assert page.locator("#none").inner_text() == ""


def test_a_search_that_finds_nothing_says_so_and_can_be_undone(reader, campaign):
    with reader(campaign.reports / "index.html") as page:
        page.locator("#q").fill("Atlantis <b>")
        assert page.locator("main a:visible").count() == 0
        assert page.locator("#none").inner_text().strip()
        page.locator("#q").fill("")
        assert page.locator("main a:visible").count() == len(campaign.pages)


def test_every_link_of_the_index_leads_to_a_page_in_its_language(reader, campaign):
    index = campaign.reports / "index.html"
    with reader(index) as page:
        links = page.locator("main a").evaluate_all(
            "all => all.map(a => [a.getAttribute('href'), a.lang])"
        )
        assert {(campaign.reports / href, language) for href, language in links} == {
            (campaign.page(unit, language), language)
            for unit in (STATE, *SEATS)
            for language in LANGUAGES
        }
        page.locator("main a[hreflang=hi]").first.click()
        assert page.locator("html").get_attribute("lang") == "hi"
        assert page.complaints == []


# ---- the picture README shows


SHOWN = "IN-JH-PC-03"
SCREENS = 1130  # px: the first screen and a half of a phone


def picture(reader, hindi, english):
    """Both languages side by side, as two phones show them; PNG bytes."""
    first = {"x": 0, "y": 0, "width": 360, "height": SCREENS}
    with reader(hindi) as left, reader(english) as right:
        shots = [page.screenshot(clip=first, full_page=True) for page in (left, right)]
        return side_by_side(right, shots, width=360, height=SCREENS)


def test_the_picture_for_readme_can_be_taken(reader, campaign, root):
    shot = picture(reader, campaign.page(SHOWN, "hi"), campaign.page(SHOWN, "en"))
    assert shot.startswith(b"\x89PNG")
    width, height = (int.from_bytes(shot[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (800, SCREENS + 40)
    assert 40 * KIB < len(shot) < 150 * KIB  # a blank one has two
    if os.environ.get("HUSTINGS_WRITE_PICTURE") == "1":
        (root / "docs").mkdir(exist_ok=True)
        (root / "docs" / "briefing.png").write_bytes(shot)
