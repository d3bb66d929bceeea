"""What a metric is called, how its figures are written, and the forms its verbs take."""

from collections.abc import Callable
from dataclasses import dataclass

from hustings.errors import UsageError, nearest
from hustings.wording.dates import Dates
from hustings.wording.lexicon import metric_facts, parts
from hustings.wording.numbers import Kind

SMALL_BASE = 20  # below it a percentage says more than the count does: 2 to 5 is not "+150%"
USUAL_SHARE = 0.005  # half a percent: any change below it reads "0%" and is called stable


@dataclass(frozen=True)
class Metric:
    """One metric's words in one language, and how its figures are read.

    `gender` is m or f and `number` s or p, of the name; `kind` is count, ratio, rate, net or score;
    `better` is higher, lower or neither.
    """

    key: str
    name: str
    label: str
    unit: str
    definition: str
    gender: str
    number: str
    kind: str
    better: str


class Measures(Dates):
    """Figures, dates and sentences, and the metrics they are about."""

    def lexicon(self, metric: str) -> Metric:
        """Everything known of a metric.

        Raises: UsageError for a metric without words, with the nearest that has them.
        """
        facts = metric_facts()
        if f"{metric}.kind" not in facts:
            known = [key.removesuffix(".kind") for key in facts if key.endswith(".kind")]
            raise UsageError(
                "There are no words for this metric.",
                where=repr(metric),
                fix=nearest(metric, known) + " New metrics need an entry in all three word files.",
            )
        said = {part: self.say(f"metric.{metric}.{part}") for part in _SAID}
        kind, better = facts[f"{metric}.kind"], facts[f"{metric}.better"]
        return Metric(key=metric, kind=kind, better=better, **said)

    def metric(self, metric: str) -> str:
        """The metric's name as it stands in a sentence."""
        return self.lexicon(metric).name

    def label(self, metric: str) -> str:
        """The metric's name as it stands on a box or an axis."""
        return self.lexicon(metric).label

    def definition(self, metric: str) -> str:
        """One plain sentence on what is counted."""
        return self.lexicon(metric).definition

    def verb(self, verb: str, metric: str) -> str:
        """A verb of `verb.*` in the form that agrees with the metric's name."""
        words = self.lexicon(metric)
        return self.say(f"verb.{verb}.{words.gender}{words.number}")

    def value(self, metric: str, value: float | None, *, decimals: int | None = None) -> str:
        """A figure of a metric: counts in lakh and crore, ratios (given as 0–1) in percent."""
        kind = self.lexicon(metric).kind
        return self.number(value, _WRITTEN[kind], decimals=decimals)

    def fine(self, metric: str, value: float) -> str:
        """A figure that stands beside its difference in points: ratios with one decimal."""
        ratio = self.lexicon(metric).kind == "ratio"
        return self.value(metric, value, decimals=1 if ratio else None)

    def formatter(self, metric: str) -> Callable[[float | None], str]:
        """How a chart of this metric writes its figures."""
        return lambda value: self.value(metric, value)

    def difference(self, metric: str, now: float | None, before: float | None) -> str:
        """How far a figure moved: +6.8 pp, +8.1%, +0.4; small counts as counts: +3."""
        if now is None or before is None:
            return self.number(None)
        moved, kind = now - before, self.lexicon(metric).kind
        if kind == "ratio":  # from the figures as shown, so that the reader's own sum comes out
            return self.number(round(now, 3) - round(before, 3), "points", signed=True)
        if kind == "count" and before >= SMALL_BASE:
            return self.number(moved / before, "percent", signed=True)
        return self.number(moved, _WRITTEN[kind], signed=True)

    def direction(self, metric: str, now: float | None, before: float | None) -> str:
        """up, down, flat (it reads the same), or none where either figure is missing."""
        if now is None or before is None:
            return "none"
        if self.value(metric, now) == self.value(metric, before):
            return "flat"
        if before and abs(now / before - 1) < USUAL_SHARE:
            return "flat"
        return "up" if now > before else "down"

    def is_good(self, metric: str, direction: str) -> bool | None:
        """Whether moving that way is good; None where it is neither or did not move."""
        better = self.lexicon(metric).better
        if direction not in ("up", "down") or better == "neither":
            return None
        return (direction == "up") == (better == "higher")

    def place(self, name: str, level: str) -> str:
        """A unit with what it is: Ranchi Lok Sabha seat, राँची लोकसभा."""
        return self.say(f"level.{level}.place", name=name)

    def units(self, level: str, n: int | None = None, *, oblique: bool = False) -> str:
        """The word for units of a level: "blocks", "3 blocks", "1 block".

        Args:    oblique: the Hindi form before में, से, का (प्रखंडों).
        """
        form = "oblique" if oblique else "many"
        if n is None:
            return self.say(f"level.{level}.{form}")
        word = self.say(f"level.{level}.{'one' if n == 1 else form}")
        return f"{self.number(n)} {word}"

    def labels(self, group: str, **values: str) -> dict[str, str]:
        """All words of a group (`chart`), as the patterns they are.

        Args:    values: fields to fill now; the others stay as {fields}.
        """
        dotted = f"{group}."
        return {
            key.removeprefix(dotted): self._partly(template, values)
            for key, template in self._words.items()
            if key.startswith(dotted)
        }

    def _partly(self, template: str, values: dict[str, str]) -> str:
        return "".join(
            self._in_digits(text) + ("" if field is None else values.get(field, f"{{{field}}}"))
            for text, field in parts(template)
        )


_SAID = ("name", "label", "unit", "definition", "gender", "number")
_WRITTEN: dict[str, Kind] = {
    "count": "compact", "ratio": "percent", "rate": "rate", "net": "compact", "score": "score",
}  # fmt: skip
