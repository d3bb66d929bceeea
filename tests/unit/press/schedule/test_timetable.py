"""schedule.toml: the shipped one is good and complete, and what is wrong is named with a remedy."""

import re
import shutil
from datetime import timedelta

import pytest

from hustings.errors import SettingsError
from hustings.press.schedule import Entry, Recipients, Timetable, read_timetable, schedule_file
from hustings.press.schedule.checking import check_timetable
from hustings.press.schedule.timetable import duration
from hustings.settings import load

LEAST = '[[entry]]\nname = "monday"\nbriefings = ["weekly_seat"]\nschedule = "0 7 * * MON"\n'


def entry(name, *, briefings='["a"]', schedule='"@daily"'):
    """One entry more, in TOML."""
    return f"[[entry]]\nname = {name}\nbriefings = {briefings}\nschedule = {schedule}\n"


def written(tmp_path, text):
    path = tmp_path / "schedule.toml"
    path.write_text(text, "utf-8")
    return path


def refused(tmp_path, text):
    with pytest.raises(SettingsError) as caught:
        read_timetable(written(tmp_path, text))
    return caught.value.problem


def shipped_with_everything(root):
    """The shipped file with all that is commented out taken in: keys, not prose."""
    text = (root / "schedule.toml").read_text("utf-8")
    return re.sub(r"^# (?=\w+ = |\[)", "", text, flags=re.MULTILINE)


def test_the_shipped_schedule_is_good(root):
    settings = load(root / "settings.toml")
    timetable = read_timetable(schedule_file(settings))
    check_timetable(timetable, settings)
    assert [entry.name for entry in timetable.entry] == ["monday"]


def test_the_shipped_schedule_shows_every_key_with_its_default(root, tmp_path):
    shown = read_timetable(written(tmp_path, shipped_with_everything(root))).entry[0]
    assert shown.model_fields_set == set(Entry.model_fields)
    assert shown.recipients.model_fields_set == set(Recipients.model_fields)
    least = Entry(name="monday", briefings=("weekly_seat",), schedule="0 7 * * MON")
    examples = {"name", "briefings", "schedule", "parameters", "recipients", "timeout_seconds"}
    for name in set(Entry.model_fields) - examples:
        assert getattr(shown, name) == getattr(least, name), name
    assert shown.timeout_seconds == load(root / "settings.toml").press.timeout_seconds


def test_every_cron_text_the_shipped_schedule_names_is_good(root):
    told = (root / "schedule.toml").read_text("utf-8").partition("# schedule also takes")[2]
    shown = re.findall("`([^`]+)`", told)
    assert len(shown) == 9
    for text in shown:
        assert Entry(name="a", briefings=("b",), schedule=text).cron.zone == "Asia/Kolkata"


def test_a_schedule_that_is_not_there_has_no_entries(tmp_path):
    assert read_timetable(tmp_path / "schedule.toml") == Timetable()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("retires = 1", ("'monday', retires", "'retries'")),
        ("[entry.recipients]\nsucces = []", ("'monday', recipients.succes", "'success'")),
        ('time_zone = "Asia/Kolkatta"', ("'monday', time_zone", "'Asia/Kolkata'")),
        ('time_zone = "../../etc/passwd"', ("'monday', time_zone", "no time zone")),
        ('units = "level=lok_sabah"', ("'monday', units", "'lok_sabha'")),
        ('catch_up = "2 weeks"', ("'monday', catch_up", "'36h'")),
        ('catch_up = "1m"', ("'monday', catch_up", "5m is the least")),
        ("catch_up = 36", ("'monday', catch_up", "'36h'")),
        ("retries = -1", ("'monday', retries",)),
        ('overlap = "wait"', ("'monday', overlap", "'skip', 'queue' or 'allow'")),
        ('also = ["pfd"]', ("'monday', also", "'pdf', 'card' or 'forward'")),
        ('languages = ["english"]', ("'monday', languages",)),
        ('parameters = { smtp_password = "x" }', ("'smtp_password' looks like a secret",)),
        ("parameters = { begins = 2026-10-01 }", ("parameters.begins", "in quotes")),
        ("parameters = { deep = true }", ("parameters.deep", "text or a number")),
        ('recipients = { success = ["office"] }', ("'office' is no mail address",)),
        ('recipients = { failure = ["a@b.org\\nBcc: c@d.org"] }', ("is no mail address",)),
        (entry('"Mon day"'), ("'Mon day' is no name",)),
        (entry('"../x"'), ("'../x' is no name",)),
        (entry('"x"', briefings="[]"), ("'x', briefings",)),
        (entry('"x"', schedule='"7"'), ("'x', schedule", "five fields")),
        (entry('"x"', schedule='"0 7 * * MUN"'), ("SUN",)),
        ('[[entry]]\nbriefings = ["a"]\nschedule = "@daily"', ("entry 2, name",)),
        (LEAST, ("two entries are called 'monday'",)),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_entry_and_a_remedy(tmp_path, text, said):
    problem = refused(tmp_path, LEAST + text)
    for part in said:
        assert part in problem


def test_another_table_is_refused_with_the_nearest(tmp_path):
    assert "'entry'" in refused(tmp_path, LEAST + "[[entrys]]\nname = 'x'\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[entry]\nname = 'x'\n", "write [[entry]], in two brackets"),
        ("entry = 3", "entry: "),
        ("entry = [3]", "entry 1: "),
    ],
)
def test_what_is_no_list_of_entries_is_told(tmp_path, text, said):
    assert said in refused(tmp_path, text)


def test_all_breaches_are_listed(tmp_path):
    problem = refused(tmp_path, LEAST + 'retries = 99\novrlap = "skip"\nschedule_ = 1\n')
    assert problem.startswith("3 setting(s)")


def test_a_file_that_is_not_toml_is_told(tmp_path):
    with pytest.raises(SettingsError, match="not TOML"):
        read_timetable(written(tmp_path, "[[entry]\n"))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("36h", timedelta(hours=36)),
        ("2d12h", timedelta(days=2, hours=12)),
        ("1w 30m", timedelta(weeks=1, minutes=30)),
        ("90s", timedelta(seconds=90)),
    ],
)
def test_a_length_of_time_is_read(text, length):
    assert duration(text) == length


@pytest.mark.parametrize("text", ["", "h", "36", "-1h", "1h2d", "1.5h", "٣h", None, 3])
def test_what_is_no_length_of_time_is_refused(text):
    with pytest.raises(ValueError, match="36h"):
        duration(text)


@pytest.fixture
def settings(root, tmp_path):
    shutil.copy(root / "settings.toml", tmp_path)
    shutil.copytree(root / "notebooks" / "briefings", tmp_path / "notebooks" / "briefings")
    return load(tmp_path / "settings.toml")


@pytest.mark.parametrize(
    ("briefings", "given", "problem"),
    [
        (("weekly_seet",), {}, "'weekly_seat'"),
        (("team_change", "weekly_seat"), {"metric": "acts"}, "'metric' is unknown"),
        (("camp_plan",), {"weeks": "many"}, "'weeks' should be a number"),
        (("weekly_seat",), {"unit": "IN-JH"}, "parameters.unit: the press gives it"),
    ],
)
def test_an_entry_is_compared_with_its_notebooks(settings, briefings, given, problem):
    asked = Entry(name="monday", schedule="@weekly", briefings=briefings, parameters=given)
    timetable = Timetable(entry=(asked,))
    with pytest.raises(SettingsError) as caught:
        check_timetable(timetable, settings)
    assert problem in caught.value.problem
    assert "entry 'monday'" in caught.value.problem


def test_an_entry_that_fits_its_notebooks_is_good(settings):
    given = {"weeks": 12, "camps_a_week": 6}
    asked = Entry(name="plan", briefings=("camp_plan",), schedule="@weekly", parameters=given)
    check_timetable(Timetable(entry=(asked,)), settings)


def test_a_draft_that_cannot_be_read_is_named_before_monday_where_it_is_asked_for(settings):
    (settings.folders.notebooks / "briefings" / "draft.ipynb").write_text("{", "utf-8")
    plan = Entry(name="plan", briefings=("camp_plan",), schedule="@weekly")
    check_timetable(Timetable(entry=(plan,)), settings)
    draft = Entry(name="draft", briefings=("camp_plan", "draft"), schedule="@weekly")
    with pytest.raises(SettingsError, match=r"briefings 'draft': This is not a notebook"):
        check_timetable(Timetable(entry=(plan, draft)), settings)
