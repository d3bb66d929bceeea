"""Pseudonyms hold without the key; small cells below block level are blanked."""

import stat

import pandas as pd
import pytest

from hustings.errors import SettingsError
from hustings.privacy import Pseudonyms, load_key, suppress

KEY = bytes(range(32))


def test_the_same_person_has_one_pseudonym_and_another_key_gives_another():
    ours, theirs = Pseudonyms(KEY), Pseudonyms(KEY[::-1])
    assert ours.of("phone", "+919876543210") == ours.of("phone", "+919876543210")
    assert ours.of("phone", "+919876543210") != theirs.of("phone", "+919876543210")
    assert ours.of("phone", "x") != ours.of("name", "x")


def test_the_key_never_shows_in_a_printout():
    assert KEY.hex() not in repr(Pseudonyms(KEY))
    assert repr(KEY) not in repr(Pseudonyms(KEY))


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    path = tmp_path / "conf" / "key"
    first = load_key(path, tmp_path / "data")
    assert load_key(path, tmp_path / "data") == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_in_the_data_folder_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="lies in the data folder"):
        load_key(tmp_path / "data" / "clean" / "key", tmp_path / "data")


def test_a_short_key_is_refused(tmp_path):
    (tmp_path / "key").write_text("ab" * 8)
    with pytest.raises(SettingsError, match="shorter"):
        load_key(tmp_path / "key", tmp_path / "data")


def test_fewer_than_five_people_are_hidden_below_block_only():
    rows = pd.DataFrame(
        [
            ("booth", "active_workers", 4, "ok"),
            ("booth", "active_workers", 5, "ok"),
            ("booth", "posts", 1, "ok"),
            ("booth", "active_workers", 0, "ok"),
            ("block", "active_workers", 1, "ok"),
        ],
        columns=["level", "metric", "n", "status"],
    ).assign(value=2.0, numerator=2.0, denominator=1.0)
    hidden = suppress(rows, {"active_workers"})
    assert hidden["status"].tolist() == ["suppressed", "ok", "ok", "ok", "ok"]
    assert hidden.loc[0, ["value", "numerator", "denominator", "n"]].isna().all()
    assert rows.loc[0, "value"] == 2.0
