"""The one table shape above the store: measured rows."""

from hustings.schema.field import LEVELS
from hustings.schema.form import Column, Table
from hustings.schema.social import PLATFORMS

STATUSES = ("ok", "no_data", "stale", "suppressed", "partial")

MEASURED = Table(
    "measured",
    "one period × unit × metric × platform",
    key=("period", "unit", "metric", "platform"),
    columns=(
        Column("period", "text", "as 2026-W46", required=True),
        Column("level", "text", "level of the unit", required=True, allowed=LEVELS),
        Column("unit", "text", "code of the unit", required=True),
        Column("metric", "text", "name of the metric", required=True),
        Column(
            "platform",
            "text",
            "`all`, or the one platform counted",
            required=True,
            allowed=("all", *PLATFORMS),
        ),
        Column("value", "number", "the figure; empty unless status is ok or partial"),
        Column("numerator", "number", "what was added up"),
        Column("denominator", "number", "what it is divided by; empty for counts"),
        Column("n", "whole", "cases behind the figure", "cases"),
        Column("as_of", "moment", "the newest input behind it"),
        Column(
            "status", "text", "whether the figure may be shown", required=True, allowed=STATUSES
        ),
    ),
)
