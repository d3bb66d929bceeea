"""What this campaign has set: the facts in settings.toml, and where that file and the key lie."""

from hustings.settings.facts import (
    Campaign,
    Clock,
    Crosswalk,
    Exports,
    Phone,
    PostingRule,
    Reporting,
    Settings,
)
from hustings.settings.loading import CROSSWALK_FILE, find, key_file, load

__all__ = [
    "CROSSWALK_FILE",
    "Campaign",
    "Clock",
    "Crosswalk",
    "Exports",
    "Phone",
    "PostingRule",
    "Reporting",
    "Settings",
    "find",
    "key_file",
    "load",
]
