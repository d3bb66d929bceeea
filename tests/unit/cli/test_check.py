"""`hustings check`: a table, a page in each language, and an exit code a timer can read."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.unit.health.conftest import LISTED, daily, written

from hustings.cli import main
from hustings.cli.screen import width
from hustings.intake import import_files

HOSTILE = "<script>alert(1)</script>\u202e\x1b[31m Kanke"
OTHERS = ("Asha-ji", "+91 98765 43210")


@pytest.fixture
def desk(office, put, monkeypatch):
    """An office with two members' exports of one group, the older by so many days."""
    monkeypatch.setenv("COLUMNS", "140")

    def ready(days=1, name="Kanke Team"):
        now = datetime.now(UTC)
        groups = put(
            "groups.csv", f"Group,Platform,Unit,Official\n{name},whatsapp,IN-JH-AC-065,no\n"
        )
        said, chat = daily(10), "WhatsApp Chat with Kanke Team.txt"
        one = put(f"a/{chat}", written(said))
        other = put(f"b/{chat}", written([*said[:6], *said[9:]], minutes=5, names=OTHERS))
        made = now - timedelta(days=days, minutes=1)
        import_files([groups], office, now=now, exported_at=made)
        import_files([one], office, now=now, exported_at=made)
        import_files([other], office, now=now, exported_at=made - timedelta(hours=1))

    monkeypatch.chdir(office.read_from.parent)
    monkeypatch.delenv("HUSTINGS_SETTINGS", raising=False)
    monkeypatch.delenv("HUSTINGS_LANGUAGE", raising=False)
    return ready


def check(*words):
    return CliRunner().invoke(main, ["check", *words])


def test_fresh_exports_are_shown_and_exit_with_0(desk):
    desk()
    done = check()
    assert done.exit_code == 0, done.output
    shown = done.stdout
    row = next(line for line in shown.splitlines() if "Kanke Team" in line)
    assert re.search(r"Kanke Team +1 day ago +25 October – 3 November 2026 +20 +0", row)
    assert "the older export's phone is 5 min ahead of the newer's" in shown
    assert re.search(r"Kanke Team +17 +85% +\+5 min", shown)
    assert "only one export has something in the middle: look at it" in shown
    assert "0 before, 3 in the middle, 0 after" in shown
    assert "Nothing a briefing needs is older than its rule." in shown
    assert Path(shown.splitlines()[-1].rpartition(": ")[2]).name == "health.en.html"


def test_what_is_staler_than_its_rule_exits_with_4(desk):
    desk(days=10)
    assert check().exit_code == 0
    settings = Path("settings.toml")
    settings.write_text(
        settings.read_text("utf-8").replace("whatsapp = 10", "whatsapp = 9"), "utf-8"
    )
    done = check()
    assert done.exit_code == 4
    assert "Too old or missing for a briefing: 1 group." in done.stdout
    assert "too old, the limit is 9 days" in done.stdout
    assert 'class="banner stale">Too old or missing for a briefing: 1 group.' in page("en")
    assert check("--json").exit_code == 4


def test_json_holds_every_figure_of_the_table(desk):
    desk()
    done = check("--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert set(told) == {"stale", "checked_at", "sample", "groups", "accounts", "forms"}
    (group,) = told["groups"]
    agreement = group["pair"]["agreement"]
    assert (agreement["both"], agreement["of"], agreement["offset_minutes"]) == (17, 20, 5)
    assert (agreement["one"]["middle"], agreement["other"]["middle"]) == (3, 0)
    assert agreement["one"]["longest_from"].startswith("2026-10-28T")
    assert (group["rests_on"], group["age"]["days"]) == ("two", 1)
    assert told["stale"] == {}
    assert "Asha" not in done.stdout


def test_hindi_is_spoken_on_the_screen_and_on_its_page(desk):
    desk()
    done = check("--language", "hi")
    assert done.exit_code == 0
    assert "केवल नए में" in done.stdout
    assert english_in(done.stdout.replace("Kanke Team", "").rpartition("\n\n")[0]) == []
    assert "ब्रीफ़िंग को जो चाहिए" in done.stdout
    assert english_in(visible(page("hi")).replace("Kanke Team", "")) == []
    assert english_in(visible(page("en")))  # the same test does find English


def test_pages_need_nothing_else_and_name_no_member(desk):
    desk()
    assert check().exit_code == 0
    for language in ("en", "hi"):
        html = page(language)
        assert f'<html lang="{language}"' in html
        assert "default-src &#39;none&#39;" in html
        assert not re.search(r"(?:src|href)=\"(?!#)", html)
        assert len(html.encode()) < 100_000
        assert "85%" in html
        for name in ("Asha", "Ravi", "98765"):
            assert name not in html


def test_a_hostile_group_name_is_only_text(desk, put, office):
    desk()
    groups = put("more.csv", LISTED.replace("Kanke Team", HOSTILE))
    import_files([groups], office, now=datetime.now(UTC))
    done = check()
    assert done.exit_code == 4  # it was never exported
    assert re.search(r"never .*\n? +no export yet: ask for one", done.stdout)
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    for language in ("en", "hi"):
        html = page(language)
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html
        assert "\u202e" not in html


def test_an_office_without_data_is_told_what_to_do(desk):
    done = check()
    assert done.exit_code == 10
    assert "Import the exported files first" in done.stderr


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("कांके", 3), ("टीम", 3), ("日本", 4)])
def test_a_text_is_as_wide_as_the_screen_shows_it(text, columns):
    assert width(text) == columns


def page(language):
    return Path(f"reports/health.{language}.html").read_text("utf-8")


def visible(html):
    """What a reader sees: no style, no script, no markup."""
    bare = re.sub(r"<(style|script).*?</\1>", "", html, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", "\n", bare)


def english_in(text):
    """Runs of two or more English words."""
    return re.findall(r"[A-Za-z]{2,} [A-Za-z]{2,}", text)
