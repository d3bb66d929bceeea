"""Making an edition: measure the weeks, study the changes, freeze everything with its hashes."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd

from hustings.edition.edition import Edition
from hustings.edition.evidence import groups_health, posting_days, posts_of_week
from hustings.edition.manifest import InputFile, Manifest, code_version
from hustings.edition.shelves import freeze, listed, open_edition
from hustings.edition.studied import study_changes
from hustings.errors import InputError
from hustings.geography import Units
from hustings.metrics import metrics
from hustings.metrics.daily import measure_days
from hustings.metrics.inputs import Inputs, Rules
from hustings.metrics.measuring import Measured, definition_stamp, measure, open_pass
from hustings.metrics.shelf import Shelf
from hustings.period import Period
from hustings.privacy import suppress
from hustings.settings import Settings
from hustings.store import Snapshot

if TYPE_CHECKING:
    from hustings.metrics.families import Pass

PERIODS = 26  # half a year: what the trend shows and the change study looks back on

Step = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """An edition, and which weeks of which family had to be counted for it."""

    edition: Edition
    computed: dict[str, list[str]]


def silent(what: str) -> None:
    """Tell nobody."""


def newest_week(settings: Settings) -> Period:
    """The last week that had ended when the newest file was exported."""
    files = Snapshot.take(settings.folders.data / "clean").frame("files")
    if files.empty:
        raise _nothing_imported(settings)
    return Period.last_complete_week(files["exported_at"].max().to_pydatetime())


def _nothing_imported(settings: Settings) -> InputError:
    return InputError(
        "Nothing has been imported yet, so there is nothing to measure.",
        where=str(settings.folders.data),
        fix="Import the exported files first: hustings import FOLDER.",
    )


def build(settings: Settings, period: Period, *, now: datetime, step: Step = silent) -> Built:
    """Measure one week and freeze it as an edition.

    Args:    now: the clock of this edition, for the ages it states; step: told what is going on.
    Returns: the edition; an existing one when nothing that goes into it has changed since.
    Raises:  InputError when nothing has been imported.
    """
    snapshot = Snapshot.take(settings.folders.data / "clean")
    files = snapshot.frame("files").sort_values(["exported_at", "sha256"], ignore_index=True)
    if files.empty:
        raise _nothing_imported(settings)
    units = Units.load(settings.campaign.state, snapshot.frame("units"))
    name = _name(period, snapshot, settings)
    folder = settings.folders.data / "editions"
    if name in listed(folder):
        return Built(open_edition(folder, name), {})
    weeks = [week.key for week in period.trailing(PERIODS)]
    inputs = _inputs(snapshot, settings, units)
    shelf = Shelf(settings.folders.data / "measured", definition_stamp())
    step("counting")
    measured = measure(inputs, shelf, weeks)
    step("looking for changes")
    days = measure_days(inputs, shelf, weeks)
    changes = study_changes(measured.rows, days, period, settings)
    step("freezing")
    run = open_pass(inputs, shelf, weeks)
    tables = _tables(measured, run, snapshot, units, period) | changes.tables
    manifest = Manifest(
        edition=name,
        period=period.key,
        periods=tuple(weeks),
        state=settings.campaign.state,
        as_of=files["exported_at"].max().to_pydatetime(),
        built_at=now,
        code=code_version(),
        settings=_settings_digest(settings),
        sample=bool(files["sample"].any()),
        inputs=_input_files(files),
        set_aside=_reasons(snapshot),
        family=changes.family,
        tables={},
    )
    return Built(freeze(folder, manifest, tables), measured.computed)


def _inputs(snapshot: Snapshot, settings: Settings, units: Units) -> Inputs:
    return Inputs(
        clean=snapshot,
        closure=units.closure(),
        booths=_codes(units, "booth"),
        reporting_units=_codes(units, settings.reporting.level),
        rules=Rules(
            settings.posting,
            settings.reporting,
            settings.thresholds.silent_days,
            settings.thresholds.benchmark_least,
        ),
    )


def _codes(units: Units, level: str) -> pd.DataFrame:
    return pd.DataFrame({"unit": pd.Series([unit.code for unit in units.at(level)], dtype="str")})


def _name(period: Period, snapshot: Snapshot, settings: Settings) -> str:
    parts = [period.key, code_version(), _settings_digest(settings)]
    parts += [f"{table}={version}" for table, version in sorted(snapshot.pin.versions.items())]
    parts += sorted(snapshot.frame("files")["sha256"])
    return f"{period.key}-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:8]}"


def _settings_digest(settings: Settings) -> str:
    text = settings.model_dump_json(exclude={"folders", "press", "crosswalk"})
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _tables(
    measured: Measured, run: "Pass", snapshot: Snapshot, units: Units, period: Period
) -> dict[str, pd.DataFrame]:
    people = {name for name, metric in metrics().items() if metric.people}
    return {
        "measured": suppress(measured.rows, people),
        "leaves": _leaves(measured.leaves, units, people),
        "units": _units(units),
        "closure": units.closure(),
        "posts": posts_of_week(run, period),
        "posting": posting_days(run, period),
        "groups": groups_health(run, period),
        "quarantine": _quarantine(snapshot),
    }


def _leaves(leaves: pd.DataFrame, units: Units, people: set[str]) -> pd.DataFrame:
    """One row per period × unit × metric × platform: the numerator where it arose, and a status.

    Only what reconciling needs, and suppressed by the same rule as measured rows.
    """
    levels = {unit.code: unit.level for unit in units}
    as_measured = leaves.assign(level=leaves["unit"].map(levels), status="ok", value=leaves["n"])
    shown = suppress(as_measured, people)
    return shown[["period", "unit", "metric", "platform", "numerator", "status"]]


def _units(units: Units) -> pd.DataFrame:
    """One row per unit, in natural order within its level."""
    ordered = [unit for level in dict.fromkeys(u.level for u in units) for unit in units.at(level)]
    return pd.DataFrame(
        {
            "unit": [u.code for u in ordered],
            "level": [u.level for u in ordered],
            "name_en": [u.name_en for u in ordered],
            "name_hi": [u.name_hi for u in ordered],
            "hi_status": [u.name_hi_status for u in ordered],
            "seat_parent": [u.seat_parent for u in ordered],
            "district_parent": [u.district_parent for u in ordered],
        }
    )


def _quarantine(snapshot: Snapshot) -> pd.DataFrame:
    """One row per file and reason: rows set aside."""
    rows = snapshot.frame("quarantine")
    names = snapshot.frame("files").set_index("sha256")["name"]
    rows = rows.assign(name=rows["sha256"].map(names))
    return rows.groupby(["name", "reason"], dropna=False).size().rename("rows").reset_index()


def _reasons(snapshot: Snapshot) -> dict[str, int]:
    reasons = snapshot.frame("quarantine")["reason"].value_counts().sort_index()
    return {str(reason): int(rows) for reason, rows in reasons.items()}


def _input_files(files: pd.DataFrame) -> tuple[InputFile, ...]:
    return tuple(
        InputFile(
            row["name"],
            row["sha256"],
            row["source"],
            row["exported_at"].to_pydatetime(),
            row["rows_read"],
            row["rows_set_aside"],
        )
        for row in files.to_dict("records")
    )
