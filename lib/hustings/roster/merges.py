"""Merges written by hand in a file: which name or number is which worker."""

import csv
from pathlib import Path

from hustings.errors import InputError
from hustings.privacy import Pseudonyms
from hustings.roster.phones import canonical_phones, token_of


def read_merges(path: Path, pseudonyms: Pseudonyms) -> dict[str, str]:
    """Read merges made by hand: which name or number is which worker.

    The file is a CSV kept beside the raw files, because it holds names: `Name or number,Worker's
    number`. A line starting with # is a remark.

    Returns: pseudonym of the name or number -> worker's pseudonym; empty if there is no file.
    Raises:  InputError naming every line that holds no usable pair.
    """
    if not path.exists():
        return {}
    merges: dict[str, str] = {}
    wrong: list[str] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.reader(file), start=1):
            if number == 1 or not any(row) or row[0].startswith("#"):
                continue
            phones = canonical_phones(row[1])[0] if len(row) > 1 else []
            if len(phones) != 1 or not row[0].strip():
                wrong.append(f"line {number}")
                continue
            merges[token_of(row[0], pseudonyms)] = pseudonyms.of("phone", phones[0])
    if wrong:
        raise InputError(
            "Some merges name no worker's number.",
            where=f"{path.name}, {', '.join(wrong)}",
            fix="Write two cells: the name or number as it appears, and one mobile number.",
        )
    return merges
