"""What a worker did, from the boxes ticked in a form, English or Hindi."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from hustings.importers.contract import Assumed
from hustings.importers.tabular.cells import Wrong

OFTEN = 5  # an answer given this often is a choice of the form, not somebody's own words

_SEPARATOR = re.compile(r"[,;\n]")
_KNOWN = tuple(
    (re.compile(pattern, re.IGNORECASE), act)
    for pattern, act in (
        (r"house|door|home visit|\bghar\b|\bgrih|घर|गृह", "house_visit"),
        ("pravas|night stay|प्रवास", "pravas_stay"),
        ("forward|फ\u093c?[ॉो]र्?वर्ड|अग्रेषि", "message_forwarded"),
        ("camp\\b|training|shivir|abhyas|prashikshan|शिविर|प्रशिक्षण|अभ्यास", "camp_attended"),
        ("meeting|baithak|बैठक|सभा", "meeting"),
        ("shared?\\b|\\bpost|पोस्ट|साझा|शेयर", "post_shared"),
        ("calls?\\b|phone|फ\u093c?ोन|कॉल|दूरभाष", "phone_call"),
        ("report|रिपोर्ट|प्रतिवेदन", "report_written"),
        ("events?\\b|rally|program|karyakram|कार्यक्रम|रैली|आयोजन", "event_held"),
    )
)


def read_acts(answer: str) -> tuple[str, ...] | Wrong:
    """The acts an answer names, each once; whatever is no known act is one `other`."""
    labels = _labels(answer)
    if not labels:
        return Wrong("no act is named", "Nothing to mend: the answer was left empty.")
    return tuple(dict.fromkeys(_known(label) or "other" for label in labels))


def counted_as_other(answers: Mapping[str, int]) -> Iterator[Assumed]:
    """What was counted as `other`; rare answers may be personal and are not repeated.

    Args: answers: answers that named an unknown act, and how often each was given.
    """
    unknown: Counter[str] = Counter()
    for answer, times in answers.items():
        for label in _labels(answer):
            if not _known(label):
                unknown[label] += times
    if unknown:
        often = [f"'{label[:60]}'" for label, times in unknown.most_common(10) if times >= OFTEN]
        yield Assumed(
            "answers that name no known act are counted as other",
            f"{unknown.total()} of them" + (f"; often: {', '.join(often)}" if often else ""),
        )


def _labels(answer: str) -> list[str]:
    return [label.strip() for label in _SEPARATOR.split(answer) if label.strip()]


def _known(label: str) -> str | None:
    return next((act for pattern, act in _KNOWN if pattern.search(label)), None)
