"""The controls of a panel: what can be chosen from here, and what is chosen."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import ipywidgets as widgets

from hustings.panels.boxes import FITTING, Change, dropdown, offer, row
from hustings.panels.choice import Choice
from hustings.panels.explorer import Explorer
from hustings.panels.places import TREES, Tree
from hustings.period import Period

_STEPS = 6  # the longest path below a state: both seats, block, panchayat, ward, booth


class Controls(widgets.VBox):  # type: ignore[misc]  # ipywidgets carries no types
    """Every control of a panel; `asked` is told the new choice when a reader changes one."""

    def __init__(self, explorer: Explorer, asked: Callable[[Choice], object]) -> None:
        self._explorer = explorer
        self._asked = asked
        self._settling = False
        self._make()
        self._watch()
        super().__init__(
            [
                row(self.tree, self.find),
                row(*self.steps),
                row(self.metric, self.platform),
                row(self.weeks, self.compare),
            ]
        )

    def settle(self, choice: Choice) -> None:
        """Show a choice, and offer what can be chosen from there."""
        self._settling = True
        try:
            self.choice = choice
            self.tree.value = choice.tree
            self.find.value = ""
            self.find.options = self._entries("")
            self._settle_path()
            self.metric.value = choice.metric
            self._settle_platform()
            self.weeks.value = (choice.first, choice.last)
            self._settle_compare()
        finally:
            self._settling = False

    def _make(self) -> None:
        words, metrics = self._explorer.words, self._explorer.metrics
        weeks = [(words.day_tick(Period.parse(week).first), week) for week in self._explorer.weeks]
        self.tree = widgets.ToggleButtons(
            options=[(words.say(f"panel.{tree}"), tree) for tree in TREES],
            style={"button_width": "auto"},
        )
        self.find = widgets.Combobox(
            description=words.say("index.search"),
            placeholder=words.say("panel.search_hint"),
            style=FITTING,
            layout={"width": "26rem"},
        )
        self.steps = [dropdown() for _ in range(_STEPS)]
        self.metric = dropdown(words.say("column.metric"))
        self.metric.options = [(words.label(name), name) for name in metrics]
        self.platform = dropdown(words.say("column.platform"))
        self.weeks = widgets.SelectionRangeSlider(
            options=weeks,
            index=(0, len(weeks) - 1),
            description=words.say("panel.weeks"),
            style=FITTING,
            layout={"width": "30rem"},
        )
        self.compare = widgets.Checkbox(indent=False, layout={"width": "auto"})

    def _watch(self) -> None:
        self._on(self.tree, self._in_tree)
        for step in self.steps:
            self._on(step, lambda unit: {"unit": unit})
        self._on(self.metric, lambda metric: {"metric": metric})
        self._on(self.platform, lambda platform: {"platform": platform})
        self._on(self.weeks, lambda ends: {"first": ends[0], "last": ends[1]})
        self._on(self.compare, lambda compare: {"compare": compare})
        self.find.observe(self._search, "value")

    def _on(self, control: widgets.Widget, asks: Callable[[Any], Change]) -> None:
        """Ask for another choice when this control is changed by the reader."""

        def changed(change: Change) -> None:
            if not self._settling:
                self._asked(replace(self.choice, **asks(change["new"])))

        control.observe(changed, "value")

    def _in_tree(self, tree: Tree) -> Change:
        """The same place in the other tree, or the nearest above it that is a step there."""
        return {"tree": tree, "unit": self._explorer.places.path(self.choice.unit, tree)[-1]}

    def _search(self, change: Change) -> None:
        """Go to the entry that was picked; while a name is being typed, list what matches."""
        if self._settling:
            return
        unit = self._explorer.places.entered(change["new"])
        if unit is None:
            self.find.options = self._entries(change["new"])
        else:
            self._asked(replace(self.choice, unit=unit))

    def _entries(self, text: str) -> list[str]:
        places = self._explorer.places
        return [places.entry(code) for code in places.find(text)]

    def _settle_path(self) -> None:
        """A drop-down for each step from the state to the unit, and one for what lies below."""
        places, words = self._explorer.places, self._explorer.words
        path = places.path(self.choice.unit, self.choice.tree)
        for place, step in enumerate(self.steps):
            below = places.children(path[place], self.choice.tree) if place < len(path) else []
            step.layout.display = None if below else "none"
            if below:
                above = path[place]
                whole = words.say("panel.all_of", name=places.name(above))
                level = words.say(f"level.{places.level(below[0])}.one")
                step.description = level[:1].upper() + level[1:]
                offer(step, [(whole, above), *((places.name(code), code) for code in below)])
                step.value = path[place + 1] if place + 1 < len(path) else above

    def _settle_platform(self) -> None:
        names = self._explorer.platforms(self.choice.metric)
        says = self._explorer.words.say
        offer(self.platform, [(says(f"platform.{name}"), name) for name in names])
        self.platform.value = self.choice.platform
        self.platform.disabled = len(names) == 1

    def _settle_compare(self) -> None:
        places, words = self._explorer.places, self._explorer.words
        below = self._explorer.children(self.choice)
        self.compare.disabled = not below
        self.compare.value = self.choice.compare
        if below:
            units = words.units(places.level(below[0]), len(below))
            self.compare.description = words.say("panel.compare", units=units)
