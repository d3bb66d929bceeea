"""One small campaign, imported, measured and printed by the real commands; all tests share it."""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from tests.support.hostile import write_hostile

ROOT = Path(__file__).resolve().parents[2]
WEEK = "2026-W46"
WEEKS = 26
LANGUAGES = ("hi", "en")

STATE = "IN-JH"
PRINTED_FOR = "2026-11-16T07:00+0530"
SEATS = ("IN-JH-PC-03", "IN-JH-PC-12", "IN-JH-AC-012", "IN-JH-AC-023", "IN-JH-AC-068")
"""A seat that rises, one with a viral day, one with hostile names, a silent and a stale group."""

CHATS = (
    "Godda Lok Sabha", "Kodarma Lok Sabha", "Lohardaga Lok Sabha", "Ramgarh", "गुमला", "गिरिडीह",
    "Maheshpur", "Borio", "जरमुंडी", "Dumka Vidhan", "Pakaur", "Barhait", "Bermo", "Kanke",
)  # fmt: skip
"""Chats of the seats above, of an American phone, one exported twice, and some for comparison."""


@dataclass(frozen=True)
class Campaign:
    """A folder a campaign office would have: settings, exports, data, reports."""

    folder: Path

    @property
    def exports(self) -> Path:
        """The files as received."""
        return self.folder / "exports"

    @property
    def reports(self) -> Path:
        """Where the pages are."""
        return self.folder / "reports"

    @property
    def environment(self) -> dict[str, str]:
        """What a command run here is given."""
        key = str(self.folder / "key" / "pseudonyms.key")
        clean = {name: value for name, value in os.environ.items() if name[:8] != "HUSTINGS"}
        return clean | {"HUSTINGS_KEY_FILE": key}

    @cached_property
    def truth(self):
        """What was planted in the sample."""
        return json.loads((self.folder / "truth.json").read_text("utf-8"))

    @cached_property
    def settings(self):
        """Its settings, read."""
        from hustings.settings import load

        return load(self.folder / "settings.toml")

    @cached_property
    def edition(self):
        """The edition its pages were printed from."""
        from hustings.edition import latest

        return latest(self.folder / "data" / "editions")

    def run(self, *words, folder=None, timeout=300):
        """Run a command as a person would; the outcome has returncode, stdout and stderr."""
        command = [sys.executable, "-m", "hustings.cli", *map(str, words)]
        return subprocess.run(
            command, cwd=folder or self.folder, env=self.environment, timeout=timeout,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def page(self, unit, language):
        """One printed page."""
        briefing = "weekly_state" if unit == STATE else "weekly_seat"
        return self.reports / briefing / WEEK / f"{unit}.{language}.html"

    @property
    def pages(self):
        """Every printed page, the state's first."""
        return [self.page(unit, language) for unit in (STATE, *SEATS) for language in LANGUAGES]


@pytest.fixture(scope="session")
def campaign(tmp_path_factory):
    """The campaign, made by whichever test process asks first; nothing else may build one."""
    return Campaign(made_once(tmp_path_factory, "campaign", lambda to: _make(Campaign(to))))


def made_once(tmp_path_factory, name, make):
    """A folder all processes of this session share, filled by whichever asks first."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder = base / name
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            (folder / "complete").touch()
    return folder


def never_old(settings):
    """The text of a settings file with limits that no export is older than, ever."""
    before, heading, after = settings.partition("[freshness]")
    assert heading
    limits = re.compile(r"^(\w+) = \d+", re.MULTILINE)
    return before + heading + limits.sub(r"\1 = 36500", after, count=4)


def _make(made):
    made.folder.mkdir()
    shutil.copytree(ROOT / "notebooks", made.folder / "notebooks")
    settings = (ROOT / "settings.toml").read_text("utf-8")
    (made.folder / "settings.toml").write_text(never_old(settings), "utf-8")
    _write_exports(made)
    for words in (
        ("import", made.exports),
        ("press", "weekly_state", "--at", PRINTED_FOR),
        ("press", "weekly_seat", "--units", ",".join(SEATS), "--at", PRINTED_FOR),
    ):
        done = made.run(*words)
        assert done.returncode == 0, f"{words}: {done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def _write_exports(made):
    """The sample's lists, roster and forms whole; of chats and posts as many as the tests need."""
    from hustings import sample
    from hustings.period import Period

    whole = made.folder / "whole"
    sample.write(whole, weeks=WEEKS, seed=1, until=Period.parse(WEEK))
    for path in _chosen(whole):
        target = made.exports / path.relative_to(whole)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)  # with its time, which is when it was exported
    shutil.copy(whole / "truth.json", made.folder / "truth.json")
    write_hostile(made.exports)
    shutil.rmtree(whole)


def _chosen(whole):
    yield whole / "hustings-sample.json"
    for name in ("lists", "roster", "forms"):
        yield from sorted((whole / name).iterdir())
    chats = [path for path in (whole / "whatsapp").rglob("*") if path.is_file()]
    yield from (path for path in sorted(chats) if any(name in path.name for name in CHATS))
    for pattern, owners in (("facebook/*", 2), ("instagram/*", 2), ("x/x_JH_JharStatTeam_*", 1)):
        files = _newest_first(whole.glob(pattern))
        # Each Monday every owner exports four weeks: every fourth Monday is enough.
        yield from (path for place, path in enumerate(files) if place // owners % 4 == 0)
    yield from _newest_first(whole.glob("youtube/*"))[:6]  # each holds all there was


def _newest_first(files):
    return sorted(files, key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
