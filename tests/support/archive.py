"""An office with a year of pages, several editions, folders of runs and a ledger of them all."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from tests.support import two_editions
from tests.support.printing import MONDAY, digest

from hustings.edition import Edition, open_edition
from hustings.edition.shelves import freeze
from hustings.page.files import write_atomically
from hustings.press.ledger import Ledger, Order
from hustings.press.publishing import ledger_of, show_as_latest
from hustings.settings import Settings

SEAT = "IN-JH-PC-01"
OLD, LAST, NEW = "2025-W40", "2026-W45", "2026-W46"


@dataclass(frozen=True)
class Archive:
    """The office; what its tests print goes through `print`."""

    folder: Path
    settings: Settings

    @property
    def reports(self) -> Path:
        return self.settings.folders.reports

    @property
    def ledger(self) -> Ledger:
        return ledger_of(self.settings)

    @property
    def edition(self) -> Edition:
        return open_edition(self.folder / "data" / "editions", two_editions.SECOND)

    def print(self, period, name, *, edition, before="", state="succeeded", days=0, briefing="w"):
        """Publish a page as the press does, and enter its run as it ended."""
        moment = MONDAY - timedelta(days=days)
        job = self.ledger.open_job(moment, {})
        unit, _, language = name.rpartition(".")
        order = Order(briefing, period, name, unit, language, moment, edition, "c", "e", "n",
                      {"before": before}, "")  # fmt: skip
        (run,) = self.ledger.enter(job.id, [order])
        page = ""
        if state in ("succeeded", "partial"):
            page = digest(self._publish(briefing, period, name, edition, before))
        self.ledger.settle(run.id, state, page=page)
        self.ledger.settle_job(job.id, state)
        self._private(briefing, moment, name)

    def _publish(self, briefing, period, name, edition, before):
        told = json.dumps({"edition": edition, "before": before, "unit": name})
        page = f'<script type="application/json" id="c1data">{told}</script>' + "x" * 5000
        path = self.reports / briefing / period / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, page)
        show_as_latest(path, self.reports)
        return page

    def _private(self, briefing, moment: datetime, name):
        folder = self.folder / "data" / "runs" / briefing / f"{moment:%Y%m%dT%H%M%SZ}" / name / "1"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "notebook.ipynb").write_text("{}" * 500, "utf-8")

    def again(self, edition: str, count: int) -> list[str]:
        """Freeze an edition so many times more, each a day later; gives their ids, oldest first."""
        folder = self.folder / "data" / "editions"
        whole = open_edition(folder, edition)
        names = []
        for n in range(1, count + 1):
            name = f"{whole.manifest.period}-{n:08x}"
            built_at = whole.manifest.built_at + timedelta(days=n)
            card = replace(whole.manifest, edition=name, built_at=built_at, tables={})
            tables = {part: whole.table(part) for part in whole.manifest.tables}
            freeze(folder, card, tables)
            names.append(name)
        return names


def open_archive(folder: Path) -> Archive:
    """The office with its editions and nothing printed."""
    two_editions.build(folder / "data" / "editions")
    for kept in ("raw", "clean", "measured"):
        (folder / "data" / kept).mkdir()
        (folder / "data" / kept / "file").write_text("kept", "utf-8")
    settings = Settings.model_validate(
        {
            "campaign": {"name_en": "Office", "name_hi": "कार्यालय", "state": "IN-JH"},
            "folders": {name: folder / name for name in ("data", "reports", "notebooks")},
        }
    )
    return Archive(folder, settings)
