"""Finding the unit a person meant, with a stated confidence and never silently.

In this order, the first that finds something deciding: the code; the whole text as a name; its
parts, each tried as the place meant with the others as places around it; a near spelling. Several
units that fit equally well are an error that lists them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from hustings.errors import InputError
from hustings.geography.answers import ambiguous, contradicted, elsewhere, unknown
from hustings.geography.phrases import Segment, segments
from hustings.geography.shelf import LEAST, Found, Shelf
from hustings.geography.sound import alike_in_bones
from hustings.geography.unit import RANK, Match, Unit

LEFT_OVER = 0.8
"""Confidence in a match when part of the text was not understood."""

SOUND_ALIKE = 0.9
"""Confidence in an exact name when no level was given and another unit sounds the same."""

# Levels that are named to say where another place lies.
_AROUND = ("country", "state", "lok_sabha", "district", "vidhan_sabha", "block", "panchayat")

Look = Callable[[Segment, Sequence[str]], list[Found]]

_MARGIN = 0.04  # near spellings closer than this to one another are not told apart

_LONGEST = 160  # letters; no place needs more, and hostile cells hold megabytes


class Names:
    """The names of a registry's units; built level by level when first asked."""

    def __init__(self, units: Iterable[Unit], ancestors: Callable[[str], Sequence[Unit]]) -> None:
        self._units = {unit.code: unit for unit in units}
        self._by_level: dict[str, list[Unit]] = {}
        for unit in self._units.values():
            self._by_level.setdefault(unit.level, []).append(unit)
        self._ancestors = ancestors
        self._shelves: dict[str, Shelf] = {}
        self._remembered = lru_cache(maxsize=50_000)(self._outcome)

    def find(self, text: str, levels: tuple[str, ...] = (), within: str = "") -> Match:
        """The unit a text means, among some levels (all if none) and below one unit (or any).

        Raises: InputError when nobody knows it, when several fit, or when its parts disagree.
        """
        outcome = self._remembered(text, levels, within)
        if isinstance(outcome, InputError):
            raise InputError(outcome.problem, where=outcome.where, fix=outcome.fix)
        return outcome

    def with_code(self, unit: Unit, rest: str) -> Match:
        """The unit whose code stands in a text; less sure where the rest is not its name."""
        found = Found(unit, 1.0, "code")
        parts = segments(rest, lambda _: False)
        strange = [part for part in parts if not self._fit(unit, part)]
        told = _told(found, strange)
        return Match(unit, told.confidence, told.how)

    def _outcome(self, text: str, levels: tuple[str, ...], within: str) -> Match | InputError:
        """The match, or why there is none: an unknown name comes as often as a known one."""
        try:
            return self._find(text, levels, within)
        except InputError as refusal:
            return refusal.with_traceback(None)

    def _find(self, text: str, levels: tuple[str, ...], within: str) -> Match:
        asked = self._asked(levels)
        parts = segments(text[:_LONGEST], lambda name: bool(self._named(name, asked)))
        if not parts or len(text) > _LONGEST:
            raise unknown(text, asked, [])
        whole = self._inside(self._named(text, asked), within)
        if whole:
            return self._decided(text, text, whole, asked, within)
        part, found = self._by_parts(text, parts, asked, within)
        if part is None:
            raise self._unknown(text, parts, asked, within)
        bare = len(parts) == 1 and part.number is None
        levels = _shared(part, asked)
        return self._decided(text, part.words, found, levels, within, bare=bare)

    def _asked(self, levels: tuple[str, ...]) -> tuple[str, ...]:
        return levels or tuple(sorted(self._by_level, key=RANK.__getitem__))

    def _shelf(self, level: str) -> Shelf:
        if level not in self._shelves:
            self._shelves[level] = Shelf.of(self._by_level.get(level, []))
        return self._shelves[level]

    def _named(self, name: str, levels: Iterable[str]) -> list[Found]:
        return [found for level in levels for found in self._shelf(level).named(name)]

    def _spelt(self, name: str, levels: Iterable[str]) -> list[Found]:
        return [found for level in levels for found in self._shelf(level).spelt(name)]

    def _inside(self, found: Iterable[Found], within: str) -> list[Found]:
        if not within:
            return list(found)
        return [
            one
            for one in found
            if any(above.code == within for above in self._ancestors(one.unit.code))
        ]

    def _by_parts(
        self, text: str, parts: list[Segment], asked: tuple[str, ...], within: str
    ) -> tuple[Segment | None, list[Found]]:
        """The first part that names units which the other parts surround, and those units.

        First with every part understood, then with some left over.
        """
        around = [part for part in parts if self._meant(part)]
        disagreeing: list[Found] = []
        for part, left_over, look in self._tries(parts, around):
            found = self._inside(look(part, _shared(part, asked)), within)
            if left_over and part is not parts[0]:
                found = [one for one in found if not self._around_only(part, one.unit)]
            by = [other for other in around if other is not part]
            kept = [told for one in found if (told := self._surrounded(one, by))]
            if kept:
                return part, [_told(one, left_over) for one in kept]
            disagreeing += found
        if disagreeing:
            raise contradicted(text, [one.unit for one in disagreeing], self._ancestors)
        return None, []

    def _tries(
        self, parts: list[Segment], around: list[Segment]
    ) -> Iterator[tuple[Segment, list[Segment], Look]]:
        """Each part as the place meant, what is then left over, and how to look for it."""
        for complete in (True, False):
            for look in (self._known, self._near):
                for part in parts:
                    left_over = [one for one in parts if one not in (part, *around)]
                    if complete is not bool(left_over):
                        yield part, left_over, look

    def _around_only(self, part: Segment, unit: Unit) -> bool:
        """Whether a later part rather means a place around: `xyz, Dhanbad` is no block Dhanbad."""
        higher = [level for level in self._by_level if RANK[level] < RANK[unit.level]]
        return not part.levels and bool(self._known(part, higher))

    def _surrounded(self, found: Found, by: Iterable[Segment]) -> Found | None:
        """The unit if every other part names it or something above it; as sure as the least."""
        for part in by:
            sure = self._fit(found.unit, part)
            if not sure:
                return None
            found = replace(found, confidence=min(found.confidence, sure))
        return found

    def _fit(self, unit: Unit, part: Segment) -> float:
        """How surely a part names the unit, something above it, or a district it reaches into."""
        beside = (self._units[code] for code in unit.also_in if code in self._units)
        around = {one.code for one in (unit, *self._ancestors(unit.code), *beside)}
        meant = self._meant(part)
        return max((one.confidence for one in meant if one.unit.code in around), default=0.0)

    def _meant(self, part: Segment) -> list[Found]:
        """Units a part may mean when it says where another one lies."""
        allowed = _shared(part, _AROUND)
        return self._known(part, allowed) or self._near(part, allowed)

    def _known(self, part: Segment, levels: Sequence[str]) -> list[Found]:
        """Units with the very name (with its number, then without), the number, or the sound."""
        if not part.name:
            return self._by_number(part, levels)
        found = self._named(part.words, levels) or self._spelt(part.words, levels)
        if found or part.number is None:
            return found
        named = self._named(part.name, levels) or self._spelt(part.name, levels)
        agreeing = [one for one in named if self._has_number(one.unit, part.number)]
        return agreeing or [_told(one, [Segment(str(part.number))]) for one in named]

    def _by_number(self, part: Segment, levels: Sequence[str]) -> list[Found]:
        """A bare number means something only where one level is asked for."""
        if part.number is None or len(levels) != 1:
            return []
        return self._shelf(levels[0]).numbered(part.number)

    def _near(self, part: Segment, levels: Sequence[str]) -> list[Found]:
        return sorted(
            (
                found
                for level in levels
                for found in self._shelf(level).near(part.words)
                if found.confidence >= LEAST
            ),
            key=lambda found: -found.confidence,
        )

    def _has_number(self, unit: Unit, number: int) -> bool:
        return any(one.unit is unit for one in self._shelf(unit.level).numbered(number))

    def _decided(
        self,
        text: str,
        typed: str,
        found: list[Found],
        asked: tuple[str, ...],
        within: str,
        *,
        bare: bool = True,
    ) -> Match:
        """The one unit that fits best, or an error that lists those that fit equally.

        A bare name, among several levels, is less sure when another unit sounds the same.
        """
        one_each = {one.unit.code: one for one in sorted(found, key=lambda one: one.confidence)}
        first, *rest = sorted(one_each.values(), key=lambda one: -one.confidence)
        margin = _MARGIN if first.how.startswith("near") else 0.0
        equal = [one.unit for one in rest if one.confidence >= first.confidence - margin]
        if equal:
            raise ambiguous(text, [first.unit, *equal], self._ancestors)
        names = (name for name in first.unit.names() if alike_in_bones(name, typed))
        alike = (one for name in names for one in self._spelt(name, asked))
        others = (*rest, *self._inside(alike, within))
        also = {one.unit.code: one.unit for one in others if one.unit is not first.unit}
        unsure = bare and also and len(asked) > 1
        confidence = min(first.confidence, SOUND_ALIKE) if unsure else first.confidence
        return Match(first.unit, confidence, first.how, tuple(also.values()))

    def _unknown(
        self, text: str, parts: list[Segment], asked: tuple[str, ...], within: str
    ) -> InputError:
        if within:
            outside = [one.unit for part in parts for one in self._known(part, asked)]
            if outside:
                return elsewhere(text, within, outside, self._ancestors)
        offered = sorted(
            (
                pair
                for part in parts
                for level in asked
                if level in (_shared(part, asked) or asked)
                for pair in self._shelf(level).nearest(part.words)
            ),
            key=lambda pair: -pair[0],
        )
        return unknown(text, asked, [unit for _, unit in offered][:3], self._ancestors)


def _shared(part: Segment, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The levels asked for that the part's own level word allows."""
    return tuple(level for level in asked if level in (part.levels or asked))


def _told(found: Found, left_over: Sequence[Segment]) -> Found:
    """Less sure, and saying so, where part of the text was not understood."""
    if not left_over:
        return found
    words = ", ".join(f"'{part.shown()}'" for part in left_over)
    return replace(
        found,
        confidence=min(found.confidence, LEFT_OVER),
        how=f"{found.how}; {words} not understood",
    )
