"""Saying no: a study that cannot judge says which of its needs is not met."""

from hustings.errors import CannotJudgeError

__all__ = ["CannotJudgeError"]
