"""Measuring a week from the clean tables, studying what changed, and freezing all of it."""

from collections.abc import Callable
from datetime import datetime

import pandas as pd

from hustings.edition.edition import Edition
from hustings.edition.further.given import Given
from hustings.edition.further.registry import further
from hustings.edition.inputs import newest_inputs
from hustings.edition.manifest import InputFile, Manifest, code_version, settings_digest
from hustings.edition.parts import evidence, figures
from hustings.edition.places import Places, places_of
from hustings.edition.shelves import freeze
from hustings.edition.studied import shares_in, study_changes
from hustings.metrics.daily import measured_days
from hustings.metrics.inputs import Inputs, Rules
from hustings.metrics.measuring import definition_stamp, measured, open_pass
from hustings.metrics.shelf import Shelf
from hustings.metrics.strangers import unknown_messages
from hustings.period import Period
from hustings.settings import Settings
from hustings.store import Snapshot

PERIODS = 26  # half a year: what the trend shows and the change study looks back on

Step = Callable[[str], None]


def make(
    snapshot: Snapshot,
    settings: Settings,
    period: Period,
    files: pd.DataFrame,
    *,
    name: str,
    now: datetime,
    step: Step,
) -> tuple[Edition, dict[str, list[str]]]:
    """Measure one week of what was imported and freeze it under a name that nothing has yet.

    Args:    files: all that were imported, the oldest first; step: told what is going on.
    Returns: the edition, and which weeks of which family had to be counted for it.
    """
    weeks = [week.key for week in period.trailing(PERIODS)]
    definitions = definition_stamp()
    shelf = Shelf(settings.folders.data / "measured", definitions)
    places = places_of(settings.campaign.state, snapshot, shelf)
    run = open_pass(inputs_of(snapshot, settings, places), shelf, weeks)
    step("counting")
    counted = measured(run)
    parts = figures(counted, shelf, period) | evidence(run, period) | places.files
    step("looking for changes")
    changes = study_changes(shares_in(parts), measured_days(run), period, settings)
    step("answering further questions")
    parts |= further(Given(run, parts, period))
    step("freezing")
    set_aside = _set_aside(snapshot, files)
    unknown = unknown_messages(snapshot, week=period.key)
    manifest = Manifest(
        edition=name,
        period=period.key,
        periods=tuple(weeks),
        state=settings.campaign.state,
        as_of=files["exported_at"].max().to_pydatetime(),
        built_at=now,
        code=code_version(),
        settings=settings_digest(settings),
        sample=bool(files["sample"].any()),
        inputs=_input_files(files),
        set_aside=_reasons(set_aside),
        family=changes.family,
        tables={},
        chats={"messages": unknown.messages, "by_nobody": unknown.by_nobody},
        definitions=definitions[:12],
    )
    tables = changes.tables | {
        "quarantine": set_aside,
        "occasions": _occasions(snapshot),
        "inputs": newest_inputs(snapshot, files, period),
    }
    folder = settings.folders.data / "editions"
    return freeze(folder, manifest, tables, parts), counted.computed


def inputs_of(snapshot: Snapshot, settings: Settings, places: Places) -> Inputs:
    """What measuring reads."""
    return Inputs(
        clean=snapshot,
        closure=places.closure,
        booths=places.at("booth"),
        reporting_units=places.at(settings.reporting.level),
        rules=Rules(
            settings.posting,
            settings.reporting,
            settings.thresholds.silent_days,
            settings.thresholds.benchmark_least,
        ),
    )


def _set_aside(snapshot: Snapshot, files: pd.DataFrame) -> pd.DataFrame:
    """One row per file and reason: rows set aside."""
    stored = snapshot.table("quarantine")
    counted = stored.group_by("sha256", "reason").agg(rows=stored.count())
    found: pd.DataFrame = snapshot.engine.execute(counted)
    found = found.assign(name=found["sha256"].map(files.set_index("sha256")["name"]))
    return found.groupby(["name", "reason"], dropna=False)["rows"].sum().reset_index()


def _occasions(snapshot: Snapshot) -> pd.DataFrame:
    """One row per listed date that moves figures by itself, oldest first."""
    rows = snapshot.frame("occasions").sort_values(["from_on", "occasion", "unit"])
    return rows[["occasion", "kind", "unit", "from_on", "until_on"]].reset_index(drop=True)


def _reasons(set_aside: pd.DataFrame) -> dict[str, int]:
    reasons = set_aside.groupby("reason")["rows"].sum()
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
