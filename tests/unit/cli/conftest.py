"""The office of the import's own tests, for the commands."""

from tests.unit.intake.conftest import office, put  # noqa: F401
