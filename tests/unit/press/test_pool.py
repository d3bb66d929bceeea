"""A worker: what a notebook finds around it."""

import os
from contextlib import closing
from datetime import UTC, datetime

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from hustings.kernels.forks import Forks
from hustings.press.making import Task
from hustings.press.pool import Pool

SHOWS = """import os
told = sorted(name for name in os.environ if name.startswith("HUSTINGS"))
raise ValueError(f"found {told}, {os.environ.get('HUSTINGS_SMTP_PASSWORD')}")"""


def test_a_notebook_does_not_find_the_mail_server_s_password(tmp_path, monkeypatch):
    monkeypatch.setenv("HUSTINGS_SMTP_PASSWORD", "s3cret")
    monkeypatch.setenv("HUSTINGS_SETTINGS", "settings.toml")
    monkeypatch.delenv("HUSTINGS_TESTS", raising=False)
    notebook = new_notebook(cells=[new_code_cell("unit = 1"), new_code_cell(SHOWS)])
    notebook.cells[0].metadata["tags"] = ["parameters"]
    task = Task(1, "x", nbformat.writes(notebook), {"unit": 2}, "", datetime.now(UTC))
    with closing(Pool(Forks.start(), 1, 60, os.environ)) as pool:
        pool.begin(task, tmp_path)
        ended = []
        while not ended:
            ended = pool.ended(seconds=1)
    names = "['HUSTINGS_FORKS', 'HUSTINGS_RUN', 'HUSTINGS_SETTINGS', 'HUSTINGS_STARTED_BY']"
    assert ended[0].problem.told == f"cell 2: ValueError: found {names}, None"
