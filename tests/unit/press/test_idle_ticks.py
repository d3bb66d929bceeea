"""A tick comes each minute and mostly finds nothing due: it loads nothing heavy."""

import json
import shutil
import subprocess
import sys

import pytest

ENTRY = '[[entry]]\nname = "yearly"\nbriefings = ["seat"]\nschedule = "@yearly"\n'
HEAVY = (
    "pandas", "numpy", "pyarrow", "duckdb", "ibis", "scipy", "plotly", "papermill", "nbformat",
    "IPython", "jinja2",
)  # fmt: skip
TICK = f"""
import sys
from hustings.cli import main
try:
    main()
except SystemExit as end:
    import json
    print(json.dumps([end.code, sorted(set({HEAVY!r}) & sys.modules.keys())]))
"""


@pytest.mark.parametrize("schedule", ["", ENTRY])
def test_a_tick_with_nothing_due_loads_nothing_heavy(tmp_path, root, schedule):
    shutil.copy(root / "settings.toml", tmp_path)
    (tmp_path / "schedule.toml").write_text(schedule, "utf-8")
    command = [sys.executable, "-c", TICK, "tick"]
    for _ in range(2):  # the first one makes the ledger
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert json.loads(done.stdout) == [5, []], done.stderr


BEHIND = """
import sys
from hustings.intake.behind import is_behind
from hustings.settings import find, load
told = is_behind(load(find()))
print([told, sorted(name for name in sys.modules if name.startswith("hustings.importers"))])
"""


def test_whether_a_decision_waits_is_asked_without_loading_the_importers(tmp_path, root):
    shutil.copy(root / "settings.toml", tmp_path)
    command = [sys.executable, "-c", BEHIND]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[False, []]"
