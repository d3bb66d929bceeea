"""Which question may ask for what: proposed by likeness, for a person to confirm."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from hustings.importers.answered import TELLING, kind_of_field, may_answer
from hustings.importers.tabular.layout import Field, Layout, languages, loose
from hustings.text.skeleton import word_skeletons

LIKELY = 0.6  # less like a known question than this, and it is not proposed
BY_A_WORD = 0.9  # a question in which a telling word stands, in whatever words around it
BY_ANSWERS = 0.8  # a question that nearly everybody answers with a number to call, or a place
BY_LEFT = 0.6  # the one question left that is answered with days, for the one field of days left
OTHER_LETTERS = 0.9  # how far a Hindi wording in Latin letters is to be trusted
NEED = 0.05  # by how much what a file cannot do without goes before what is about as like
MOST_QUESTIONS = 300  # of one file; every one is held against every field

# Words every question is full of; they say nothing of what is asked.
_FILLERS = frozenset(
    re.findall(
        r"\S+",
        "a an the of in on at to for is are was were did do does you your yours we our please "
        "today all kindly tell us enter write fill give select choose mention if any and or which "
        "what ka ki ke ko mein se aap aapka aapne aaj apna kya "
        "आज का की के को में से पर और या है हैं था थे आप आपका आपकी आपके अपना अपनी अपने आपने "
        "कृपया बताएं बताइए लिखें भरें चुनें दें क्या कौन सा सी",
    )
)
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Line:
    """One proposed line of a crosswalk."""

    question: str
    field: str
    sure: float  # 0 to 1


@dataclass(frozen=True)
class Proposal:
    """What a file's questions may ask for, if it is of one source."""

    source: str
    lines: tuple[Line, ...]
    unasked: tuple[str, ...]  # fields without a question
    lacking: tuple[str, ...]  # those of them without which the file cannot be read
    left: tuple[str, ...]  # questions left over
    against: int = 0  # questions that a file of this source does not ask

    @property
    def worth(self) -> float:
        """How well it fits: what is understood, less what is lacking or speaks against it."""
        return sum(line.sure for line in self.lines) - len(self.lacking) - self.against


def propose(
    source: str, layout: Layout, header: Sequence[str], answered: Mapping[str, str] | None = None
) -> Proposal:
    """What each question of a header may ask for; every question and field at most once.

    Args: answered: by question, the kind of its answers, however it is worded.
    """
    questions = list(dict.fromkeys(name.strip() for name in header if name.strip()))
    lines = list(likely(questions, layout.fields, answered or {}))
    lines += _left_for_one_another(questions, layout.fields, lines, answered or {})
    fields = {line.field for line in lines}
    asked = {line.question for line in lines}
    unasked = [field for field in layout.fields if field.name not in fields]
    return Proposal(
        source,
        tuple(sorted(lines, key=lambda line: questions.index(line.question))),
        tuple(field.name for field in unasked),
        tuple(field.name for field in unasked if field.needed),
        tuple(question for question in questions if question not in asked),
        layout.contradicted(questions),
    )


def likely(
    questions: Sequence[str], fields: Sequence[Field], answered: Mapping[str, str] | None = None
) -> Iterator[Line]:
    """The likeliest field of each question, the surest first; both are used up."""
    kinds = answered or {}
    held = [
        (sure + NEED * field.needed, Line(question, field.name, sure))
        for question in questions[:MOST_QUESTIONS]
        for field in fields
        if (sure := _sure(question, field, kinds.get(question, ""))) >= LIKELY
    ]
    taken: set[str] = set()
    for _, line in sorted(held, key=lambda pair: -pair[0]):
        if f"?{line.question}" not in taken and line.field not in taken:
            taken |= {f"?{line.question}", line.field}
            yield line


def _left_for_one_another(
    questions: Sequence[str],
    fields: Sequence[Field],
    lines: Sequence[Line],
    answered: Mapping[str, str],
) -> Iterator[Line]:
    """The only question left with answers of a kind, and the only field left that takes it."""
    asked, used = {line.question for line in lines}, {line.field for line in lines}
    for kind in sorted(set(filter(None, answered.values())) - {"words"}):
        left = [one for one in questions if one not in asked and answered.get(one) == kind]
        open_ones = [
            field.name
            for field in fields
            if field.name not in used and kind_of_field(field.name) == kind
        ]
        if len(left) == len(open_ones) == 1:
            yield Line(left[0], open_ones[0], BY_LEFT)


def _sure(question: str, field: Field, kind: str) -> float:
    asked = likeness(question, field)
    if asked < BY_A_WORD and not may_answer(kind, field.name):
        return 0.0  # answers tell more than like words, and less than the field's very own
    told = kind in TELLING and kind_of_field(field.name) == kind
    return max(asked, BY_ANSWERS) if told else asked


def likeness(question: str, field: Field) -> float:
    """How surely a question asks for a field: 1 for its very words, less for like ones."""
    rank = field.match(question)
    if rank is not None:
        return 1.0 if isinstance(field.spellings[rank], str) else BY_A_WORD
    known = [_telling(loose(word)) for word in field.spellings if isinstance(word, str)]
    asked = [_telling(loose(part)) for part in languages(question)]
    scores = [_alike(one, other) for one in asked for other in known if one and other]
    heard = [
        OTHER_LETTERS * _alike(_heard(one), _heard(other))
        for one in asked
        for other in known
        if one.isascii() is not other.isascii()
    ]
    return min(max([*scores, *heard], default=0.0), 0.99)


def _alike(one: str, other: str) -> float:
    """Half by all words, half by those in common, so that a short name needs more than one."""
    return (fuzz.token_sort_ratio(one, other) + fuzz.token_set_ratio(one, other)) / 200


@lru_cache(maxsize=8192)  # every question is held against the same wordings
def _heard(text: str) -> str:
    """How a wording sounds, whatever letters it is in."""
    return " ".join(word_skeletons(text))


def _telling(text: str) -> str:
    words: Iterable[str] = _WORD.findall(text)
    return " ".join(word for word in words if word not in _FILLERS)
