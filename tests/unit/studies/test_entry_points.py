"""The stable names of the studies: each is a thing to call, and says what it takes and gives."""

import inspect
from pathlib import Path

import pytest

from hustings import studies


def test_every_name_is_fetched_and_is_no_module_however_often():
    for name in studies.__all__:
        for _ in range(2):
            found = getattr(studies, name)
            assert not inspect.ismodule(found), name
    assert sorted(studies.__all__) == studies.__all__


def test_every_study_says_its_grain():
    for name in studies.__all__:
        found = getattr(studies, name)
        if inspect.isfunction(found) and "table" in inspect.signature(found).parameters:
            assert "one row per" in (inspect.getdoc(found) or ""), name


def test_every_study_is_listed_with_what_it_takes_and_gives():
    listed = (Path(__file__).parents[3] / "docs" / "studies.md").read_text("utf-8")
    for name in studies.__all__:
        if inspect.isfunction(getattr(studies, name)):
            assert f"`{name}" in listed, name


def test_a_name_nobody_knows_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        studies.nothing_of_the_kind  # noqa: B018
