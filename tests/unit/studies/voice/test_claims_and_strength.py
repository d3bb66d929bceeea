"""Variants of a claim, its course past our answer, and the index of strength."""

import csv

import numpy as np
import pandas as pd
import pytest

from hustings.errors import InputError
from hustings.studies.claims.variants import near_duplicates
from hustings.studies.claims.watch import claims_watch, daily_mentions, surge
from hustings.studies.refusal import CannotJudgeError
from hustings.studies.seat_strength import strength


def test_edited_copies_and_other_spellings_are_one_group(root):
    with (root / "tests/specimens/pairs/messages.csv").open(encoding="utf-8") as lines:
        rows = pd.DataFrame(csv.DictReader(lines))
    group = near_duplicates(rows["text"])
    together = apart = 0
    for name, part in rows.assign(found=group).groupby("group"):
        if name == "other":
            assert part["found"].is_unique
            continue
        kinds = part.set_index("kind")["found"]
        together += kinds["edited"] == kinds["original"]
        apart += kinds["same_topic"] != kinds["original"]
    assert together >= 11
    assert apart == 12


def test_short_texts_are_alike_only_when_the_same():
    texts = pd.Series(["Good morning", "good  morning", "Good evening", "", "", "👍"])
    assert near_duplicates(texts).tolist() == [0, 0, 1, 2, 3, 4]


def at(*hours):
    return [pd.Timestamp("2026-11-02", tz="Asia/Kolkata") + pd.Timedelta(hours=h) for h in hours]


def test_the_course_of_a_claim_by_hand():
    claims = pd.DataFrame({"claim": ["a", "b", "c"], "status": [None, None, "closed"],
                           "first_seen_on": ["2026-11-02"] * 3})  # fmt: skip
    answers = pd.DataFrame({"claim": ["a", "a"], "published_at": at(60, 48),
                            "evidence": ["https://example.org/x", None]})  # fmt: skip
    seen = pd.DataFrame({"claim": ["a"] * 12 + ["b"], "variant": [1] * 6 + [2] * 6 + [1],
                         "seen_at": at(*range(30, 40), 50, 90, 5)})  # fmt: skip
    found = claims_watch(claims, answers, seen, until=at(24 * 20)[0])
    rows = found.claims.set_index("claim")
    assert rows["state"].to_dict() == {"a": "faded", "b": "open", "c": "closed"}
    assert rows.loc["a", ["variants", "mentions", "before", "after"]].tolist() == [2, 12, 10, 2]
    assert rows.loc["a", "lag_hours"] == 48  # from the listed day, the earlier of the two
    assert rows.loc["a", "ratio"] == pytest.approx(0.2)
    assert rows.loc["a", "low"] < 0.2 < rows.loc["a", "high"] < 1
    assert found.open_claims == 1
    assert found.evidence_share == 1
    assert daily_mentions(seen)["mentions"].tolist() == [10, 1, 1, 1]


def test_days_not_yet_seen_are_not_silence():
    claims = pd.DataFrame({"claim": ["a"], "first_seen_on": ["2026-11-02"]})
    answers = pd.DataFrame({"claim": ["a"], "published_at": at(168), "evidence": [None]})
    seen = pd.DataFrame({"claim": "a", "seen_at": at(*range(0, 340, 8))})
    soon = claims_watch(claims, answers, seen[seen["seen_at"] < at(168 + 48)[0]],
                        until=at(168 + 48)[0])  # fmt: skip
    assert soon.claims["ratio"][0] == pytest.approx(1, abs=0.05)
    assert soon.claims["state"][0] == "still_spreading"
    assert soon.evidence_share == 0


def test_an_answer_to_an_unlisted_claim_is_an_error():
    claims = pd.DataFrame({"claim": ["a"], "first_seen_on": ["2026-11-02"]})
    none = pd.DataFrame({"claim": [], "published_at": [], "evidence": [], "seen_at": []})
    with pytest.raises(InputError, match="not listed"):
        claims_watch(claims, none.assign(claim="z").reindex([0]).assign(claim="z"), none,
                     until=at(1)[0])  # fmt: skip
    assert surge(9, 1.0) < 0.001 < surge(1, 1.0)


def seats(values, better=None, error=0.0):
    rows = [
        (f"s{unit}", part, value, error, (better or {}).get(part, "higher"))
        for part, column in values.items()
        for unit, value in enumerate(column)
    ]
    return pd.DataFrame(rows, columns=["unit", "part", "value", "error", "better"])


def test_the_index_by_hand_and_the_weight_that_matters():
    table = seats({"workers": [1, 2, 3, 4, 5, 6], "silence": [6, 5, 4, 3, 2, 0]},
                  better={"silence": "lower"})  # fmt: skip
    found = strength(table, {"workers": 3, "silence": 1})
    assert found.rows["unit"].tolist() == ["s5", "s4", "s3", "s2", "s1", "s0"]
    score = (6 - 3.5) / np.std([1, 2, 3, 4, 5, 6], ddof=1)
    silence = (10 / 3 - 0) / np.std([6, 5, 4, 3, 2, 0], ddof=1)
    assert found.rows["raw"][0] == pytest.approx(0.75 * score + 0.25 * silence)
    assert found.parts["adds"].sum() == pytest.approx(0, abs=1e-9)
    assert (found.swings["units_moved"] == 0).all()
    crossed = strength(seats({"workers": [1, 2, 3, 4, 5, 6], "reach": [6, 5, 4, 3, 2, 1.5]}),
                       {"workers": 1.1, "reach": 1})  # fmt: skip
    assert crossed.swings["units_moved"].max() > 0


def test_missing_parts_are_missing_and_a_unit_of_which_little_is_known_has_none():
    table = seats({"workers": [1, 2, 3, 4, 5, 6, None], "reach": [9, 8, None, 6, 5, 4, 3]})
    found = strength(table, {"workers": 3, "reach": 1})
    assert found.refused == ["s6"]
    rows = found.rows.set_index("unit")
    assert rows.loc["s2", "known"] == 0.75
    alone = (3 - 3.5) / np.std([1, 2, 3, 4, 5, 6], ddof=1)
    assert rows.loc["s2", "raw"] == pytest.approx(alone)


def test_uncertain_parts_make_ranks_uncertain():
    sure = strength(seats({"a": range(10), "b": range(10)}), {"a": 1, "b": 1}).rows
    vague = strength(seats({"a": range(10), "b": range(10)}, error=3.0), {"a": 1, "b": 1}).rows
    assert (sure["rank_low"] == sure["rank_high"]).all()
    assert (vague["rank_high"] - vague["rank_low"]).min() >= 2


def test_weights_must_be_declared_for_every_part():
    with pytest.raises(InputError) as caught:
        strength(seats({"a": range(6), "b": range(6)}), {"a": 1, "c": 1})
    assert "b" in caught.value.where
    with pytest.raises(CannotJudgeError):
        strength(seats({"a": [1, 2]}), {"a": 1})
