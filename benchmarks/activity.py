"""A large state's recorded acts, written straight into the clean tables."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from hustings.geography import Units
from hustings.period import Period
from hustings.schema.field import ACTS
from hustings.store import Writer, open_writer

STATE = "IN-JH"
WEEK = Period.parse("2026-W46")
WEEKS = tuple(WEEK.trailing(26))
EACH = 1_000_000  # rows drawn and checked at once
PER_COMMIT = 1_500_000
ACTS_A_WORKER = 50  # in half a year; a tenth as many workers as acts would be a paper roster
IST = np.timedelta64(19_800, "s")


def write(*, folder: str, rows: int, booths_a_seat: int) -> None:
    """A store with units, workers and half a year of acts up to the last Saturday."""
    units = _listed(booths_a_seat)
    tree = Units.load(STATE, units)
    homes = units.loc[units["level"] == "booth", "unit"].to_numpy()
    workers = _workers(homes, max(rows // ACTS_A_WORKER, len(homes) // 10))
    rng = np.random.default_rng(1)
    with open_writer(Path(folder) / "data" / "clean") as writer:
        _add(writer, "units", units, _exported(WEEKS[0].previous().last))
        _add(writer, "workers", workers, _exported(WEEKS[0].previous().last))
        for week in WEEKS:
            days = week.days()[:-1] if week == WEEK else week.days()
            acts = _acts(workers, list(days), rows * len(days) // (7 * len(WEEKS)), rng)
            for start in range(0, len(acts), EACH):
                _add(writer, "activity", acts.iloc[start : start + EACH], _exported(days[-1]))
            if writer.staged_rows > PER_COMMIT:
                writer.commit()
        writer.commit()
    tree.closure().to_parquet(Path(folder) / "closure.parquet")


def add_day(*, folder: str, rows: int) -> None:
    """The acts of one more day, the week's last, as one more import."""
    clean = Path(folder) / "data" / "clean"
    workers = pd.read_parquet(clean / "workers", columns=["worker", "unit"])
    acts = _acts(workers, [WEEK.last], rows // (7 * len(WEEKS)), np.random.default_rng(2))
    with open_writer(clean) as writer:
        _add(writer, "activity", acts, _exported(WEEK.last))
        writer.commit()


def _listed(booths_a_seat: int) -> pd.DataFrame:
    """Panchayats under seat and block, nine booths in each."""
    tree = Units.load(STATE)
    rows = []
    for seat in tree.at("vidhan_sabha"):
        if not seat.code.startswith(f"{STATE}-"):
            continue
        blocks = [unit.code for unit in tree.under(seat.district_parent, "block")]
        for number in range(booths_a_seat):
            place = f"{seat.code}-P{number // 9:02d}"
            if number % 9 == 0:
                block = blocks[number // 9 % len(blocks)]
                rows.append((place, "panchayat", f"Village {place}", None, seat.code, block))
            booth = f"{seat.code}-B{number:03d}"
            rows.append((booth, "booth", f"Booth {booth}", None, place, place))
    columns = ["unit", "level", "name_en", "name_hi", "seat_parent", "district_parent"]
    return pd.DataFrame(rows, columns=columns)


def _workers(homes: np.ndarray, size: int) -> pd.DataFrame:
    rng = np.random.default_rng(0)
    names = [hashlib.sha256(str(n).encode()).hexdigest()[:16] for n in range(size)]
    units = homes[rng.integers(0, len(homes), size)]
    return pd.DataFrame({"worker": names, "unit": units, "adult": True, "consent": True})


def _acts(workers: pd.DataFrame, days: list, size: int, rng: np.random.Generator) -> pd.DataFrame:
    """Acts of the given days; some workers do far more than others, and join as weeks go by."""
    zeal = np.random.default_rng(3).lognormal(0, 1, len(workers))
    begins = np.random.default_rng(4).integers(-26, 26, len(workers))  # half were there before
    number = WEEKS.index(Period.parse(f"{days[0]:%G-W%V}"))
    chance = np.where(begins <= number, zeal, 0.0).cumsum()
    who = np.searchsorted(chance, rng.random(size) * chance[-1], side="right")
    midnight = np.array(days, dtype="datetime64[s]")[rng.integers(0, len(days), size)]
    local = midnight + rng.integers(7 * 3600, 21 * 3600, size).astype("timedelta64[s]")
    done_at = pd.Series(np.sort(local) - IST).dt.tz_localize("UTC")
    chosen = workers.iloc[who]
    return pd.DataFrame(
        {
            "worker": chosen["worker"].to_numpy(),
            "unit": chosen["unit"].to_numpy(),
            "done_at": done_at,
            "act": np.array(ACTS, dtype=object)[rng.integers(0, len(ACTS), size)],
            "people_met": rng.integers(0, 30, size),
            "recorded_at": done_at + timedelta(hours=1),
        }
    )


def _exported(day) -> pd.Timestamp:
    return pd.Timestamp(datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1))


def _add(writer: Writer, table: str, rows: pd.DataFrame, known_at: pd.Timestamp) -> None:
    """Stage rows as one file of their own, with its line in the books."""
    file = hashlib.sha256(f"{table} {known_at} {rows.iloc[0].tolist()}".encode()).hexdigest()
    lines = list(range(1, len(rows) + 1))
    writer.add(table, rows.reset_index(drop=True), file=file, lines=lines, known_at=known_at)
    book = {
        "sha256": file, "name": f"{table}.csv", "source": table, "exported_at": known_at,
        "rows_read": len(rows), "rows_stored": len(rows), "rows_set_aside": 0, "rows_known": 0,
        "assumptions": "[]", "sample": True,
    }  # fmt: skip
    writer.add("files", pd.DataFrame([book]), file=file, lines=[0], known_at=known_at)
