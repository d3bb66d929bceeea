"""A misspelt setting is refused with the nearest name, never ignored."""

import pytest

from hustings.errors import SettingsError
from hustings.settings import key_file, load

LEAST = '[campaign]\nname_en = "A"\nname_hi = "अ"\nstate = "IN-JH"\n'


def written(tmp_path, text):
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_shipped_settings_are_good(root):
    settings = load(root / "settings.toml")
    assert settings.campaign.state == "IN-JH"
    assert settings.folders.data == root / "data"


@pytest.mark.parametrize(
    ("text", "place", "near"),
    [
        ("[campain]\nx = 1\n", "campain", "campaign"),
        ("[thresholds]\nsilent_day = 3\n", "thresholds.silent_day", "silent_days"),
        ('[[posting]]\nplatform = "x"\nposts_per_day = 1\n', "posts_per_day", "posts_a_day"),
        ('[[posting]]\nplatform = "facbook"\n', "posting", "facebook"),
        ('[reporting]\nlevel = "vidhansabha"\n', "reporting.level", "vidhan_sabha"),
    ],
)
def test_a_misspelt_name_is_refused_with_the_nearest(tmp_path, text, place, near):
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, LEAST + text))
    assert place in caught.value.problem
    assert near in caught.value.problem


def test_all_breaches_are_listed(tmp_path):
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, LEAST + "[thresholds]\nsilent_days = 0\nchange_share = 2\n"))
    assert "silent_days" in caught.value.problem
    assert "change_share" in caught.value.problem


def test_a_missing_and_a_broken_file_are_told_apart(tmp_path):
    with pytest.raises(SettingsError, match="no settings file"):
        load(tmp_path / "settings.toml")
    with pytest.raises(SettingsError, match="not TOML"):
        load(written(tmp_path, "a = = 1"))


def test_settings_cannot_be_edited_after_reading(tmp_path):
    settings = load(written(tmp_path, LEAST))
    with pytest.raises(ValueError, match="frozen"):
        settings.thresholds.silent_days = 9


def test_the_key_lies_where_the_environment_says(tmp_path):
    assert key_file({"HUSTINGS_KEY_FILE": str(tmp_path / "k")}) == tmp_path / "k"
    assert key_file({}).name == "pseudonyms.key"


@pytest.mark.parametrize("address", ["a.example/r/", "https://a.example/r", "https://a b/", "x"])
def test_a_base_url_that_links_cannot_be_added_to_is_refused(tmp_path, address):
    path = written(tmp_path, f'{LEAST}[archive]\nbase_url = "{address}"\n')
    with pytest.raises(SettingsError, match="begins with https:// and ends with /"):
        load(path)


def test_a_good_base_url_and_none_are_taken(tmp_path):
    good = written(tmp_path, f'{LEAST}[archive]\nbase_url = "https://example.org/r/"\n')
    assert load(good).archive.base_url == "https://example.org/r/"
    assert load(written(tmp_path, LEAST)).archive.base_url == ""
