"""Which speakers are worth a second hearing: the shortlist, every score, the checks."""

from hustings import charts
from hustings.page.blocks import ChartBlock, Definitions, Point, Points, Table
from hustings.page.brief import Brief
from hustings.page.sections import studied
from hustings.page.sections.trends import as_of

STUDY = "speakers"
NAMED = 3


def speakers_answer(brief: Brief) -> Points:
    """The shortlist, where the next rating tells most, and how far raters agree."""
    if (no := studied.refused(brief, STUDY)) is not None:
        return no
    words, found = brief.words, studied.finding(brief, STUDY)
    scores, after = found.table("scores"), found.table("next")
    chosen = [str(code) for code in scores.loc[scores["second_hearing"], "speaker"]]
    counts = {
        "ratings": words.number(found.number("ratings")),
        "raters": words.number(found.number("raters")),
        "events": words.number(found.number("events")),
        "speakers": words.number(found.number("speakers")),
    }
    lead = words.say("speakers.lead", n=len(chosen), speakers=counts["speakers"])
    codes = words.listing(chosen, most=8) if chosen else words.say("speakers.nobody")
    told = brief.words.told("speakers.told", counts | {"codes": codes})
    nearest = words.listing([str(code) for code in after["speaker"].head(NAMED)])
    return studied.answer(
        brief,
        Point(lead, told),
        Point(words.say("speakers.next_lead"), words.say("speakers.next", codes=nearest)),
        Point(words.say("speakers.agree_lead"), _agreement(brief)),
    )


def speakers_chart(brief: Brief) -> ChartBlock | None:
    """Every speaker's score with its interval, in three groups."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    rows = found.table("scores").rename(columns={"speaker": "name", "score": "value"})
    level = found.number("level")

    def score(value: float | None) -> str:
        return words.number(value, "rate", decimals=1)

    chart = charts.dots(
        rows[["name", "value", "low", "high"]],
        centre=level,
        centre_text=f"{words.say('column.average')} {score(level)}",
        title=words.say("speakers.title"),
        subtitle=words.say("speakers.subtitle"),
        note=" ".join((words.say("subtitle.no_rank"), as_of(brief))),
        number=score,
        labels=words.chart_labels(),
    )
    return ChartBlock(words.say("speakers.section"), chart.to_dict(), words.say("speakers.nav"))


def speakers_scores(brief: Brief) -> Table | None:
    """One row per speaker: ratings, plain mean, chance to be in the top fifth."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    kinds = ("speaker", "ratings", "raw", "chance")
    return Table(
        section=words.say("speakers.section"),
        caption=words.say("speakers.caption"),
        columns=tuple(words.say(f"speakers.column_{kind}") for kind in kinds),
        rows=tuple(
            (
                str(row["speaker"]),
                words.number(row["ratings"]),
                words.number(row["raw"], "rate", decimals=1),
                words.number(row["in_top_fifth"], "percent"),
            )
            for row in found.table("scores").to_dict("records")
        ),
        note=words.say("speakers.codes"),
        folded=True,
    )


def speakers_checks(brief: Brief) -> Definitions | None:
    """What could make the shortlist wrong."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    severe = words.say(
        "speakers.check_severe",
        severe=words.number(found.number("severe")),
        raters=words.number(found.number("raters")),
    )
    said = {
        "agree": _agreement(brief),
        "severe": severe,
        "few": words.say("speakers.check_few"),
        "topic": words.say("speakers.check_topic"),
        "person": words.say("speakers.check_person"),
    }
    items = ((words.say(f"speakers.{name}"), text) for name, text in said.items())
    return studied.checks(brief, *items)


def _agreement(brief: Brief) -> str:
    words, found = brief.words, studied.finding(brief, STUDY)
    return words.say(
        "speakers.agreement",
        one=words.number(found.number("agreement"), "rate", decimals=2),
        mean=words.number(found.number("agreement_of_mean"), "rate", decimals=2),
        k=words.number(found.number("ratings_each")),
    )
