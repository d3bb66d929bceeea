"""Who is who: one worker behind many phones, names and exporters' contact books."""

from hustings.roster.decisions import Decisions
from hustings.roster.log import Act, Entry, Log, in_force
from hustings.roster.merges import read_merges
from hustings.roster.people import Author, People
from hustings.roster.phones import (
    canonical_phones,
    number_shown,
    plain_name,
    stand_in,
    token_of,
    without_numbers,
)

__all__ = [
    "Act",
    "Author",
    "Decisions",
    "Entry",
    "Log",
    "People",
    "canonical_phones",
    "in_force",
    "number_shown",
    "plain_name",
    "read_merges",
    "stand_in",
    "token_of",
    "without_numbers",
]
