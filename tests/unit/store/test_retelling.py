"""One minute as several exports tell of it: each true message stands once, whoever came first."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from hustings.schema import CLEAN
from hustings.schema.retold import Told
from hustings.store.retelling import Row, settled

MESSAGES = CLEAN["messages"].retold.stands
EVENTS = CLEAN["memberships"].retold.stands


def told(said, named="a", *, sure=False, at=1, kind="text", edited=False, worded=True):
    return Told(said, named, sure, at, kind, edited, worded)


def rows(*every):
    """The rows of one file, each with the key the store would give it."""
    places = Counter()
    found = []
    for number, one in enumerate(every):
        fact = (one.said, one.named)
        found.append(Row(hash((fact, places[fact])), number, one))
        places[fact] += 1
    return found


def after(stored, *files, stands=MESSAGES):
    """What stands after some files came, one import after the other."""
    for file in files:
        done = settled(stored, [file], stands)
        stored = [row for row in stored if row not in done.dropped] + done.added
    return stored


def said(standing):
    return sorted((row.told.said, row.told.named) for row in standing)


def test_what_two_phones_call_by_two_names_is_one_message():
    first, second = rows(told("done", "Asha")), rows(told("done", "+91"))
    assert said(after([], first, second)) == [("done", "Asha")]


def test_two_of_the_roster_who_say_the_same_are_two_though_no_phone_shows_both():
    first, second = rows(told("done", "W1", sure=True)), rows(told("done", "W2", sure=True))
    assert len(after([], first, second)) == 2


def test_as_many_equal_messages_stand_as_the_export_with_most_of_them_shows():
    two = rows(told("done", "Asha"), told("done", "Ravi"))
    assert len(after([], two, rows(told("done", "+91")), two)) == 2
    assert len(after([], rows(told("done", "+91")), two)) == 2


def test_somebody_known_stands_for_a_name_nobody_knows_and_replaces_the_stored_row():
    stranger, known = rows(told("done", "Didi")), rows(told("done", "W1", sure=True))
    done = settled(stranger, [known], MESSAGES)
    assert (done.added, done.instead, done.dropped) == (known, known, stranger)
    assert settled(known, [stranger], MESSAGES).added == []


def test_an_edit_and_a_deletion_stand_for_what_was_there_before():
    before = rows(told("at six", "Asha"), told("wrong group", "Ravi"))
    later = rows(
        told("at seven", "Asha", at=2, edited=True),
        told("<deleted>", "Ravi", at=2, kind="deleted", worded=False),
    )
    expected = [("<deleted>", "Ravi"), ("at seven", "Asha")]
    assert said(after([], before, later)) == expected
    assert said(after([], later, before)) == expected


def test_the_words_beside_a_picture_stand_for_the_picture_without_them():
    android = rows(told("look", "Asha", kind="image"))
    iphone = rows(told("<media>", "Asha D", kind="image", worded=False))
    assert said(after([], iphone, android)) == [("look", "Asha")]
    assert said(after([], android, iphone)) == [("look", "Asha")]


def test_different_words_of_one_minute_are_different_messages():
    assert len(after([], rows(told("one")), rows(told("other")))) == 2
    edited = rows(told("other", "W2", sure=True, at=2, edited=True))
    assert len(after([], rows(told("one", "W1", sure=True)), edited)) == 2


def test_a_line_that_one_phones_language_hides_is_the_event_another_phone_names():
    hidden = rows(told("other", None, worded=False, kind=""))
    named = rows(told("joined", "Ravi", worded=False, kind=""))
    for files in ((hidden, named), (named, hidden)):
        assert said(after([], *files, stands=EVENTS)) == [("joined", "Ravi")]


def test_a_name_nobody_knows_does_not_take_the_place_of_somebody_whose_words_were_edited():
    asha, ravi = told("ok", "W1", sure=True), told("ok", "W2", sure=True)
    edited = told("ok, at six", "W1", sure=True, at=2, edited=True)
    older, newer = rows(asha, ravi), rows(told("ok", "Ravi Bhai", at=2), edited)
    for files in ((older, newer), (newer, older)):
        assert said(after([], *files)) == [("ok", "W2"), ("ok, at six", "W1")]


def test_a_minute_full_of_messages_takes_no_longer_than_its_length():
    crowd = rows(*(told(f"spam {n}", "Asha") for n in range(20_000)))
    others = rows(*(told(f"other {n}", "+91", edited=True) for n in range(20_000)))
    assert len(after([], crowd, others)) == 40_000


PEOPLE = range(4)
TRUE = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(("ok", "done"))), max_size=7)
KNOWN = st.sets(st.sampled_from(PEOPLE))
CHANGE = st.sampled_from(("same", "same", "edited", "deleted"))


def export(truth, known, phone, at, changes=()):
    """A phone's export of a minute: the roster knows some names it uses, the others are its own."""
    found = []
    for n, (person, text) in enumerate(truth):
        name, sure = (f"W{person}", True) if person in known else (f"{phone}{person}", False)
        change = changes[n] if n < len(changes) else "same"
        kind = "deleted" if change == "deleted" else "text"
        words = {"same": text, "edited": f"{text} {n} again", "deleted": "<deleted>"}[change]
        edited = change == "edited"
        found.append(told(words, name, sure=sure, at=at, kind=kind, edited=edited))
    return rows(*found)


@given(TRUE, KNOWN, KNOWN, st.lists(CHANGE, max_size=7))
def test_each_true_message_stands_once_whichever_export_came_first(truth, one, other, changes):
    older = export(truth, one, "a", 1)
    newer = export(truth, other, "b", 2, changes)
    standing = after([], older, newer)
    turned = after([], newer, older)
    again = after(standing, older, newer, older)
    assert len(standing) == len(turned) == len(again) == len(truth)
    assert sorted(row.told.said for row in standing) == sorted(row.told.said for row in newer)
    assert sorted(row.told.said for row in turned) == sorted(row.told.said for row in newer)
    assert said(again) == said(standing)


@given(TRUE, KNOWN, KNOWN, KNOWN, st.permutations(range(3)))
def test_three_exports_give_the_same_known_people_in_any_order(truth, one, two, three, order):
    files = [
        export(truth, known, phone, 1) for known, phone in ((one, "a"), (two, "b"), (three, "c"))
    ]
    standing = after([], *(files[n] for n in order))
    assert len(standing) == len(truth)
    known = Counter((row.told.said, row.told.named) for row in standing if row.told.sure)
    everybody = one | two | three
    assert known == Counter((text, f"W{who}") for who, text in truth if who in everybody)


@given(TRUE, KNOWN, KNOWN)
def test_many_files_of_one_import_stand_as_those_of_many_imports(truth, one, other):
    files = [export(truth, known, phone, 1) for known, phone in ((one, "a"), (other, "b"))]
    at_once = settled([], files, MESSAGES).added
    assert said(at_once) == said(after([], *files))


@given(TRUE, TRUE, KNOWN, KNOWN)
def test_nothing_is_lost_of_what_one_export_alone_tells(shared, alone, one, other):
    """The second phone lacks some messages, of people both know: they stand all the same."""
    whole = export([*shared, *alone], one | set(PEOPLE), "a", 1)
    part = export(shared, other, "b", 1)
    assert len(after([], whole, part)) == len(after([], part, whole)) == len(shared) + len(alone)
