"""The registry of units: the seat tree, the district tree, and names resolved against both."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from hustings.errors import UsageError, nearest
from hustings.geography.answers import misplaced
from hustings.geography.names import Names
from hustings.geography.packaged import COUNTRY, units_of
from hustings.geography.unit import PARENTS, RANK, Match, Tree, Unit

if TYPE_CHECKING:
    import pandas as pd

_SEAT_CODE = re.compile(r"(?:IN-)?([A-Z]{2})-(AC|PC)-0*(\d{1,3})")
_DIGITS = {"AC": 3, "PC": 2}
_WORDS = re.compile(r"[\w]+(?:-[\w]+)+")  # what may be a code inside a text
_LOOKED_AT = 160  # letters
_PIECES = re.compile(r"(\d+)")

_DISTRICT_LEVELS = frozenset(("district", "block", "panchayat", "ward"))


class Units:
    """Every unit of one state (or of the country), immutable; made by `Units.load`.

    Two trees share the country and the state. Seat tree: Lok Sabha seat, assembly seat, booth.
    District tree: district, block, panchayat or ward, booth. An assembly seat knows the district
    it lies in, but is no child of it: blocks already add up to the district.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = {unit.code: unit for unit in units}
        self._capitals = {code.upper(): code for code in self._units}
        self._above: dict[str, tuple[Unit, ...]] = {}
        self._names = Names(self._units.values(), self.ancestors)

    @classmethod
    def load(cls, state: str, listed: "pd.DataFrame | None" = None) -> "Units":
        """The country, one state and everything in it, with the unit's own list joined on.

        Args:
            state: a code such as IN-JH, or IN for all states and seats.
            listed: one row per panchayat, ward or booth (schema table `units`); parents as codes
                or exact names. A row with the code of a known unit corrects its names.
        Raises:  UsageError for an unknown state; InputError listing every breach of the list.
        """
        packaged = units_of(state)
        if listed is None:
            return cls(packaged)
        from hustings.geography.listed import joined  # needs pandas

        return cls(joined(listed, packaged, cls))

    def __reduce__(self) -> tuple[type["Units"], tuple[tuple[Unit, ...]]]:
        return Units, (tuple(self),)  # what was looked up before does not travel

    def __getitem__(self, code: str) -> Unit:
        if code not in self._units:
            raise UsageError(f"There is no unit '{code}'.", fix=nearest(code, self._units))
        return self._units[code]

    def __contains__(self, code: object) -> bool:
        return code in self._units

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._units.values())

    def __len__(self) -> int:
        return len(self._units)

    def at(self, level: str) -> list[Unit]:
        """The units of one level, by number, then by name."""
        wanted = _known(level)
        return sorted((unit for unit in self if unit.level == wanted), key=_natural)

    def children(self, code: str, tree: Tree | None = None) -> list[Unit]:
        """The units directly below one, by number, then by name.

        Args:    tree: `seat` or `district`; by default the district tree below districts, blocks,
                 panchayats and wards, and the seat tree elsewhere.
        """
        home: Tree = "district" if self[code].level in _DISTRICT_LEVELS else "seat"
        return sorted(self._below[_known_tree(tree or home)].get(code, ()), key=_natural)

    def parent(self, code: str, tree: Tree = "seat") -> Unit | None:
        """The unit directly above one; none for the country, and where the tree has none.

        An assembly seat's parent in the district tree is the district it (mostly) lies in.
        """
        above = self[code].parent(_known_tree(tree))
        return self[above] if above else None

    def ancestors(self, code: str) -> list[Unit]:
        """Every unit above one in either tree, nearest first; at most one per level.

        Where a unit has no parent in one tree, the chain goes on from its parent in the other. A
        booth with no block of its own is in its assembly seat's district only if the seat lies in
        one district.
        """
        if code not in self._above:
            chains = (*self._chain(code, "seat"), *self._chain(code, "district"))
            once = {unit.code: unit for unit in chains}
            self._above[code] = tuple(sorted(once.values(), key=lambda unit: -RANK[unit.level]))
        return list(self._above[code])

    def under(self, code: str, level: str | None = None) -> list[Unit]:
        """Every unit below one in either tree, or those of one level; higher levels first."""
        wanted = _known(level) if level else None
        below = self._under.get(self[code].code, ())
        return [unit for unit in below if wanted is None or unit.level == wanted]

    def closure(self) -> "pd.DataFrame":
        """One row per unit and unit above it, itself included: unit, ancestor, level of the latter.

        For rolling measured rows up either tree with one join.
        """
        import pandas as pd

        pairs = [
            (unit.code, above.code, above.level)
            for unit in self
            for above in (unit, *self.ancestors(unit.code))
        ]
        return pd.DataFrame(pairs, columns=["unit", "ancestor", "level"], dtype="str")

    def resolve(
        self,
        text: str,
        *,
        level: str | tuple[str, ...] | None = None,
        within: str | None = None,
    ) -> Match:
        """The unit a person meant by a code, name, alias, number, or a near spelling of a name.

        `Ranchi AC`, `रांची विधानसभा`, `63-RANCHI`, `Kanke block, Ranchi`; `012` with a level.

        Args:
            level: take only units of this level, or of these.
            within: code of a unit; take only units below it.
        Returns: the unit with a confidence of 0.75 to 1, how it was found, and what else it may be.
        Raises:  InputError when nobody knows it (the nearest offered), when several units fit
            (all listed), or when parts of the text contradict one another or the level.
        """
        levels = tuple(map(_known, (level,) if isinstance(level, str) else level or ()))
        inside = self[within].code if within else ""
        match = self._coded(text)
        if match is None:
            return self._names.find(text, levels, inside)
        unit = match.unit
        above = {up.code for up in self.ancestors(unit.code)}
        if (not levels or unit.level in levels) and (not inside or inside in above):
            return match
        if text.strip().isdecimal():  # the list's code 12 is not the booth 12 that was meant
            return self._names.find(text, levels, inside)
        raise misplaced(unit, levels, inside, self.ancestors)

    def _coded(self, text: str) -> Match | None:
        """The unit whose code the text is, or holds: `Kanke (IN-JH-AC-065)`."""
        if code := self.code(text):
            return Match(self[code], 1.0, "code")
        written = {
            word: code for word in _WORDS.findall(text[:_LOOKED_AT]) if (code := self.code(word))
        }
        if len(written) != 1:
            return None
        ((word, code),) = written.items()
        return self._names.with_code(self[code], text.replace(word, " "))

    def code(self, text: str) -> str | None:
        """The code a text is, in any case, its `IN-` and leading zeros left out or not."""
        capitals = text.strip().upper()
        if match := _SEAT_CODE.fullmatch(capitals):
            state, kind, number = match.groups()
            capitals = f"{COUNTRY}-{state}-{kind}-{number.zfill(_DIGITS[kind])}"
        return self._capitals.get(capitals)

    def _chain(self, code: str, tree: Tree) -> Iterator[Unit]:
        other: Tree = "district" if tree == "seat" else "seat"
        here = self[code]
        while True:
            up = here.parent(tree)
            if here.code != code and here.also_in:  # a seat in two districts places nobody
                up = here.parent("seat")
            up = up or here.parent(other)
            if up is None:
                return
            here = self[up]
            yield here

    @cached_property
    def _below(self) -> Mapping[Tree, Mapping[str, list[Unit]]]:
        below: dict[Tree, dict[str, list[Unit]]] = {"seat": {}, "district": {}}
        for unit in self:
            for tree, children in below.items():
                above = unit.parent(tree)
                belongs = unit.level not in ("lok_sabha", "vidhan_sabha") or tree == "seat"
                if above and belongs:
                    children.setdefault(above, []).append(unit)
        return below

    @cached_property
    def _under(self) -> Mapping[str, list[Unit]]:
        under: dict[str, list[Unit]] = {}
        for unit in sorted(self, key=lambda unit: (RANK[unit.level], *_natural(unit))):
            for above in self.ancestors(unit.code):
                under.setdefault(above.code, []).append(unit)
        return under


def _natural(unit: Unit) -> tuple[str, float, list[tuple[int, str]], str]:
    """State, then number, then name with its numbers read as numbers (Booth 9 before Booth 10)."""
    state = unit.code[:5] if unit.eci_no is not None else ""
    number = float("inf") if unit.eci_no is None else unit.eci_no
    pieces = _PIECES.split(unit.name_en.casefold())
    name = [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces if piece]
    return state, number, name, unit.code


def _known(level: str) -> str:
    if level not in RANK:
        raise UsageError(f"There is no level '{level}'.", fix=nearest(level, RANK))
    return level


def _known_tree(tree: Tree) -> Tree:
    if tree not in PARENTS:
        raise UsageError(f"There is no tree '{tree}'.", fix=nearest(tree, PARENTS))
    return tree
