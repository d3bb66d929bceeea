"""What each briefing's page rests on, and whether anything may be printed on it."""

from datetime import datetime
from typing import TYPE_CHECKING

from hustings.edition.freshness import Age, Ages, ages_of, oldest_first, question
from hustings.errors import StaleError
from hustings.metrics import metrics

if TYPE_CHECKING:
    from hustings.edition.edition import Edition
    from hustings.settings import Freshness

ABOUT = {
    "training_camps": "camps",
    "camp_plan": "camps",
    "speakers": "speakers",
    "claims_watch": "claims",
    "leaders_voice": "voice",
    "directives": "directives",
    "retention": "staying",
}
"""The further question each briefing is about; all others show the metrics of their unit."""


def page_rests_on(ages: Ages, briefing: str, unit: str, state: str) -> list[Age]:
    """What is too old of that which a briefing's page of a unit rests on, the oldest first."""
    if briefing in ABOUT:
        return ages.behind_answer(question(ABOUT[briefing]), state)
    return oldest_first({age for metric in metrics() for age in ages.behind(metric, unit)})


def refuse_stale(
    edition: "Edition", limits: "Freshness", *, unit: str, moment: datetime, briefing: str = ""
) -> None:
    """Refuse a page on which nothing could be shown because it is too old.

    A page that can show some figures is printed, with the others blank; so is one whose figures
    never arrived, for that is not a matter of age.

    Args:   moment: what the run is scheduled for; briefing: its name, without one a page of the
            unit's own metrics is meant.
    Raises: StaleError, which names what is too old and ends a command with 4.
    """
    ages = ages_of(edition, limits, moment)
    old = page_rests_on(ages, briefing, unit, edition.manifest.state)
    if not old or (briefing not in ABOUT and _has_a_fresh_figure(edition, ages, unit)):
        return
    said = ", ".join(
        f"{age.input.kind} {age.input.name} {age.days} days old (limit {age.limit})" for age in old
    )
    raise StaleError(
        "Everything this page would show is too old to be printed.",
        where=f"{edition.id}, {unit}: {said}",
        fix="Export what is named again and import it, or raise the limits under [freshness] in "
        "settings.toml.",
    )


def _has_a_fresh_figure(edition: "Edition", ages: Ages, unit: str) -> bool:
    """Whether a unit has a figure of the period that rests on nothing too old."""
    rows = edition.rows(list(metrics()), unit)
    return bool((rows["value"].notna() & ~ages.too_old(rows)).any())
