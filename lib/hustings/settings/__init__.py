"""What this campaign has set: the facts in settings.toml, and where that file and the key lie."""

from hustings.settings.facts import (
    Campaign,
    Clock,
    Crosswalk,
    Exports,
    Freshness,
    Phone,
    PostingRule,
    Reporting,
    Settings,
    known_time_zone,
)
from hustings.settings.loading import (
    CROSSWALK_FILE,
    breaches,
    find,
    key_file,
    listed,
    load,
    read_toml,
)

__all__ = [
    "CROSSWALK_FILE",
    "Campaign",
    "Clock",
    "Crosswalk",
    "Exports",
    "Freshness",
    "Phone",
    "PostingRule",
    "Reporting",
    "Settings",
    "breaches",
    "find",
    "key_file",
    "known_time_zone",
    "listed",
    "load",
    "read_toml",
]
