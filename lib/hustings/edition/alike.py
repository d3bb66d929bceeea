"""Studied figures as every machine writes them: without the last digits, which differ.

Processors add up sums and solve systems in different orders, and a study's figures differ from
one to the next in their eleventh digit or later. A page that rounds 6.5 on one and
6.499999999999999 on the other would say two things of the same files.
"""

import numpy as np
import pandas as pd

DIGITS = 10  # far more than a page shows, and fewer than machines agree in


def told_alike(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with numbers of ten significant digits; all else as it is."""
    numbers = rows.select_dtypes("float64")
    return rows.assign(**{str(name): _shortened(column) for name, column in numbers.items()})


def _shortened(column: "pd.Series[float]") -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.array([float(f"{value:.{DIGITS}g}") for value in column], dtype=np.float64)
