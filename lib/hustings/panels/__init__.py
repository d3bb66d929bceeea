"""Panels: what a strategist explores an edition with in JupyterLab."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hustings.edition import Edition
    from hustings.panels.events.panel import EventPanel
    from hustings.panels.panel import Panel

__all__ = ["event", "reach", "workers"]


def reach(
    edition: "Edition | str | None" = None,
    language: str = "en",
    *,
    unit: str = "",
    scheduled: str = "",
) -> "Panel":
    """How far our posts travel: a panel of the social metrics.

    Args:
        edition: an edition, its id, or a week as `2026-W46`; by default the newest there is.
        language: en or hi.
        unit: code of the unit to begin with; by default the whole state.
        scheduled: the moment to look from, as 2026-11-16T07:00+05:30; by default now. What is
            too old by then is blank, as on a page of that moment; an edition that is given
            itself, and no moment, is shown as it is.

    Returns: a widget, for the end of a notebook cell.
    Raises:  UsageError for a language, unit or moment nobody knows; EditionError without an
             edition.
    """
    return _panel(_opened(edition, scheduled), language, unit, "social")


def workers(
    edition: "Edition | str | None" = None,
    language: str = "en",
    *,
    unit: str = "",
    scheduled: str = "",
) -> "Panel":
    """Whether workers act, come back and report, and whether groups speak; else as `reach`."""
    return _panel(_opened(edition, scheduled), language, unit, "field", "groups")


def event(
    edition: "Edition | str | None" = None,
    language: str = "en",
    *,
    unit: str = "",
    begins: str = "",
    scheduled: str = "",
) -> "EventPanel":
    """What followed a date in some units against others; else as `reach`.

    Args:
        unit: code of the unit something changed in; by default the first Lok Sabha seat.
        begins: first week after the change, as 2026-W40; by default the eighth from the end.

    Raises: UsageError for a unit or week nobody knows; EditionError without an edition.
    """
    from hustings.panels.events.asking import Asking
    from hustings.panels.events.panel import EventPanel  # 0.5 s: ipywidgets and anywidget
    from hustings.wording import Words

    asking = Asking(_opened(edition, scheduled), Words(language, _digits()))
    return EventPanel(asking, asking.start(unit, begins))


def _panel(edition: "Edition", language: str, unit: str, *families: str) -> "Panel":
    from hustings.metrics import metrics
    from hustings.panels.explorer import Explorer
    from hustings.panels.panel import Panel  # 0.5 s: ipywidgets and anywidget
    from hustings.wording import Words

    known = metrics().values()
    names = [metric.name for family in families for metric in known if metric.family == family]
    explorer = Explorer(edition, Words(language, _digits()), names)
    return Panel(explorer, explorer.start(unit))


def _opened(edition: "Edition | str | None", scheduled: str) -> "Edition":
    """The edition without what is too old, as a page would show it."""
    from hustings.edition import Edition, latest, open_edition
    from hustings.edition.aged import as_fresh_as
    from hustings.edition.freshness import ages_of
    from hustings.period import moment_of
    from hustings.settings import find, load

    if isinstance(edition, Edition) and not scheduled:
        return edition
    settings = load(find())
    folder = settings.folders.data / "editions"
    if not isinstance(edition, Edition):
        edition = open_edition(folder, edition) if edition else latest(folder)
    return as_fresh_as(edition, ages_of(edition, settings.freshness, moment_of(scheduled)))


def _digits() -> str:
    """The campaign's digits; Latin ones where an edition is looked at without its settings."""
    from hustings.settings import find, load

    return load(find()).campaign.digits if find().exists() else "latin"
