"""Whether a decision of who is who still waits to be followed; asked before every measuring.

Mostly nobody ever decided anything, so what following one needs is loaded when somebody did.
"""

from hustings.roster import Log
from hustings.settings import Settings, key_file


def is_behind(settings: Settings) -> bool:
    """Whether something was decided that the stored rows do not follow yet."""
    data = settings.folders.data
    if not (Log.of(data).path.exists() or (data / "merges.csv").exists()):
        return False
    from hustings.intake.due import is_followed
    from hustings.intake.lists import decisions_of
    from hustings.privacy import Pseudonyms, load_key
    from hustings.store import Snapshot

    decided = decisions_of(settings, Pseudonyms(load_key(key_file(), data)))
    return not is_followed(Snapshot.take(data / "clean"), decided)
