"""What a worker did, from the boxes ticked in a form, English or Hindi."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hustings.importers.contract import Assumed
from hustings.importers.tabular.cells import Wrong

OFTEN = 5  # an answer given this often is a choice of the form, not somebody's own words

_SEPARATOR = re.compile(r"[,;\n]")
_KNOWN = tuple(
    (re.compile(pattern, re.IGNORECASE), act)
    for pattern, act in (
        ("house|door|home visit|घर|गृह", "house_visit"),
        ("pravas|night stay|प्रवास", "pravas_stay"),
        ("forward|फ\u093c?[ॉो]र्?वर्ड|अग्रेषि", "message_forwarded"),
        ("camp\\b|training|shivir|abhyas|शिविर|प्रशिक्षण|अभ्यास", "camp_attended"),
        ("meeting|baithak|बैठक|सभा", "meeting"),
        ("shared?\\b|\\bpost|पोस्ट|साझा|शेयर", "post_shared"),
        ("calls?\\b|phone|फ\u093c?ोन|कॉल|दूरभाष", "phone_call"),
        ("report|रिपोर्ट|प्रतिवेदन", "report_written"),
        ("events?\\b|rally|program|कार्यक्रम|रैली|आयोजन", "event_held"),
    )
)


@dataclass
class Acts:
    """A reader of answers that may name several acts at once."""

    unknown: Counter[str] = field(default_factory=Counter)
    _read: dict[str, tuple[str, ...] | Wrong] = field(default_factory=dict, repr=False)

    def __call__(self, answer: str) -> tuple[str, ...] | Wrong:
        """The acts an answer names, each once; what is no known act is one `other`."""
        if answer not in self._read:
            self._read[answer] = self._of(answer)
        return self._read[answer]

    def _of(self, answer: str) -> tuple[str, ...] | Wrong:
        labels = [label.strip() for label in _SEPARATOR.split(answer) if label.strip()]
        if not labels:
            return Wrong("no act is named", "Nothing to mend: the answer was left empty.")
        return tuple(dict.fromkeys(_known(label) or "other" for label in labels))

    def see(self, answers: Iterable[str]) -> None:
        """Count what is no known act."""
        for answer, times in Counter(answers).items():
            for label in _SEPARATOR.split(answer):
                if label.strip() and not _known(label):
                    self.unknown[label.strip()] += times

    def assumed(self) -> Iterator[Assumed]:
        """What was counted as `other`; rare answers may be personal and are not repeated."""
        if not self.unknown:
            return
        often = [label for label, times in self.unknown.most_common(10) if times >= OFTEN]
        listed = ", ".join(f"'{label[:60]}'" for label in often)
        yield Assumed(
            "answers that name no known act are counted as other",
            f"{self.unknown.total()} of them" + (f"; often: {listed}" if listed else ""),
        )


def _known(label: str) -> str | None:
    return next((act for pattern, act in _KNOWN if pattern.search(label)), None)
