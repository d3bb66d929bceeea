"""Who carried the message, how far it went down, and whether it travelled further for it."""

import csv

import numpy as np
import pandas as pd
import pytest

from hustings.errors import InputError
from hustings.studies.refusal import CannotJudgeError
from hustings.studies.voice.amplification import amplification
from hustings.studies.voice.matching import Messages, carried_down, who_carried
from hustings.studies.voice.record import UNSEEN, Record
from hustings.text.skeleton import word_skeletons


def pairs(root, name):
    with (root / "tests/specimens/pairs" / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def labelled(root):
    """The pairs on which the thresholds were chosen."""
    return pairs(root, "messages.csv")


@pytest.mark.parametrize(
    "spellings",
    ["योजना yojana yojna", "विद्यालय vidyalay vidyalaya", "स्कीम scheme skeem", "फॉरेस्ट forest",
     "किताबें kitaben kitabein", "पहाड़ pahad pahaad", "ज़िला zila jila", "पंजीकरण panjikaran"],
)  # fmt: skip
def test_spellings_of_a_word_have_one_skeleton(spellings):
    assert len({tuple(word_skeletons(one)) for one in spellings.split()}) == 1


def test_different_words_of_one_topic_differ():
    assert word_skeletons("सड़क पुल पानी बिजली") == ["sdk", "pl", "pn", "bjl"]


def outcomes(labelled):
    """Per labelled text: its kind, its own group, and the groups it was found to carry."""
    groups = [row["group"] for row in labelled if row["kind"] == "original"]
    texts = [row["text"] for row in labelled if row["kind"] == "original"]
    finder = Messages(texts, usual=[row["text"] for row in labelled])
    for row in labelled:
        found = {groups[at]: how for at, how in finder.carried_by(row["text"]).items()}
        yield row["kind"], row["group"], found


def record(labelled):
    """Pairs told rightly, told wrongly and missed."""
    right = wrong = missed = 0
    for kind, group, found in outcomes(labelled):
        carries = kind in {"original", "edited", "romanised", "own"}
        right += carries and group in found
        missed += carries and group not in found
        wrong += len(set(found) - ({group} if carries else set()))
    return Record(right, wrong, missed)


def test_precision_and_recall_on_the_labelled_pairs(labelled):
    found = record(labelled)
    assert found.labelled == 48
    assert found.right / found.told >= 0.95
    assert found.right / found.labelled >= 0.95


def test_the_record_a_page_prints_is_that_of_pairs_the_thresholds_never_saw(root, labelled):
    unseen = pairs(root, "unseen.csv")
    assert record(unseen) == UNSEEN
    assert not {row["text"] for row in unseen} & {row["text"] for row in labelled}
    assert min(UNSEEN.safely) >= 0.9


def test_few_pairs_are_worth_less_than_many():
    assert Record(4, 0, 0).safely[0] < Record(40, 0, 0).safely[0] < 1
    assert Record(40, 10, 0).safely[0] < Record(40, 0, 10).safely[0]
    assert Record(0, 0, 0).safely == (0.0, 0.0)


def test_each_way_of_carrying_is_called_by_its_name(labelled):
    ways = {}
    for kind, group, found in outcomes(labelled):
        if group in found:
            ways.setdefault(kind, []).append(found[group].way)
    assert set(ways["original"]) == {"exact"}
    assert set(ways["edited"]) <= {"exact", "near"}
    assert set(ways["own"]) == {"own_words"}
    assert "same_topic" not in ways


def test_unrelated_headlines_hardly_ever_carry_each_other(shared_data):
    titles = pd.read_csv(shared_data / "posts" / "hindi_factcheck_titles.csv.gz")
    longest = titles.select_dtypes("str").apply(lambda column: column.str.len().mean()).idxmax()
    texts = titles[longest].dropna().drop_duplicates()
    few, many = texts.iloc[:60].tolist(), texts.iloc[1000:1600].tolist()
    finder = Messages(few, usual=many)
    near = sum(how.way == "near" for text in many for how in finder.carried_by(text).values())
    own = sum(how.way == "own_words" for text in many for how in finder.carried_by(text).values())
    assert near <= 3  # of 36,000 pairs; fact checks of one rumour do come again
    assert own <= 120


def test_a_link_beside_the_text_is_the_surest_way():
    finder = Messages(["रविवार को सफाई https://example.org/p/12 में आइए"])
    found = finder.carried_by("देखिए", urls=["https://example.org/p/12"])
    assert found[0].way == "link"
    assert finder.carried_by("देखिए", urls=["https://example.org/p/13"]) == {}


def moments(*hours):
    return [pd.Timestamp("2026-11-09", tz="UTC") + pd.Timedelta(hours=hour) for hour in hours]


def test_a_post_before_the_message_carried_nothing():
    messages = pd.DataFrame({"message": ["m"], "issued_at": moments(10),
                             "text": ["हर पंचायत में रविवार तालाब की सफाई अभियान"]})  # fmt: skip
    posts = pd.DataFrame(
        {"post": ["early", "late", "blank"], "account": ["a", "b", "c"],
         "published_at": moments(5, 34, 36), "text": [messages["text"][0]] * 2 + [None]}
    )  # fmt: skip
    found = who_carried(posts, messages)
    assert found[["post", "way", "lag_hours"]].to_numpy().tolist() == [["late", "exact", 24.0]]


def test_how_far_down_by_hand():
    # state S > seats A, B; accounts of blocks a1 a2 under A and b1 under B; a1 carried after 4 h
    closure = pd.DataFrame(
        [(u, a, level) for u, chain in {"a1": "A", "a2": "A", "b1": "B"}.items()
         for a, level in ((u, "block"), (chain, "seat"), ("S", "state"))],
        columns=["unit", "ancestor", "level"],
    )  # fmt: skip
    holders = pd.DataFrame({"account": ["x", "y", "z"], "unit": ["a1", "a2", "b1"]})
    carried = pd.DataFrame({"message": ["m", "m"], "account": ["x", "x"], "lag_hours": [9.0, 4.0]})
    found = carried_down(carried, holders, closure).set_index("ancestor")
    assert found.loc["S", ["carried", "units"]].tolist() == [1, 3]
    assert found.loc["A", ["carried", "units", "lag_hours"]].tolist() == [1, 2, 4.0]
    assert found.loc["B", "carried"] == 0
    assert np.isnan(found.loc["B", "lag_hours"])


def world(seed, *, boost, items=160):
    """Items of four accounts and two topics, born every third day at one hour; a third shared."""
    rng = np.random.default_rng(seed)
    rows, growth = [], []
    for at in range(items):
        born = pd.Timestamp("2026-08-03 12:00", tz="UTC") + pd.Timedelta(days=7 * (at // 16))
        shared = born + pd.Timedelta(hours=6) if rng.random() < 0.35 else pd.NaT
        level = np.exp(rng.normal(6, 0.6))
        rows.append((f"i{at}", f"a{at % 4}", f"t{at % 8 // 4}", born, shared))
        for hour in range(0, 73, 6):
            reach = level * (1 - np.exp(-hour / 20))
            if not pd.isna(shared) and hour > 6:
                reach += (boost - 1) * level * (np.exp(-6 / 20) - np.exp(-hour / 20))
            growth.append((f"i{at}", born + pd.Timedelta(hours=hour), round(reach)))
    names = ["item", "account", "topic", "published_at", "shared_at"]
    return pd.DataFrame(rows, columns=names), pd.DataFrame(
        growth, columns=["item", "seen_at", "reach"]
    )


def test_a_planted_boost_is_found_and_nothing_where_there_is_none():
    found = amplification(*world(1, boost=2.5))
    assert found.low <= 2.5 <= found.high
    assert found.low > 1
    assert found.placebo_low <= 1 <= found.placebo_high
    nothing = amplification(*world(2, boost=1.0))
    assert nothing.low <= 1 <= nothing.high
    reach = found.attributed.set_index("way")["reach"]
    assert 0 < reach["matched"] < reach["last_touch"]
    assert found.shared_items == len(found.pairs) + found.without_twin


def test_the_leaders_own_audience_is_taken_off():
    items, growth = world(1, boost=2.5)
    own = pd.Series(100.0, index=items["item"])
    assert amplification(items, growth, own_audience=own).ratio < amplification(items, growth).ratio


def test_too_few_pairs_and_falling_reach_are_refused():
    items, growth = world(1, boost=2.0, items=16)
    with pytest.raises(CannotJudgeError) as caught:
        amplification(items, growth)
    assert caught.value.reason == "too_few_pairs"
    growth.loc[3, "reach"] = 0
    with pytest.raises(InputError, match="falls"):
        amplification(items, growth)
