"""The benchmarks run at a tiny size, and compare what they say they compare."""

import json
import shutil

import numpy as np
import pytest
from benchmarks import __main__ as bench
from benchmarks import activity, chat_files, chats, costs, editions, plain_pandas, stock


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
