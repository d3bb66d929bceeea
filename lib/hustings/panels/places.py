"""Where a reader can go: down both unit trees of an edition, and by searching for a name."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Literal

from hustings.edition import Edition
from hustings.errors import UsageError
from hustings.text import normalise
from hustings.wording import Words

Tree = Literal["seat", "district"]
TREES: tuple[Tree, ...] = ("seat", "district")

_SEATS = ("lok_sabha", "vidhan_sabha")  # they lie in districts, but are no step of that tree


class Places:
    """The units of one edition, from its state downwards, in the reader's language."""

    def __init__(self, edition: Edition, words: Words) -> None:
        self._units = edition.table("units").set_index("unit").to_dict("index")
        self._words = words
        self.top = edition.manifest.state

    def __contains__(self, code: object) -> bool:
        return any(code == self.top or code in self._above[tree] for tree in TREES)

    def level(self, code: str) -> str:
        """What the unit is."""
        return str(self._units[code]["level"])

    def name(self, code: str) -> str:
        """Its bare name; the English one where there is no Hindi one."""
        unit = self._units[code]
        return self._words.name_of(unit["name_en"], unit["name_hi"])

    def place(self, code: str) -> str:
        """Its name with what it is: Ranchi Lok Sabha seat; the bare name where that says it."""
        name, level = self.name(code), self.level(code)
        if self._words.say(f"level.{level}.one").casefold() in name.casefold():
            return name
        return self._words.place(name, level)

    def children(self, code: str, tree: Tree) -> list[str]:
        """Units right below in this tree, in natural order."""
        return self._below[tree].get(code, [])

    def path(self, code: str, tree: Tree) -> list[str]:
        """The way from the state down to the unit, both included.

        A unit that is no step of this tree is stood for by the nearest one above it that is: an
        assembly seat by its district, a Lok Sabha seat by the state.
        """
        above = self._above[tree]
        while code != self.top and code not in above:
            code = self._parent(code, tree)
        steps = [code]
        while steps[0] != self.top:
            steps.insert(0, above[steps[0]])
        return steps

    def tree_of(self, code: str, otherwise: Tree) -> Tree:
        """The tree in which the unit is a step; the given one where it is in both.

        Raises: UsageError for a unit of neither: one outside the state.
        """
        others = [tree for tree in TREES if tree != otherwise]
        for tree in (otherwise, *others):
            if code == self.top or code in self._above[tree]:
                return tree
        raise UsageError(
            f"The unit '{code}' lies outside {self.name(self.top)}.",
            where=code,
            fix=f"Choose a unit of {self.top}.",
        )

    def entry(self, code: str) -> str:
        """How a unit is listed in the search; the code tells namesakes apart."""
        return f"{self.place(code)} · {code}"

    def find(self, text: str, most: int = 20) -> list[str]:
        """Units whose name, in either language, or code holds this text; larger units first."""
        wanted = normalise(text)
        if not wanted:
            return list(islice(self._keys, most))
        starts = [code for code, key in self._keys.items() if f"\n{wanted}" in key]
        inside = [code for code, key in self._keys.items() if wanted in key]
        return list(dict.fromkeys([*starts, *inside]))[:most]

    def entered(self, text: str) -> str | None:
        """The code of a whole search entry; None for anything less."""
        code = text.rpartition(" · ")[2]
        return code if code in self and text == self.entry(code) else None

    @cached_property
    def _below(self) -> Mapping[Tree, dict[str, list[str]]]:
        below: dict[Tree, dict[str, list[str]]] = {tree: {} for tree in TREES}
        for code, unit in self._units.items():
            for tree in TREES:
                if tree == "seat" or unit["level"] not in _SEATS:
                    below[tree].setdefault(unit[f"{tree}_parent"], []).append(str(code))
        return below

    @cached_property
    def _above(self) -> Mapping[Tree, dict[str, str]]:
        """The unit above each, for those the state's tree reaches."""
        return {tree: dict(self._links(self.top, tree)) for tree in TREES}

    def _links(self, top: str, tree: Tree) -> Iterator[tuple[str, str]]:
        for child in self.children(top, tree):
            yield child, top
            yield from self._links(child, tree)

    def _parent(self, code: str, tree: Tree) -> str:
        """One step up by this tree, else by the other, else the state."""
        unit = self._units[code]
        steps = (unit[f"{first}_parent"] for first in (tree, *TREES))
        return next((step for step in steps if isinstance(step, str)), self.top)

    @cached_property
    def _keys(self) -> dict[str, str]:
        """What a unit can be found by, each name on a line of its own."""
        return {
            str(code): "\n"
            + "\n".join(normalise(str(name)) for name in (unit["name_en"], unit["name_hi"], code))
            for code, unit in self._units.items()
            if code in self
        }
