"""How strongly an effect of known design may be told: the words of the weekly study, one test."""

from typing import Literal

import numpy as np

Strength = Literal["clear", "likely", "hint", "none", "blocked"]
STRENGTHS: tuple[Strength, ...] = ("clear", "likely", "hint", "none", "blocked")
DOUBT = 0.05
FLOOR = 0.15  # of the usual: smaller effects are not told as changes
STURDY = 1.0  # times the worst gap before that an effect must bear


def strength_of(
    effect: float, interval: tuple[float, float], *, p_value: float, breakdown: float, before: float
) -> Strength:
    """The word for an effect in log: clear, likely, hint or none.

    Args:
        p_value: of the one comparison declared beforehand.
        breakdown: how many times the worst gap before would erase it.
        before: p-value of the test that nothing was going on before; missing where untested.
    """
    low, high = interval
    if low <= 0 <= high:
        return "none"
    if p_value > DOUBT or abs(np.expm1(effect)) < FLOOR:
        return "hint"
    sturdy = breakdown >= STURDY and (np.isnan(before) or before > DOUBT)
    return "clear" if sturdy else "likely"
