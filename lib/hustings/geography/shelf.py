"""The units of one level, findable by name, sound and number."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hustings.geography.sound import bones, digits, plain, sound, sounds
from hustings.geography.unit import Unit

SPELT_OTHERWISE = 0.95
"""Confidence in a name that sounds the same and is spelt otherwise."""

LEAST = 0.75
"""Confidence below which a name is said to be unknown, the nearest offered."""

# Chosen on the names of a works sheet, an election's results and a list of members: every other
# spelling there passes, and few names of another state's blocks, or of villages, do.
_SAME_BONES = 0.80  # likeness from which names with the same four consonants or more may be one
_FEW_BONES = 0.88  # the same, with three consonants or fewer
_NEAR = 0.87  # likeness that will do where a consonant differs
_LONG_ENOUGH = 7  # letters; in shorter names one consonant makes another place

# Names that are words for any district's chief block; one unit has the bare word for its name.
_GENERIC = frozenset(map(plain, ("Sadar", "सदर")))
_GENERIC_NAME = 0.8

_LAST_NUMBER = re.compile(r"(\d{1,9})$")


@dataclass(frozen=True, slots=True)
class Found:
    """One unit a name may mean, and how sure that is."""

    unit: Unit
    confidence: float
    how: str


@dataclass(slots=True)
class Shelf:
    """All units of one level under their keys; built once, then only read."""

    names: dict[str, list[Found]] = field(default_factory=dict)
    heard: dict[str, list[Unit]] = field(default_factory=dict)
    numbers: dict[int, list[Found]] = field(default_factory=dict)

    @classmethod
    def of(cls, units: Iterable[Unit]) -> "Shelf":
        """The shelf of some units, all of one level."""
        shelf = cls()
        for unit in units:
            shelf._put(unit)
        return shelf

    def named(self, name: str) -> list[Found]:
        """Units with exactly this name or alias, whatever its case, spaces and punctuation."""
        return self.names.get(plain(name), [])

    def spelt(self, name: str) -> list[Found]:
        """Units whose name sounds the same."""
        return [
            Found(unit, SPELT_OTHERWISE, "spelling") for unit in self.heard.get(sound(name), [])
        ]

    def numbered(self, number: int) -> list[Found]:
        """Units with this number: the Election Commission's, LGD's, or the end of the code."""
        return self.numbers.get(number, [])

    def near(self, name: str) -> list[Found]:
        """Units whose names are nearly this one, likeliest first, one entry each."""
        from rapidfuzz import fuzz, process  # only names that nothing else finds come here

        key = sound(name)
        alike = process.extract(
            key, list(self.heard), scorer=fuzz.ratio, score_cutoff=100 * _SAME_BONES, limit=25
        )
        best: dict[str, Found] = {}
        for other, score, _ in alike:
            confidence = _confidence(key, other, score / 100)
            for unit in self.heard[other]:
                if confidence > (best[unit.code].confidence if unit.code in best else 0):
                    best[unit.code] = Found(unit, round(confidence, 3), "near")
        return sorted(best.values(), key=lambda found: -found.confidence)

    def nearest(self, name: str) -> Iterator[tuple[float, Unit]]:
        """The three units most like a name that nobody knows, for the error to offer."""
        from rapidfuzz import fuzz, process

        for other, score, _ in process.extract(
            sound(name), list(self.heard), scorer=fuzz.ratio, score_cutoff=65, limit=3
        ):
            for unit in self.heard[other][:3]:
                yield score, unit

    def _put(self, unit: Unit) -> None:
        own = {plain(name) for name in (unit.name_en, unit.name_hi) if name}
        keys = dict.fromkeys(plain(name) for name in unit.names())
        for key in keys:
            how = "name" if key in own else "alias"
            confidence = _GENERIC_NAME if key in _GENERIC else 1.0
            self.names.setdefault(key, []).append(Found(unit, confidence, how))
        for key in dict.fromkeys(key for name in unit.names() for key in sounds(name)):
            self.heard.setdefault(key, []).append(unit)
        if (number := _number(unit)) is not None:
            self.numbers.setdefault(number[0], []).append(Found(unit, number[1], "number"))


def _confidence(key: str, other: str, likeness: float) -> float:
    """Sure enough or 0; numbers in the two must agree."""
    if digits(key) != digits(other):
        return 0.0
    mine, theirs = bones(key), bones(other)
    if mine == theirs and likeness >= (_SAME_BONES if len(mine) > 3 else _FEW_BONES):
        return 0.7 + 0.2 * likeness
    long = min(len(key), len(other)) >= _LONG_ENOUGH
    if long and mine[:1] == theirs[:1] and likeness >= _NEAR:
        return 0.9 * likeness
    return 0.0


def _number(unit: Unit) -> tuple[int, float] | None:
    """A unit's number, and how sure it is that people mean this number when they write one."""
    if unit.eci_no is not None:
        return unit.eci_no, 1.0
    if unit.lgd_code is not None and unit.lgd_code.isdecimal():
        return int(unit.lgd_code), 1.0
    if unit.level in ("panchayat", "ward", "booth") and (end := _LAST_NUMBER.search(unit.code)):
        return int(end[1]), SPELT_OTHERWISE
    return None
