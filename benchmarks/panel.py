"""How much CPU a panel's kernel part takes, beside the same answer in plain pandas.

Both read one edition with a large state's booths. Plain pandas filters the measured rows with
masks, draws a plotly figure and writes a table, as a notebook cell would; the panel also settles
its controls and its words.
"""

import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from hustings.edition import Edition
from hustings.edition.manifest import Manifest
from hustings.edition.shelves import freeze
from hustings.panels.choice import Choice
from hustings.period import Period

SEATS, SEATS_BELOW, BOOTHS = 14, 6, 350  # 29,400 booths in 84 assembly seats
METRICS = ("active_workers", "acts", "acts_per_active_worker", "booths_with_activity")
WEEKS = tuple(week.key for week in Period.parse("2026-W46").trailing(26))
CHOICES = 120
COMPARED = 0.2  # share of the choices that set children side by side


def main() -> None:
    """Print the CPU time of both and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        edition = _edition(Path(folder))
        panel, first = _opened(edition)
        choices = _choices(panel.controls.choice, edition, np.random.default_rng(1))
        for choice in choices[:5]:  # nobody times the first look at a page of a book
            panel.show(choice)
            _plain(edition, choice)
        by_panel = [_seconds(panel.show, choice) for choice in choices]
        by_hand = [_seconds(_plain, edition, choice) for choice in choices]
    rows = len(edition.table("measured"))
    print(f"panel: {len(choices)} choices on {rows:,} measured rows; it opens in {first:.1f} s")
    for name, seconds in (("panel", by_panel), ("plain pandas", by_hand)):
        middle, late = np.percentile(seconds, [50, 95]) * 1000
        print(f"  {name:13} median {middle:4.0f} ms   p95 {late:4.0f} ms")
    print(f"  panel / plain pandas: {np.median(by_panel) / np.median(by_hand):.2f}")


def _seconds(answer, *asked) -> float:
    began = time.process_time()
    answer(*asked)
    return time.process_time() - began


def _opened(edition: Edition):
    from hustings import panels

    began = time.process_time()
    panel = panels.workers(edition)
    return panel, time.process_time() - began


def _plain(edition: Edition, choice: Choice) -> str:
    from plotly import graph_objects as go

    rows, units = edition.table("measured"), edition.table("units")
    shown = [choice.unit]
    if choice.compare:
        shown = list(units.loc[units["seat_parent"] == choice.unit, "unit"])[:24]
    mine = rows[
        (rows["metric"] == choice.metric)
        & (rows["platform"] == choice.platform)
        & rows["unit"].isin(shown)
        & (rows["period"] >= choice.first)
    ]
    wide = mine.pivot_table(index="period", columns="unit", values="value").reindex(WEEKS)
    figure = go.Figure([go.Scatter(x=wide.index, y=wide[unit], name=unit) for unit in wide])
    return figure.to_json() + mine[["period", "unit", "value", "n", "status"]].to_html()


def _choices(start: Choice, edition: Edition, rng: np.random.Generator) -> list[Choice]:
    units = edition.table("units")
    within = units[units["level"] != "country"]
    chosen = []
    for level in rng.choice(within["level"].unique(), CHOICES):
        code = rng.choice(within.loc[within["level"] == level, "unit"])
        wishes = {
            "unit": str(code),
            "metric": str(rng.choice(METRICS)),
            "first": str(rng.choice(WEEKS[:14])),
            "compare": bool(rng.random() < COMPARED),
        }
        chosen.append(replace(start, **wishes))
    return chosen


def _edition(folder: Path) -> Edition:
    units = _units()
    rng = np.random.default_rng(7)
    keys = pd.MultiIndex.from_product(
        [WEEKS, units["unit"], METRICS], names=["period", "unit", "metric"]
    ).to_frame(index=False)
    value = rng.poisson(12, len(keys)).astype(float)
    measured = keys.assign(
        level=keys["unit"].map(units.set_index("unit")["level"]),
        platform="all",
        value=value,
        numerator=value,
        denominator=float("nan"),
        n=value,
        status="ok",
    )
    held = measured[rng.random(len(measured)) > 0.05]  # gaps, as there always are
    moment = datetime(2026, 11, 16, tzinfo=UTC)
    manifest = Manifest(
        edition="2026-W46-00000000", period=WEEKS[-1], periods=WEEKS, state="IN-JH",
        as_of=moment, built_at=moment, code="", settings="", sample=True, inputs=(),
        set_aside={}, family={}, tables={},
    )  # fmt: skip
    return freeze(folder, manifest, {"measured": held, "units": units})


def _units() -> pd.DataFrame:
    rows = [("IN", "country", None), ("IN-JH", "state", "IN")]
    for seat in range(SEATS):
        rows.append((f"PC-{seat:02d}", "lok_sabha", "IN-JH"))
        for below in range(SEATS_BELOW):
            code = f"AC-{seat * SEATS_BELOW + below:03d}"
            rows.append((code, "vidhan_sabha", f"PC-{seat:02d}"))
            rows.extend((f"{code}-B{booth:03d}", "booth", code) for booth in range(BOOTHS))
    units = pd.DataFrame(rows, columns=["unit", "level", "seat_parent"])
    return units.assign(
        name_en=units["unit"], name_hi=None, hi_status="", district_parent=units["seat_parent"]
    )


if __name__ == "__main__":
    main()
