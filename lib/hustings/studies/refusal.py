"""Saying no: a study that cannot judge says which of its needs is not met."""

from typing import ClassVar

from hustings.errors import HustingsError


class CannotJudgeError(HustingsError):
    """The data cannot carry the question asked.

    `reason` is the key of the sentence a page shows in its own language
    ("cannot be judged: ..."), `numbers` are those in that sentence.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, reason: str, problem: str, **values: float | str) -> None:
        super().__init__(problem, fix="Say so on the page; do not draw a figure from it.")
        self.reason = reason
        self.numbers = values
