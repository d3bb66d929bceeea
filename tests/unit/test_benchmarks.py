"""The benchmarks run at a tiny size, and compare what they say they compare."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest
from benchmarks import __main__ as bench
from benchmarks import (
    activity,
    chat_files,
    chats,
    costs,
    editions,
    memory,
    plain_pandas,
    real_series,
    replay,
    stock,
    studies_speed,
)
from benchmarks.folder import take_in
from tests.support.depth import only_thorough

from hustings.kernels.alone import ONE_THREAD


def test_every_message_of_a_chat_is_found_and_nothing_else(tmp_path):
    sizes = {"android_12h": 400, "ios_hi": 400}
    chat_files.write(folder=str(tmp_path), sizes=sizes)
    for phone in sizes:
        chat, out = next((tmp_path / phone).glob("*.txt")), str(tmp_path / "found.npy")
        assert chats.read(path=str(chat), out=out)["rows"] > 300
        truth = str(tmp_path / phone / "truth.npy")
        assert chats.score(truth=truth, found=out) == {"share": 1.0, "false": 0}


def test_a_time_found_twice_counts_once(tmp_path):
    np.save(tmp_path / "truth.npy", [60, 60, 120, 180])
    np.save(tmp_path / "found.npy", [60, 120, 120, 240])
    scored = chats.score(truth=str(tmp_path / "truth.npy"), found=str(tmp_path / "found.npy"))
    assert scored == {"share": 2 / 4, "false": 2}


def test_the_peak_of_an_import_is_taken_of_one_that_loses_nothing(tmp_path):
    memory.write(folder=str(tmp_path / "exports"), messages=301, bad=2)
    cost = take_in(tmp_path / "exports", tmp_path / "home", 1)
    memory.check(cost, 301, 2)
    assert cost.peak > 100
    for wrong in ((301, 3), (350, 2)):
        with pytest.raises(RuntimeError, match="of 3"):
            memory.check(cost, *wrong)


@only_thorough
def test_an_edition_has_the_figures_plain_pandas_counts(root, tmp_path):
    shutil.copy(root / "settings.toml", tmp_path)
    folder = str(tmp_path)
    activity.write(folder=folder, rows=4_000, booths_a_seat=2)
    first = editions.build(folder=folder)
    activity.add_day(folder=folder, rows=4_000)
    second = editions.build(folder=folder)
    assert (first["weeks"]["worker_week"], second["weeks"]["worker_week"]) == (26, 1)
    theirs = plain_pandas.count(folder=folder)
    ours = editions.sums(folder=folder)
    assert theirs["acts"] > 0
    assert {name: ours[name] for name in theirs} == pytest.approx(theirs)


def test_the_stock_notebook_shows_every_part_of_ours(root, tmp_path):
    ours = root / "notebooks" / "briefings" / "weekly_seat.ipynb"
    shown = stock.write(ours, tmp_path / "stock.ipynb")
    text = (tmp_path / "stock.ipynb").read_text("utf-8")
    assert text.count("shown(sections.") == shown > 10
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] == "code":
            compile("".join(cell["source"]), "cell", "exec")


def test_each_engine_makes_the_page_whose_cost_it_is_charged(campaign, tmp_path):
    for name in ("data", "notebooks"):
        (tmp_path / name).symlink_to(campaign.folder / name)
    shutil.copy(campaign.folder / "settings.toml", tmp_path)
    asked = {"folder": str(tmp_path), "briefings": 1}
    said = costs.job("engines.measure", extra=ONE_THREAD, **asked).said
    assert set(said["cpu"]) == {"stock", "kernel", "fork", "floor"}
    assert all(seconds > 0 for (seconds,) in said["cpu"].values())
    assert said["megabytes"] > 0
    kernel, fork = (tmp_path / f"{engine}.html" for engine in ("kernel", "fork"))
    assert kernel.read_bytes() == fork.read_bytes()
    assert b"<figure" in fork.read_bytes()


def test_a_child_is_charged_what_it_and_its_own_children_took():
    alone = "import time, json; t = time.process_time()\nwhile time.process_time() < t + 0.3: pass"
    nested = f"import subprocess; subprocess.run(['python3', '-c', {alone!r}])"
    for code in (alone, nested):
        spent = costs.run(["python3", "-c", f"{code}\nprint('{{\"rows\": 3}}')"])
        assert 0.3 <= spent.cpu < 2
        assert spent.said == {"rows": 3}


def test_a_failing_child_is_told_with_its_last_words():
    with pytest.raises(RuntimeError, match="no such wonder"):
        costs.run(["python3", "-c", "raise SystemExit('no such wonder')"])


def test_an_unknown_claim_is_refused(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["benchmarks", "chat"])
    with pytest.raises(SystemExit):
        bench.main()
    assert "no claim is called chat" in capsys.readouterr().err


def test_the_speed_of_the_studies_is_measured_on_what_they_judge(tmp_path):
    path = str(tmp_path / "daily.parquet")
    studies_speed.write(path=path, metrics=2, units=20, weeks=30)
    assert set(studies_speed.ours(path=path)) == {"levels", "what changed", "forecasts"}
    assert studies_speed.plain(path=path)["found"] <= 40
    assert studies_speed.library(path=path)["a_series"] > 0


def test_events_become_weeks_of_their_record_and_silence_within_it_is_zero(monkeypatch):
    # a speaks in weeks 1, 3 and 5 | b in week 2 and 3 | the record of a ends in week 5, b's in 3
    monkeypatch.setattr(real_series, "FEWEST_EVENTS", 2)
    mondays = pd.to_datetime(["2026-01-05", "2026-01-19", "2026-02-02", "2026-01-12", "2026-01-19"])
    events = pd.DataFrame({"unit": list("aaabb"), "record": list("AAABB"), "at": mondays, "n": 2})
    table = real_series.weekly(events, {"events": "", "sum": "n"}, level="unit")
    wide = table.pivot_table("value", ["metric", "unit"], "week")
    assert wide.loc[("events", "a")].tolist() == [1, 0, 1, 0]  # the last week may not be whole
    assert wide.loc[("sum", "b")].dropna().to_dict() == {"2026-W03": 2}


def test_shuffled_weeks_raise_few_alarms_and_a_planted_jump_raises_many():
    rng = np.random.default_rng(3)
    weeks = [f"2026-W{week:02d}" for week in range(1, 41)]
    values = np.exp(6 + rng.normal(0, 0.1, (20, 40)))
    table = pd.DataFrame(values, columns=weeks).rename_axis("unit").reset_index()
    table = table.melt("unit", var_name="week").assign(metric="n", level="unit")
    alarms = next(replay.shuffled(table, weeks, 20))
    assert alarms.measured <= 0.15
    jump = (table["week"] == weeks[-1]) & (table["unit"] < 2)
    struck = table.assign(value=table["value"].mask(jump, table["value"] * 3))
    assert "1 with something to report" in replay.said(struck, weeks, 1)
    assert "0 with something to report" in replay.said(table, weeks, 1)
