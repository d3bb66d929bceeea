"""`hustings diff` says what late data re-stated and what changed, and exits by what went wrong."""

import json
import re

import pytest
from click.testing import CliRunner
from tests.support import two_editions
from tests.support.printed import with_limits

from hustings.cli import main
from hustings.edition.compared_aged import NUMBERS, VERDICTS
from hustings.page.blocks import MIME, Provenance, Title
from hustings.page.template import render

IN_TIME, LATE = "2026-11-17T07:00+0530", "2026-11-27T07:00+0530"  # the newest file is of the 16th


@pytest.fixture(scope="module")
def office(tmp_path_factory, root):
    folder = tmp_path_factory.mktemp("office")
    settings = (root / "settings.toml").read_text("utf-8")
    with_limits(folder / "settings.toml", settings, posts=9, whatsapp=9, forms=9, lists=9)
    two_editions.build(folder / "data" / "editions")
    for edition, name in ((two_editions.FIRST, "old"), (two_editions.SECOND, "new")):
        _print(folder / f"{name}.html", {"edition": edition, "unit": "IN-JH-PC-01"})
    _print(folder / "mute.html", {})
    (folder / "odd.html").write_text("<p>no page of ours</p>", "utf-8")
    (folder / "bytes.html").write_bytes(b"\xff\xfe\x00")
    return folder


def _print(path, data):
    """Write a small page as the press would, with this data for machines."""
    title = Title("Weekly", "Northfield", "W", "2026-11-02/2026-11-08", "", "", True, "en")
    blocks = [title, Provenance("Sources", (), data=data)]
    outputs = [{"output_type": "display_data", "data": {MIME: b.to_dict()}} for b in blocks]
    cells = [{"cell_type": "code", "metadata": {}, "outputs": outputs}]
    path.write_text(render({"cells": cells}), "utf-8")


@pytest.fixture
def run(office, monkeypatch):
    monkeypatch.chdir(office)
    monkeypatch.delenv("HUSTINGS_SETTINGS", raising=False)

    def of(*words, at=IN_TIME):
        return CliRunner().invoke(main, ["diff", *map(str, words), "--at", at])

    return of


def test_it_prints_restatements_apart_from_changes_and_exits_with_0(run):
    done = run(two_editions.FIRST, two_editions.SECOND)
    assert done.exit_code == 0, done.output
    before, _, after = done.stdout.partition("Changed figures")
    assert "4,200" in before
    assert "+110" in before
    assert "clear" in after
    assert "Re-stated: 4. Changed: 2." in done.stdout


def test_a_week_stands_for_its_edition_and_hindi_is_spoken_when_asked(run):
    done = run(two_editions.FIRST, "2026-W46", "--language", "hi")
    assert done.exit_code == 0
    assert "संशोधित: 4। बदलीं: 2।" in done.stdout


def test_json_holds_every_row_and_missing_is_null(run):
    done = run(two_editions.FIRST, two_editions.SECOND, "--json")
    told = json.loads(done.stdout)
    assert (told["before"], told["after"]) == (two_editions.FIRST, two_editions.SECOND)
    rows = {(row["unit"], row["metric"]): row for row in told["rows"]}
    assert len(rows) == 11
    assert rows["IN-JH", "messages"]["restatement"] == 110
    assert rows["IN-JH", "reach"]["said"] is None
    assert rows["IN-JH", "views"]["restated"] is None
    assert {file["sha256"][0] for file in told["arrived"]} == {"c", "d"}
    assert "whatsapp" in told["counted_from"]["messages"]
    assert "NaN" not in done.stdout


def test_what_is_too_old_by_then_is_blank_on_the_screen_the_page_and_in_the_data(run, tmp_path):
    page = tmp_path / "d.html"
    done = run(two_editions.FIRST, two_editions.SECOND, "--page", page, at=LATE)
    assert done.exit_code == 4
    assert "Nothing can be compared: every figure is too old to show." in done.stdout
    assert "as of 16 Nov, 11 days old (limit 9)" in done.stdout
    assert "Changed figures" not in done.stdout
    written = page.read_text("utf-8")
    assert "as of 16 Nov, 11 days old (limit 9)" in written
    assert "16 नव तक का आँकड़ा" in written
    for told in (done.stdout, written):
        assert not {"4,200", "4,310", "1,400"} & set(re.findall(r"[\d,]+", told))
    told = json.loads(run(two_editions.FIRST, two_editions.SECOND, "--json", at=LATE).stdout)
    assert {row["kind"] for row in told["rows"]} == {"stale", "unit_added", "unit_removed"}
    assert {row[name] for row in told["rows"] for name in NUMBERS} == {None}
    assert {row[name] for row in told["rows"] for name in VERDICTS} == {""}
    assert {(each["days"], each["limit"]) for each in told["too_old"]} == {(11, 9)}


def test_only_what_rests_on_the_old_export_is_blank(run, office, tmp_path, monkeypatch):
    text = (office / "settings.toml").read_text("utf-8").replace("forms = 9", "forms = 99")
    (tmp_path / "settings.toml").write_text(text.replace('"data"', f'"{office / "data"}"'), "utf-8")
    monkeypatch.chdir(tmp_path)
    done = run(two_editions.FIRST, two_editions.SECOND, at=LATE)
    assert done.exit_code == 0
    assert "1,400" in done.stdout  # acts are from the form
    assert "4,310" not in done.stdout  # messages from the chats
    assert "Too old to show: WhatsApp groups" in done.stdout


def test_one_unit_alone(run):
    done = run(two_editions.FIRST, two_editions.SECOND, "--unit", "IN-JH-AC-001", "--json")
    assert {row["unit"] for row in json.loads(done.stdout)["rows"]} == {"IN-JH-AC-001"}


def test_two_printed_pages_stand_for_their_editions_and_unit(run):
    told = json.loads(run("old.html", "new.html", "--json").stdout)
    assert (told["before"], told["after"]) == (two_editions.FIRST, two_editions.SECOND)
    assert {row["unit"] for row in told["rows"]} == {"IN-JH-PC-01"}


def test_the_page_is_written_where_asked(run, tmp_path):
    done = run(two_editions.FIRST, two_editions.SECOND, "--page", tmp_path / "d.html")
    assert done.exit_code == 0
    assert "Two editions compared" in (tmp_path / "d.html").read_text("utf-8")
    assert f"The same as a page: {tmp_path / 'd.html'}" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["d.html"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("2026-W46", two_editions.FIRST), 2, "earlier one first"),
        ((two_editions.FIRST, "2026-W40"), 14, "There is no edition '2026-W40'"),
        ((two_editions.FIRST, "2026-W46", "--unit", "IN-JH-PC-1"), 2, "IN-JH-PC-01"),
        (("old.html", "new.html", "--unit", "IN-JH"), 2, "Two different units"),
        (("odd.html", "new.html"), 10, "not the page of a briefing"),
        (("bytes.html", "new.html"), 10, "not the page of a briefing"),
        (("none.html", "new.html"), 10, "There is no such page"),
        (("mute.html", "new.html"), 10, "does not say which edition"),
        ((two_editions.FIRST, "2026-W46", "--page", "no/such/d.html"), 2, "no such folder"),
        ((two_editions.FIRST,), 2, "Usage:"),
    ],
)
def test_what_cannot_be_compared_has_its_own_code(run, words, code, said):
    done = run(*words)
    assert done.exit_code == code, done.output
    assert said in done.stderr
    assert "Traceback" not in done.output
