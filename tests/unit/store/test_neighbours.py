"""A message that two phones put into neighbouring minutes is one, where no doubt is left."""

import pandas as pd
import pytest

from hustings.store import Snapshot, open_writer

KNOWN_AT = pd.Timestamp("2026-11-16T03:30Z")
LONG = "eleven houses today, list follows"


def rows(*said_at, authors=None, on_roster=False):
    """A chat of which each text is followed by the minute after noon at which it stands."""
    texts, minutes = said_at[::2], said_at[1::2]
    return pd.DataFrame(
        {
            "group": "whatsapp:a",
            "author": [(authors or {}).get(text, "w1") for text in texts],
            "on_roster": on_roster,
            "sent_at": [
                pd.Timestamp("2026-11-09T12:00Z") + pd.Timedelta(minutes=m) for m in minutes
            ],
            "kind": "text",
            "length": [len(text) for text in texts],
            "fingerprint": list(texts),
        }
    ).astype({"sent_at": "datetime64[us, UTC]"})


def stored(folder, *imports):
    """How many messages stand after some imports of some files each."""
    files = iter("abcdef")
    for several in imports:
        with open_writer(folder) as writer:
            for one in several:
                lines = list(range(1, len(one) + 1))
                writer.add("messages", one, file=next(files), lines=lines, known_at=KNOWN_AT)
            writer.commit()
    return len(Snapshot.take(folder).frame("messages"))


ONE = rows("good day", 1, "who comes", 15, LONG, 15, "I do", 17, "fine", 20)
OTHER = rows("good day", 1, "who comes", 15, LONG, 16, "I do", 17, "fine", 20)
MORE = rows("good day", 1, "who comes", 15, LONG, 16, "I do", 17, "fine", 20, "more", 30)


@pytest.mark.parametrize("first", [ONE, OTHER])
def test_a_message_that_two_phones_put_into_neighbouring_minutes_is_one(tmp_path, first):
    second = OTHER if first is ONE else ONE
    assert stored(tmp_path / "one", [first], [second]) == 5
    assert stored(tmp_path / "two", [first], [second], [MORE], [first]) == 6
    assert stored(tmp_path / "all", [first, second, MORE]) == 6


def test_who_it_is_by_may_be_told_by_two_names_but_not_by_two_of_the_roster(tmp_path):
    didi = rows("a", 1, LONG, 16, "b", 20, authors={LONG: "Didi"})
    assert stored(tmp_path / "one", [rows("a", 1, LONG, 15, "b", 20)], [didi]) == 3
    both = (r.assign(on_roster=True) for r in (rows("a", 1, LONG, 15, "b", 20), didi))
    assert stored(tmp_path / "two", *([r] for r in both)) == 4


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        # short
        (("a", 1, "done", 15, "b", 20), ("a", 1, "done", 16, "b", 20), 4),
        # one file has both
        (("a", 1, LONG, 15, LONG, 16, "b", 20), ("a", 1, LONG, 16, "b", 20), 4),
        (("a", 1, LONG, 15, "b", 20), ("a", 1, LONG, 15, LONG, 16, "b", 20), 4),
        (("a", 1, LONG, 15, LONG, 15, "b", 20), ("a", 1, LONG, 16, LONG, 16, "b", 20), 6),
        # two minutes apart
        (("a", 1, LONG, 15, "b", 20), ("a", 1, LONG, 17, "b", 20), 4),
        # said again soon after
        (("a", 1, LONG, 15, LONG, 17, "b", 20), ("a", 1, LONG, 16, "b", 20), 5),
        # one of them begins or ends there
        ((LONG, 15, "b", 20), ("a", 1, LONG, 16, "b", 20), 4),
        (("a", 1, LONG, 15), ("a", 1, LONG, 16, "b", 20), 4),
        # what both tell of lies on the other side
        (("a", 1, LONG, 15, "c", 15, "b", 20), ("a", 1, "c", 15, LONG, 16, "b", 20), 5),
    ],
)
def test_messages_of_neighbouring_minutes_that_may_be_two_are_two(tmp_path, one, other, count):
    assert stored(tmp_path / "one", [rows(*one)], [rows(*other)]) == count
    assert stored(tmp_path / "all", [rows(*other), rows(*one)]) == count
