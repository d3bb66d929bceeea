"""A sentence is as strong as its evidence, and its verb agrees with its metric."""

import itertools
import re

import pytest

from hustings.errors import UsageError
from hustings.metrics import metrics
from hustings.wording import STRENGTHS, Change, Words
from hustings.wording.lexicon import words_of

EN, HI = Words("en"), Words("hi")
METRICS = sorted(metrics())

# Hindi endings by gender and number, drawn here by hand and not taken from the word file.
ENDINGS = {
    "ms": {"बढ़ा", "घटा", "हुआ", "रहा", "बढ़ता", "घटता"},
    "mp": {"बढ़े", "घटे", "हुए", "रहे", "बढ़ते", "घटते"},
    "fs": {"बढ़ी", "घटी", "हुई", "रही", "बढ़ती", "घटती"},
    "fp": {"बढ़ीं", "घटीं", "हुईं", "रहीं", "बढ़ती", "घटती"},
}
APPEARS = {"ms": "ता दिख रहा है", "mp": "ते दिख रहे हैं", "fs": "ती दिख रही है", "fp": "ती दिख रही हैं"}

# Gender and number of every metric's Hindi name, by its last noun; checked by a Hindi reader.
GRAMMAR = {
    "reach": "fs", "views": "mp", "engagements": "fp", "engagement_rate": "fs", "posts": "fp",
    "share_of_voice": "ms", "overperforming": "ms", "followers": "mp", "followers_net": "ms",
    "posting_compliance": "ms", "silent_groups": "mp", "messages": "mp", "active_workers": "mp",
    "acts": "mp", "acts_per_active_worker": "mp", "new_workers": "mp", "returning_workers": "mp",
    "week4_retention": "ms", "reports_on_time": "fp", "booths_with_activity": "mp",
}  # fmt: skip


def change(metric, strength="clear", **values):
    drawn = {
        "now": 0.6396, "base": 0.5724, "change": 0.12, "low": 0.05, "high": 0.2, "tested": 240,
        "seen_up": 0.42, "seen_down": -0.3,
    }  # fmt: skip
    return Change(metric, strength, **(drawn | values))


def verbs_in(said, metric):
    words = re.split(r"[\s;,।():—]+", said.replace(HI.metric(metric), " "))
    return {word for word in words if any(word in forms for forms in ENDINGS.values())}


@pytest.mark.parametrize(
    ("metric", "direction", "strength"), list(itertools.product(METRICS, (1, -1), STRENGTHS))
)
def test_hindi_verbs_agree_with_their_metric(metric, direction, strength):
    one = change(
        metric, strength, change=0.12 * direction, low=0.05 * direction, high=0.2 * direction
    )
    said = f"{HI.change_lead(one)} {HI.change(one)}"
    form = GRAMMAR[metric]
    if strength == "likely":
        stem = "बढ़" if direction > 0 else "घट"
        assert (
            re.findall(r"\w*[\u0900-\u097f]+ दिख [\u0900-\u097f]+ [\u0900-\u097f]+", said)
            == [stem + APPEARS[form]] * 2
        )
        said = said.replace(stem + APPEARS[form], "")
    elif strength == "clear":
        assert verbs_in(said, metric)
    assert verbs_in(said, metric) <= ENDINGS[form]
    english = f"{EN.change_lead(one)} {EN.change(one)}"
    assert EN.metric(metric)[1:] in english


@pytest.mark.parametrize("metric", METRICS)
def test_the_lexicon_holds_the_grammar_a_reader_checked(metric):
    assert HI.lexicon(metric).form == GRAMMAR[metric]


@pytest.mark.parametrize(
    ("metric", "moved"), list(itertools.product(METRICS, ((1.0, 2.0), (2.0, 1.0))))
)
def test_hindi_levels_and_effects_agree_too(metric, moved):
    before, now = moved
    form = ENDINGS[GRAMMAR[metric]]
    assert verbs_in(HI.level(metric, now, before, window="highest"), metric) <= form
    assert verbs_in(HI.effect("रैली", metric, "1.1", "0.6", "1.6"), metric) <= form
    assert verbs_in(HI.common(metric, now - before, "block"), metric) <= form


def test_the_forms_of_every_verb_are_four_and_hindi_ones_differ():
    for name in ("rose", "fell", "became", "stayed"):
        forms = [words_of("hi")[f"verb.{name}.{form}"] for form in ("ms", "mp", "fs", "fp")]
        assert len(set(forms)) == 4
        for form, said in zip(("ms", "mp", "fs", "fp"), forms, strict=True):
            assert said in ENDINGS[form]


def test_clear_says_size_interval_and_base():
    one = change("views", now=536_000, base=412_000, change=0.301, low=0.2, high=0.41)
    assert EN.change(one) == (
        "Views rose 30% — usually 4.1 lakh, now 5.4 lakh (95% interval 20% to 41%)."
    )
    assert HI.change(one) == ("व्यू 30% बढ़े — आम तौर पर 4.1 लाख, अब 5.4 लाख (95% अंतराल 20% से 41%)।")


def test_a_ratio_changes_in_points():
    one = change("posting_compliance", change=0.119, low=0.05, high=0.2)
    assert EN.change(one) == (
        "Daily posting rose 6.8 pp — usually 57.2%, now 64.0% (95% interval 2.9 to 11.4 pp)."
    )
    assert HI.change(one) == (
        "रोज़ की पोस्ट का पालन 6.8 अंक बढ़ा — आम तौर पर 57.2%, अब 64.0% (95% अंतराल 2.9 से 11.4 अंक)।"
    )


def test_a_fall_gives_sizes_without_signs_smaller_first():
    one = change("views", change=-0.3, low=-0.41, high=-0.2)
    assert EN.change(one).startswith("Views fell 30% — ")
    assert "(95% interval 20% to 41%)" in EN.change(one)


def test_an_interval_across_zero_keeps_its_signs():
    one = change("views", "hint", change=0.1, low=-0.02, high=0.25)
    assert EN.change(one).startswith("Views: +10% — ")
    assert "(95% interval −2.0% to +25%)" in EN.change(one)


def test_likely_asks_for_another_week():
    assert "appear up" in EN.change(change("views", "likely"))
    assert "look again next week" in EN.change(change("views", "likely"))
    assert "अगले सप्ताह फिर देखें" in HI.change(change("views", "likely"))


def test_a_hint_says_among_how_many_comparisons():
    assert "Among 240 comparisons, chance alone gives some like it" in EN.change(
        change("views", "hint")
    )
    assert "240 तुलनाओं में" in HI.change(change("views", "hint"))


def test_no_change_says_what_would_have_been_seen():
    one = change("views", "none", now=None)
    assert EN.change(one) == "Views: no change seen. We would have seen +42% or −30%."


def test_blocked_gives_its_reason_and_no_figure():
    one = change("views", "blocked", reason="too_few_days")
    assert EN.change(one) == "Views cannot be judged: fewer than 5 days of the week have data."
    with pytest.raises(UsageError):
        EN.change(change("views", "blocked", reason="moon"))


def test_the_general_change_is_said_and_a_tiny_one_is_not():
    said = EN.change(change("views", common=0.22))
    assert said.endswith("The +22% seen everywhere is already taken out.")
    assert "everywhere" not in EN.change(change("views", common=0.04))


@pytest.mark.parametrize("strength", STRENGTHS)
def test_lead_and_detail_together_say_what_the_sentence_says_without_repeating(strength):
    one = change("views", strength, now=536_000, base=412_000, common=0.22)
    for words in (EN, HI):
        lead, detail, whole = words.change_lead(one), words.change_detail(one), words.change(one)
        assert words.metric("views").lower() in lead.lower()
        assert words.metric("views").lower() not in detail.lower()
        figures = re.findall(r"[\d.,]+\d", whole)
        assert re.findall(r"[\d.,]+\d", detail) == figures


def test_details_read_on_from_their_lead():
    assert EN.change_detail(change("views", now=536_000, base=412_000)) == (
        "12% — usually 4.1 lakh, now 5.4 lakh (95% interval 5.0% to 20%)."
    )
    assert HI.change_detail(change("views", "none", now=None)) == (
        "+42% या −30% का बदलाव होता तो दिख जाता।"
    )
    assert EN.change_detail(change("views", "blocked", reason="no_data")) == "No data arrived."
    assert EN.level_lead("views", 3944) == "Views: 3,944."
    assert EN.level_detail("views", 3944, 3620) == "3,620 the week before (+9.0%)."
    assert EN.level_detail("views", 3944, 3944) == "The same as the week before."
    assert HI.level_lead("posting_compliance", 1.0, 1.0) == "रोज़ की पोस्ट का पालन: 100%।"
    assert HI.level_lead("posting_compliance", 1.0, 0.95) == "रोज़ की पोस्ट का पालन: 100.0%।"


def test_what_is_not_known_is_left_unsaid():
    bare = Change("views", "clear", change=0.3)
    assert EN.change(bare) == "Views rose 30%."
    assert HI.change(bare) == "व्यू 30% बढ़े।"
    assert "not known" in EN.change(Change("views", "none"))


@pytest.mark.parametrize("strength", ["clear", "likely", "hint"])
def test_a_claim_needs_its_size(strength):
    with pytest.raises(UsageError, match="size"):
        EN.change(Change("views", strength))


def test_an_unknown_strength_is_refused():
    with pytest.raises(UsageError) as refused:
        EN.change(change("views", "clearly"))
    assert "clear" in refused.value.fix


def test_the_lead_is_as_strong_as_its_claim():
    leads = {s: EN.change_lead(change("views", s, place="Ranchi")) for s in STRENGTHS}
    assert leads == {
        "clear": "Ranchi: Views rose",
        "likely": "Ranchi: Views appear up",
        "hint": "Ranchi: Views: perhaps",
        "none": "Ranchi: Views: no change seen",
        "blocked": "Ranchi: Views cannot be judged",
    }


def test_an_unknown_metric_is_refused_with_the_nearest():
    with pytest.raises(UsageError) as refused:
        EN.metric("veiws")
    assert "views" in refused.value.fix
