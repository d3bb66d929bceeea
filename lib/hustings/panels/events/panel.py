"""The panel of one date: controls above, the verdict and what could break it below."""

import ipywidgets as widgets

from hustings.panels.events.asking import Asking, EventAnswer, Question
from hustings.panels.events.controls import EventControls
from hustings.panels.markup import banner, element, paragraph, said
from hustings.panels.plot import Plot
from hustings.panels.spec import Spec, spec
from hustings.tables import html


class EventPanel(widgets.VBox):  # type: ignore[misc]  # ipywidgets carries no types
    """What followed a date a reader can move; every question is answered at once."""

    def __init__(self, asking: Asking, question: Question) -> None:
        self.asking = asking
        self.answers = 0  # so far; the drawing in the page carries the number it shows
        self.controls = EventControls(asking, self.show)
        self.head = widgets.HTML()
        self.plot = Plot(asking.words.say("panel.failed"))
        self.table = widgets.HTML()
        self.checks = widgets.HTML()
        below = widgets.Box([self.table, self.checks])
        below.add_class("hustings-below")
        super().__init__([self.controls, self.head, self.plot, below])
        for part, name in self._parts().items():
            part.add_class(f"hustings-{name}")
        self.show(question)

    def show(self, question: Question) -> EventAnswer:
        """Answer a question, and show what can be asked next.

        Raises: UsageError for what the edition does not know.
        """
        answer, words = self.asking.ask(question), self.asking.words
        self.answers += 1
        self.controls.settle(answer.question)
        self.head.value = said(words, self._heading(answer))
        self.table.value = said(words, html(answer.table)) if answer.table else ""
        self.checks.value = said(words, _checks(answer))
        # Last, so that all the rest is there once the drawing carries its number.
        self.plot.draw(self._drawing(answer), self.answers)
        return answer

    def _heading(self, answer: EventAnswer) -> str:
        """The finding, what it is about, how sure it is and why no surer."""
        first = banner(self.asking.edition, self.asking.words)
        about = element("h3", answer.title) + paragraph(answer.subtitle)
        return first + about + "".join(paragraph(text) for text in answer.remarks)

    def _drawing(self, answer: EventAnswer) -> Spec:
        if answer.chart is None:
            return {}
        asked = answer.question
        name = f"{asked.metric} {asked.changed[0]} {asked.begins}"
        return spec(answer.chart, self.asking.words, name=name)

    def _parts(self) -> dict[widgets.DOMWidget, str]:
        """The parts of the panel, by the names that styles and tests know them under."""
        controls = self.controls
        return {
            self: "panel",
            controls: "controls",
            self.head: "head",
            self.table: "table",
            self.checks: "remarks",
            controls.metric: "metric",
            controls.level: "level",
            controls.changed: "changed",
            controls.begins: "begins",
            controls.group: "group",
            controls.picked: "picked",
        }


def _checks(answer: EventAnswer) -> str:
    """Each check as its question in bold, and what came out."""
    return "".join(element("h4", asked) + paragraph(text) for asked, text in answer.checks)
