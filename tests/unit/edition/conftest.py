"""The campaign's tables once more, in a folder of their own: measured anew, then added to."""

import csv
import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.support.campaign import made_once

from hustings.edition import build, open_edition
from hustings.edition.current import Built
from hustings.period import Period
from hustings.settings import Settings, load

NOW = datetime(2026, 11, 23, tzinfo=UTC)
FORM = (
    "Timestamp", "Your mobile number", "Where did you work?", "Date of work", "What did you do?",
    "How many people did you meet?",
)  # fmt: skip


@dataclass(frozen=True)
class Again:
    """The same tables measured from nothing, and measured again after one more file."""

    folder: Path
    settings: Settings
    anew: Built
    added: Built


@pytest.fixture(scope="session")
def again(campaign, tmp_path_factory):
    """Both builds, by one process for all that ask; the campaign itself is left as it is."""
    folder = made_once(tmp_path_factory, "again", lambda to: _measure_again(campaign, to))
    settings = load(folder / "settings.toml")
    kept = json.loads((folder / "built.json").read_text("utf-8"))
    anew, added = (
        Built(open_edition(settings.folders.data / "editions", name), computed)
        for name, computed in kept
    )
    return Again(folder, settings, anew, added)


def _measure_again(campaign, folder: Path) -> None:
    folder.mkdir()
    shutil.copy(campaign.folder / "settings.toml", folder)
    shutil.copytree(campaign.folder / "notebooks", folder / "notebooks")
    shutil.copytree(campaign.folder / "data" / "clean", folder / "data" / "clean")
    settings = load(folder / "settings.toml")
    week = Period.parse(campaign.edition.manifest.period)
    anew = build(settings, week, now=NOW)
    _import_one_answer(campaign, settings, folder / "late.csv")
    kept = [(built.edition.id, built.computed) for built in (anew, build(settings, week, now=NOW))]
    (folder / "built.json").write_text(json.dumps(kept), "utf-8")


def _import_one_answer(campaign, settings: Settings, path: Path) -> None:
    """One worker's one act, on the Thursday of the week before, sent late."""
    from hustings.intake import import_files

    answer = ("2026/11/20 9:05:00 PM GMT+5:30", _phone(campaign), "IN-JH-AC-001", "2026-11-05")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([FORM, (*answer, "House visit", "3")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUSTINGS_KEY_FILE", campaign.environment["HUSTINGS_KEY_FILE"])
        outcome = import_files([path], settings, now=NOW)
    assert outcome.counts() == {"read": 1, "stored": 1, "quarantined": 0, "already_known": 0}


def _phone(campaign) -> str:
    """Somebody's number, off the roster."""
    with (campaign.exports / "roster" / "roster.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return next(
            row["Phone"] for row in rows if len(row["Phone"]) == 13 and row["Phone"][0] == "+"
        )
