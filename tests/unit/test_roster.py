"""One worker behind many phones, names and spellings."""

import pytest

from hustings.errors import InputError
from hustings.privacy import Pseudonyms
from hustings.roster import People, canonical_phones, read_merges

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
