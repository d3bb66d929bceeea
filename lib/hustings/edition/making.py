"""Making an edition: measure the weeks, study the changes, freeze everything with its hashes."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from hustings.edition.edition import Edition
from hustings.edition.further.given import Given
from hustings.edition.further.registry import further
from hustings.edition.inputs import newest_inputs
from hustings.edition.manifest import InputFile, Manifest, code_version
from hustings.edition.parts import evidence, figures
from hustings.edition.places import Places, places_of
from hustings.edition.shelves import freeze, listed, open_edition
from hustings.edition.studied import shares_in, study_changes
from hustings.errors import InputError, UsageError
from hustings.metrics.daily import measured_days
from hustings.metrics.inputs import Inputs, Rules
from hustings.metrics.measuring import definition_stamp, measured, open_pass
from hustings.metrics.shelf import Shelf
from hustings.metrics.strangers import unknown_messages
from hustings.period import Period
from hustings.settings import Settings
from hustings.store import Snapshot, read_whole

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
    Raises:  InputError when nothing has been imported; UsageError for what is no week, or has not
             begun: its pages would stand for the newest.
    """
    _require_begun_week(period, now)

    def made(snapshot: Snapshot) -> Built:
        return _built(snapshot, settings, period, now=now, step=step)

    return read_whole(settings.folders.data / "clean", made)


def _built(
    snapshot: Snapshot, settings: Settings, period: Period, *, now: datetime, step: Step
) -> Built:
    files = snapshot.frame("files").sort_values(["exported_at", "sha256"], ignore_index=True)
    if files.empty:
        raise _nothing_imported(settings)
    name = _name(period, snapshot, settings, files)
    folder = settings.folders.data / "editions"
    if name in listed(folder):
        return Built(open_edition(folder, name), {})
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
        settings=_settings_digest(settings),
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
    return Built(freeze(folder, manifest, tables, parts), counted.computed)


def _require_begun_week(period: Period, now: datetime) -> None:
    if period.kind != "week":
        weeks = [Period.week_of(day).key for day in (period.first, period.last)]
        raise UsageError(
            "Only weeks are measured.",
            where=repr(period.key),
            fix=f"Ask for one of its weeks, {weeks[0]} to {weeks[1]}.",
        )
    if period.starts_at > now:
        newest = Period.last_complete_week(now).key
        raise UsageError(
            f"The week {period.key} has not begun.", fix=f"The last complete week is {newest}."
        )


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


def _name(period: Period, snapshot: Snapshot, settings: Settings, files: pd.DataFrame) -> str:
    parts = [period.key, code_version(), _settings_digest(settings)]
    parts += [f"{table}={version}" for table, version in sorted(snapshot.pin.versions.items())]
    parts += sorted(files["sha256"])
    return f"{period.key}-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:8]}"


def _settings_digest(settings: Settings) -> str:
    text = settings.model_dump_json(exclude={"folders", "press", "archive", "crosswalk"})
    return hashlib.sha256(text.encode()).hexdigest()[:12]


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
