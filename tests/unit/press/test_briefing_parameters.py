"""A briefing can be asked only what its parameters cell says, and text stays text."""

import pytest
from tests.unit.press.conftest import PARAMETERS, briefing

from hustings.errors import UsageError
from hustings.press import Asked, find_briefing, list_briefings
from hustings.press.briefings import Shelf
from hustings.press.choosing import choose


@pytest.fixture
def weekly(notebooks):
    parameters = f"{PARAMETERS}\nweeks = 6  # how far back\nshare = 0.5  # of the units"
    return find_briefing(notebooks(weekly=briefing(parameters=parameters)), "weekly")


def test_names_defaults_and_comments_are_read_off_the_notebook(weekly):
    told = {name: (found.default, found.help) for name, found in weekly.parameters.items()}
    assert told == {
        "unit": ("IN-JH", "code of the unit"),
        "period": ("", "week, as 2026-W46"),
        "language": ("en", "en or hi"),
        "edition": ("", "id of an edition"),
        "weeks": (6, "how far back"),
        "share": (0.5, "of the units"),
    }


def test_a_unit_code_of_digits_stays_text_and_a_number_becomes_one(weekly):
    asked = weekly.checked({"unit": "012", "weeks": "8", "share": 1})
    assert asked == {"unit": "012", "weeks": 8, "share": 1.0}
    assert {name: type(value) for name, value in asked.items()} == {
        "unit": str, "weeks": int, "share": float,
    }  # fmt: skip


def test_every_wrong_parameter_is_listed_with_the_nearest(weekly):
    with pytest.raises(UsageError) as caught:
        weekly.checked({"untt": "IN-JH", "unit": 12, "weeks": "eight", "share": "half"})
    said = str(caught.value)
    assert "4 parameter(s)" in said
    assert "Did you mean 'unit'?" in said
    assert "'unit' should be a text" in said
    assert "'weeks' should be a number" in said
    assert "hustings brief weekly" in said


@pytest.mark.parametrize("value", [True, None, ["IN-JH"], 6.7, "6.7", float("nan"), "inf"])
def test_a_value_that_would_be_bent_to_fit_is_refused(weekly, value):
    with pytest.raises(UsageError, match="'weeks' should be a number"):
        weekly.checked({"weeks": value})


@pytest.mark.parametrize("value", ["nan", "inf", float("inf"), "1e999"])
def test_a_number_that_is_none_is_refused(weekly, value):
    with pytest.raises(UsageError, match="'share' should be a number"):
        weekly.checked({"share": value})


@pytest.mark.parametrize(
    "name",
    ["smtp_password", "API_KEY", "token", "client_secret", "apikey", "ssh_key", "db_pass", "PWD",
     "credentials", "passphrase", "auth_key_2"],
)  # fmt: skip
def test_a_notebook_that_asks_for_a_secret_is_refused(notebooks, name):
    folder = notebooks(asks=briefing(parameters=f'{PARAMETERS}\n{name} = ""  # no'))
    with pytest.raises(UsageError, match="looks like a secret") as caught:
        find_briefing(folder, "asks")
    assert "environment" in caught.value.fix


@pytest.mark.parametrize("name", ["keyword", "monkeys", "key_metric", "compass", "passed"])
def test_a_name_that_only_sounds_like_a_secret_is_taken(notebooks, name):
    folder = notebooks(asks=briefing(parameters=f'{PARAMETERS}\n{name} = ""  # no'))
    assert name in find_briefing(folder, "asks").parameters


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("units = ['a', 'b']  # a list", "neither text nor number"),
        ("unit = print('hello')  # runs code", "not written out"),
        ("unit = 'IN-JH' +  # broken", "cannot be read"),
        ("on = True  # a flag", "neither text nor number"),
    ],
)
def test_a_parameters_cell_holds_plain_text_and_numbers_only(notebooks, cell, problem):
    with pytest.raises(UsageError, match=problem) as caught:
        find_briefing(notebooks(odd=briefing(parameters=cell)), "odd")
    assert "odd.ipynb" in caught.value.where


def test_a_notebook_without_parameters_or_with_a_strange_level_is_refused(notebooks):
    bare = briefing()
    bare.cells[0].metadata.clear()
    folder = notebooks(bare=bare, far=briefing(levels=["loksabha"]))
    with pytest.raises(UsageError, match="no cell tagged 'parameters'"):
        find_briefing(folder, "bare")
    with pytest.raises(UsageError, match="loksabha") as caught:
        find_briefing(folder, "far")
    assert "lok_sabha" in caught.value.fix


def test_a_file_that_is_no_notebook_is_refused(notebooks):
    folder = notebooks(good=briefing())
    (folder / "briefings" / "bad.ipynb").write_text("{", "utf-8")
    with pytest.raises(UsageError, match="not a notebook") as caught:
        find_briefing(folder, "bad")
    assert "bad.ipynb" in caught.value.where


def test_an_unknown_briefing_is_refused_with_the_nearest(notebooks):
    folder = notebooks(weekly_seat=briefing(), weekly_state=briefing())
    with pytest.raises(UsageError, match="weekly_seet") as caught:
        find_briefing(folder, "weekly_seet")
    assert caught.value.fix == "Did you mean 'weekly_seat'?"
    with pytest.raises(UsageError):
        find_briefing(folder, "../briefings/weekly_seat")


def shelf_of(notebooks, text):
    folder = notebooks(good=briefing(), wide=briefing())
    (folder / "briefings" / "bad.ipynb").write_text(text, "utf-8")
    return Shelf.of(folder)


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", '"text"', "3", "{}", "[" * 100_000, "<<<<<<< HEAD\n{}",
        '{"cells": null, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
        '{"cells": [1], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
        '{"cells": [], "metadata": [], "nbformat": 4, "nbformat_minor": 5}',
    ],
)  # fmt: skip
def test_one_notebook_that_cannot_be_read_leaves_the_others_to_be_listed(notebooks, text):
    shelf = shelf_of(notebooks, text)
    assert list(shelf.briefings) == ["good", "wide"]
    error = shelf.unreadable["bad"]
    assert error.problem
    assert error.where == "bad.ipynb"
    assert error.fix


@pytest.mark.parametrize("said", ["state", 3, None, [1], [["state"]]])
@pytest.mark.parametrize("key", ["levels", "rolls_up"])
def test_what_a_notebook_says_of_itself_is_a_list_of_names(notebooks, key, said):
    odd = briefing()
    odd.metadata["hustings"] = {key: said}
    with pytest.raises(UsageError, match="not a list of names") as caught:
        find_briefing(notebooks(odd=odd), "odd")
    assert key in caught.value.where


def test_a_notebook_that_is_not_there_or_a_folder_is_left_out_as_well(notebooks):
    folder = notebooks(good=briefing())
    (folder / "briefings" / "away.ipynb").symlink_to(folder / "nowhere")
    (folder / "briefings" / "inside.ipynb").mkdir()
    shelf = Shelf.of(folder)
    assert list(shelf.briefings) == ["good"]
    assert set(shelf.unreadable) == {"away", "inside"}
    assert all("cannot be opened" in error.problem for error in shelf.unreadable.values())


def test_what_a_copying_system_leaves_beside_notebooks_is_none(notebooks):
    folder = notebooks(good=briefing())
    (folder / "briefings" / "._good.ipynb").write_bytes(b"\0\5\26\7")
    assert [each.name for each in list_briefings(folder)] == ["good"]
    assert Shelf.of(folder).unreadable == {}


def test_what_was_asked_for_and_cannot_be_read_is_told_apart_from_what_was_not(notebooks):
    folder = notebooks(good=briefing(), wide=briefing())
    for name in ("bad", "worse"):
        (folder / "briefings" / f"{name}.ipynb").write_text("{", "utf-8")
    chosen = choose(folder, ["good", "bad"], Asked(("en",)))
    assert [each.name for each in chosen.briefings] == ["good"]
    assert (list(chosen.lacking), list(chosen.unread)) == (["bad"], ["worse"])
    with pytest.raises(UsageError, match="not a notebook"):
        choose(folder, ["bad"], Asked(("en",)))
    with pytest.raises(UsageError, match="No briefing is called 'god'") as caught:
        choose(folder, ["god"], Asked(("en",)))
    assert caught.value.fix == "Did you mean 'good'?"
