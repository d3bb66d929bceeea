"""The interval of one share: how far a small count can be trusted."""


def share_interval(
    part: float | None, whole: float | None, *, confidence: float = 0.95
) -> tuple[float | None, float | None]:
    """Wilson's interval of part / whole (Wilson 1927), as scipy computes it.

    Returns: lower and upper end, 0 to 1; nothing where either count is missing or whole is 0.
    """
    if part is None or whole is None or whole <= 0:
        return None, None
    from scipy.stats import binomtest

    test = binomtest(round(part), round(whole))
    ends = test.proportion_ci(confidence_level=confidence, method="wilson")
    return float(ends.low), float(ends.high)
