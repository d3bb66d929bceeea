"""A figure that rests on groups which one export alone shows says so."""

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from tests.support.manifests import sample_manifest

from hustings.edition import Edition
from hustings.page.sections.books import _of_one_export
from hustings.page.sections.confirmed import FROM_CHATS, single_note, single_sources
from hustings.wording import Words

CLOSURE = pd.DataFrame(
    [("A", "A"), ("A", "S"), ("B", "B"), ("B", "S"), ("S", "S")], columns=["unit", "ancestor"]
)
UNITS = pd.DataFrame({"unit": ["S", "A", "B"], "level": ["state", "block", "block"]})
GROUPS = pd.DataFrame(
    [("a1", "A", 1), ("a2", "A", 2), ("a3", "A", None), ("b1", "B", 3), ("lost", None, 1)],
    columns=["group", "unit", "exports_of_week"],
)


def brief(unit, language="en", groups=GROUPS):
    card = sample_manifest("2026-W46-0a1b2c3d", ("2026-W46",))
    edition = Edition(Path(), card, {"units": UNITS, "closure": CLOSURE, "groups": groups})
    return SimpleNamespace(unit=unit, words=Words(language), edition=edition)


@pytest.mark.parametrize(("unit", "counted"), [("A", (1, 2)), ("B", (0, 1)), ("S", (1, 3))])
def test_groups_that_one_export_alone_shows_are_counted_of_those_seen(unit, counted):
    assert single_sources(brief(unit)) == counted


@pytest.mark.parametrize("metric", FROM_CHATS)
def test_every_figure_that_rests_on_chats_is_marked(metric):
    assert single_note(brief("A"), metric) == "One export only: 1 of 2 groups"
    assert single_note(brief("A", "hi"), metric) == "केवल एक एक्सपोर्ट: 2 समूह में से 1"
    assert single_note(brief("B"), metric) == ""


@pytest.mark.parametrize("metric", ["reach", "active_workers"])
def test_other_figures_are_not_marked(metric):
    assert single_note(brief("A"), metric) == ""


def test_the_small_print_says_it_too():
    said = "1 of 2 groups here; nobody confirms what they say"
    assert _of_one_export(brief("A")) == {"single": said}
    assert _of_one_export(brief("B")) == {}


def test_an_edition_of_before_marks_nothing():
    before = GROUPS.drop(columns="exports_of_week")
    assert single_sources(brief("A", groups=before)) == (0, 0)
    assert single_note(brief("A", groups=before), "messages") == ""
