"""Which script a text is in."""

import csv
import gzip
from collections import Counter

import pytest

from hustings.text import script

DEVANAGARI = [
    "राम",
    "की",
    "बैठक कल 5 बजे",
    "क्या आपने वोट दिया? #MyVote https://x.com/abcdef @someone",
    "आज प्रखंड कार्यालय में बैठक है, सभी साथी WhatsApp देखें",
    "#बदलाव_का_समय",
]
LATIN = [
    "Good morning",
    "The party will win",
    "Thank you, Shastri ji",
    "Jai Shri Ram",
    "Condolences to the family. May he rest in peace.",
    "'Gram Uday Se Bharat Uday Abhiyan' is a nation wide movement to enhance farmer welfare",
    "He praises her, and says he does kaam ki baat and not mann ki baat",
    "#Tomorrow",
    "𝗛𝗲𝗹𝗹𝗼 friends",
    "Let us trend #हाथी_पर_वोट today",
]
ROMANISED = [
    "kaam nahi hua",
    "thik hai",
    "Kal subah 9 baje Kanke chowk par baithak",
    "Booth no 12 ka kaam ho gaya",
    "Sabhi karyakarta samay par pahunche",
    "aap log meeting me aa rahe hain kya",
    "mere dhyaan me hai",
    "Agar mai politics ki baat karta toh saare media ke log peeche lag jaate",
    "PM ne kaha desh badal raha hai",
    "yeh video sabko bhejiye aur group me share kare",
]
MIXED = [
    "होली के शुभ अवसर पर शुभकामनाएं. Happy Holi to all of you my friends",
    "बैठक कल 5 pm at office hai",
]
OTHER = ["স্বাধীনতা দিবসের শুভেচ্ছা", "日本に到着", "ਲੋਹੜੀ ਦੀਆਂ ਵਧਾਈਆਂ", "بھائیوں"]
NONE = ["", "123 🙏", "https://x.com/abc", "@someone RT", "4/n …"]

EXPECTED = [
    *((text, "devanagari") for text in DEVANAGARI),
    *((text, "latin") for text in LATIN),
    *((text, "romanised_hindi") for text in ROMANISED),
    *((text, "mixed") for text in MIXED),
    *((text, "other") for text in OTHER),
    *((text, "none") for text in NONE),
]


@pytest.mark.parametrize(("text", "expected"), EXPECTED)
def test_the_script_of_a_text(text, expected):
    assert script(text) == expected


@pytest.fixture(scope="module")
def posts(shared_data):
    """Distinct real posts with the language their collectors gave: en, hi, mixed, und."""
    found = {}
    for name in ("public_posts_engagement", "election_stream_deidentified"):
        with gzip.open(shared_data / "posts" / f"{name}.csv.gz", "rt", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                found[row["text"]] = row["lang"]
    return found


def test_real_posts_of_hindi_and_english_are_told_apart(posts):
    counts = Counter((lang, script(text)) for text, lang in posts.items())
    of = {
        lang: sum(n for (given, _), n in counts.items() if given == lang) for lang in ("en", "hi")
    }
    # 'en' holds a few posts in Tamil, Russian and the like, and ten in Latin-letter Hindi
    assert counts["en", "latin"] / of["en"] > 0.99
    assert counts["en", "devanagari"] == 0
    # the collectors call Punjabi and half-English posts 'hi' too
    assert counts["hi", "devanagari"] / of["hi"] > 0.95
    assert counts["hi", "latin"] <= 2


def test_latin_letter_hindi_in_real_posts_is_found_without_false_alarms(posts):
    # Read one by one: 13 of some 5,400 Latin-letter posts are wholly or half in Hindi. Ten are
    # found; three that are mostly English are not; nothing else is taken for Hindi.
    found = [text for text in posts if script(text) == "romanised_hindi"]
    assert len(found) == 10
    signs = ("hai", "ke ", "Rahi", "pehle", "Kisi", "Yeh")
    assert all(any(sign in text for sign in signs) for text in found)


def test_fact_check_headlines_are_hindi(shared_data):
    path = shared_data / "posts" / "hindi_factcheck_titles.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        counts = Counter(script(row["title"]) for row in csv.DictReader(lines) if row["title"])
    assert counts["devanagari"] / counts.total() > 0.98
    assert counts["romanised_hindi"] == 0
