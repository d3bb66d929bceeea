"""What plain pandas needs of weeks, days and exports to work the metrics once more."""

from datetime import datetime, timedelta

import pandas as pd

from hustings.period import IST, Period

NOTHING = float("nan")


def leaf(
    metric,
    period,
    unit,
    platform,
    known_at,
    numerator,
    denominator=NOTHING,
    *,
    n=1,
    needs=1,
    partial=0,
):
    return (metric, period, unit, platform, numerator, denominator, n, needs, partial, known_at)


def ends(week):
    return pd.Timestamp(Period.parse(week).ends_at)


def days(weeks):
    """(week, day, when it ends) of every day."""
    for week in weeks:
        for day in Period.parse(week).days():
            yield (
                week,
                day,
                pd.Timestamp(datetime.combine(day + timedelta(days=1), datetime.min.time(), IST)),
            )


def back(week, steps):
    return Period.parse(week).previous(steps).key


def local(moments):
    return (moments + pd.Timedelta(hours=5, minutes=30)).dt.tz_localize(None)


def shown(spans, end):
    """When the first export that shows a span to its end was made; None where none does."""
    known = [known_at for start, until, known_at in spans if start < end <= until]
    return min(known, default=None)
