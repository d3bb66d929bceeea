"""What stands behind the figures: what could not be read, definitions, sources."""

import hashlib
from collections import Counter
from collections.abc import Mapping

from hustings.edition.freshness import Age
from hustings.edition.printable import page_rests_on
from hustings.metrics import metrics
from hustings.page.blocks import Definitions, FileTable, Provenance, Table, Term, Text
from hustings.page.brief import Brief
from hustings.page.sections.confirmed import single_part
from hustings.page.sections.figures import key_metrics
from hustings.page.sections.since import before_id
from hustings.privacy import SMALLEST_GROUP

FILES_SHOWN = 12  # the newest; the edition's manifest lists every file with its hash
HASH_SHOWN = 12
REASONS = 12
TERMS = ("usual_level", "usual_range", "interval", "points")
STRENGTHS = ("clear", "likely", "hint", "none")


def completeness(brief: Brief) -> Table | Text:
    """What could not be read and why, over all files of the edition, most rows first."""
    words, reasons = brief.words, brief.edition.manifest.set_aside
    if not reasons:
        heading = words.say("section.completeness")
        return Text(heading, (words.say("provenance.set_aside_none"),))
    tally = Counter[str]()
    for reason, rows in reasons.items():
        tally[words.reason(reason)] += rows
    ordered = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
    return Table(
        section=words.say("section.completeness"),
        nav=words.say("nav.completeness"),
        caption=words.say("title.set_aside"),
        columns=tuple(words.say(f"column.{kind}") for kind in ("reason", "rows")),
        rows=tuple((said, words.number(n)) for said, n in ordered[:REASONS]),
    )


def definitions(brief: Brief, *shown: str) -> Definitions:
    """What the figures on this page mean, and what they cannot say."""
    words = brief.words
    items = [
        Term(words.label(name), words.definition(name)) for name in shown or key_metrics(brief)
    ]
    for term in TERMS:
        weeks = {"weeks": "8"} if term == "usual_level" else {}
        items.append(Term(words.say(f"term.{term}"), words.say(f"term_meaning.{term}", **weeks)))
    items += [
        Term(_sentence_case(words.strength(s)), words.say(f"strength_meaning.{s}"))
        for s in STRENGTHS
    ]
    few = words.count("person_oblique", SMALLEST_GROUP)
    limits = (
        words.say("limit.no_names", fewest=few),
        words.say("limit.missing"),
        words.say("limit.sum"),
        words.say("limit.export"),
    )
    items.append(Term(words.say("term.limits"), " ".join(limits)))
    return Definitions(words.say("section.definitions"), tuple(items), words.say("nav.definitions"))


def sources(
    brief: Brief, briefing: str, *, before: str | None = None, **asked: str | float
) -> Provenance:
    """Edition, clock, inputs with hash and age, code, what was asked and what was set aside.

    Args:
        before: what `since` was asked, where the page has that section; the data then say which
            edition it was compared with.
        asked: the briefing's own parameters with their values, as `-p NAME VALUE` gives them.
    """
    words, card = brief.words, brief.edition.manifest
    aside = words.say("provenance.set_aside_none")
    if card.set_aside:
        listed = [
            words.say("provenance.reason_count", reason=reason, n=n)
            for reason, n in _grouped(brief)
        ]
        rows = words.count("row", sum(card.set_aside.values()))
        aside = words.say("provenance.set_aside_some", rows=rows, reasons=words.listing(listed))
    opened = f"unit={brief.unit} · period={brief.period} · language={brief.language}"
    opened += f" · scheduled={brief.scheduled}" if brief.scheduled else ""
    facts = {
        "as_of": words.moment(card.as_of),
        "made_at": words.moment(card.built_at),
        "inputs": words.count("file", len(card.inputs)),
        "set_aside": aside,
        **_of_nobody(brief),
        **_of_one_export(brief),
        "tests": words.count("comparison", int(card.family.get("size", 0))),
        "edition": card.edition,
        "verify": words.say("provenance.checked", code=card.code, parameters=opened),
        **_asked(brief, asked),
    }
    compared = {} if before is None else {"before": before_id(brief, before)}
    return Provenance(
        section=words.say("section.sources"),
        items=tuple(Term(words.say(f"provenance.{key}"), text) for key, text in facts.items()),
        files=_files(brief),
        data=_data(brief, briefing) | compared,
    )


def _asked(brief: Brief, asked: Mapping[str, str | float]) -> dict[str, str]:
    """What the page was asked beside place and week, as it would be asked again."""
    if not asked:
        return {}
    nothing = brief.words.say("provenance.nothing")
    listed = (f"-p {name} {nothing if value == '' else value}" for name, value in asked.items())
    return {"parameters": " · ".join(listed)}


def _of_nobody(brief: Brief) -> dict[str, str]:
    """How many of the week's messages in chats belong to nobody known; a count only."""
    words, chats = brief.words, brief.edition.manifest.chats
    if not chats.get("messages"):
        return {}
    said = words.say(
        "provenance.nobody_value",
        by_nobody=words.number(chats["by_nobody"]),
        messages=words.number(chats["messages"]),
        share=words.number(chats["by_nobody"] / chats["messages"], "percent"),
    )
    return {"nobody": said}


def _of_one_export(brief: Brief) -> dict[str, str]:
    """How many of the place's groups only one export shows, so that nobody confirms them."""
    said = single_part(brief)
    return {"single": brief.words.say("provenance.single_value", part=said)} if said else {}


def _grouped(brief: Brief) -> list[tuple[str, int]]:
    """Why rows were set aside, in kinds a reader knows, most rows first."""
    tally: Counter[str] = Counter()
    for reason, rows in brief.edition.manifest.set_aside.items():
        tally[brief.words.reason_group(reason)] += rows
    return sorted(tally.items(), key=lambda item: (-item[1], item[0]))


def _sentence_case(said: str) -> str:
    return said[:1].upper() + said[1:]


def _files(brief: Brief) -> FileTable:
    words, card = brief.words, brief.edition.manifest
    newest = sorted(card.inputs, key=lambda file: (file.exported_at, file.name), reverse=True)
    kinds = ("file", "source", "hash", "age", "rows")
    return FileTable(
        columns=tuple(words.say(f"column.{kind}") for kind in kinds),
        rows=tuple(
            (
                file.name,
                file.source,
                file.sha256[:HASH_SHOWN],
                words.count("day", file.age_days(brief.ages.moment)),
                words.number(file.rows_read),
            )
            for file in newest[:FILES_SHOWN]
        ),
    )


def _old(age: Age) -> dict[str, object]:
    """What is too old, for machines."""
    return {
        "input": f"{age.input.kind}:{age.input.name}",
        "as_of": age.exported_at.isoformat(),
        "days": age.days,
        "limit": age.limit,
    }


def _data(brief: Brief, briefing: str) -> dict[str, object]:
    """The page's figures for machines: this unit's measured rows of the week, and its inputs.

    Hundreds of hashes would be a third of a zipped page, so one hash stands for all: that of the
    files' own hashes, sorted, one a line. The edition's manifest lists each.
    """
    card = brief.edition.manifest
    names = sorted(metrics())  # the registry itself is in order of import
    rows = brief.edition.rows(names, brief.unit)
    plain = rows.astype(object).where(rows.notna(), None)
    figures = plain[["metric", "value", "numerator", "denominator", "n", "status"]]
    stale = page_rests_on(brief.ages, briefing, brief.unit, card.state)
    together = "\n".join(sorted(file.sha256 for file in card.inputs))
    inputs = {
        "files": len(card.inputs),
        "sha256": hashlib.sha256(together.encode()).hexdigest(),
    }
    told = [{str(name): value for name, value in row.items()} for row in figures.to_dict("records")]
    return {
        "briefing": briefing,
        "edition": card.edition,
        "unit": brief.unit,
        "period": brief.period.key,
        "language": brief.language,
        "as_of": card.as_of.isoformat(),
        "sample": card.sample,
        "inputs": inputs,
        "stale": [_old(age) for age in stale],
        "figures": told,
    }
