"""The two word files say the same things, and nothing that the evidence cannot carry."""

import re

import pytest

from hustings.errors import UsageError
from hustings.metrics import metrics
from hustings.schema import STATUSES
from hustings.schema.field import ACTS, LEVELS
from hustings.schema.social import PLATFORMS
from hustings.wording import LANGUAGES, STRENGTHS, Words
from hustings.wording.lexicon import fields, fill, parts, words_of

EN, HI = words_of("en"), words_of("hi")

LEVEL_FORMS = ("one", "many", "oblique", "place")

# These join a sentence and so begin, or end, with the space between.
CLAUSES = {
    "change.interval", "change.level", "change.level_now", "common.event",
    "change.level_detail", "change.level_now_detail",
    "level_sentence.highest", "level_sentence.lowest", "level_sentence.usual",
}  # fmt: skip

# Words that claim more than a weekly comparison can show. "Trend" and "record" are fine in
# general, but not for one week, and no sentence here has a longer basis.
BANNED_EN = (
    r"caus(e|es|ed|ing)", r"due to", r"thanks to", r"prove[sdn]?", r"impact\w*", r"significan\w*",
    r"trend\w*", r"records?", r"resulted in", r"led to",
)  # fmt: skip
BANNED_HI = (
    "के कारण", "की वजह", "की बदौलत", "के चलते", "साबित", "सिद्ध", "प्रमाणित", "असर", "प्रभाव",
    "रुझान", "रिकॉर्ड", "नतीजतन", "महत्वपूर्ण",
)  # fmt: skip


def test_both_languages_have_the_same_keys():
    assert EN.keys() == HI.keys()


def test_a_sentence_has_the_same_fields_in_both_languages():
    assert [key for key in EN if fields(EN[key]) != fields(HI[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_padded(language):
    for key, said in words_of(language).items():
        bare = (
            said.strip()
            if not key.startswith(("change.", "where.", "level_sent", "common"))
            else said
        )
        assert said
        assert said == bare, key
        assert "  " not in said, key


@pytest.mark.parametrize("banned", BANNED_EN)
def test_no_english_sentence_claims_too_much(banned):
    found = [key for key, said in EN.items() if re.search(rf"\b{banned}\b", said, re.IGNORECASE)]
    assert found == []


@pytest.mark.parametrize("banned", BANNED_HI)
def test_no_hindi_sentence_claims_too_much(banned):
    assert [key for key, said in HI.items() if banned in said] == []


def test_hindi_is_written_in_devanagari_but_for_names():
    names = {"column.hash", "page.colophon"}
    plain = {key: " ".join(text for text, _ in parts(said)) for key, said in HI.items()}
    latin = {key for key, said in plain.items() if re.search("[A-Za-z]", said)}
    assert latin == names


def test_hindi_text_is_in_composed_form():
    # NFC writes ज़ as two code points; a mixture would make searching and comparing fail.
    import unicodedata

    assert [k for k, said in HI.items() if unicodedata.normalize("NFC", said) != said] == []


def test_hindi_sentences_end_with_a_danda_and_english_ones_with_a_full_stop():
    for key in EN.keys() - CLAUSES:
        assert EN[key].endswith(".") == HI[key].endswith(("।", "।”")), key


def test_everything_the_schema_allows_has_a_word():
    wanted = (
        [f"platform.{platform}" for platform in ("all", *PLATFORMS)]
        + [
            f"level.{level}.{form}"
            for level in LEVELS
            for form in ("one", "many", "oblique", "place")
        ]
        + [f"act.{act}" for act in ACTS]
        + [f"status.{status}" for status in STATUSES]
        + [f"strength.{strength}" for strength in STRENGTHS]
        + [f"strength_meaning.{strength}" for strength in STRENGTHS]
    )
    assert [key for key in wanted if key not in EN] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_registered_metric_can_be_spoken_of(language):
    words = Words(language)
    for name in metrics():
        said = words.lexicon(name)
        assert said.definition.endswith(("।", "."))
        assert said.form in {"ms", "mp", "fs", "fp"}
        assert said.unit


def test_every_sentence_the_code_asks_for_exists(root):
    asked = [
        (path.name, key)
        for path in sorted((root / "lib" / "hustings").rglob("*.py"))
        for key in re.findall(r"\b(?:say|knows)\(\s*f?\"([^\"]+)\"", path.read_text("utf-8"))
    ]
    lacking = [
        (name, key)
        for name, key in asked
        if key not in EN and not ("{" in key and any(k.startswith(key.split("{")[0]) for k in EN))
    ]
    assert len(asked) > 50
    assert lacking == []


def test_every_section_has_a_short_name_for_the_menu():
    sections = {k.removeprefix("section.") for k in EN if k.startswith("section.")}
    menu = {k.removeprefix("nav.") for k in EN if k.startswith("nav.")} - {"label"}
    assert menu <= sections


def test_every_word_a_chart_may_ask_for_is_there():
    saying = pytest.importorskip("hustings.charts.saying")
    assert {f"chart.{key}" for key in saying.LABELS} <= EN.keys()


@pytest.mark.parametrize(
    "template", ["{a.b}", "{a[0]}", "{a!r}", "{a:>5}", "{}", "{0}", "{a.__class__}"]
)
def test_a_field_is_a_plain_name(template):
    with pytest.raises(UsageError, match="plain name"):
        parts(template)


def test_braces_in_a_value_are_left_alone():
    said = fill("{name} rose", {"name": "{secret} {0.__class__}"}, str, where="x")
    assert said == "{secret} {0.__class__} rose"


def test_a_capital_field_is_the_same_field_with_a_capital_letter():
    template = "{Metric} rose; look at {metric}"
    assert fill(template, {"metric": "views"}, str, where="x") == "Views rose; look at views"


def test_missing_and_unknown_fields_are_both_named():
    with pytest.raises(UsageError, match=r"missing \['b'\], unknown \['c'\]"):
        fill("{a} {b}", {"a": "1", "c": "2"}, str, where="x")


def test_a_language_without_words_is_refused_with_the_nearest():
    with pytest.raises(UsageError) as refused:
        words_of("he")
    assert "hi" in refused.value.fix
