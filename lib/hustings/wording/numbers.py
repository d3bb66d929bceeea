"""Figures as Indian readers write them: lakh and crore, percent and points, one digit style."""

import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from hustings.errors import UsageError, nearest
from hustings.wording.lexicon import fields, fill, words_of

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern

Kind = Literal["count", "compact", "percent", "points", "rate", "net", "times", "plain"]
KINDS = ("count", "compact", "percent", "points", "rate", "net", "times", "plain")

MINUS = "\u2212"
LAKH, CRORE = Decimal(100_000), Decimal(10_000_000)

_DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")

# From which size on a figure keeps so many decimals: three significant figures are plenty.
_Steps = Sequence[tuple[Decimal | int, int]]
_WHOLE: _Steps = ((0, 0),)
_PERCENT: _Steps = ((10, 0), (1, 1), (Decimal("0.01"), 2), (0, 3))
_RATE: _Steps = ((100, 0), (1, 1), (Decimal("0.01"), 2), (0, 3))
_COMPACT: _Steps = ((100, 0), (0, 1))
_POINTS: _Steps = ((0, 1),)


class Numbers:
    """The words of one language, its sentences filled and its figures written.

    Missing figures (None, NaN, infinite) are written "–", never as zero.
    """

    def __init__(self, language: str, digits: str = "latin") -> None:
        self._words = words_of(language)
        if digits not in ("latin", "devanagari"):
            raise UsageError(
                "There are no such digits.",
                where=repr(digits),
                fix=nearest(digits, ("latin", "devanagari")),
            )
        self.language = language
        self.digits = digits

    def say(self, key: str, **values: str | int) -> str:
        """The sentence or label of a key, its fields filled.

        Whole numbers are written with Indian grouping; other figures arrive already written.
        Raises: UsageError for an unknown key, or fields that do not match.
        """
        return fill(self.template(key), self._written(values), self._in_digits, where=key)

    def told(self, key: str, values: Mapping[str, str]) -> str:
        """A sentence with those of the values that it has fields for."""
        wanted = fields(self.template(key))
        return self.say(key, **{name: text for name, text in values.items() if name in wanted})

    def template(self, key: str) -> str:
        """The sentence of a key with its fields unfilled.

        Raises: UsageError for an unknown key, with the nearest known one.
        """
        if key not in self._words:
            raise UsageError(
                "There is no such sentence.", where=repr(key), fix=nearest(key, self._words)
            )
        return self._words[key]

    def knows(self, key: str) -> bool:
        """Whether there is a sentence of this key."""
        return key in self._words

    def number(
        self,
        value: float | None,
        kind: Kind = "count",
        *,
        signed: bool = False,
        decimals: int | None = None,
    ) -> str:
        """A figure written out: `12,34,567`, `12.3 lakh`, `64%`, `+6.8 pp`, `5.4`, `1.8×`.

        Args:
            value: shares arrive as 0–1 for `percent` and `points`.
            kind: `plain` writes a whole number without grouping (a year).
            signed: with a plus sign where it is positive.
            decimals: so many always, instead of three significant figures.
        """
        if kind not in KINDS:
            raise UsageError("No such kind of figure.", where=repr(kind), fix=nearest(kind, KINDS))
        if value is None or not math.isfinite(value):
            return self.say("number.missing")
        exact = Decimal(str(value))
        if kind == "compact":
            return self._compact(exact, signed=signed, decimals=decimals)
        if kind in ("percent", "points"):
            exact *= 100
        steps = {"percent": _PERCENT, "points": _POINTS, "rate": _RATE, "times": _RATE}
        rounded = _rounded(exact, steps.get(kind, _WHOLE), decimals)
        text = self._signed(rounded, signed=signed, grouped=kind != "plain")
        unit = {"percent": "number.percent", "points": "number.points", "times": "number.times"}
        return self.say(unit[kind], n=text) if kind in unit else text

    def range(self, low: str, high: str) -> str:
        """Two written figures as a span: "20% to 41%"."""
        return self.say("number.range", low=low, high=high)

    def listing(self, names: Sequence[str], *, most: int | None = None) -> str:
        """Names as a list: "A, B and C"; past `most` of them "A, B and 4 more"."""
        if most is not None and len(names) > most + 1:
            shown = self._joined(names[:most])
            return self.say("list.more", shown=shown, n=len(names) - most)
        if len(names) < 2:
            return names[0] if names else ""
        if len(names) == 2:
            return self.say("list.two", first=names[0], last=names[1])
        return self.say("list.last", shown=self._joined(names[:-1]), last=names[-1])

    def count(self, noun: str, n: int) -> str:
        """So many of something: "1 day", "3 days"; the nouns are those of `count.*`."""
        return self.say(f"count.{noun}.{'one' if n == 1 else 'many'}", n=n)

    def _joined(self, names: Sequence[str]) -> str:
        joined = names[0]
        for name in names[1:]:
            joined = self.say("list.comma", first=joined, last=name)
        return joined

    def _compact(self, exact: Decimal, *, signed: bool, decimals: int | None) -> str:
        # The unit is chosen after rounding, so that 99,950 is 1.0 lakh and 99.96 lakh 1.0 crore.
        for unit, key, smaller in ((CRORE, "number.crore", LAKH), (LAKH, "number.lakh", 1000)):
            if _rounded(abs(exact) / smaller, _POINTS, None) * smaller >= unit:
                rounded = _rounded(exact / unit, _COMPACT, decimals)
                return self.say(key, n=self._signed(rounded, signed=signed))
        return self._signed(_rounded(exact, _WHOLE, None), signed=signed)

    def _signed(self, rounded: Decimal, *, signed: bool, grouped: bool = True) -> str:
        places = max(0, -int(rounded.as_tuple().exponent))
        sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
        return self._in_digits(sign + _grouped(abs(rounded), places, grouped=grouped))

    def _in_digits(self, text: str) -> str:
        return text.translate(_DEVANAGARI) if self.digits == "devanagari" else text

    def _written(self, values: dict[str, str | int]) -> dict[str, str]:
        return {
            name: value if isinstance(value, str) else self.number(_whole(name, value))
            for name, value in values.items()
        }


@lru_cache(4096)  # a figure stands on the chart, in its table and in a sentence
def _grouped(figure: Decimal, places: int, *, grouped: bool) -> str:
    from babel.numbers import format_decimal  # 0.1 s, and some pages need no figure

    written: str = format_decimal(figure, _pattern(places, grouped=grouped), _indian())
    return written


@cache  # as text it is taken apart anew each time, a thousand times a page
def _pattern(places: int, *, grouped: bool) -> "NumberPattern":
    from babel.numbers import parse_pattern

    written = ("#,##,##0" if grouped else "0") + ("." + "0" * places if places else "")
    return parse_pattern(written)


@cache  # a name is looked up anew each time, a thousand times a page
def _indian() -> "Locale":
    from babel import Locale

    locale: Locale = Locale.parse("en_IN")
    return locale


def _rounded(exact: Decimal, steps: _Steps, decimals: int | None) -> Decimal:
    if decimals is not None or not exact:
        return _quantized(exact, decimals or 0)
    fine = _quantized(exact, _places(exact, steps))
    return _quantized(exact, _places(fine, steps))  # 9.97 keeps no decimal once it reads 10


def _places(exact: Decimal, steps: _Steps) -> int:
    return next(places for least, places in steps if abs(exact) >= least)


def _quantized(exact: Decimal, places: int) -> Decimal:
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return rounded or abs(rounded)  # no minus before a zero


def _whole(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise UsageError(
            "A field takes text or a whole number.",
            where=f"{name}={value!r}",
            fix="Write the figure out first, with Words.number.",
        )
    return value
