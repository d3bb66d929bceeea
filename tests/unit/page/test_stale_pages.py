"""Fresh or silent: no number that rests on what is too old is on a page, and the page says why."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from tests.support.campaign import LANGUAGES, STATE
from tests.support.planted import found_in, planted_numbers, planted_office
from tests.support.printed import BRIEFINGS, LATE, office_of, printed, with_limits

from hustings.edition import latest
from hustings.edition.aged import as_fresh_as
from hustings.edition.edition import Edition
from hustings.edition.freshness import KINDS, Input, ages_of
from hustings.edition.further import Finding
from hustings.edition.further.registry import QUESTIONS
from hustings.edition.printable import ABOUT
from hustings.errors import UsageError
from hustings.page import sections
from hustings.period import moment_of
from hustings.settings import Freshness, load
from hustings.wording import Words, freshness

SEAT, ASSEMBLY = "IN-JH-PC-03", "IN-JH-AC-012"
AGE = {
    "en": re.compile(r"as of 1[56] Nov, 1[12] days old \(limit \d+\)"),
    "hi": re.compile(r"1[56] नव तक का आँकड़ा, 1[12] दिन पुराना \(सीमा \d+\)"),
}
PAGES = [
    ("weekly_seat", SEAT, "en"), ("weekly_seat", ASSEMBLY, "hi"), ("weekly_state", STATE, "hi"),
    *((name, STATE, LANGUAGES[place % 2]) for place, name in enumerate(ABOUT)),
    ("team_change", SEAT, "en"),
]  # fmt: skip
ASKED = {"team_change": {"begins": "2026-W40"}}


@pytest.fixture(scope="module")
def strict(campaign, tmp_path_factory):
    """An office in which everything may be ten days old and no older."""
    limits = dict.fromkeys(Freshness.model_fields, 10)
    return office_of(campaign, tmp_path_factory.mktemp("strict"), **limits)


def _shown(page):
    """What a reader sees of a page but for its head and foot, without the phrases on age."""
    body = BeautifulSoup(page, "html.parser")
    for part in body.select(
        "head, style, script, footer, h1, .where, .asof, .skip, .of-definitions"
    ):
        part.decompose()
    return body


@pytest.fixture
def looked_up(monkeypatch):
    """The further questions whose answers are looked up meanwhile."""
    names, of = set(), Finding.of

    def watched(edition, name):
        names.add(name)
        return of(edition, name)

    monkeypatch.setattr(Finding, "of", watched)
    return names


def test_every_briefing_is_among_these_pages():
    assert {name for name, *_ in PAGES} == {path.stem for path in BRIEFINGS.glob("*.ipynb")}


@pytest.mark.parametrize(("name", "unit", "language"), PAGES)
def test_no_figure_is_left_where_everything_is_old(strict, looked_up, name, unit, language):
    asked = {"unit": unit, "language": language, "scheduled": LATE} | ASKED.get(name, {})
    page = printed(strict, name, **asked)
    assert looked_up - {"ahead"} == ({ABOUT[name]} if name in ABOUT else set())
    body = _shown(page)
    (banner,) = body.select(".banner.stale")
    for each in LANGUAGES:
        assert AGE[each].search(banner.get_text()), "in both languages"
    assert not body.select(".kpi b, .line, figure, .sure.clear, .sure.likely")
    for told in body.select(".kpi .none"):
        assert AGE[language].search(told.get_text())
    read = Words(language).say("section.completeness")  # rows of files that could not be read
    for heading in body.find_all("h2", string=read):
        heading.find_parent("section").decompose()
    cells = " ".join(cell.get_text() for cell in body.select("td"))
    assert not re.search(r"\d%|\d\.\d|\d,\d", cells)
    (data,) = BeautifulSoup(page, "html.parser").select("script[type='application/json']")
    told = json.loads(data.string)
    assert told["stale"]
    for row in told["figures"]:
        kept = (row["value"], row["numerator"], row["denominator"], row["n"])
        assert kept == (None,) * 4, row["metric"]


@pytest.mark.parametrize("name", ["weekly_state", "speakers"])
def test_no_banner_stands_where_nothing_is_old(strict, name):
    page = printed(strict, name, unit=STATE, scheduled="2026-11-17T07:00+05:30")
    body = BeautifulSoup(page, "html.parser")
    assert not body.select(".banner.stale")
    assert not AGE["en"].search(body.get_text())


UNITS = [SEAT, STATE]


@pytest.fixture(scope="module")
def planted(campaign, tmp_path_factory):
    """The settings file of an office of planted numbers, and its edition."""
    below = [str(code) for code in campaign.edition.children(SEAT)["unit"]]
    return planted_office(campaign, tmp_path_factory.mktemp("planted"), units=[*UNITS, *below])


@pytest.fixture(scope="module")
def fresh_pages(planted):
    """Gives a page of the planted office on which nothing is too old."""
    settings_file, _ = planted
    made = {}

    def of(name, unit):
        if name not in made:
            file = with_limits(settings_file, settings_file.read_text("utf-8"))
            made[name] = printed(file, name, unit=unit, scheduled=LATE)
        return made[name]

    return of


OLD = {"whatsapp": ("chats",), "posts": ("posts", "followers", "others"), "forms": ("forms",)}


@pytest.mark.parametrize(
    ("name", "unit", "limit"),
    [*(("weekly_seat", SEAT, limit) for limit in OLD), ("weekly_state", STATE, "posts")],
)
def test_no_planted_number_of_what_is_old_is_anywhere_on_the_page(
    planted, fresh_pages, name, unit, limit
):
    (settings_file, edition), fresh = planted, fresh_pages(name, unit)
    text = settings_file.read_text("utf-8")
    file = with_limits(settings_file, text, **{limit: 10})
    page = printed(file, name, unit=unit, scheduled=LATE)
    old, others = _resting(edition, load(file).freshness)
    assert found_in(fresh, old), "planted numbers are on a fresh page"
    assert found_in(page, old) == set()
    kept = found_in(fresh, others)
    assert kept, "planted numbers of other inputs are on the page"
    data = BeautifulSoup(page, "html.parser").select_one("script[type='application/json']")
    assert {each["input"].partition(":")[0] for each in json.loads(data.string)["stale"]} <= set(
        OLD[limit]
    )
    assert found_in(data.string, others)
    assert AGE["en"].search(page)


def _resting(edition, limits):
    """The planted numbers that rest on something too old, and those that rest on nothing such."""
    ages = ages_of(edition, limits, moment_of(LATE))
    old, fresh = set(), set()
    for name in ("measured", "changes"):
        rows = edition.table(name)
        stale = ages.too_old(rows)
        old |= planted_numbers(rows[stale])
        fresh |= planted_numbers(rows[~stale])
    for name, kind in (("posts", "posts"), ("steps", "forms")):
        is_old = any(age.input.kind == kind for _, age in ages.stale)
        (old if is_old else fresh).update(planted_numbers(edition.table(name)))
    return old, fresh


def test_one_old_platform_takes_its_own_figures_and_the_sums_it_is_part_of(strict, campaign):
    inputs = campaign.edition.table("inputs")
    facebook = (inputs["kind"] == "posts") & (inputs["name"] == "facebook")
    older = inputs.assign(
        exported_at=inputs["exported_at"].mask(facebook, pd.Timestamp("2026-11-01", tz="UTC"))
    )
    edition = Edition(campaign.edition.folder, campaign.edition.manifest, {"inputs": older})
    limits = Freshness(whatsapp=90, posts=14, forms=90, lists=90)
    moment = datetime(2026, 11, 17, tzinfo=UTC)
    ages = ages_of(edition, limits, moment)
    assert {age.input for _, age in ages.stale} == {Input("posts", "facebook")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUSTINGS_SETTINGS", str(strict))
        brief = sections.open_brief(unit=STATE)
    brief = replace(brief, edition=as_fresh_as(edition, ages), ages=ages)
    block = sections.platforms(brief, "engagements")
    said = "Too old to show: Facebook posts as of 1 Nov, 16 days old (limit 14)."
    assert said in block.chart["note"]
    assert block.chart["title"] == brief.words.label("engagements")  # no share of an unknown whole
    assert "Facebook" not in {row[0] for row in block.chart["table"]["rows"]}
    boxes = {box.label: box for box in sections.figures(brief, "reach", "active_workers").items}
    assert boxes[brief.words.label("reach")].note == said.removeprefix("Too old to show: ")[:-1]
    assert boxes[brief.words.label("active_workers")].status != "stale"
    top = sections.top_posts(brief)
    assert said in top.note
    assert brief.words.say("platform.facebook") not in {row[1] for row in top.rows}
    asked = [action.what for action in sections.actions(brief).items]
    assert "Export again and send: Facebook posts" in asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_input_has_its_words(language):
    words = Words(language)
    read = {table for asked in QUESTIONS for table in asked.reads} | set(KINDS)
    for table, kind in KINDS.items():
        assert table in read
        (said,) = freshness.named(
            words, [Input(kind, table if kind in ("forms", "lists") else "x")]
        )
        assert said


def test_inputs_of_one_age_are_told_together(campaign):
    words = Words("en")
    ages = ages_of(campaign.edition, Freshness(posts=10), moment_of(LATE))
    behind = ages.behind("views", STATE)
    assert freshness.listed(words, behind) == (
        "Facebook/Instagram/X/YouTube posts as of 16 Nov, 11 days old (limit 10)"
    )


@pytest.mark.parametrize("wrong", ["tomorrow", "2026-13-01T07:00+05:30", "2026-11-16T07:00"])
def test_a_moment_has_a_day_a_time_and_a_zone(strict, wrong, monkeypatch):
    monkeypatch.setenv("HUSTINGS_SETTINGS", str(strict))
    with pytest.raises(UsageError, match="moment") as refused:
        sections.open_brief(unit=STATE, scheduled=wrong)
    assert "2026-11-16T07:00+05:30" in refused.value.fix


def test_without_a_moment_it_is_the_present_one():
    before = datetime.now(UTC)
    assert before <= moment_of("") <= datetime.now(UTC)
    assert moment_of("2026-11-16T07:00+05:30") == datetime(2026, 11, 16, 1, 30, tzinfo=UTC)


def test_what_is_open_is_the_newest_edition_without_what_is_old(strict, campaign, monkeypatch):
    monkeypatch.setenv("HUSTINGS_SETTINGS", str(strict))
    brief = sections.open_brief(unit=STATE, scheduled=LATE)
    assert brief.edition.id == latest(campaign.folder / "data" / "editions").id
    assert brief.edition is sections.open_brief(unit=SEAT, scheduled=LATE).edition  # made once
    assert brief.value("acts") is None
    assert brief.measured("acts")
