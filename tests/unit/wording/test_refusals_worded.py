"""Whatever a study refuses for reaches the page: each reason has its sentence in both languages."""

import ast
from functools import cache
from itertools import chain

import pytest

from hustings.errors import CannotJudgeError
from hustings.wording import LANGUAGES, Words
from hustings.wording.lexicon import fields, words_of

# Reasons that are no refusal of a study but of the question itself, or of the edition.
ANSWERED = {
    "below_zero", "missing_weeks", "no_date", "no_unit", "share_metric",  # edition.dated
    "no_metric", "unknown_audience",  # edition.further.directives
    "not_studied",  # edition.further.finding
    "stale",  # edition.freshness
}  # fmt: skip


@cache
def raised(root):
    """(file, line, reason, names of its numbers) of every place that refuses."""
    return tuple(_raised(root))


def _raised(root):
    for path in sorted((root / "lib" / "hustings").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "CannotJudgeError":
                names = frozenset(word.arg for word in node.keywords)
                yield path.name, node.lineno, node.args[0], names


def test_every_reason_is_written_out_where_it_is_raised(root):
    places = list(raised(root))
    assert len(places) > 25
    assert [place for place in places if not isinstance(place[2], ast.Constant)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_a_sentence_that_its_numbers_fill(root, language):
    known, wrong = words_of(language), []
    for file, line, reason, names in raised(root):
        said = known.get(f"refused.{reason.value}")
        if said is None or not fields(said) <= names:
            wrong.append((file, line, reason.value))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_can_be_said_whole(root, language):
    words = Words(language)
    for _, _, reason, names in raised(root):
        refusal = CannotJudgeError(reason.value, "why", **dict.fromkeys(names, 3))
        why = words.refusal(refusal.reason, refusal.numbers)
        said = words.say("study.why", why=why)
        assert why in said
        assert "{" not in said
    for reason in ANSWERED:
        assert words.refusal(reason, {})


def test_one_reason_has_the_same_numbers_wherever_it_is_raised(root):
    found = {}
    for _, _, reason, names in raised(root):
        found.setdefault(reason.value, set()).add(names)
    assert {reason: kinds for reason, kinds in found.items() if len(kinds) > 1} == {}


def test_no_sentence_is_kept_for_a_reason_nobody_gives(root):
    given = {reason.value for _, _, reason, _ in raised(root)} | ANSWERED
    kept = {key.partition(".")[2] for key in words_of("en") if key.startswith("refused.")}
    assert kept == given


def test_the_reasons_of_questions_are_given_by_the_code(root):
    """So that the list above holds nothing that was dropped."""
    folder = root / "lib" / "hustings" / "edition"
    source = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    assert [reason for reason in ANSWERED if f'"{reason}"' not in source] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_the_weekly_study_has_its_words(root, language):
    path = root / "lib" / "hustings" / "studies" / "verdicts.py"
    tree = ast.parse(path.read_text("utf-8"))
    (study,) = [node for node in tree.body if getattr(node, "name", "") == "reasons"]
    lists = [node.elts for node in ast.walk(study) if isinstance(node, ast.List)]
    reasons = {part.value for part in chain.from_iterable(lists) if isinstance(part, ast.Constant)}
    assert len(reasons) == 4
    assert [reason for reason in reasons if f"blocked.{reason}" not in words_of(language)] == []
