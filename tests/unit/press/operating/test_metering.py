"""The figures a collector reads: true to the ledger, and in a form its own parser takes."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families
from tests.support.printing import MONDAY, open_office

from hustings.cli import main
from hustings.errors import StoreError
from hustings.press.ledger.states import STATES
from hustings.press.making import METRICS
from hustings.press.operating.metering import BY_HAND, write_metrics
from hustings.press.operating.ticked import note_tick
from hustings.press.publishing import folder_of


@pytest.fixture
def office(tmp_path):
    return open_office(tmp_path)


def read(file):
    """Every family by its name, and every figure by its name and labels."""
    families = {each.name: each for each in text_string_to_metric_families(file.read_text("utf-8"))}
    figures = {
        (sample.name, *sample.labels.values()): sample.value
        for family in families.values()
        for sample in family.samples
    }
    return families, figures


def written(office):
    file = office.folder / "hustings.prom"
    write_metrics(office.settings, file)
    return read(file)


def test_every_figure_has_a_kind_and_says_what_it_is(office):
    office.print(entry="weekly")
    families, _ = written(office)
    assert len(families) > 10
    for name, family in families.items():
        assert family.type in ("gauge", "counter"), name
        assert len(family.documentation) > 10, name
        assert name.startswith("hustings_"), name


def test_the_last_job_of_each_entry_and_its_runs_are_counted_by_state(office):
    office.print(entry="weekly")
    office.told.endings = {"IN-JH-AC-002": ["failed"]}
    office.print(entry="weekly", moment=MONDAY + timedelta(weeks=1), again=True)
    office.told.endings = {}
    office.print()
    _, figures = written(office)
    assert figures["hustings_last_job", "weekly", "partial"] == 1
    assert sum(figures["hustings_last_job", "weekly", state] for state in STATES) == 1
    assert figures["hustings_runs", "weekly", "succeeded"] == 2
    assert figures["hustings_runs", "weekly", "failed"] == 1
    assert figures["hustings_runs", "weekly", "partial"] == 1  # the state's, which misses a seat
    assert figures["hustings_last_job", BY_HAND, "succeeded"] == 1


def test_what_pages_cost_is_added_up(office):
    ended = office.print(entry="weekly")
    for run, seconds in zip(ended, (1, 2, 4, 8), strict=True):
        cost = {"seconds": seconds, "cpu_seconds": seconds / 2, "most_bytes": seconds * 1000}
        (folder_of(run, office.settings) / METRICS).write_text(json.dumps(cost), "utf-8")
    _, figures = written(office)
    assert figures["hustings_pages_made", "weekly"] == 4
    assert figures["hustings_pages_seconds", "weekly"] == 15
    assert figures["hustings_pages_cpu_seconds", "weekly"] == 7.5
    assert figures["hustings_page_longest_seconds", "weekly"] == 8
    assert figures["hustings_page_most_bytes", "weekly"] == 8000


def test_missed_slots_and_the_last_success_are_told(office):
    began = datetime.now(UTC)
    office.print(entry="weekly")
    assert written(office)[1]["hustings_slots_missed_total", "weekly"] == 0
    slots = [MONDAY + timedelta(weeks=n) for n in (1, 2, 3)]
    office.ledger.record_slots("weekly", slots, "missed", "nobody was there to print")
    _, figures = written(office)
    assert figures["hustings_slots_missed_total", "weekly"] == 3
    at = figures["hustings_last_success_timestamp_seconds", "weekly"]
    assert -1 <= at - began.timestamp() < 60
    assert figures["hustings_last_job", "weekly", "missed"] == 1
    assert figures["hustings_runs", "weekly", "succeeded"] == 4  # of the job that printed


def test_letters_ticks_and_exports_are_told(office):
    _, figures = written(office)
    assert figures["hustings_letters_waiting",] == 0
    assert ("hustings_last_tick_timestamp_seconds",) not in figures
    note_tick(office.settings, MONDAY)
    _, figures = written(office)
    assert figures["hustings_last_tick_timestamp_seconds",] == MONDAY.timestamp()


def test_of_each_source_the_newest_export_is_told(office):
    manifest = office.edition.folder / "manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    days = [("whatsapp_chat", 3), ("whatsapp_chat", 5), ("x_posts", 1)]
    told["inputs"] = [
        {"source": source, "exported_at": (MONDAY + timedelta(days=day)).isoformat()}
        for source, day in days
    ]
    manifest.write_text(json.dumps(told), "utf-8")
    _, figures = written(office)
    name = "hustings_newest_export_timestamp_seconds"
    assert figures[name, "whatsapp_chat"] == (MONDAY + timedelta(days=5)).timestamp()
    assert figures[name, "x_posts"] == (MONDAY + timedelta(days=1)).timestamp()


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left(office, tmp_path):
    with pytest.raises(StoreError, match="figures"):
        write_metrics(office.settings, tmp_path / "nowhere" / "hustings.prom")


def test_a_tick_writes_its_figures_also_when_nothing_is_due(tmp_path, root):
    (tmp_path / "settings.toml").write_text((root / "settings.toml").read_text("utf-8"), "utf-8")
    file = tmp_path / "hustings.prom"
    command = ["tick", "--settings", str(tmp_path / "settings.toml"), "--metrics-file", str(file)]
    assert CliRunner().invoke(main, command).exit_code == 5
    _, figures = read(file)
    assert figures["hustings_last_tick_timestamp_seconds",] > MONDAY.timestamp()
    assert [path.name for path in tmp_path.glob("*hustings.prom*")] == ["hustings.prom"]
    code = (
        "import sys\nfrom hustings.cli import main\ntry:\n    main()\nexcept SystemExit: pass\n"
        "print(sorted({'pandas', 'duckdb', 'papermill'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_the_timer_names_the_file_by_its_environment(tmp_path, root, monkeypatch):
    (tmp_path / "settings.toml").write_text((root / "settings.toml").read_text("utf-8"), "utf-8")
    monkeypatch.setenv("HUSTINGS_METRICS_FILE", str(tmp_path / "hustings.prom"))
    CliRunner().invoke(main, ["tick", "--settings", str(tmp_path / "settings.toml")])
    assert (tmp_path / "hustings.prom").exists()


def test_a_press_that_fails_writes_its_figures_too(tmp_path, root):
    (tmp_path / "settings.toml").write_text((root / "settings.toml").read_text("utf-8"), "utf-8")
    file = tmp_path / "hustings.prom"
    command = ["press", "x", "--settings", str(tmp_path / "settings.toml")]
    assert CliRunner().invoke(main, [*command, "--metrics-file", str(file)]).exit_code == 2
    assert file.exists()
