"""The manifest of a small edition drawn by hand."""

from datetime import UTC, datetime

from hustings.edition.manifest import Manifest


def sample_manifest(edition, periods):
    """Of sample data for IN-JH, measured on 16 November 2026."""
    return Manifest(
        edition=edition,
        period=periods[-1],
        periods=periods,
        state="IN-JH",
        as_of=datetime(2026, 11, 16, 4, 0, tzinfo=UTC),
        built_at=datetime(2026, 11, 16, 5, 0, tzinfo=UTC),
        code="0.1.0+00000000",
        settings="0" * 12,
        sample=True,
        inputs=(),
        set_aside={},
        family={},
        tables={},
    )
