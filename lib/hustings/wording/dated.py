"""What is said of a change on a date that was named, by pages and panels alike."""

from math import expm1
from typing import TYPE_CHECKING

import pandas as pd

from hustings.period import Period
from hustings.wording.sentences import Words

if TYPE_CHECKING:
    from hustings.edition.dated import Dated
    from hustings.studies.effects.reorganised import TeamChange
    from hustings.studies.effects.structural import Structural


def lead(words: Words, dated: "Dated") -> str:
    """The finding in a few words; or that there is none to be had."""
    if dated.found is None:
        return words.say("study.cannot")
    return words.told(f"team.lead_{dated.found.verdict}", _figures(words, dated, dated.found))


def told(words: Words, dated: "Dated") -> str:
    """How much, from where to where; or why that cannot be judged."""
    if dated.found is None:
        why = words.refusal(dated.reason, dict(dated.numbers))
        return words.say("study.why", why=why)
    return words.told("team.told", _figures(words, dated, dated.found))


def doubts(words: Words, dated: "Dated", found: "TeamChange") -> str:
    """What keeps the verdict from being surer, and how many units could not be compared."""
    said = [words.say(f"team.doubt_{doubt}") for doubt in found.reasons]
    said = said or [words.say("team.no_doubt")]
    if dated.left_out:
        said.append(words.say("team.left_out", n=dated.left_out))
    return " ".join(said)


def chance(words: Words, dated: "Dated", found: "TeamChange") -> str:
    """The surest that any answer among so few units could be."""
    form = "_sets" if found.changed > 1 else ""
    return words.told(f"team.chance{form}", _figures(words, dated, found))


def checks(words: Words, dated: "Dated", found: "TeamChange") -> list[tuple[str, str]]:
    """What could break it, with what came out: other units, other dates, other occasions."""
    own = abs(float(found.estimates.iloc[0]["effect"]))
    others = found.elsewhere["synthetic_difference"].abs()
    earlier = found.earlier["effect"].abs()
    elsewhere = words.say(
        f"team.check_elsewhere{_tried(found)}",
        n=words.number(int((others >= own).sum())),
        units=words.number(len(others)),
    )
    before = words.say(
        "team.check_earlier",
        n=words.number(int((earlier >= own).sum())),
        dates=words.number(len(earlier)),
    )
    near = words.say("team.check_near_none")
    if dated.near:
        near = words.say("team.check_near", names=words.listing(list(dated.near)))
    answers = {"elsewhere": elsewhere, "earlier": before, "near": near}
    answers["one"] = words.say("team.check_one")
    return [(words.say(f"team.{name}"), text) for name, text in answers.items()]


def ways(words: Words, found: "TeamChange") -> list[tuple[str, str, str]]:
    """One row per way of estimating: its name, how much, from where to where."""
    return [
        (words.say(f"team.way_{row['way']}"), *_difference(words, row))
        for _, row in found.estimates.iterrows()
    ]


def levels(words: Words, found: "Structural") -> list[tuple[str, str, str]]:
    """One row per belief how far a level wanders: which, how much, from where to where."""
    return [
        (
            words.say(f"team.level_{row['way']}", step=words.number(row["step"], "percent")),
            *_difference(words, row),
        )
        for _, row in found.estimates.iterrows()
    ]


def gap(words: Words, dated: "Dated", found: "TeamChange") -> pd.DataFrame:
    """The gap to the stand-in as points of an event chart, one row per week around the date."""
    path = found.path
    at = int((path["period"] < dated.begins).sum())
    return pd.DataFrame(
        {
            "offset": range(-at, len(path) - at),
            "label": [words.day_tick(Period.parse(str(key)).first) for key in path["period"]],
            "value": [expm1(one) for one in path["gap"]],
            "low": None,
            "high": None,
        }
    )


def _tried(found: "TeamChange") -> str:
    """Which form of a sentence: all other units, some drawn, or sets of as many as changed."""
    if found.changed > 1:
        return "_sets"
    return "_drawn" if len(found.elsewhere) < len(found.weights) else ""


def _figures(words: Words, dated: "Dated", found: "TeamChange") -> dict[str, str]:
    head = found.estimates.iloc[0]
    return {
        "metric": words.metric(dated.metric),
        "amount": words.number(expm1(head["effect"]), "percent", signed=True),
        "range": _spread(words, head),
        "units": words.number(len(found.elsewhere) + 1),
        "chance": words.number(found.smallest_p, "percent"),
    }


def _difference(words: Words, row: "pd.Series[float]") -> tuple[str, str]:
    return words.number(expm1(row["effect"]), "percent", signed=True), _spread(words, row)


def _spread(words: Words, row: "pd.Series[float]") -> str:
    ends = (words.number(expm1(row[end]), "percent", signed=True) for end in ("low", "high"))
    return words.range(*ends)
