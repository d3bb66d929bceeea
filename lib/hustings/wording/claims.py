"""What a briefing may say of a change: words as strong as the evidence, and no stronger."""

from dataclasses import dataclass

from hustings.errors import UsageError, nearest
from hustings.wording.measures import Measures

STRENGTHS = ("clear", "likely", "hint", "none", "blocked")


@dataclass(frozen=True)
class Change:
    """One metric's change in one unit and period, in plain numbers.

    `change`, `low`, `high`, `common`, `seen_up` and `seen_down` are shares of the usual level
    (0.3 is +30%); a metric that is itself a share is then written in points. `base` is the usual
    level (median of `weeks` comparable weeks), `now` the figure of the period. `tested` counts the
    comparisons made for the briefing. `per_day` says that `now` and `base` are of a usual day.
    `place` is a worded name; `reason` a key of `blocked.*`.
    What is None is left unsaid.
    """

    metric: str
    strength: str
    now: float | None = None
    base: float | None = None
    change: float | None = None
    low: float | None = None
    high: float | None = None
    tested: int = 0
    common: float | None = None
    seen_up: float | None = None
    seen_down: float | None = None
    weeks: int = 8
    per_day: bool = False
    place: str = ""
    reason: str = "too_little_data"


class Claims(Measures):
    """Sentences on changes, from the numbers of a `Change`."""

    def strength(self, strength: str) -> str:
        """The word for how sure we are."""
        return self.say(f"strength.{_known(strength)}")

    def change_lead(self, change: Change) -> str:
        """The few words a change begins with: "Posting compliance rose"."""
        strength, metric = _known(change.strength), self.metric(change.metric)
        if strength == "clear":
            lead = self.say("change.lead", metric=metric, verb=self._moved(change))
        elif strength == "likely":
            lead = self.say("change.lead", metric=metric, verb=self._seems(change))
        else:
            lead = self.say(f"change.lead_{strength}", metric=metric)
        if not change.place:
            return lead
        return self.say("change.at_place", place=change.place, lead=lead)

    def change(self, change: Change) -> str:
        """The whole sentence of a change, by its strength, with interval and base."""
        return self._told(change, "")

    def change_detail(self, change: Change) -> str:
        """The same without what `change_lead` has said already, to stand right after it."""
        return self._told(change, "_detail")

    def tested(self, n: int) -> str:
        """How many comparisons the sentence is one of."""
        return self.say("change.tested", tested=self.count("comparison", n))

    def _told(self, change: Change, ending: str) -> str:
        strength = _known(change.strength)
        said: dict[str, str] = {} if ending else {"metric": self.metric(change.metric)}
        if strength == "blocked":
            reason = self.say(f"blocked.{change.reason}")
            return self.say(f"change.blocked{ending}", **said, reason=reason)
        if strength == "none":
            level = self._level(change, ending)
            return self.say(f"change.none{ending}", **said, level=level, seen=self._seen(change))
        if change.change is None:
            raise UsageError(
                f"A {strength} change needs its size.",
                where=f"{change.metric} {change.place}",
                fix="Give change, or strength='blocked' with a reason.",
            )
        said |= self._sized(change)
        if strength == "hint":
            key = self._among(change, said)
        else:
            key = strength
            if not ending:
                seems = strength == "likely"
                said["verb"] = self._seems(change) if seems else self._moved(change)
        sentence = self.say(f"change.{key}{ending}", **said)
        return " ".join(part for part in (sentence, self._beyond(change)) if part)

    def _sized(self, change: Change) -> dict[str, str]:
        signed = change.strength == "hint"  # it has no verb to say which way
        return {
            "amount": self._size(change, change.change, signed=signed),
            "interval": self._interval(change, signed=signed),
            "base": self._base(change),
        }

    def _among(self, change: Change, said: dict[str, str]) -> str:
        if not change.tested:
            return "hint_alone"
        said["tested"] = self.count("comparison_oblique", change.tested)
        return "hint"

    def _level(self, change: Change, ending: str) -> str:
        now, base = change.now, change.base
        if now is None:
            return ""
        said = {"now": self.figure(change, now)}
        if base is None:
            return self.say(f"change.level_now{ending}", **said)
        return self.say(f"change.level{ending}", **said, base=self.figure(change, base))

    def figure(self, change: Change, value: float | None) -> str:
        """A figure of the change, as one of a usual day where that is what was compared."""
        if value is None:
            return self.number(None)
        figure = self.fine(change.metric, value)
        return self.say("number.a_day", n=figure) if change.per_day else figure

    def _moved(self, change: Change) -> str:
        return self.verb("rose" if (change.change or 0) >= 0 else "fell", change.metric)

    def _seems(self, change: Change) -> str:
        return self.verb("seems_up" if (change.change or 0) >= 0 else "seems_down", change.metric)

    def _seen(self, change: Change) -> str:
        sizes = [
            self._size(change, seen, signed=True)
            for seen in (change.seen_up, change.seen_down)
            if seen is not None
        ]
        if len(sizes) == 2:
            return self.say("change.seen", up=sizes[0], down=sizes[1])
        return self.say("change.seen_up", up=sizes[0]) if sizes else self.say("change.seen_unknown")

    def _base(self, change: Change) -> str:
        if change.now is None:
            return ""
        now = self.figure(change, change.now)
        if change.base is None:
            return self.say("change.now", now=now)
        return self.say("change.base", base=self.figure(change, change.base), now=now)

    def _interval(self, change: Change, *, signed: bool = False) -> str:
        low, high = change.low, change.high
        if low is None or high is None:
            return ""
        if not signed and low * high > 0 and low * (change.change or 0) > 0:
            # The verb says which way, so the ends are sizes, smaller first.
            low, high = sorted((abs(low), abs(high)))
        else:
            signed = True
        return self.say("change.interval", range=self._span(change, low, high, signed=signed))

    def _span(self, change: Change, low: float, high: float, *, signed: bool) -> str:
        if change.base is not None and self.lexicon(change.metric).kind == "ratio":
            ends = [
                self.number(end * change.base * 100, "rate", signed=signed, decimals=1)
                for end in (low, high)
            ]
            return self.say("number.points", n=self.range(*ends))
        ends = [self._size(change, end, signed=signed) for end in (low, high)]
        return self.range(*ends)

    def _beyond(self, change: Change) -> str:
        common = change.common
        if common is None or abs(common) < _SMALLEST_COMMON:
            return ""
        return self.say("change.beyond", common=self.number(common, "percent", signed=True))

    def _size(self, change: Change, size: float | None, *, signed: bool = False) -> str:
        """A size of change as the metric's readers take it: ratios in points, counts in percent."""
        if size is not None and not signed:
            size = abs(size)
        ratio = self.lexicon(change.metric).kind == "ratio"
        if ratio and change.base is not None and size is not None:
            return self.number(size * change.base, "points", signed=signed)
        return self.number(size, "percent", signed=signed)


_SMALLEST_COMMON = 0.05  # a general change smaller than this explains nothing to a reader


def _known(strength: str) -> str:
    if strength not in STRENGTHS:
        raise UsageError(
            "There is no such strength.", where=repr(strength), fix=nearest(strength, STRENGTHS)
        )
    return strength
