"""Figures about the press in the text format of Prometheus, for a folder it collects files from.

They are of the ledger and of the folders of runs, so each file says how things stand, whoever
printed and however often the machine was started since.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from hustings.errors import StoreError
from hustings.page.files import write_atomically
from hustings.press.delivery.outbox import Outbox
from hustings.press.ledger.rows import Job
from hustings.press.ledger.states import STATES
from hustings.press.ledger.tallies import Tallies
from hustings.press.making import METRICS
from hustings.press.operating.records import manifests, read_manifest
from hustings.press.operating.ticked import last_tick
from hustings.press.publishing import folder_of, ledger_of
from hustings.settings import Settings

BY_HAND = "(by hand)"  # no entry of the schedule can be called so


def write_metrics(settings: Settings, file: Path) -> None:
    """Write the figures, whole or not at all.

    Raises: StoreError when the file cannot be written.
    """
    registry = CollectorRegistry()
    registry.register(_OfPress(settings))
    try:
        write_atomically(file, generate_latest(registry))
    except OSError as cause:
        raise StoreError(
            "The file of figures cannot be written.",
            where=f"{file}: {cause.strerror}",
            fix="Name another one with --metrics-file; what was printed is there all the same.",
        ) from cause


class _OfPress(Collector):
    """All figures, read when they are asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def collect(self) -> Iterator[Metric]:
        tallies = Tallies(ledger_of(self.settings).path)
        yield _states(tallies)
        yield from self._of_pages(tallies)
        yield _moments(
            "hustings_last_success_timestamp_seconds",
            "When a job of the entry last printed every page",
            "entry",
            {_called(entry): at for entry, at in tallies.succeeded_at().items()},
        )
        missed = CounterMetricFamily(
            "hustings_slots_missed", "Slots on record as missed", labels=["entry"]
        )
        counts = tallies.missed()
        for job in tallies.last_jobs():
            if job.entry:  # what is printed by hand has no slot to miss
                missed.add_metric([job.entry], counts.get(job.entry, 0))
        yield missed
        letters = Outbox.of(self.settings).letters()
        yield GaugeMetricFamily(
            "hustings_letters_waiting",
            "Letters not yet taken by the mail server",
            value=sum(bool(letter.waiting) for letter in letters),
        )
        yield _moments(
            "hustings_newest_export_timestamp_seconds",
            "When the newest file of each source behind the newest edition was exported",
            "source",
            _exported(self.settings),
        )
        if ticked := last_tick(self.settings):
            yield GaugeMetricFamily(
                "hustings_last_tick_timestamp_seconds",
                "When the schedule was last looked at",
                value=ticked.timestamp(),
            )

    def _of_pages(self, tallies: Tallies) -> Iterator[Metric]:
        """What the last job of each entry printed, and what that cost."""
        runs = _by_entry("hustings_runs", "Last tries at pages, by state", "state")
        costs = {
            "count": _by_entry("hustings_pages_made", "Pages that were made or tried"),
            "seconds": _by_entry("hustings_pages_seconds", "Seconds spent on them, added up"),
            "cpu_seconds": _by_entry(
                "hustings_pages_cpu_seconds", "Processor seconds spent on them, added up"
            ),
            "longest": _by_entry("hustings_page_longest_seconds", "Seconds of the slowest"),
            "most_bytes": _by_entry("hustings_page_most_bytes", "Memory of the largest, in bytes"),
        }
        for job in tallies.last_printed():
            entry, last = _called(job.entry), tallies.newest(job.id)
            for state, n in sorted(Counter(run.state for run in last).items()):
                runs.add_metric([entry, state], n)
            for name, value in self._costs(tallies, job).items():
                costs[name].add_metric([entry], value)
        yield runs
        yield from costs.values()

    def _costs(self, tallies: Tallies, job: Job) -> dict[str, float]:
        """Of every try of a job that left its costs; nothing where none did."""
        paths = [folder_of(run, self.settings) / METRICS for run in tallies.runs(job=job.id)]
        found = [json.loads(path.read_text("utf-8")) for path in paths if path.exists()]
        if not found:
            return {}
        return {
            "count": len(found),
            "seconds": sum(each["seconds"] for each in found),
            "cpu_seconds": sum(each["cpu_seconds"] for each in found),
            "longest": max(each["seconds"] for each in found),
            "most_bytes": max(each["most_bytes"] for each in found),
        }


def _states(tallies: Tallies) -> Metric:
    """One line per entry and state, of which one is 1: so an alert can name a state."""
    states = _by_entry("hustings_last_job", "Whether this is the state", "state")
    for job in tallies.last_jobs():
        for state in STATES:
            states.add_metric([_called(job.entry), state], job.state == state)
    return states


def _exported(settings: Settings) -> dict[str, datetime]:
    newest: dict[str, datetime] = {}
    for manifest in manifests(settings)[:1]:
        for file in read_manifest(manifest)["inputs"]:
            at = datetime.fromisoformat(file["exported_at"])
            newest[file["source"]] = max(at, newest.get(file["source"], at))
    return newest


def _by_entry(name: str, means: str, *labels: str) -> GaugeMetricFamily:
    said = f"{means}, of the last job of an entry"
    return GaugeMetricFamily(name, said, labels=["entry", *labels])


def _moments(name: str, means: str, label: str, moments: dict[str, datetime]) -> Metric:
    found = GaugeMetricFamily(name, means, labels=[label])
    for key, moment in sorted(moments.items()):
        found.add_metric([key], moment.timestamp())
    return found


def _called(entry: str) -> str:
    return entry or BY_HAND
