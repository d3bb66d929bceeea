"""Only an export that shows the whole week confirms what another shows of it."""

import pandas as pd
import pytest

from hustings.edition.evidence import exports_of
from hustings.period import Period

WEEK = Period.parse("2026-W46")  # 9 to 15 November, by Indian days


def exports(*spans):
    """Each as (first message, export, privacy switch): days of November, noon in UTC."""
    rows = [
        ("g", *(None if day is None else f"2026-11-{day:02d}T12:00Z" for day in span))
        for span in spans
    ]
    frame = pd.DataFrame(rows, columns=["group", "first_at", "exported_at", "privacy_switch_at"])
    return frame.astype(dict.fromkeys(frame.columns[1:], "datetime64[us, UTC]"))


@pytest.mark.parametrize(
    ("spans", "counted"),
    [
        ([(1, 16, None)], [1]),
        ([(1, 16, None), (5, 17, None)], [2]),
        ([(1, 16, None), (1, 12, None)], [1]),  # last week's export shows half of this one
        ([(1, 12, None), (1, 13, None)], [1]),  # neither shows it to its end
        ([(1, 16, None), (1, 17, 11)], [1]),  # after the privacy switch nothing is shown
        ([(1, 8, None)], []),
        ([(16, 20, None)], []),
        ([], []),
    ],
)
def test_exports_that_show_the_week_are_counted(spans, counted):
    found = exports_of(exports(*spans), WEEK)
    assert found["exports_of_week"].tolist() == counted
    assert found["group"].tolist() == ["g"] * len(counted)
