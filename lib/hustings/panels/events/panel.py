"""The panel of one date: controls above, the verdict and what could break it below."""

import ipywidgets as widgets

from hustings.panels.answering import Answering
from hustings.panels.events.asking import Asking, EventAnswer, Question
from hustings.panels.events.controls import EventControls
from hustings.panels.markup import banner, element, paragraph, said
from hustings.panels.spec import Spec, spec
from hustings.tables import html


class EventPanel(Answering):
    """What followed a date a reader can move; every question is answered at once."""

    def __init__(self, asking: Asking, question: Question) -> None:
        self.asking = asking
        controls = EventControls(asking, self.show)
        super().__init__(controls, _parts(controls), asking.words)
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
        self.remarks.value = said(words, _checks(answer))
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


def _checks(answer: EventAnswer) -> str:
    """Each check as its question in bold, and what came out."""
    return "".join(element("h4", asked) + paragraph(text) for asked, text in answer.checks)


def _parts(controls: EventControls) -> dict[widgets.DOMWidget, str]:
    """The controls' parts, by the names that styles and tests know them under."""
    return {
        controls.metric: "metric",
        controls.level: "level",
        controls.changed: "changed",
        controls.begins: "begins",
        controls.group: "group",
        controls.picked: "picked",
    }
