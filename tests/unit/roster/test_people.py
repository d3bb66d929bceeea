"""One worker behind many phones, names and spellings."""

import pytest

from hustings.errors import InputError
from hustings.privacy import Pseudonyms
from hustings.roster import Decisions, People, canonical_phones, read_merges

TOKENS = Pseudonyms(bytes(range(32)))
ASHA = TOKENS.of("phone", "+919876543210")


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("9876543210", ["+919876543210"]),
        (9876543210.0, ["+919876543210"]),
        ("9876543210.0", ["+919876543210"]),
        (9876543210, ["+919876543210"]),
        ("09876543210", ["+919876543210"]),
        ("+91 98765 43210", ["+919876543210"]),
        ("+91 98765\u201143210", ["+919876543210"]),
        ("0091-98765-43210", ["+919876543210"]),
        ("919876543210", ["+919876543210"]),
        ("९८७६५४३२१०", ["+919876543210"]),
        ("'9876543210", ["+919876543210"]),
        ("9876543210 / 9123456789", ["+919876543210", "+919123456789"]),
        ("9876543210, 9876543210", ["+919876543210"]),
        ("9876543210 9123456789", ["+919876543210", "+919123456789"]),
        ("98765 43210 91234-56789", ["+919876543210", "+919123456789"]),
        ("9876543210-9123456789", ["+919876543210", "+919123456789"]),
        ("+91 98765 43210 and 0 91234 56789", ["+919876543210", "+919123456789"]),
        ("9876543210 व 9123456789", ["+919876543210", "+919123456789"]),
        ("9876543210 (W), 9123456789", ["+919876543210", "+919123456789"]),
        ("Mob: 9876543210", ["+919876543210"]),
        ("9876543210.00", ["+919876543210"]),
        ("9,876,543,210", ["+919876543210"]),
        ("98765432109123456789", []),  # nobody can say where one ends
        ("ward 5 9876543210 2", []),
        ("5" * 100_000, []),
        ("+1 (777) 777\u20117777", ["+17777777777"]),
        ("5876543210", []),
        ("9.87654E+09", []),
        ("", []),
        (None, []),
        (float("nan"), []),
        ("call me", []),
    ],
)
def test_phones_are_read_however_they_were_typed(cell, numbers):
    found, reason = canonical_phones(cell)
    assert found == numbers
    assert bool(reason) == (not numbers)


def test_a_number_in_powers_of_ten_that_lost_no_digit_is_whole():
    assert canonical_phones("9.876543210E+09") == (["+919876543210"], "")
    assert canonical_phones("9.19876543210e+11") == (["+919876543210"], "")
    assert "rounded" in canonical_phones("9.87654321E+09")[1]  # the last may have been no zero


def test_a_rounded_number_is_refused_with_its_cause():
    assert "rounded" in canonical_phones("9.87654E+09")[1]


def people(**aliases):
    named = {TOKENS.of("name", name): worker for name, worker in aliases.items()}
    return People(TOKENS, frozenset({ASHA}), frozenset({ASHA}), named)


def test_a_phone_as_sender_is_the_worker_with_that_phone():
    author = people().author("+91 98765 43210")
    assert (author.worker, author.consent) == (ASHA, True)


def test_a_recorded_alias_is_the_worker_however_it_is_cased_or_marked():
    assert people(asha=ASHA).author("~\u202fAsha").worker == ASHA


def test_a_display_name_alone_is_nobody_we_know():
    author = people().author("Asha")
    assert (author.worker, author.consent) == (None, False)
    assert author.pseudonym != ASHA


def test_a_name_two_workers_share_identifies_neither():
    assert people(asha="").author("Asha").worker is None


def test_merges_made_by_hand_are_read_and_faulty_lines_all_named(tmp_path):
    path = tmp_path / "merges.csv"
    path.write_text("Name,Number\nAsha Di,98765 43210\n# a remark\n", "utf-8")
    assert read_merges(path, TOKENS) == {TOKENS.of("name", "asha di"): ASHA}
    path.write_text("Name,Number\nAsha Di,\nRavi,12\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_merges(path, TOKENS)
    assert "line 2, line 3" in caught.value.where


def test_no_merges_file_is_no_merges(tmp_path):
    assert read_merges(tmp_path / "none.csv", TOKENS) == {}


# ---- what the roster calls somebody


RAVI = TOKENS.of("phone", "+919123456789")
NAMED = TOKENS.of("name", "ravi kumar")


def roster(**changed):
    """Asha, who consents, works in P1; Ravi Kumar, so called on the roster only, in P2."""
    known = {
        "workers": frozenset({ASHA, RAVI}),
        "consenting": frozenset({ASHA, RAVI}),
        "aliases": {NAMED: RAVI, TOKENS.of("name", "asha didi"): ASHA},
        "roster_names": frozenset({NAMED}),
        "homes": {ASHA: "P1", RAVI: "P2"},
    }
    return People(TOKENS, **known | changed)


@pytest.mark.parametrize(
    ("chat_of", "worker"),
    [({"P2", "IN-JH-AC-012"}, RAVI), ({"P1"}, None), (set(), None)],
)
def test_the_rosters_own_name_counts_only_in_chats_of_the_place_and_keeps_no_text(chat_of, worker):
    author = roster().around(frozenset(chat_of)).author("Ravi Kumar")
    assert (author.worker, author.consent) == (worker, False)


def test_a_recorded_other_name_counts_in_every_chat_and_lets_text_be_kept():
    author = roster().around(frozenset()).author("~ Asha Didi")
    assert (author.worker, author.consent) == (ASHA, True)


# ---- what people decided


def decided(*merges, apart=(), withdrawn=(), **changed):
    apart = frozenset(tuple(sorted(each)) for each in apart)
    return roster(decisions=Decisions(merges, apart, frozenset(withdrawn)), **changed)


GUDDI, PHONE2 = TOKENS.of("name", "guddi"), TOKENS.of("phone", "+919000000001")


def test_a_merged_name_is_the_worker_with_consent_and_all():
    author = decided((GUDDI, ASHA)).author("Guddi")
    assert (author.pseudonym, author.worker, author.consent) == (ASHA, ASHA, True)


def test_merges_reach_through_each_other_whichever_was_made_first():
    for merges in [((GUDDI, PHONE2), (PHONE2, ASHA)), ((PHONE2, ASHA), (GUDDI, PHONE2))]:
        people = decided(*merges)
        assert people.author("Guddi").worker == ASHA
        assert people.worker("9000000001") == ASHA
        assert set(people.tokens_of(ASHA)) == {ASHA, GUDDI, PHONE2, TOKENS.of("name", "asha didi")}


def test_of_two_workers_merged_the_one_named_last_stands_for_both():
    people = decided((ASHA, RAVI))
    assert people.worker("9876543210") == people.worker("9123456789") == RAVI


def test_a_worker_stands_for_a_stranger_however_the_merge_was_put():
    assert decided((ASHA, GUDDI)).author("Guddi").worker == ASHA


def test_two_strangers_merged_are_one_author_and_nobody_known():
    author = decided((GUDDI, PHONE2)).author("Guddi")
    assert (author.pseudonym, author.worker, author.consent) == (PHONE2, None, False)


def test_one_no_among_a_persons_rows_is_a_no():
    assert not decided((ASHA, RAVI), consenting=frozenset({RAVI})).author("Asha Didi").consent


def test_a_name_kept_apart_is_no_longer_the_workers_alias():
    people = decided(apart=[(TOKENS.of("name", "asha didi"), ASHA)])
    assert people.author("Asha Didi").worker is None
    assert people.author("+91 98765 43210").worker == ASHA


def test_a_roster_name_kept_apart_counts_in_no_chat():
    people = decided(apart=[(NAMED, RAVI)]).around(frozenset({"P2"}))
    assert people.author("Ravi Kumar").worker is None


def test_who_withdrew_consent_is_still_counted_and_no_text_is_kept():
    author = decided(withdrawn=[ASHA]).author("Asha Didi")
    assert (author.worker, author.consent) == (ASHA, False)
    merged = decided((GUDDI, ASHA), withdrawn=[GUDDI])
    assert not merged.author("+91 98765 43210").consent
