"""`hustings diff` says what late data re-stated and what changed, and exits by what went wrong."""

import json
import shutil

import pytest
from click.testing import CliRunner
from tests.support import two_editions

from hustings.cli import main
from hustings.page.blocks import MIME, Provenance, Title
from hustings.page.template import render


@pytest.fixture(scope="module")
def office(tmp_path_factory, root):
    folder = tmp_path_factory.mktemp("office")
    shutil.copy(root / "settings.toml", folder)
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
    return lambda *words: CliRunner().invoke(main, ["diff", *map(str, words)])


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
