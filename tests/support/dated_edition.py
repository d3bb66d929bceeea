"""An edition of twelve seats and half a year, in one of which acts rose by half on a known date."""

from pathlib import Path

import numpy as np
import pandas as pd
from tests.support.manifests import sample_manifest

from hustings.edition.edition import Edition
from hustings.edition.shelves import freeze
from hustings.period import Period

HOSTILE = "<img src=x onerror=\"document.title='PWNED'\">"
SEATS = [f"IN-JH-PC-{number:02d}" for number in range(1, 13)]
CHANGED, BEGINS, GAIN = "IN-JH-PC-05", "2026-W38", np.log(1.5)
SILENT = "IN-JH-PC-12"  # a seat without data in one week
WEEKS = tuple(f"2026-W{week}" for week in range(21, 47))


def build(folder: Path) -> Edition:
    """Freeze the edition in a folder of editions; it says that it is sample data."""
    units = _units()
    manifest = sample_manifest("2026-W46-0d1e2f3a", WEEKS)
    own = pd.DataFrame({"unit": units["unit"], "ancestor": units["unit"], "level": units["level"]})
    above = own.iloc[1:].assign(ancestor="IN-JH", level="state")
    tables = {"measured": _measured(), "units": units, "occasions": _occasions()}
    return freeze(folder, manifest, tables | {"closure": pd.concat([own, above])})


def _units() -> pd.DataFrame:
    rows = [("IN-JH", "state", "Jharkhand", "झारखण्ड", None)]
    rows += [
        (code, "lok_sabha", f"Seat {code[-2:]}", f"सीट {code[-2:]}", "IN-JH") for code in SEATS
    ]
    rows[2] = (*rows[2][:2], HOSTILE, None, "IN-JH")
    columns = ["unit", "level", "name_en", "name_hi", "seat_parent"]
    return pd.DataFrame(rows, columns=columns).assign(district_parent=None, hi_status="checked")


def _measured() -> pd.DataFrame:
    """Acts that all seats' weeks share, a little of each seat's own, and the planted rise."""
    rng = np.random.default_rng(7)
    shared = np.cumsum(rng.normal(size=len(WEEKS)) * 0.05)
    own = rng.normal(size=(len(SEATS), len(WEEKS))) * 0.04
    log = rng.uniform(5.5, 6.5, (len(SEATS), 1)) + shared + own
    log[SEATS.index(CHANGED), WEEKS.index(BEGINS) :] += GAIN
    acts = np.round(np.exp(log))
    frame = pd.DataFrame(acts, index=SEATS, columns=WEEKS).rename_axis("unit").reset_index()
    frame = frame.melt("unit", var_name="period")
    frame = frame[(frame["unit"] != SILENT) | (frame["period"] != "2026-W30")]
    return frame.assign(
        level="lok_sabha", metric="acts", platform="all", n=frame["value"], status="ok",
        numerator=frame["value"], denominator=np.nan,
        as_of=pd.Timestamp("2026-11-16T04:00", tz="UTC"),
    )  # fmt: skip


def _occasions() -> pd.DataFrame:
    """One festival, near a date on which nothing was planted."""
    monday = pd.Timestamp(Period.parse("2026-W31").first)
    row = {"occasion": "Festival", "kind": "festival", "unit": "IN-JH", "from_on": monday}
    return pd.DataFrame([row]).assign(until_on=pd.NaT)
