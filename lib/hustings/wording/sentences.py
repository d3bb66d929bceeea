"""Every other sentence of a briefing: levels, places, effects, what is missing, who does what."""

from collections.abc import Mapping, Sequence
from datetime import date

from hustings.wording.claims import Claims
from hustings.wording.lexicon import words_of


class Words(Claims):
    """All words of one language: figures, dates, metrics, claims and sentences.

    Args:
        language: en or hi.
        digits: latin in both languages unless devanagari is asked for.

    >>> Words("en").number(12_34_567, "compact")
    '12.3 lakh'
    """

    @property
    def other(self) -> "Words":
        """All words of the other language."""
        return Words("en" if self.language == "hi" else "hi", self.digits)

    def level(
        self,
        metric: str,
        now: float | None,
        before: float | None = None,
        *,
        window: str = "",
        weeks: int = 6,
    ) -> str:
        """Where a metric stands and where it stood.

        Args:    window: highest or lowest (of so many weeks), usual (its range), or nothing.
        """
        if now is None:
            return self.say("level_sentence.no_data", metric=self.metric(metric))
        said = {"metric": self.metric(metric), "now": self.fine(metric, now)}
        said["window"] = self._window(window, weeks)
        if before is None:
            return self.say("level_sentence.only_now", **said)
        said |= {"before": self.fine(metric, before), "verb": self.verb("became", metric)}
        difference = self.difference(metric, now, before)
        return self.say("level_sentence.moved", **said, difference=difference)

    def level_lead(self, metric: str, now: float | None, before: float | None = None) -> str:
        """The few words a level begins with: "Active workers: 3,944"."""
        if now is None:
            return self.label(metric)
        shown = self.fine(metric, now)
        if before is not None and self.fine(metric, before) == shown:
            shown = self.value(metric, now)  # no difference in points stands beside it
        return self.say("level_sentence.lead", metric=self.metric(metric), now=shown)

    def level_detail(
        self, metric: str, now: float, before: float | None, *, window: str = "", weeks: int = 6
    ) -> str:
        """What stands right after `level_lead`: the figure before, and how far it moved."""
        if before is None:
            return self.say("level_sentence.detail_only")
        if self.fine(metric, before) == self.fine(metric, now):
            same = self._window(window, weeks)
            return self.say("level_sentence.detail_same", window=same)
        return self.say(
            "level_sentence.detail",
            before=self.fine(metric, before),
            difference=self.difference(metric, now, before),
            window=self._window(window, weeks),
        )

    def stable(self, metric: str, now: float, before: float) -> str:
        """A metric inside its usual range: no arrow, no colour."""
        figures = {"now": self.value(metric, now), "before": self.value(metric, before)}
        return self.say("level_sentence.stable", metric=self.metric(metric), **figures)

    def withheld(self, metric: str, status: str, *, fewest: int = 5) -> str:
        """Why a metric has no figure: no_data, stale or suppressed."""
        said = {"metric": self.metric(metric)}
        if status == "suppressed":
            said["fewest"] = self.count("person_oblique", fewest)
        return self.say(f"level_sentence.{status}", **said)

    def where(
        self,
        place: str,
        metric: str,
        now: float | None,
        before: float | None = None,
        *,
        ahead: bool = False,
    ) -> str:
        """A unit that is behind (or ahead): its figure, and how far it moved."""
        said = {"place": place, "metric": self.metric(metric), "now": self.value(metric, now)}
        said["difference"] = ""
        if now is not None and before is not None:
            moved = self.difference(metric, now, before)
            said["difference"] = self.say("where.difference", difference=moved)
        return self.say("where.ahead" if ahead else "where.behind", **said)

    def below_average(self, k: int, n: int, level: str, *, above: bool = False) -> str:
        """How many of a unit's children lie clearly below (or above) the average."""
        key = f"where.{'above' if above else 'below'}_{'one' if k == 1 else 'many'}"
        return self.say(key, k=k, n=n, units=self.units(level, oblique=True))

    def left_range(self, k: int, n: int, level: str) -> str:
        """How many units left their usual range."""
        units = self.units(level, oblique=True)
        if not k:
            return self.say("where.none_left_range", n=n, units=units)
        key = "where.left_range_one" if k == 1 else "where.left_range"
        return self.say(key, k=k, n=n, units=units)

    def effect(
        self,
        event: str,
        metric: str,
        size: str,
        low: str = "",
        high: str = "",
        *,
        direction: str = "up",
    ) -> str:
        """What followed an event; sizes arrive written, unsigned for up and down.

        Args:    direction: up, down, or unclear when the interval holds zero.
        """
        interval = self.say("change.interval", range=self.range(low, high)) if low and high else ""
        said = {"event": event, "metric": self.metric(metric), "interval": interval}
        if direction == "unclear":
            return self.say("effect.unclear", **said)
        key = "effect.higher" if direction == "up" else "effect.lower"
        return self.say(key, **said, amount=size, verb=self.verb("was", metric))

    def missing_days(self, place: str, days: int) -> str:
        """A unit some of whose days did not arrive."""
        return self.say("missing.days", place=place, days=self.count("day", days))

    def missing_units(self, names: Sequence[str], whole: str, *, most: int = 5) -> str:
        """Units that sent nothing; `whole` is the written number of all ("14 seats")."""
        key = "missing.units_one" if len(names) == 1 else "missing.units_many"
        return self.say(key, n=len(names), whole=whole, names=self.listing(names, most=most))

    def common(self, metric: str, change: float, level: str, event: str = "") -> str:
        """A change all units share, with the calendar event that falls in the week."""
        return self.say(
            f"common.{'up' if change >= 0 else 'down'}",
            units=self.units(level, oblique=True),
            metric=self.metric(metric),
            verb=self.verb("rose" if change >= 0 else "fell", metric),
            amount=self.number(abs(change), "percent"),
            event=self.say("common.event", event=event) if event else "",
        )

    def who_by(self, role: str, due: date) -> str:
        """Who does it and by when; the roles are those of `role.*`."""
        return self.say("action.who_by", who=self.say(f"role.{role}"), day=self.day_month(due))

    def refusal(self, reason: str, numbers: Mapping[str, float | str]) -> str:
        """Why a study cannot judge, with the numbers of that reason."""
        said = {
            name: value if isinstance(value, str) else self.number(value)
            for name, value in numbers.items()
        }
        return self.told(f"refused.{reason}", said)

    def status(self, status: str) -> str:
        """The word for a measured row's status."""
        return self.say(f"status.{status}")

    def reason(self, reason: str) -> str:
        """Why a row was set aside, in this language; as the importer gave it where unknown."""
        key = self._reason_key(reason)
        return self.say(key) if key else reason

    def reason_group(self, reason: str) -> str:
        """What kind of reason it is, in a reader's words; `other` where nobody knows."""
        known = self._reason_key(reason).removeprefix("reason.")
        group = next((name for name, inside in _GROUPS.items() if known in inside), "other")
        return self.say(f"reason_group.{group}")

    def _reason_key(self, reason: str) -> str:
        return next(
            (
                key
                for key, stem in words_of("en").items()
                if key.startswith("reason.") and reason.startswith(stem)
            ),
            "",
        )

    def chart_labels(self, *, weeks: int = 6, months: int = 12) -> dict[str, str]:
        """The words every chart asks for, its own fields left open."""
        spans = {"weeks": self.count("week", weeks), "months": self.count("month", months)}
        return self.labels("chart", **spans)

    def _window(self, window: str, weeks: int) -> str:
        if window in ("highest", "lowest"):
            return self.say(f"level_sentence.{window}", weeks=self.count("week", weeks))
        return self.say(f"level_sentence.{window}") if window else ""


_GROUPS = {  # group of reasons -> the reasons in it
    "people": ("no_phone", "not_on_roster", "shared_phone", "no_name"),
    "place": ("unknown_unit", "ambiguous_unit", "no_unit"),
    "account": ("nobodys_figures",),
    "date": (
        "no_date", "no_such_day", "future", "day_after_form", "no_week", "no_publish_day",
        "no_publish_time",
    ),
    "under_age": ("minor", "no_attestation"),
    "post": ("no_post_id", "rounded_id", "damaged_video_id"),
    "act": ("no_act",),
}  # fmt: skip
