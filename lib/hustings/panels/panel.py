"""A panel: controls above, the answer below."""

import ipywidgets as widgets

from hustings.panels.answering import Answering
from hustings.panels.choice import Answer, Choice
from hustings.panels.controls import Controls
from hustings.panels.explorer import Explorer
from hustings.panels.markup import banner, element, paragraph, said
from hustings.panels.spec import Spec, spec
from hustings.tables import html


class Panel(Answering):
    """An explorer a reader can touch; it answers every choice at once."""

    def __init__(self, explorer: Explorer, choice: Choice) -> None:
        self.explorer = explorer
        controls = Controls(explorer, self.show)
        super().__init__(controls, _parts(controls), explorer.words)
        self.show(choice)

    def show(self, choice: Choice) -> Answer:
        """Answer a choice, and show what can be chosen next.

        Raises: UsageError for a choice the edition does not know.
        """
        answer, words = self.explorer.choose(choice), self.explorer.words
        self.answers += 1
        self.controls.settle(answer.choice)
        self.head.value = said(words, self._heading(answer))
        self.table.value = said(words, html(answer.table))
        self.remarks.value = said(words, _remarks(answer))
        # Last, so that all the rest is there once the drawing carries its number.
        self.plot.draw(self._drawing(answer), self.answers)
        return answer

    def _heading(self, answer: Answer) -> str:
        """The finding and what it is about; sample data says so first."""
        first = banner(self.explorer.edition, self.explorer.words)
        return first + element("h3", answer.title) + paragraph(answer.subtitle)

    def _drawing(self, answer: Answer) -> Spec:
        if answer.chart is None:
            return {}
        choice = answer.choice
        name = f"{choice.metric} {choice.unit} {choice.last}"
        return spec(answer.chart, self.explorer.words, name=name)


def _remarks(answer: Answer) -> str:
    """How much stands behind the drawing, which weeks are missing, what the figures mean."""
    note = [answer.chart.note] if answer.chart else []
    return "".join(paragraph(text) for text in (*note, *answer.remarks))


def _parts(controls: Controls) -> dict[widgets.DOMWidget, str]:
    """The controls' parts, by the names that styles and tests know them under."""
    return {
        controls.tree: "tree",
        controls.find: "find",
        controls.metric: "metric",
        controls.platform: "platform",
        controls.weeks: "weeks",
        controls.compare: "compare",
        **{step: f"step-{place}" for place, step in enumerate(controls.steps)},
    }
