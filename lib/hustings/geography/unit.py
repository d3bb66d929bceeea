"""What one unit is, which level stands above which, and what resolving a name gives back."""

from dataclasses import dataclass
from typing import Literal

from hustings.schema.field import LEVELS

Tree = Literal["seat", "district"]

RANK: dict[str, int] = {
    "country": 0,
    "state": 1,
    "lok_sabha": 2,
    "district": 2,
    "vidhan_sabha": 3,
    "block": 4,
    "panchayat": 5,
    "ward": 6,
    "booth": 7,
}
"""How far below the country a level stands; a parent's rank is always lower than its child's."""

PARENTS: dict[Tree, frozenset[str]] = {
    "seat": frozenset(LEVELS) - {"district", "booth"},
    "district": frozenset(LEVELS) - {"lok_sabha", "vidhan_sabha", "booth"},
}
"""The levels that may stand above another one in each tree."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One place with a code: country, state, seat, district, block, panchayat, ward or booth."""

    code: str
    level: str
    name_en: str
    name_hi: str | None = None
    name_hi_status: str | None = None
    """How sure the Hindi name is: checked (two sources agree), official single source, single
    source, 2 sources differ, inferred from seat, unverified (show it as such); own list."""
    reservation: str | None = None
    """GEN, SC or ST; BL and SANGHA in Sikkim; seats only."""
    seat_parent: str | None = None
    district_parent: str | None = None
    eci_no: int | None = None
    lgd_code: str | None = None
    aliases: tuple[str, ...] = ()
    also_in: tuple[str, ...] = ()
    """Districts a seat reaches into besides `district_parent`."""
    wikidata: str | None = None

    def name(self, language: str) -> str:
        """The name in `hi` where there is one, else in English."""
        return self.name_hi or self.name_en if language == "hi" else self.name_en

    def parent(self, tree: Tree) -> str | None:
        """Code of the unit directly above in one tree."""
        return self.seat_parent if tree == "seat" else self.district_parent

    def names(self) -> tuple[str, ...]:
        """Every name it goes by: English, Hindi, aliases."""
        return tuple(name for name in (self.name_en, self.name_hi, *self.aliases) if name)


@dataclass(frozen=True, slots=True)
class Match:
    """What a typed name was taken for, and how sure that is."""

    unit: Unit
    confidence: float
    """1: the code, or a name, alias or official number that only this unit has. 0.95: another
    spelling of the same sound, or the number that ends a listed unit's code. 0.9: a bare name,
    where a unit of another level sounds the same. 0.8 at most: part of the text was not
    understood. 0.75 to 0.9: a near spelling. Below that nothing is matched."""
    how: str
    """`code`, `number`, `name`, `alias`, `spelling` or `near`, and what was not understood."""
    also: tuple[Unit, ...] = ()
    """Other units it might have been, likeliest first."""
