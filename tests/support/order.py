"""Which test files begin first: the long ones, so that no core idles at the end."""

from pathlib import Path

LONG = (
    # The first makes the campaign that many share; the next, on the other core, need none.
    "tests/browser/test_delivered.py",
    "tests/faults/test_killed_import.py",
    "tests/faults/test_full_disk_and_many_cores.py",
    "tests/faults/test_killed_tick.py",
    "tests/unit/metrics/test_weeks_touched.py",
    "tests/browser/test_pages.py",
    "tests/unit/kernels/test_fidelity.py",
    "tests/unit/edition/test_editions.py",
    "tests/unit/health/test_checking.py",
    "tests/unit/press/test_printing.py",
    "tests/unit/press/test_cluster.py",
    "tests/unit/importers/whatsapp/test_chat_reader.py",
    "tests/browser/test_lab.py",
    "tests/fuzz/test_readers.py",
    "tests/unit/metrics/test_second_engine.py",
    "tests/unit/metrics/test_reconciliation.py",
    "tests/unit/importers/test_saved_by_hand.py",
    "tests/unit/importers/test_telegram.py",
    "tests/unit/importers/test_hostile_tables.py",
    "tests/unit/intake/test_two_exporters.py",
    "tests/unit/test_benchmarks.py",
)


def longest_first(paths):
    """The place of each test in the new order; within a file, and of short files, it is kept."""
    root = Path(__file__).resolve().parents[2]
    place = {root / name: number for number, name in enumerate(LONG)}
    return sorted(range(len(paths)), key=lambda at: place.get(Path(paths[at]), len(LONG)))
