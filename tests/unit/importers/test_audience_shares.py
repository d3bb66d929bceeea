"""Who follows a page: stacked blocks, percents and fractions, and what is no share at all."""

import pytest

from hustings.errors import InputError
from hustings.importers import recognise

PAGE = "facebook_Nadi Yuva/"


def parts_of(found):
    rows = found.table("audience")
    return [
        (by, part, round(share, 4))
        for by, part, share in zip(rows["divided_by"], rows["part"], rows["share"], strict=True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        '"उम्र और लिंग"\n"","पुरुष","महिलाएँ"\n"18-24","10.5%","4.1%"\n"25-34","30%","9%"\n',
        '"Alter und Geschlecht"\n"","Männer","Frauen"\n"18–24","10,5","4,1"\n"65+","30","9"\n',
        "लिंग,वितरण\nपुरुष,74.2%\nमहिला,25.8%\n",
        'Geschlecht,Verteilung\nMänner,"74,2 %"\nFrauen,"25,8 %"\n',
    ],
)
def test_an_audience_in_another_language_is_answered_with_english(received, text):
    with pytest.raises(InputError, match=r"audience .* not in English") as caught:
        recognise(received(text, "facebook_Nadi Yuva/x.csv"))
    assert "English (US)" in caught.value.fix


@pytest.mark.parametrize("text", ["Booth,Turnout\nA,61%\nB,much\n", "A,B\n18-24,many\n25-34,few\n"])
def test_not_everything_with_a_share_is_an_audience(received, text):
    with pytest.raises(InputError, match="Nothing we read"):
        recognise(received(text))


def test_five_stacked_blocks_are_told_apart(read, specimen):
    found = read(specimen("meta_audience_five_blocks_utf16.csv", name=PAGE + "Audience.csv"))
    assert found.source == "meta_audience"
    assert parts_of(found) == [
        ("age_gender", "18-24 Men", 0.215), ("age_gender", "18-24 Women", 0.105),
        ("age_gender", "25-34 Men", 0.3), ("age_gender", "25-34 Women", 0.121),
        ("age_gender", "35-44 Men", 0.159), ("age_gender", "35-44 Women", 0.1),
        ("city", "Ranchi, Jharkhand, India", 0.184),
        ("city", "Jamshedpur, Jharkhand, India", 0.096),
        ("country", "India", 0.961), ("country", "Nepal", 0.012),
    ]  # fmt: skip
    assert set(found.table("audience")["account"]) == {"facebook:61550000000011"}
    assert found.table("account_days").empty  # the follows in it repeat a file of their own
    said = found.assumed["blocks that are no shares of the audience are not read"]
    assert said.startswith("'Top pages', 'Follows';")
    assert found.aside == {}


def test_percents_and_fractions_come_as_shares(read, specimen):
    percent = read(specimen("meta_gender_in_percent.csv", name=PAGE + "Gender.csv"))
    assert parts_of(percent) == [("gender", "Male", 0.737), ("gender", "Female", 0.263)]
    name = PAGE + "FollowerTopTerritories.csv"
    fraction = read(specimen("meta_territories_in_fractions.csv", name=name))
    assert parts_of(fraction) == [("country", "India", 0.961), ("country", "Nepal", 0.012)]


def test_an_audience_nobody_can_place_is_set_aside(read):
    found = read("meta_gender_in_percent.csv")
    assert list(found.aside) == [1]
    assert found.table("audience").empty


def test_a_share_that_is_no_number_is_set_aside_alone(read, received):
    found = read(received("Gender,Distribution\nMale,much\nFemale,26.3%\n", PAGE + "Gender.csv"))
    assert found.aside == {2: "the share of 'Male' is no number"}
    assert parts_of(found) == [("gender", "Female", 0.263)]


def test_blocks_without_shares_are_refused_by_name(read, received):
    text = 'sep=,\n"Top cities"\n\n"Top countries"\n'
    with pytest.raises(InputError, match="no shares of an audience"):
        read(received(text.encode("utf-16"), PAGE + "Audience.csv"))
