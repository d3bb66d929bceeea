"""A published page is read as it is shown: what went in as blocks comes out as words."""

import pytest
from tests.support.pages import ACTIONS, FIGURES, POINTS, html_of, page_of, stale

from hustings.errors import InputError
from hustings.page.blocks import Action, Figure, Point
from hustings.page.published import open_page, read_page
from hustings.page.template import render
from hustings.wording import Words


def test_a_page_says_again_what_its_blocks_said():
    page = page_of(sample=True, banners=(stale("Posts are 12 days old."),))
    assert (page.title, page.place) == ("Weekly briefing", "Dumka Lok Sabha seat")
    assert (page.period_label, page.period_iso) == (
        "16–22 November 2026", "2026-11-16/2026-11-22",
    )  # fmt: skip
    assert page.as_of == "Data up to Monday"
    assert page.sample
    assert [(b.text, b.tone) for b in page.banners] == [("Posts are 12 days old.", "stale")]
    assert page.points == POINTS
    assert [action.what for action in page.actions] == [ACTIONS[0].what]
    assert page.actions[0].who == ACTIONS[0].who
    assert page.actions[0].where == f"{ACTIONS[0].where}:"
    assert page.headings == {
        "points": "Three points", "figures": "Key figures", "actions": "To do",
    }  # fmt: skip


def test_what_is_said_of_old_data_in_both_languages_is_read_in_the_page_s_own():
    page = page_of(old=("Posts are 12 days old.", "पोस्ट 12 दिन पुरानी हैं।"), banners=(stale("B."),))
    assert [(b.text, b.tone) for b in page.banners] == [
        ("Posts are 12 days old.", "stale"), ("B.", "stale"),
    ]  # fmt: skip


def test_of_a_figure_from_old_data_only_its_age_is_read():
    told = "as of 12 Nov, 9 days old (limit 7)"
    (shown,) = page_of(figures=(Figure("Posts", "14", status="stale", note=told),)).figures
    assert (shown.value, shown.is_known, shown.notes) == (told, False, ())


def test_figures_keep_value_change_judgement_and_notes():
    """
    −3.2%, neither good nor bad | −16.7 pp, bad | +1, good
    """
    figures = (*FIGURES, Figure("Posts", "14", "+1", "up", True, note="one export"))
    shown = page_of(figures=figures).figures
    assert [(f.label, f.value, f.change, f.good) for f in shown] == [
        ("Active workers", "183", "−3.2%", None),
        ("Reports on time", "83%", "−16.7 pp", False),
        ("Posts", "14", "+1", True),
    ]
    assert [f.notes for f in shown] == [("usual range",), ("5 / 6",), ("one export",)]


@pytest.mark.parametrize("status", ["stale", "suppressed", "no_data", "not_due"])
def test_a_figure_that_is_not_shown_is_not_known_either(status):
    (shown,) = page_of(figures=(Figure("Posts", "14", "+1", "up", True, status=status),)).figures
    assert not shown.is_known
    assert shown.value == Words("en").status(status)
    assert (shown.change, shown.notes) == ("", ())


@pytest.mark.parametrize("strength", ["clear", "likely", "hint", "none"])
def test_a_point_keeps_how_sure_it_is(strength):
    (shown,) = page_of(points=(Point("Posts: up", "By 3.", strength),)).points
    assert shown == Point("Posts: up", "By 3.", strength)


def test_hostile_texts_are_read_as_texts_and_add_no_part():
    """
    </li><li> in a point | <span class="none"> in a figure | </script> in the data -> texts
    """
    attack = '</li><li><b>x</b></ol></section><span class="sure clear none banner">&amp;</span>'
    page = page_of(
        place=attack,
        points=(Point("", attack),),
        figures=(Figure(attack, attack),),
        actions=(Action(attack, attack),),
        unit=f"</script><script>{attack}",
    )
    assert page.place == attack
    assert page.points == (Point("", attack),)
    assert [(f.label, f.value, f.is_known) for f in page.figures] == [(attack, attack, True)]
    assert [a.what for a in page.actions] == [attack]
    assert page.told("unit") == f"</script><script>{attack}"
    assert page.banners == ()


def test_the_data_block_is_read_and_may_be_absent():
    assert page_of().told("edition") == "2026-W47-f9ac3679"
    assert page_of().told("figures") == ""  # not one word
    bare = html_of().replace("application/json", "application/other")
    assert read_page(bare, name="x.html").data == {}


def test_every_kind_of_block_together_is_read(blocks, notebook):
    page = read_page(render(notebook(blocks(language="hi"))), name="x.hi.html")
    assert page.language == "hi"
    assert [point.lead for point in page.points] == ["lead:", "lead:"]
    assert [figure.is_known for figure in page.figures] == [True, True, True, False]
    assert page.data == {"key": "value", "rows": ["one", {"deep": "two"}]}


@pytest.mark.parametrize(
    "html",
    [
        "",
        "hello",
        "<html lang=en><header><h1>A</h1></header></html>",
        "<html lang=fr><header><h1>A</h1><p class=where><time>x</time></p></header></html>",
        "<b>" * 50_000,
    ],
)
def test_what_is_no_page_is_refused(html, tmp_path):
    (tmp_path / "x.html").write_text(html, "utf-8")
    with pytest.raises(InputError, match="not the page of a briefing") as refused:
        open_page(tmp_path / "x.html")
    assert refused.value.where == "x.html"


def test_a_missing_file_a_folder_and_a_picture_are_refused(tmp_path):
    with pytest.raises(InputError, match="no such page"):
        open_page(tmp_path / "none.html")
    with pytest.raises(InputError, match="not the page"):
        open_page(tmp_path)
    (tmp_path / "a.html").write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(InputError, match="not the page"):
        open_page(tmp_path / "a.html")
