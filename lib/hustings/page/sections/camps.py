"""What followed the training camps: the answer, the weeks around them, the checks, who came."""

from datetime import date
from math import expm1
from typing import Any

import pandas as pd

from hustings import charts
from hustings.edition.further import Finding
from hustings.page.blocks import ChartBlock, Definitions, Point, Points, Table
from hustings.page.brief import Brief, number
from hustings.page.sections import studied
from hustings.page.sections.trends import as_of
from hustings.period import Period
from hustings.wording import Words

STUDY = "camps"
AROUND = (-8, 12)  # weeks shown
FAINTEST = 0.001  # chance that is still told as a figure
DOUBT, STURDY = 0.05, 1.0


def camps_answer(brief: Brief) -> Points:
    """What followed the camps, who came, and the weakest of the checks."""
    if (no := studied.refused(brief, STUDY)) is not None:
        return no
    found = studied.finding(brief, STUDY)
    points = (_followed(brief, found), _came(brief, found), _weakest(brief, found))
    return studied.answer(brief, *points)


def camps_chart(brief: Brief) -> ChartBlock | None:
    """The difference from seats without a camp, week by week around it."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    rows = found.table("points")
    shown = rows[rows["since"].between(*AROUND)]
    points = pd.DataFrame(
        {
            "offset": shown["since"],
            "label": [words.number(float(since), signed=True) for since in shown["since"]],
            "value": [_share(value) for value in shown["effect"].where(shown["shown"])],
            "low": [_share(value) for value in shown["low_all"]],
            "high": [_share(value) for value in shown["high_all"]],
        }
    )
    subtitle = words.say("camps.subtitle")
    labels = words.chart_labels() | {"period": words.say("camps.weeks_from")}
    chart = charts.event(
        points,
        event_text=words.say("camps.event"),
        across_text=words.say("camps.weeks_from"),
        title=_followed(brief, found).lead,
        subtitle=subtitle,
        note=" ".join((_behind(brief, shown), as_of(brief))),
        number=lambda value: words.number(value, "percent", signed=True),
        labels=labels,
    )
    return ChartBlock(words.say("camps.section"), chart.to_dict(), words.say("camps.nav"))


def camps_checks(brief: Brief) -> Definitions | None:
    """The checks that could break the result, each with what came out."""
    found = studied.finding(brief, STUDY)
    if found.reason:
        return None
    names = ("before", "power", "breakdown", "selection", "alone", "neighbours", "forms")
    return studied.checks(
        brief,
        *((brief.words.say(f"camps.{name}"), _check(brief, found, name)) for name in names),
    )


def camps_held(brief: Brief) -> Table | None:
    """One row per camp: seat, first day, how many of the invited came, modules passed."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    rows = found.table("held")
    kinds = ("seat", "held_on", "invited", "came", "share", "modules")
    return Table(
        section=words.say("camps.section_held"),
        nav=words.say("camps.nav_held"),
        caption=words.say("camps.caption_held"),
        columns=tuple(words.say(f"camps.column_{kind}") for kind in kinds),
        rows=tuple(_held_row(brief, row) for _, row in rows.iterrows()),
        note=_came(brief, found).text,
        folded=True,
    )


def camps_cohorts(brief: Brief) -> Table | None:
    """Seats by the week of their first camp, as they stood before anybody had one."""
    words, found = brief.words, studied.finding(brief, STUDY)
    rows = found.table("cohorts") if not found.reason else pd.DataFrame()
    if rows.empty:
        return None
    kinds = ("first_camp", "seats", "level")
    return Table(
        section=words.say("camps.section_cohorts"),
        nav=words.say("camps.nav_cohorts"),
        caption=words.say("camps.caption_cohorts"),
        columns=tuple(words.say(f"camps.column_{kind}") for kind in kinds),
        rows=tuple(
            (
                _week(brief, row["treated_from"]),
                words.number(row["units"]),
                words.number(expm1(row["level"])),
            )
            for row in rows.to_dict("records")
        ),
        note=_check(brief, found, "selection"),
    )


def _followed(brief: Brief, found: Finding) -> Point:
    words, strength = brief.words, found.strength
    effect, low, high = (found.number(name) or 0.0 for name in ("effect", "low", "high"))
    way = "up" if effect >= 0 else "down"
    amount = words.number(abs(expm1(effect)), "percent")
    half = (high - low) / 2
    said = {
        "range": studied.spread(brief, expm1(low), expm1(high)),
        "treated": words.number(found.whole("treated")),
        "units": words.number(found.whole("units")),
    }
    if strength == "none":
        seen = {
            "up": words.number(expm1(half), "percent", signed=True),
            "down": words.number(expm1(-half), "percent", signed=True),
        }
        detail = words.told("camps.told_none", said | seen)
        return Point(words.say("camps.lead_none"), detail, "none")
    lead = words.say(f"camps.lead_{strength}_{way}", amount=amount)
    return Point(lead, words.told(f"camps.told_{strength}", said), strength)


def _came(brief: Brief, found: Finding) -> Point:
    words, rows = brief.words, found.table("held").drop_duplicates("event")
    known = rows.dropna(subset=["invited", "came"])
    if known.empty:
        return Point(words.say("camps.came_unknown"), words.say("camps.came_none"))
    invited, came = float(known["invited"].sum()), float(known["came"].sum())
    said = {
        "came": words.number(came),
        "invited": words.number(invited),
        "share": words.number(came / invited, "percent"),
    }
    listed = {"known": words.number(len(known)), "camps": words.number(found.whole("camps"))}
    return Point(words.say("camps.came", **said), words.say("camps.registers", **listed))


def _weakest(brief: Brief, found: Finding) -> Point:
    """The first check that does not hold; else what even good checks leave open."""
    words = brief.words
    for name in ("before", "breakdown", "selection"):
        if _fails(found, name):
            return Point(words.say("camps.weak"), _check(brief, found, name))
    return Point(words.say("camps.sturdy"), _check(brief, found, "power"))


def _fails(found: Finding, name: str) -> bool:
    if name == "before":
        p_value = found.number("before_p")
        return p_value is None or p_value <= DOUBT
    if name == "breakdown":
        return (found.number("breakdown") or 0.0) < STURDY
    return not found.whole("as_drawn")


def _check(brief: Brief, found: Finding, name: str) -> str:
    words = brief.words
    drift = found.number("drift_missed")
    said = {
        "p": _chance(words, found.number("before_p")),
        "weeks": words.count("week", found.whole("before_points")),
        "drift": words.number(expm1(drift) if drift is not None else None, "percent", decimals=1),
        "times": words.number(found.number("breakdown"), "rate", decimals=1),
        "chance": _chance(words, found.number("p_value"), key="number.at_most"),
        "selection": _chance(words, found.number("selection_p")),
    }
    key = f"camps.check_{name}"
    if name in ("before", "breakdown", "selection"):
        key += "_fails" if _fails(found, name) else "_holds"
    if name == "selection" and found.text("selection_reason"):
        return words.say("study.why", why=words.refusal(found.text("selection_reason"), {}))
    if name in ("before", "power") and found.number("before_p") is None:
        key = "camps.check_unknown"
    return words.told(key, said)


def _chance(words: Words, chance: float | None, *, key: str = "") -> str:
    """A chance in percent, and no finer than a tenth of one: no study here knows it so well."""
    if chance is not None and chance < FAINTEST:
        return words.say("number.under", n=words.number(FAINTEST, "percent"))
    told = words.number(chance, "percent")
    return words.say(key, n=told) if key else told


def _behind(brief: Brief, shown: pd.DataFrame) -> str:
    """How many seats stand behind the points of the chart."""
    words, units = brief.words, shown.loc[shown["shown"], "units"]
    return words.say(
        "camps.behind", fewest=words.number(int(units.min())), most=words.number(int(units.max()))
    )


def _held_row(brief: Brief, row: "pd.Series[Any]") -> tuple[str, ...]:
    words = brief.words
    invited, came = number(row["invited"]), number(row["came"])
    share = came / invited if came is not None and invited else None
    return (
        brief.name(str(row["unit"])),
        words.day(_day(row["held_on"])),
        words.number(invited),
        words.number(came),
        words.number(share, "percent"),
        words.number(number(row["modules"]), "rate", decimals=1),
    )


def _day(moment: object) -> date:
    return pd.Timestamp(str(moment)).date()


def _week(brief: Brief, key: object) -> str:
    if not isinstance(key, str):
        return brief.words.say("camps.none_yet")
    return brief.words.day(Period.parse(key).first)


def _share(value: object) -> float | None:
    figure = number(value)
    return None if figure is None else expm1(figure)
