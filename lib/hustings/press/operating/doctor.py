"""The doctor: looks at all the press needs and has, changes nothing, and says what is wrong.

It works without an edition, without a ledger, and where nothing can be written.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from hustings import settings as office
from hustings.errors import SettingsError
from hustings.press.operating import folders, leftovers, machine, records
from hustings.press.operating.diagnosis import BROKEN, GOOD, Diagnosis, looked

OF_MACHINE = {
    "python": machine.python,
    "packages": machine.packages,
    "browser": machine.browser,
    "font": machine.font,
    "zones": machine.zones,
    "clock": machine.clock,
}
OF_OFFICE = {
    "rights": folders.rights,
    "room": folders.room,
    "one_step": folders.one_step,
    "key": folders.key,
    "private": folders.private,
    "ledger": records.ledger,
    "ahead": records.ahead,
    "editions": records.editions,
    "jobs": leftovers.jobs,
    "unfinished": leftovers.unfinished,
    "imports": leftovers.imports,
    "notebooks": records.notebooks,
    "schedule": records.schedule,
    "timer": records.timer,
    "letters": records.letters,
}


def examine(settings_file: Path) -> Iterator[Diagnosis]:
    """Everything that was found, in a fixed order; what hangs on settings only where they are."""
    found = None
    try:
        found = office.load(settings_file)
        yield Diagnosis("settings", GOOD, str(settings_file))
    except SettingsError as error:
        yield Diagnosis("settings", BROKEN, where=error.where, problem=error.problem, fix=error.fix)
    for check, of_machine in OF_MACHINE.items():
        yield from looked(check, partial(of_machine, found))
    if found is not None:
        for check, of_office in OF_OFFICE.items():
            yield from looked(check, partial(of_office, found))
