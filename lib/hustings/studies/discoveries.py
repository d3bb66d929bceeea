"""Which of many tests to believe together."""

import numpy as np

from hustings.errors import InputError
from hustings.studies.medians import Floats


def adjusted_p_values(p: Floats) -> Floats:
    """Benjamini and Hochberg's adjusted p-values (JRSS B 57, 1995), in the order given.

    Those at or below q are believed, of which a share of q is expected to be false. scipy.stats
    has them too, at 1.2 s of import.

    Args: p: p-values, 0 to 1, none missing.
    Raises: InputError where one is missing or no p-value.
    """
    p = np.asarray(p, dtype=float)
    if not ((p >= 0) & (p <= 1)).all():
        raise InputError("A p-value is missing, or not within 0 and 1.", fix="Leave it out.")
    order = np.argsort(p)
    ranked = p[order] * (len(p) / np.arange(1, len(p) + 1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum.accumulate(ranked[::-1])[::-1]
    return np.clip(adjusted, 0.0, 1.0)
