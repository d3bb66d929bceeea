"""The studies of one state's week: what changed, what it stands on, what is to be expected."""

import time
from pathlib import Path

from benchmarks.costs import Cost, job, middle, table

SIZES = {"tiny": (2, 60, 40), "small": (6, 300, 60), "full": (24, 1000, 104)}
MOST_SECONDS, MOST_MEGABYTES = 60.0, 2000.0  # of the whole process, libraries and table included
SERIES = 40  # the library is given so many; its cost is per series
OURS = "ours: level, what changed, forecasts"
PANDAS = "plain pandas: median, 8 weeks before, z, BH"


def main(*, size: str, rounds: int, folder: Path) -> None:
    """Print the contenders' costs, and whether the gate of seconds and megabytes holds."""
    shape = dict(zip(("metrics", "units", "weeks"), SIZES[size], strict=True))
    daily = folder / "daily.parquet"
    job("studies_speed.write", path=daily, **shape)
    rows: dict[str, list[Cost]] = {OURS: [], PANDAS: []}
    for _ in range(rounds):
        rows[OURS].append(job("studies_speed.ours", path=daily))
        rows[PANDAS].append(job("studies_speed.plain", path=daily))
    library = job("studies_speed.library", path=daily)
    title = "{metrics} metrics x {units} units x {weeks} weeks, one week judged".format(**shape)
    table(f"studies: {title}", rows, ours=OURS)
    cost = middle(rows[OURS])
    said = cost.said
    print("  of it, CPU s: " + ", ".join(f"{name} {spent:.1f}" for name, spent in said.items()))
    ours = said["forecasts"] / (shape["metrics"] * shape["units"])
    theirs = library.said["a_series"]
    print(f"  a forecast: ours {1000 * ours:.2f} ms, statsmodels' ETSModel {1000 * theirs:.1f} ms"
          f" without intervals' record, {theirs / ours:.0f} times ours")  # fmt: skip
    held = cost.cpu < MOST_SECONDS and cost.peak < MOST_MEGABYTES
    # CPU seconds, as the machine may be shared; on an idle one they are the wall's.
    print(f"  gate: under {MOST_SECONDS:.0f} CPU s and {MOST_MEGABYTES:.0f} MB: {cost.wall:.1f} s, "
          f"{cost.cpu:.1f} CPU s, {cost.peak:.0f} MB  {'pass' if held else 'FAIL'}")  # fmt: skip


def write(*, path: str, metrics: int, units: int, weeks: int) -> None:
    """Daily figures of simulated campaigns, one a metric, as an edition reads them."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    from benchmarks.simulator import World, simulate

    writer = None
    for number in range(metrics):
        daily = simulate(World(units=units, weeks=weeks), number).daily(metric=f"m{number:02d}")
        rows = pa.Table.from_pandas(daily, preserve_index=False)
        writer = writer or pq.ParquetWriter(path, rows.schema)
        writer.write_table(rows)
    if writer:
        writer.close()


def _read(path: str):
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = ["unit", "level", "metric"]
    # As dictionaries from the file on: 17 million times a name is a gigabyte.
    daily = pq.read_table(path, read_dictionary=names).to_pandas(self_destruct=True)
    pa.default_memory_pool().release_unused()  # half a gigabyte, as it happens
    return daily


def ours(*, path: str) -> dict[str, float]:
    """The weekly study and the forecasts, from daily figures on."""
    from hustings.studies import forecast, weekly_level, what_changed

    spent = {}
    began = time.process_time()
    daily = _read(path)
    weekly = weekly_level(daily)
    del daily
    spent["levels"] = time.process_time() - began
    began = time.process_time()
    changes = what_changed(weekly, max(weekly["week"]))
    spent["what changed"] = time.process_time() - began
    began = time.process_time()
    made = [forecast(part) for _, part in weekly.groupby("metric", observed=True)]
    spent["forecasts"] = time.process_time() - began
    if not len(changes.rows) or not made:
        raise RuntimeError("nothing was judged")
    return spent


def plain(*, path: str) -> dict[str, float]:
    """What most would write: a middle day, the eight weeks before, a z-score, one correction."""
    import numpy as np
    from scipy.stats import norm
    from statsmodels.stats.multitest import multipletests

    daily = _read(path)
    daily["week"] = daily["day"].dt.to_period("W-SUN").dt.start_time
    keys = ["metric", "unit", "week"]
    weekly = np.log1p(daily.groupby(keys, observed=True)["value"].median().unstack("week"))
    before = weekly.T.shift(1).rolling(8, min_periods=5).median().T
    apart = weekly - before
    apart = apart - apart.groupby(level="metric", observed=True).transform("median")
    noise = 1.4826 * apart.iloc[:, :-1].abs().median(axis=1)
    p = 2 * norm.sf((apart.iloc[:, -1] / noise).abs())
    found = multipletests(p, 0.03, "fdr_bh")[0].sum()
    return {"found": float(found)}


def library(*, path: str) -> dict[str, float]:
    """The same forecasts, series by series, by a library."""
    import numpy as np
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    daily = _read(path)
    first = daily[daily["unit"].isin(sorted(daily["unit"].unique())[:SERIES])]
    first = first[first["metric"] == first["metric"].iloc[0]]
    first = first.assign(week=first["day"].dt.to_period("W-SUN").dt.start_time)
    keys = ["unit", "week"]
    weekly = np.log1p(first.groupby(keys, observed=True)["value"].median().unstack("week"))
    began = time.process_time()
    for _, series in weekly.iterrows():
        made = ETSModel(series.asfreq("W-MON"), trend="add", damped_trend=True).fit(disp=False)
        made.forecast(4)
    spent = (time.process_time() - began) / len(weekly)
    return {"a_series": spent}
