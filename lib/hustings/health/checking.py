"""Checking everything that was imported: how old, how whole, how well confirmed."""

from datetime import datetime

from hustings.errors import InputError
from hustings.health.accounts import account_health, form_health
from hustings.health.chats import Chats
from hustings.health.row import Health
from hustings.intake.allocating import give_back_what_was_freed
from hustings.intake.kept import booked
from hustings.intake.lists import Lists
from hustings.intake.traces import Traces, blind
from hustings.privacy import Pseudonyms, load_key
from hustings.settings import Settings, key_file
from hustings.store import Snapshot, read_whole


def check_exports(settings: Settings, *, now: datetime) -> Health:
    """The health of every group's, account's and form's exports, as of a moment.

    Where a group has several exports of the same time, the kept files are read (once) to see how
    far they agree.
    Raises: InputError when nothing has been imported.
    """
    give_back_what_was_freed()
    return read_whole(
        settings.folders.data / "clean", lambda snapshot: _health(snapshot, settings, now)
    )


def _health(snapshot: Snapshot, settings: Settings, now: datetime) -> Health:
    data = settings.folders.data
    files = snapshot.frame("files")
    if files.empty:
        raise InputError(
            "Nothing has been imported yet, so there is nothing to check.",
            where=str(data),
            fix="Import the exported files first: hustings import FOLDER.",
        )
    books = booked(files)
    lists = Lists.stored(settings, Pseudonyms(load_key(key_file(), data)), snapshot)
    traces = Traces(settings, blind(lists.context()))
    traces.sweep(books.values())
    limits = settings.freshness
    return Health(
        checked_at=now,
        sample=bool(files["sample"].any()),
        groups=tuple(Chats(snapshot, books, traces, now, limits.whatsapp).health()),
        accounts=tuple(account_health(snapshot, now=now, limit=limits.posts)),
        forms=tuple(form_health(files, now=now, limit=limits.forms)),
    )
