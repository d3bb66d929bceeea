"""The interval of one share: how far a small count can be trusted."""

from math import sqrt


def share_interval(
    part: float | None, whole: float | None, *, confidence: float = 0.95
) -> tuple[float | None, float | None]:
    """Wilson's interval of part / whole (Wilson 1927), as scipy computes it.

    Returns: lower and upper end, 0 to 1; nothing where either count is missing or whole is 0.
    """
    if part is None or whole is None or whole <= 0:
        return None, None
    from scipy.special import ndtri  # scipy.stats has it whole, at 1.2 s of import

    some, every = round(part), round(whole)
    if not 0 <= some <= every:
        raise ValueError(f"{some} of {every} is no share")
    share, z = some / every, float(ndtri(0.5 + 0.5 * confidence))
    size = 2 * (every + z**2)
    centre = (2 * every * share + z**2) / size
    half = z / size * sqrt(4 * every * share * (1 - share) + z**2)
    return (centre - half if some else 0.0), (centre + half if some < every else 1.0)
