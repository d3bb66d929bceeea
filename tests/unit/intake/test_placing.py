"""A group is placed by the list of groups, in whatever order list and chat come."""

import os
import shutil
from datetime import UTC, datetime

import pytest

from hustings.intake import import_files
from hustings.settings import load
from hustings.store import Snapshot

NOW = datetime(2026, 11, 22, tzinfo=UTC)
CHAT = "09/11/2026, 10:00 - Asha: namaste\n13/11/2026, 10:01 - Ravi: done\n"
LIST = "Group,Platform,Unit,Official\nRanchi Team,whatsapp,IN-JH-PC-08,yes\n"


@pytest.mark.parametrize("first", ["chat", "list"])
def test_the_list_places_a_group_whichever_file_came_first(tmp_path, root, monkeypatch, first):
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path / "key"))
    shutil.copy(root / "settings.toml", tmp_path)
    chat = tmp_path / "WhatsApp Chat with Ranchi Team.txt"
    chat.write_text(CHAT, "utf-8")
    groups = tmp_path / "groups.csv"
    groups.write_text(LIST, "utf-8")
    os.utime(groups, (1_700_000_000, 1_700_000_000))  # older than the chat's export
    settings = load(tmp_path / "settings.toml")
    for path in (chat, groups) if first == "chat" else (groups, chat):
        assert not import_files([path], settings, now=NOW).failed
    snapshot = Snapshot.take(tmp_path / "data" / "clean")
    assert snapshot.frame("groups")["unit"].tolist() == ["IN-JH-PC-08"]
    assert len(snapshot.frame("messages")) == 2
