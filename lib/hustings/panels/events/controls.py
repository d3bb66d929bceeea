"""The controls of the panel of one date."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import ipywidgets as widgets

from hustings.panels.boxes import Change, dropdown, offer, row, several
from hustings.panels.events.asking import GROUPS, Asking, Question
from hustings.period import Period

LINES = 6  # of a list of units


class EventControls(widgets.VBox):  # type: ignore[misc]  # ipywidgets carries no types
    """Every control of the panel; `asked` is told the new question when a reader changes one."""

    def __init__(self, asking: Asking, asked: Callable[[Question], object]) -> None:
        self._asking = asking
        self._asked = asked
        self._settling = False
        self._make()
        self._watch()
        lists = row(self.changed, self.picked)
        super().__init__([row(self.metric, self.level), lists, row(self.begins, self.group)])

    def settle(self, question: Question) -> None:
        """Show a question, and offer what can be asked from there."""
        self._settling = True
        try:
            self.question = question
            self.metric.value = question.metric
            self.level.value = question.level
            names = self._names(question.level)
            for chosen, codes in ((self.changed, question.changed), (self.picked, question.picked)):
                offer(chosen, names)
                chosen.value = codes
            self.begins.value = question.begins
            self.group.value = question.group
            self.picked.layout.display = None if question.group == "picked" else "none"
        finally:
            self._settling = False

    def _make(self) -> None:
        words, asking = self._asking.words, self._asking
        self.metric = dropdown(words.say("column.metric"))
        self.metric.options = [(words.label(name), name) for name in asking.metrics]
        self.level = dropdown(words.say("event.level"))
        self.level.options = [(words.units(level), level) for level in asking.levels]
        self.changed = several(words.say("event.changed"), lines=LINES)
        self.picked = several(words.say("event.compared"), lines=LINES)
        self.begins = dropdown(words.say("event.begins"))
        self.begins.options = [(words.day(Period.parse(week).first), week) for week in asking.weeks]
        self.group = dropdown(words.say("event.group"))
        self.group.options = [(words.say(f"event.{group}"), group) for group in GROUPS]

    def _watch(self) -> None:
        for part in ("metric", "level", "changed", "picked", "begins", "group"):
            self._on(getattr(self, part), part)

    def _on(self, control: widgets.Widget, part: str) -> None:
        """Ask another question when this control is changed by the reader."""

        def changed(change: Change) -> None:
            if not self._settling:
                other: dict[str, Any] = {part: change["new"]}
                self._asked(self._begun(replace(self.question, **other)))

        control.observe(changed, "value")

    def _begun(self, question: Question) -> Question:
        """Choosing by hand begins with the units compared with until then."""
        if question.group != "picked" or self.question.group == "picked":
            return question
        return replace(question, picked=tuple(self._asking.compared(self.question)))

    def _names(self, level: str) -> list[tuple[str, str]]:
        """What units of a level are called; namesakes carry their codes."""
        places, codes = self._asking.places, self._asking.units(level)
        names = [places.name(code) for code in codes]
        return [
            (name if names.count(name) == 1 else f"{name} · {code}", code)
            for name, code in zip(names, codes, strict=True)
        ]
