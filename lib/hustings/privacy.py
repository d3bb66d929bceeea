"""Pseudonyms that cannot be turned back without the key, and the suppression of small cells."""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.errors import SettingsError

if TYPE_CHECKING:
    import pandas as pd

SMALLEST_GROUP = 5  # fewer people than this are not shown below block level

BELOW_BLOCK = ("panchayat", "ward", "booth")

_LENGTH = 16  # hex digits: 64 bits, no collision to be expected below 10^8 people


@dataclass(frozen=True)
class Pseudonyms:
    """Turns a phone, a name or a text into a token only the key's holder could repeat."""

    key: bytes = field(repr=False)

    def of(self, kind: str, value: str) -> str:
        """The token of one value; the same kind and value always give the same token."""
        message = f"{kind}\x00{value}".encode("utf-8", "surrogatepass")
        return hmac.new(self.key, message, hashlib.sha256).hexdigest()[:_LENGTH]


def load_key(path: Path, data_folder: Path) -> bytes:
    """Read the pseudonym key, making it on first use.

    Raises: SettingsError when the key lies in the data folder, where a copy of the data would
    carry it along, or when it is too short to be one.
    """
    if path.resolve().is_relative_to(data_folder.resolve()):
        raise SettingsError(
            "The pseudonym key lies in the data folder.",
            where=str(path),
            fix="Move it out and point HUSTINGS_KEY_FILE at it: whoever copies data/ must not "
            "be able to turn pseudonyms back.",
        )
    if not path.exists():
        _make_key(path)
    key = bytes.fromhex(path.read_text("ascii").strip())
    if len(key) < 32:
        raise SettingsError(
            "The pseudonym key is shorter than 32 bytes.",
            where=str(path),
            fix="Restore the key from its backup; a new key makes every known person a stranger.",
        )
    return key


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return  # another process was first; its key is the key
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())


def suppress(measured: "pd.DataFrame", counts_people: set[str]) -> "pd.DataFrame":
    """Blank figures about fewer than five people below block level.

    Args:    measured: measured rows; counts_people: the metrics whose cases are people.
    Returns: one row per measured row; a blanked one has status `suppressed` and no figures, so
             that it cannot be worked back from numerator, denominator or n.
    """
    small = (
        measured["level"].isin(BELOW_BLOCK)
        & measured["metric"].isin(counts_people)
        & measured["status"].isin(["ok", "partial"])
        & (measured["n"] > 0)
        & (measured["n"] < SMALLEST_GROUP)
    )
    hidden = measured.copy()
    hidden.loc[small, ["value", "numerator", "denominator", "n"]] = float("nan")
    hidden.loc[small, "status"] = "suppressed"
    return hidden
