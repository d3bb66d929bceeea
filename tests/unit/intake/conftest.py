"""An office that has imported nothing yet, and a folder to put exports into."""

import shutil
from datetime import UTC, datetime

import pytest
from tests.support.office import HOME

from hustings.intake import import_files
from hustings.settings import load
from hustings.store import Snapshot

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def office(tmp_path, monkeypatch, root):
    """The settings of an office that has imported nothing yet."""
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path / "key"))
    folder = tmp_path / HOME
    folder.mkdir()
    shutil.copy(root / "settings.toml", folder)
    return load(folder / "settings.toml")


@pytest.fixture
def put(tmp_path):
    """Gives `put(name, text)`, which writes an export and says where it is."""

    def write(name, content, encoding="utf-8"):
        path = tmp_path / "exports" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def take(office):
    """Gives `take(path, ...)`, which imports into the office."""

    def run(*paths, settings=None, **asked):
        return import_files(list(paths), settings or office, now=NOW, **asked)

    return run


@pytest.fixture
def rows(office):
    """Gives `rows(table)`: what the office has stored."""

    def stored(name):
        return Snapshot.take(office.folders.data / "clean").frame(name)

    return stored
