"""What is added to an amount before its logarithm is taken, told in the metric's own measure."""

import numpy as np

from hustings.studies.medians import Floats

# Of the middle value. A power of two, so that an offset of ten times the values is ten times the
# offset to its last digit.
LEAST_SHARE = 2.0**-10


def log_offset(values: Floats) -> float:
    """What a metric's zero is told from: log(1 + value / offset) takes no notice of the measure.

    The smallest step between two values, which is 1 of what is counted one by one and 10 of what
    is told in tens; of what has hardly a step, a thousandth of the middle positive value.

    Args:
        values: any shape, 0 or more; NaN is missing.

    Returns:
        More than 0, in the metric's own measure; 1 where nothing is above zero.
    """
    ordered = np.sort(values[values > 0])
    if not ordered.size:
        return 1.0
    steps = np.diff(ordered, prepend=0.0)
    return float(max(steps[steps > 0].min(), LEAST_SHARE * np.median(ordered)))
