"""The unit's own list of panchayats, wards and booths."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hustings.errors import nearest
from hustings.geography import RANK
from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.crosswalks import open_form
from hustings.importers.places import Places
from hustings.importers.tabular import Batch, Field, Layout, Table, has_layout
from hustings.importers.tabular.cells import Column, Wrong, each, words
from hustings.importers.tabular.rows import Values, clean_rows, picked, sieve

UNITS = Layout(
    "the list of units",
    (
        Field("code", ("code", "unit code", "unit", "कोड"), needed=True),
        Field("level", ("level", "स्तर"), needed=True),
        Field("name", ("name", "name (english)", "name in english", "नाम"), needed=True),
        Field("name_hi", ("name (hindi)", "name in hindi", "hindi name", "नाम (हिंदी)", "हिंदी नाम")),
        Field("seat", ("seat parent", "parent seat", "assembly seat", "विधानसभा")),
        Field("district", ("district parent", "parent", "block", "ऊपर की इकाई", "प्रखंड", "पंचायत")),
    ),
    unlike=("phone", "mobile", "timestamp"),
)

_LEVELS = {
    "gram panchayat": "panchayat", "gp": "panchayat", "पंचायत": "panchayat",
    "ग्राम पंचायत": "panchayat", "वार्ड": "ward", "polling station": "booth", "polling booth": "booth",
    "बूथ": "booth", "मतदान केंद्र": "booth", "assembly": "vidhan_sabha", "ac": "vidhan_sabha",
    "विधानसभा": "vidhan_sabha", "parliamentary": "lok_sabha", "pc": "lok_sabha",
    "लोकसभा": "lok_sabha", "ब्लॉक": "block", "प्रखंड": "block", "mandal": "block", "जिला": "district",
}  # fmt: skip

# The level expected above each level in the two trees, where a bare name is given.
_ABOVE = {
    "seat": {"booth": "vidhan_sabha", "panchayat": "vidhan_sabha", "ward": "vidhan_sabha"},
    "district": {"booth": "panchayat", "panchayat": "block", "ward": "block", "block": "district"},
}


@source(
    "units",
    en="List of panchayats, wards and booths",
    hi="पंचायतों, वार्डों और बूथों की सूची",
    tables=("units",),
    sniff=has_layout(UNITS),
    order=10,
)
def read_units(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read the list; parents are codes or names, of this list or of the packaged registry."""
    table = open_form(file, context, "units", UNITS)
    parents = _Parents.of(table, context)
    yield from table.assumed
    yield from table.read(lambda batch: _units(batch, parents))
    yield from parents.assumed()


def _units(batch: Batch, parents: "_Parents") -> Iterator[Finding]:
    codes = Column.of(map(parents.own, batch["code"], batch.lines))
    levels = each(batch["level"], _level)
    names = each(batch["name"], lambda text: text.strip() or Wrong("there is no name"))
    seats = Column.of(map(parents.seat, batch["seat"], levels.values))
    districts = Column.of(map(parents.district, batch["district"], levels.values))
    rootless = {
        row: Wrong("the unit lies in nothing", "Fill in the seat parent or the district parent.")
        for row, above in enumerate(zip(seats.values, districts.values, strict=True))
        if above == (None, None)
    }
    kept, aside = sieve(
        batch.lines, codes.wrong, levels.wrong, names.wrong, seats.wrong, districts.wrong, rootless
    )
    yield from aside
    values: Values = {
        "unit": codes.values,
        "level": levels.values,
        "name_en": names.values,
        "name_hi": each(batch["name_hi"], words).values,
        "seat_parent": seats.values,
        "district_parent": districts.values,
    }
    yield from clean_rows("units", picked(values, kept), [batch.lines[row] for row in kept])


@dataclass
class _Parents:
    """Looks parents up, first in the list itself, then in the registry."""

    context: Context
    lines: dict[str, int]  # the line each code of this list first stands on
    levels: dict[str, str]  # its level
    by_name: dict[tuple[str, str], list[str]]  # level and name -> codes of this list
    _places: dict[str, Places] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Table, context: Context) -> "_Parents":
        """What the list itself holds, by a first pass over it."""
        found = cls(context, {}, {}, {})
        for batch in table.batches():
            rows = zip(batch.lines, batch["code"], batch["level"], batch["name"], strict=True)
            for line, code, level_text, name in rows:
                level = _level(level_text)
                if isinstance(level, Wrong) or code.strip() in found.lines:
                    continue
                found.lines[code.strip()] = line
                found.levels[code.strip()] = level
                found.by_name.setdefault((level, _plain(name)), []).append(code.strip())
        return found

    def own(self, code: str, line: int) -> str | Wrong:
        """A unit's own code; a second row with it is a fault."""
        plain = code.strip()
        if not plain:
            return Wrong("there is no code", "Give every unit a code of its own.")
        if self.lines.get(plain, line) != line:
            first = self.lines[plain]
            return Wrong(f"the code stands in line {first} already", "Give every unit its own.")
        known = self.context.units[plain].level if plain in self.context.units else None
        if known and known != self.levels.get(plain, known):
            return Wrong(f"the code is that of a {known.replace('_', ' ')}", "Give it its own.")
        return plain

    def seat(self, text: str, level: str | None) -> str | Wrong | None:
        """The parent in the seat tree."""
        return self._find(text, level, _ABOVE["seat"])

    def district(self, text: str, level: str | None) -> str | Wrong | None:
        """The parent in the district tree."""
        return self._find(text, level, _ABOVE["district"])

    def _find(self, text: str, level: str | None, above: dict[str, str]) -> str | Wrong | None:
        plain = text.strip()
        if not plain or level is None:
            return None
        if plain in self.lines:
            return self._higher(plain, self.levels[plain], level)
        expected = above.get(level, "")
        listed = self.by_name.get((expected, _plain(plain)), [])
        if len(listed) > 1:
            return Wrong(
                f"several in this list are called so: {', '.join(listed[:6])}", "Write the code."
            )
        if listed:
            return listed[0]
        code = self._at(expected)(plain)
        if isinstance(code, Wrong):
            return code
        return self._higher(code, self.context.units[code].level, level)

    def _at(self, level: str) -> Places:
        return self._places.setdefault(level, Places(self.context.units, level or None))

    def _higher(self, code: str, parent: str, level: str) -> str | Wrong:
        if RANK[parent] < RANK[level]:
            return code
        return Wrong(f"a {parent} cannot stand above a {level}", "Correct the parent or the level.")

    def assumed(self) -> Iterator[Finding]:
        """Which names of parents were taken for which unit without being sure."""
        for places in self._places.values():
            yield from places.assumed()


def _level(text: str) -> str | Wrong:
    name = " ".join(text.replace("_", " ").split()).casefold()
    known = _LEVELS.get(name, name.replace(" ", "_"))
    return known if known in RANK else Wrong("the level is not known", nearest(name, RANK))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
