"""What stands behind the figures: reports, groups, completeness, definitions, sources."""

from collections import Counter

from hustings.metrics import metrics
from hustings.page.blocks import Definitions, FileTable, Provenance, Table, Term, Text
from hustings.page.brief import Brief, number
from hustings.page.sections.figures import key_metrics
from hustings.page.sections.opening import no_data
from hustings.privacy import SMALLEST_GROUP

FILES_SHOWN = 12  # the newest; the embedded data lists every file with its hash
HASH_SHOWN = 12
TERMS = ("usual_level", "interval", "points", "strengths")


def reports(brief: Brief) -> Table | Text | None:
    """Written reports of the last four weeks: received on time, of those expected."""
    words = brief.words
    rows = brief.series("reports_on_time", weeks=4)
    if rows["value"].isna().all():
        return no_data(brief, "reports") if brief.measured("reports_on_time") else None
    kinds = ("week", "received", "due", "share")
    return Table(
        section=words.say("section.reports"),
        nav=words.say("nav.reports"),
        caption=words.label("reports_on_time"),
        columns=tuple(words.say(f"column.{kind}") for kind in kinds),
        rows=tuple(
            (
                tick,
                words.number(number(row["numerator"])),
                words.number(number(row["denominator"])),
                words.value("reports_on_time", number(row["value"])),
            )
            for tick, row in zip(brief.ticks(rows), rows.to_dict("records"), strict=True)
        ),
    )


def groups(brief: Brief) -> Table | Text:
    """How many groups are seen to the end of the week, silent, cut or of assumed date order."""
    words = brief.words
    closure = brief.edition.table("closure")
    below = closure.loc[closure["ancestor"] == brief.unit, "unit"]
    mine = brief.edition.table("groups")
    mine = mine[mine["unit"].isin(below)]
    if mine.empty:
        return no_data(brief, "groups")
    silent = brief.value("silent_groups")  # not to be known where no export reaches that far
    facts = {
        "all": len(mine),
        "to_the_end": int(mine["reaches_week_end"].fillna(False).sum()),
        "silent": None if silent is None else int(silent),
        "cut": int(mine["probably_cut"].fillna(False).sum()),
        "privacy": int(mine["privacy_switch_at"].notna().sum()),
        "assumed": int(mine["date_order_assumed"].fillna(False).sum()),
    }
    return Table(
        section=words.say("section.groups"),
        nav=words.say("nav.groups"),
        caption=words.say("section.groups"),
        columns=(words.say("column.group"), words.say("column.n")),
        rows=tuple((words.say(f"groups.{key}"), words.number(n)) for key, n in facts.items()),
    )


def completeness(brief: Brief) -> Table | Text:
    """What was set aside and why, over all files of the edition."""
    words, reasons = brief.words, brief.edition.manifest.set_aside
    if not reasons:
        heading = words.say("section.completeness")
        return Text(heading, (words.say("provenance.set_aside_none"),))
    ordered = _reasons(brief)
    return Table(
        section=words.say("section.completeness"),
        nav=words.say("nav.completeness"),
        caption=words.say("provenance.set_aside"),
        columns=(words.say("column.reason"), words.say("column.rows")),
        rows=tuple((reason, words.number(rows)) for reason, rows in ordered[:10]),
    )


def definitions(brief: Brief, *shown: str) -> Definitions:
    """What the figures on this page mean, and what they cannot say."""
    words = brief.words
    items = [
        Term(words.label(name), words.definition(name)) for name in shown or key_metrics(brief)
    ]
    for term in TERMS:
        if words.knows(f"term_meaning.{term}"):
            weeks = {"weeks": "8"} if term == "usual_level" else {}
            text = words.say(f"term_meaning.{term}", **weeks)
        else:
            text = " ".join(
                f"{words.strength(s)}: {words.say(f'strength_meaning.{s}')}"
                for s in ("clear", "likely", "hint", "none")
            )
        items.append(Term(words.say(f"term.{term}"), text))
    few = words.count("person", SMALLEST_GROUP)
    limits = (
        words.say("limit.no_names", fewest=few),
        words.say("limit.missing"),
        words.say("limit.sum"),
        words.say("limit.export"),
    )
    items.append(Term(words.say("term.limits"), " ".join(limits)))
    return Definitions(words.say("section.definitions"), tuple(items), words.say("nav.definitions"))


def sources(brief: Brief, briefing: str) -> Provenance:
    """Edition, clock, inputs with hash and age, code, parameters and what was set aside."""
    words, card = brief.words, brief.edition.manifest
    aside = words.say("provenance.set_aside_none")
    if card.set_aside:
        listed = [
            words.say("provenance.reason_count", reason=reason, n=n)
            for reason, n in _reasons(brief)
        ]
        rows = words.count("row", sum(card.set_aside.values()))
        aside = words.say("provenance.set_aside_some", rows=rows, reasons=words.listing(listed))
    facts = {
        "edition": card.edition,
        "as_of": words.moment(card.as_of),
        "made_at": words.moment(card.built_at),
        "code": card.code,
        "parameters": f"unit={brief.unit} · period={brief.period} · language={brief.language}",
        "inputs": words.count("file", len(card.inputs)),
        "set_aside": aside,
        "tests": words.count("comparison", int(card.family.get("size", 0))),
    }
    return Provenance(
        section=words.say("section.sources"),
        items=tuple(Term(words.say(f"provenance.{key}"), text) for key, text in facts.items()),
        files=_files(brief),
        data=_data(brief, briefing),
    )


def _reasons(brief: Brief) -> list[tuple[str, int]]:
    """Why rows were set aside, in the reader's language, most rows first."""
    tally: Counter[str] = Counter()
    for reason, rows in brief.edition.manifest.set_aside.items():
        tally[brief.words.reason(reason)] += rows
    return sorted(tally.items(), key=lambda item: (-item[1], item[0]))


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
                words.count("day", file.age_days(card.built_at)),
                words.number(file.rows_read),
            )
            for file in newest[:FILES_SHOWN]
        ),
    )


def _data(brief: Brief, briefing: str) -> dict[str, object]:
    """The page's figures for machines: this unit's measured rows of the week, and its inputs."""
    card = brief.edition.manifest
    names = sorted(metrics())  # the registry itself is in order of import
    rows = brief.edition.rows(names, brief.unit)
    plain = rows.astype(object).where(rows.notna(), None)
    figures = plain[["metric", "value", "numerator", "denominator", "n", "status"]]
    inputs = sorted(file.sha256[:HASH_SHOWN] for file in card.inputs)
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
        "figures": told,
    }
