"""What pages are bound to is told by what is installed, without reading it all."""

import sys

import pytest

from hustings.press.binding import environment_digest


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A folder of packages, and the digest of all there are, counted anew."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])

    def digest(*folders):
        for name in folders:
            (tmp_path / name).mkdir()
        environment_digest.cache_clear()
        return environment_digest()

    yield digest
    environment_digest.cache_clear()


def test_another_package_or_version_is_another_environment(installed):
    nothing = installed()
    one = installed("spare-1.0.dist-info")
    other = installed("spare-1.1.dist-info")
    assert len({nothing, one, other}) == 3
    assert installed("spare", "spare.py") == other


def test_a_folder_looked_into_twice_changes_nothing(installed, monkeypatch):
    before = installed("spare-1.0.dist-info")
    monkeypatch.setattr(sys, "path", [*sys.path, sys.path[-1]])
    assert installed() == before
