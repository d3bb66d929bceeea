"""A notebook for exploring runs without a page, and what it leaves behind stays small."""

import json
import runpy
import shutil

IN_TIME = "2026-11-17T07:00+05:30"


def test_a_panel_runs_in_a_print_run_and_leaves_no_code_of_plotly_behind(
    root, tmp_path, monkeypatch
):
    import papermill

    build = runpy.run_path(str(root / "tests" / "support" / "tiny_edition.py"))["build"]
    build(tmp_path / "data" / "editions")
    shutil.copy(root / "settings.toml", tmp_path)
    monkeypatch.setenv("HUSTINGS_SETTINGS", str(tmp_path / "settings.toml"))
    done = tmp_path / "workers.ipynb"
    papermill.execute_notebook(
        root / "notebooks" / "explore" / "workers.ipynb",
        done,
        parameters={"language": "hi", "unit": "IN-JH-PC-01", "scheduled": IN_TIME},
        progress_bar=False,
        store_widget_state=False,
    )
    assert done.stat().st_size < 20_000
    shown = json.loads(done.read_text("utf-8"))["cells"][-1]["outputs"][0]["data"]
    assert "application/vnd.jupyter.widget-view+json" in shown
