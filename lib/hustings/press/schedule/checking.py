"""Whether what the schedule asks for can be printed: its briefings exist and take what is given."""

from hustings.errors import SettingsError, UsageError
from hustings.press.briefings import find_briefing
from hustings.press.plan import OWN
from hustings.press.schedule.timetable import Entry, Timetable, schedule_file
from hustings.settings import Settings, listed


def check_timetable(timetable: Timetable, settings: Settings) -> None:
    """Compare every entry with the notebooks.

    Raises: SettingsError listing every briefing nobody knows or can read, and every parameter that
    one of an entry's briefings does not declare, declares as of another kind, or is given by the
    press.
    """
    found = [
        f"entry '{entry.name}', {fault}"
        for entry in timetable.entry
        for fault in entry_faults(entry, settings)
    ]
    if found:
        raise SettingsError(
            listed(found),
            where=schedule_file(settings).name,
            fix="Mend each; `hustings brief BRIEFING` says what a briefing can be asked.",
        )


def entry_faults(entry: Entry, settings: Settings) -> list[str]:
    """What of one entry cannot be printed; empty when all can."""
    found = [
        f"parameters.{name}: the press gives it itself; an entry says it with other keys"
        for name in entry.parameters
        if name in OWN
    ]
    own = {name: value for name, value in entry.parameters.items() if name not in OWN}
    for name in entry.briefings:
        try:
            find_briefing(settings.folders.notebooks, name).checked(own)
        except UsageError as cause:
            found.append(f"briefings '{name}': {cause.problem} {cause.fix}")
    return found
