"""Which kinds of files a metric is counted from."""

from functools import cache

PLACES = "units"  # the table that says what lies below what; every figure is added up along it


@cache
def feeders(metric: str) -> frozenset[str]:
    """Names of the sources whose files may move a metric's figures.

    Raises: UsageError with the nearest name when the metric is unknown.
    """
    # Importers and families take a second to load, and most pages do without.
    from hustings.importers import sources
    from hustings.metrics import find_metric
    from hustings.metrics.families import family_of

    rows = family_of(find_metric(metric).table)
    tables = {PLACES, *rows.reads, *rows.beside}
    return frozenset(name for name, source in sources().items() if tables & set(source.tables))
