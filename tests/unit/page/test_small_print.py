"""The small print says how many of the week's messages belong to nobody known, as a count."""

from types import SimpleNamespace

import pytest

from hustings.edition.manifest import Manifest
from hustings.page.sections.books import _of_nobody
from hustings.wording import Words


def small_print(chats, language="en"):
    edition = SimpleNamespace(manifest=SimpleNamespace(chats=chats))
    return _of_nobody(SimpleNamespace(words=Words(language), edition=edition))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "2,145 of 22,477 in all groups this week (9.5%)"),
        ("hi", "इस सप्ताह सब समूहों के 22,477 में से 2,145 (9.5%)"),
    ],
)
def test_messages_by_nobody_known_are_counted_out_of_all(language, said):
    chats = {"messages": 22_477, "by_nobody": 2145}
    assert small_print(chats, language) == {"nobody": said}


@pytest.mark.parametrize("chats", [{}, {"messages": 0, "by_nobody": 0}])
def test_a_week_without_messages_says_nothing_of_them(chats):
    assert small_print(chats) == {}


def test_a_manifest_of_before_has_no_such_count():
    fields = Manifest.__dataclass_fields__
    assert fields["chats"].default_factory() == {}
