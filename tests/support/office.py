"""An office of one's own for a test: settings, a key, exports drawn as text, and its tables."""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hustings.intake import import_files
from hustings.privacy import Pseudonyms, load_key
from hustings.settings import Settings, load
from hustings.store import Snapshot

NOW = datetime(2026, 11, 22, tzinfo=UTC)
HOME = "unit=Ravi's काम 100% #1 [2]"  # people's folders are called so
HOUSEKEEPING = ("known_at", "row_key", "week")
ROSTER = "Name,Name (Hindi),Phone,Unit,Post,Since,Until,Consent,18 or older,Other names\n"
FORM = (
    "Timestamp,Your mobile number,Where did you work?,Date of work,What did you do?,"
    "How many people did you meet?\n"
)
UNITS = "Code,Level,Name,Name (Hindi),Seat parent,District parent\n"
PANCHAYATS = UNITS + (
    "P1,panchayat,Rampur,रामपुर,IN-JH-AC-012,IN-JH-B-3100\n"
    "P2,panchayat,Sonpur,सोनपुर,IN-JH-AC-012,IN-JH-B-3100\n"
)


def person(name, phone, *, unit="P1", consent="yes", others="", hindi=""):
    """A line of a roster."""
    return f"{name},{hindi},{phone},{unit},Head,21/06/2026,,{consent},yes,{others}\n"


def answer(phone, *, unit="P1", day="2026-11-09", sent="2026/11/09 1:28:19 PM GMT+5:30"):
    """A line of the form of daily work."""
    return f"{sent},{phone},{unit},{day},House visit,3\n"


def said(author, text, *, at="09/11/26, 10:15"):
    """A line of a chat, as an Android phone set to India writes it."""
    return f"{at} - {author}: {text}\n"


@dataclass(frozen=True)
class Office:
    """A folder that has imported nothing yet."""

    folder: Path
    settings: Settings

    @classmethod
    def at(cls, folder, root, monkeypatch):
        """A new office below a folder of the test's own."""
        monkeypatch.setenv("HUSTINGS_KEY_FILE", str(folder / "key"))
        home = folder / HOME
        home.mkdir()
        shutil.copy(root / "settings.toml", home)
        return cls(home, load(home / "settings.toml"))

    def copied(self, folder, monkeypatch):
        """The same office below another folder, to be changed at will; it takes the key along."""
        shutil.copytree(self.folder.parent, folder, dirs_exist_ok=True)
        monkeypatch.setenv("HUSTINGS_KEY_FILE", str(folder / "key"))
        return Office(folder / HOME, load(folder / HOME / "settings.toml"))

    @property
    def data(self):
        return self.settings.folders.data

    @property
    def pseudonyms(self):
        return Pseudonyms(load_key(Path(os.environ["HUSTINGS_KEY_FILE"]), self.data))

    def phone(self, number):
        """The pseudonym of a number, as a worker has it."""
        return self.pseudonyms.of("phone", f"+91{number}")

    def put(self, name, text):
        """Write an export."""
        path = self.folder.parent / "exports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        os.utime(path, (NOW.timestamp() - 3600,) * 2)
        return path

    def take(self, *exports):
        """Import exports, each a path or a (name, text) to be written first, in one go."""
        paths = [self.put(*each) if isinstance(each, tuple) else each for each in exports]
        return import_files(paths, self.settings, now=NOW)

    def rows(self, name):
        """One clean table."""
        return Snapshot.take(self.data / "clean").frame(name)

    def content(self, *tables):
        """What clean tables say, whichever import said it first."""
        found = {}
        for name in tables:
            frame = self.rows(name).drop(columns=list(HOUSEKEEPING))
            plain = frame.astype(object).where(frame.notna(), None)
            found[name] = sorted(map(repr, plain.to_dict("records")))
        return found
