"""A page is one complete, accessible, repeatable file made of our own blocks alone."""

import base64
import copy
import gzip
import hashlib
import itertools
import json
import re

import pytest
from bs4 import BeautifulSoup

from hustings.errors import HustingsError, UsageError
from hustings.page.blocks import (
    MIME,
    Action,
    Actions,
    Banner,
    Definitions,
    Figure,
    Figures,
    Point,
    Points,
    Provenance,
    Table,
    Term,
    Text,
    Title,
)
from hustings.page.template import render


@pytest.fixture(scope="module")
def page(blocks, notebook):
    return render(notebook(blocks()))


@pytest.fixture(scope="module")
def soup(page):
    return BeautifulSoup(page, "html.parser")


def head(**changed):
    said = {
        "title": "Weekly", "place": "Ranchi", "period_label": "9–15 November 2026",
        "period_iso": "2026-11-09/2026-11-15", "as_of": "as of", "completeness": "",
        "sample": False, "language": "en",
    }  # fmt: skip
    return Title(**(said | changed))


def test_charset_comes_first_and_the_policy_right_after(page):
    assert page.startswith(
        '<!doctype html>\n<html lang="en" dir="ltr"><head><meta charset="utf-8">'
    )
    rest = page.split('<meta charset="utf-8">')[1]
    assert rest.startswith('<meta http-equiv="Content-Security-Policy"')
    assert len(page[: page.index("<title>")].encode()) < 1024


def test_the_policy_lets_only_our_script_run_and_loads_nothing(soup):
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    scripts = [s for s in soup.find_all("script") if s.get("type") != "application/json"]
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].string.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe-eval" not in policy
    assert "http" not in policy
    assert len(scripts[0].string) < 600


@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_page_says_its_language(language, blocks, notebook):
    soup = BeautifulSoup(render(notebook(blocks(language=language))), "html.parser")
    assert soup.html["lang"] == language
    skip = soup.select_one("a.skip")
    assert skip.get_text() == {"en": "Go to the main content", "hi": "मुख्य सामग्री पर जाएँ"}[language]


def test_headings_and_landmarks(soup):
    assert len(soup.find_all("h1")) == 1
    assert [len(soup.find_all(name)) for name in ("header", "main", "footer", "nav")] == [1] * 4
    assert soup.select_one("a.skip")["href"] == "#main"
    assert soup.main["id"] == "main"
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_ids_are_unique_and_everything_referred_to_exists(soup):
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    for tag in soup.select("[aria-labelledby]"):
        assert set(tag["aria-labelledby"].split()) <= set(ids)
    for anchor in soup.select("nav a"):
        assert anchor["href"].removeprefix("#") in ids
        assert anchor.get_text()


def test_every_table_has_a_caption_and_scopes(soup):
    assert len(soup.find_all("table")) >= 11
    for table in soup.find_all("table"):
        assert table.caption.get_text()
        assert all(cell.get("scope") in ("col", "row") for cell in table.find_all("th"))


def test_every_chart_is_an_image_with_words_and_a_table(soup):
    figures = soup.find_all("figure")
    assert len(figures) == 9
    for figure in figures:
        drawing = figure.find("svg", role="img")
        assert drawing.find("title").get_text()
        assert drawing.find("desc").get_text()
        assert figure.h3.get_text()
        assert figure.details.summary.get_text()
        assert figure.details.find("table")
        assert figure.find("p", class_="note")


def test_nine_charts_stay_within_the_budget(page):
    assert len(page.encode()) <= 150_000
    assert len(gzip.compress(page.encode(), 9)) <= 30_000


def test_the_same_notebook_gives_the_same_bytes(page, blocks, notebook):
    assert render(notebook(blocks())) == page
    render(notebook(blocks(language="hi")))  # another page in between leaves no trace
    assert render(copy.deepcopy(notebook(blocks()))) == page


def test_rendering_leaves_the_notebook_as_it_was(blocks, notebook):
    before = notebook(blocks())
    after = copy.deepcopy(before)
    render(after)
    assert after == before


def test_sample_data_is_said_in_both_languages_on_top_and_on_every_printed_sheet(blocks, notebook):
    for language in ("en", "hi"):
        page = render(notebook(blocks(language=language, sample=True)))
        soup = BeautifulSoup(page, "html.parser")
        banner = soup.header.find("p").get_text()
        assert "Sample data" in banner
        assert "नमूना" in banner
        sheet = re.search(r"@page\{@top-left\{content:\"([^\"]*)\"", page)[1]
        assert "Sample data" in sheet
        assert "नमूना" in sheet


def test_real_data_carries_no_sample_banner(blocks, notebook):
    page = render(notebook(blocks(sample=False)))
    assert "Sample data" not in page
    assert "नमूना" not in page


def test_a_sample_banner_block_is_not_shown_twice(notebook):
    page = render(notebook([head(sample=True), Banner("again: sample", "sample")]))
    assert "again" not in page
    assert "again" in render(notebook([head(sample=False), Banner("again: sample", "sample")]))


def test_a_page_without_data_says_so_and_prints_no_zero(notebook):
    figures = tuple(
        Figure(label, value, "+0%", "up", True, (None, None), "0 of 0", status)
        for label, value, status in (
            ("Reach", "0", "no_data"),
            ("Posts", "", "ok"),
            ("Workers", "0", "suppressed"),
            ("Views", "0", "stale"),
        )
    )
    page = render(
        notebook(
            [
                head(),
                Points("Points", (Point("Reach", "no data for this period."),)),
                Figures("Figures", figures),
                Actions("Actions", ()),
                Table("Posts", "Posts", ("Post", "Value"), ()),
            ]
        )
    )
    boxes = BeautifulSoup(page, "html.parser").select(".kpi dd")
    assert [box.find("span").get_text() for box in boxes] == [
        "no data", "no data", "not shown", "too old",
    ]  # fmt: skip
    assert not any(box.find("b") or box.select(".ch") for box in boxes)
    assert "No rows" in page


def test_hidden_figures_do_not_leave_their_base_behind(notebook):
    figure = Figure("Workers", "3", "+1", "up", True, (3.0,), "3 of 4", "suppressed")
    page = render(notebook([head(), Figures("F", (figure,))]))
    assert "3 of 4" not in page
    assert "hc-spark" not in BeautifulSoup(page, "html.parser").main.decode()


def test_good_and_bad_are_not_told_by_colour_alone(notebook):
    worse = Figure("Silent groups", "5", "+3", "up", False)
    better = Figure("Reach", "5", "+3", "up", True)
    flat = Figure("Posts", "5", "", "flat")
    boxes = BeautifulSoup(
        render(notebook([head(), Figures("F", (worse, better, flat))])), "html.parser"
    ).select(".kpi")
    assert ["bad" in box["class"] for box in boxes] == [True, False, False]
    assert ["▲" in box.get_text() for box in boxes] == [True, True, False]
    assert "needs attention" in boxes[0].get_text()


def test_only_our_own_blocks_reach_the_page(notebook):
    made = notebook([head()])
    made["cells"].insert(0, {"cell_type": "markdown", "metadata": {}, "source": "# SECRET"})
    for output in (
        {"output_type": "stream", "name": "stdout", "text": "SECRET"},
        {"output_type": "display_data", "metadata": {}, "data": {"text/html": "<b>SECRET</b>"}},
        {"output_type": "execute_result", "metadata": {}, "data": {"text/plain": "SECRET"}},
        {"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": "<svg>SECRET"}},
    ):
        made["cells"].append(
            {"cell_type": "code", "metadata": {}, "source": "SECRET", "outputs": [output]}
        )
    assert "SECRET" not in render(made)


@pytest.mark.parametrize("tag", ["parameters", "injected-parameters", "remove-cell"])
def test_parameter_cells_are_left_out(tag, notebook):
    made = notebook([head(), Text("Section", ("SECRET",))])
    made["cells"][1]["metadata"] = {"tags": [tag]}
    assert "SECRET" not in render(made)


def test_a_failed_cell_stops_the_page(notebook):
    made = notebook([head()])
    made["cells"][0]["outputs"].append(
        {
            "output_type": "error",
            "ename": "KeyError",
            "evalue": "\x1b[31m'unit'\x1b[0m",
            "traceback": [],
        }
    )
    with pytest.raises(HustingsError, match="KeyError: 'unit'") as failed:
        render(made)
    assert failed.value.where == "cell 1"
    injected = {"cell_type": "code", "metadata": {"tags": ["injected-parameters"]}, "outputs": []}
    made["cells"].insert(0, injected)
    with pytest.raises(HustingsError) as failed:
        render(made)
    assert failed.value.where == "cell 1"  # as in the notebook that somebody has to mend


def test_a_page_needs_exactly_one_title(notebook):
    for blocks in ([], [head(), head()]):
        with pytest.raises(HustingsError, match="one title"):
            render(notebook(blocks))


def test_a_block_that_is_not_one_is_refused_with_its_faults(notebook):
    made = notebook([head(), Text("Section", ("one",))])
    data = made["cells"][1]["outputs"][0]["data"]
    data[MIME] = data[MIME] | {"paragraph": "typo", "paragraphs": [1]}
    with pytest.raises(UsageError) as refused:
        render(made)
    assert "cell 2" in refused.value.where
    assert "paragraph" in refused.value.where


def test_a_block_is_read_as_it_was_displayed_and_a_text_that_is_none_refused(notebook):
    made = notebook([head(), Text("Section", ("one",))])
    page = render(made)
    data = made["cells"][1]["outputs"][0]["data"]
    data[MIME] = Text("Section", ("one",))._repr_mimebundle_()[MIME]
    assert isinstance(data[MIME], str)
    assert render(made) == page
    for broken in (data[MIME][:-1], "", "[" * 9):
        data[MIME] = broken
        with pytest.raises(UsageError, match="not a block"):
            render(made)


def test_a_run_of_blocks_of_one_section_shares_a_heading(notebook):
    terms = Definitions("Limits", (Term("a", "b"),))
    page = render(notebook([head(), terms, Text("Limits", ("one",)), Text("Other", ("two",))]))
    soup = BeautifulSoup(page, "html.parser")
    assert [h2.get_text() for h2 in soup.find_all("h2")] == ["Limits", "Other"]


def test_a_section_with_nothing_to_say_leaves_no_heading(notebook):
    silent = [Text("Map", ()), Points("Map", ()), Actions("Map", ()), Definitions("Map", ())]
    page = render(notebook([head(), *silent, Text("Other", ("two",))]))
    assert "Map" not in page


def test_the_order_is_points_figures_actions_menu_detail_sources(blocks, notebook):
    order = [
        page.index(mark)
        for page in [render(notebook(blocks()))]
        for mark in ('class="list"', 'class="kpis"', 'class="todo"', "<nav", "<figure", "<footer")
    ]
    assert order == sorted(order)


def test_a_lead_gets_its_colon_once(notebook):
    points = Points("P", (Point("Views rose", "30%."), Point("Ranchi: views rose", "30%.")))
    items = BeautifulSoup(render(notebook([head(), points])), "html.parser").select(".list b")
    assert [item.get_text() for item in items] == ["Views rose:", "Ranchi: views rose"]


def test_how_sure_we_are_is_said_in_words(notebook):
    points = Points("P", (Point("a", "b", "likely"), Point("c", "d")))
    items = BeautifulSoup(render(notebook([head(language="hi"), points])), "html.parser")
    assert [mark.get_text() for mark in items.select(".sure")] == ["संभावित"]


def test_figures_stand_right_and_words_left(notebook):
    rows = (("A", "1,234", "photo", "−8.2 pp", "–"), ("B", "–", "reel", "+3%", "12.3 lakh"))
    columns = ("Post", "Reach", "Kind", "Change", "Views")
    page = render(notebook([head(), Table("T", "T", columns, rows)]))
    first = BeautifulSoup(page, "html.parser").select_one("tbody tr")
    assert ["t" in cell.get("class", []) for cell in first.find_all("td")] == [
        False, True, False, False,
    ]  # fmt: skip


def test_the_data_for_machines_reads_back(notebook):
    data = {"edition": "e1", "figures": [{"metric": "reach", "value": None, "n": 3}]}
    page = render(notebook([head(), Provenance("Sources", (Term("Edition", "e1"),), data=data)]))
    block = BeautifulSoup(page, "html.parser").find("script", type="application/json")
    assert json.loads(block.string) == data


def test_the_data_for_machines_is_there_wherever_its_block_stands(notebook):
    blocks = [head(), Text("Sources", ("one",)), Provenance("Sources", (), data={"edition": "e1"})]
    assert '{"edition":"e1"}' in render(notebook(blocks))


def test_an_infinite_figure_is_refused_not_embedded(notebook):
    with pytest.raises(ValueError, match="JSON"):
        render(notebook([head(), Provenance("S", (), data={"x": float("nan")})]))


def test_actions_say_where_what_and_who(notebook):
    page = render(notebook([head(), Actions("Do", (Action("Ranchi", "call", "head · by 6"),))]))
    item = BeautifulSoup(page, "html.parser").select_one(".todo li").get_text(" ", strip=True)
    assert item == "Ranchi: call head · by 6"


def test_the_page_is_readable_without_its_script(blocks, notebook):
    soup = BeautifulSoup(render(notebook(blocks())), "html.parser")
    for script in soup.find_all("script"):
        script.decompose()
    hidden = [tag for tag in soup.select("[hidden]") if tag.get("id") != "tip"]
    assert hidden == []
