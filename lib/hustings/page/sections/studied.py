"""What every page of a further study has: its finding, its refusal, its method, how sure it is."""

from hustings.edition.freshness import STALE
from hustings.edition.further import Finding
from hustings.page.blocks import Definitions, Point, Points, Term, Text
from hustings.page.brief import Brief
from hustings.wording.numbers import Kind


def finding(brief: Brief, study: str) -> Finding:
    """One study's frozen answer."""
    return Finding.of(brief.edition, study)


def refused(brief: Brief, study: str) -> Points | None:
    """The reason why it cannot be judged; nothing where it was judged."""
    found = finding(brief, study)
    if not found.reason:
        return None
    if found.reason == STALE:
        return blocked(brief, brief.too_old_answer(study))
    return cannot(brief, found.reason, found.refused)


def cannot(brief: Brief, reason: str, numbers: dict[str, float | str]) -> Points:
    """The one point of a page whose question the data cannot carry."""
    return blocked(brief, brief.words.refusal(reason, numbers))


def blocked(brief: Brief, why: str) -> Points:
    """The same, for a reason in words."""
    words = brief.words
    point = Point(words.say("study.cannot"), words.say("study.why", why=why), "blocked")
    return Points(words.say("section.answer"), (point,))


def answer(brief: Brief, *points: Point) -> Points:
    """The few things a study found, surest first."""
    return Points(brief.words.say("section.answer"), points)


def method(brief: Brief, study: str) -> Text:
    """How the question was answered, in one plain paragraph."""
    words = brief.words
    return Text(
        words.say("section.method"), (words.say(study + ".method"),), words.say("nav.method")
    )


def checks(brief: Brief, *items: tuple[str, str]) -> Definitions:
    """The checks that could break a result: what is asked, and what came out."""
    words = brief.words
    terms = tuple(Term(term, text) for term, text in items)
    return Definitions(words.say("section.checks"), terms, words.say("nav.checks"))


def spread(brief: Brief, low: float | None, high: float | None, kind: Kind = "percent") -> str:
    """Both ends of an interval as a reader takes them."""
    words, signed = brief.words, kind == "percent"
    return words.range(*(words.number(end, kind, signed=signed) for end in (low, high)))
