"""What a metric is called, how its figures are written, and the forms its verbs take."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from hustings.wording.dates import Dates
from hustings.wording.lexicon import parts
from hustings.wording.numbers import Kind

Direction = Literal["up", "down", "flat", "none"]
Better = Literal["higher", "lower", "neither"]

SMALL_BASE = 20  # below it a percentage says more than the count does: 2 to 5 is not "+150%"
USUAL_SHARE = 0.005  # half a percent: any change below it reads "0%" and is called stable


@dataclass(frozen=True)
class MetricWords:
    """One metric's words in one language, and how its figures are read.

    `name` stands in a sentence, `label` on a box or an axis. `form` is gender and number of the
    name, for its verbs: ms, mp, fs or fp. `kind` is count, ratio (a share, shown in percent),
    rate (so many per one) or times (of the usual); `better` is higher, lower or neither.
    """

    name: str
    label: str
    unit: str
    definition: str
    form: str
    kind: str
    better: Better


class Measures(Dates):
    """Figures, dates and sentences, and the metrics they are about."""

    def __init__(self, language: str, digits: str = "latin") -> None:
        """As of figures; what is known of a metric is put together once."""
        super().__init__(language, digits)
        self._lexicon: dict[str, MetricWords] = {}

    def lexicon(self, metric: str) -> MetricWords:
        """Everything a sentence needs to know of a metric.

        Raises: UsageError for a metric that is not registered, with the nearest that is.
        """
        if metric not in self._lexicon:
            self._lexicon[metric] = self._words_of(metric)
        return self._lexicon[metric]

    def _words_of(self, metric: str) -> MetricWords:
        from hustings.metrics import find_metric  # page chrome needs no metric

        found = find_metric(metric)
        label = found.hi if self.language == "hi" else found.en
        return MetricWords(
            name=label if label[:2].isupper() else label[:1].lower() + label[1:],
            label=label,
            unit=self.say(f"measured_in.{found.measured_in.replace(' ', '_')}"),
            definition=found.means_hi if self.language == "hi" else found.means_en,
            form=found.gender + ("p" if found.plural else "s"),
            kind=_KINDS.get(found.measured_in, "count"),
            better=found.better,
        )

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
        return self.say(f"verb.{verb}.{self.lexicon(metric).form}")

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
        if kind == "count" and before >= SMALL_BASE and now >= 0:
            return self.number(moved / before, "percent", signed=True)
        return self.number(moved, _WRITTEN[kind], signed=True)

    def direction(self, metric: str, now: float | None, before: float | None) -> Direction:
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

    def name_of(self, english: object, hindi: object) -> str:
        """A unit's bare name in this language; the English one where there is no Hindi one."""
        known = isinstance(hindi, str) and hindi != ""
        return str(hindi if self.language == "hi" and known else english)

    def place(self, name: str, level: str) -> str:
        """A unit with what it is: Ranchi Lok Sabha seat, राँची लोकसभा.

        A name that says it already stays as it is: "Booth 12" is no "Booth Booth 12".
        """
        before, _, after = self.template(f"level.{level}.place").casefold().partition("{name}")
        said = name.casefold()
        if (before and said.startswith(before)) or (after and said.endswith(after)):
            return name
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


_KINDS = {"share": "ratio", "times": "times", "acts per worker": "rate"}
_WRITTEN: dict[str, Kind] = {
    "count": "compact", "ratio": "percent", "rate": "rate", "times": "times",
}  # fmt: skip
