"""A worker: what a notebook finds around it."""

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from hustings.press.making import Task
from hustings.press.pool import Pool

SHOWS = """import os
told = sorted(name for name in os.environ if name.startswith("HUSTINGS"))
raise ValueError(f"found {told}, {os.environ.get('HUSTINGS_SMTP_PASSWORD')}")"""


def test_a_notebook_does_not_find_the_mail_server_s_password(tmp_path, monkeypatch):
    monkeypatch.setenv("HUSTINGS_SMTP_PASSWORD", "s3cret")
    monkeypatch.setenv("HUSTINGS_SETTINGS", "settings.toml")
    notebook = new_notebook(cells=[new_code_cell("unit = 1"), new_code_cell(SHOWS)])
    notebook.cells[0].metadata["tags"] = ["parameters"]
    with Pool(1, 60) as pool:
        pool.begin(Task(1, "x", nbformat.writes(notebook), {"unit": 2}, ""), tmp_path)
        ended = []
        while not ended:
            ended = pool.ended(seconds=1)
    assert ended[0].problem.told == "cell 2: ValueError: found ['HUSTINGS_SETTINGS'], None"
