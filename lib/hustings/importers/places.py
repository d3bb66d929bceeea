"""Unit names as people type them, each looked up once, with what was taken for what."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from hustings.errors import InputError, UsageError
from hustings.geography import Match, Units
from hustings.importers.contract import Assumed
from hustings.importers.tabular.cells import Wrong
from hustings.text import without_invisible

MOST_NOTES = 200  # of one file; more would bury the first
SURE = 0.9  # a match at the expected level that is at least this sure is taken


@dataclass
class Places:
    """A reader of unit names for one file.

    A text is repeated in notes only where all of it was understood, and never in reasons: a
    form's place field may hold a person's name or number instead.
    """

    units: Units
    level: str | None = None  # the level the file's rows are usually at, tried first
    _known: dict[tuple[str, str], str | Wrong] = field(default_factory=dict, repr=False)
    _taken: dict[str, Match] = field(default_factory=dict, repr=False)

    def __call__(self, text: str) -> str | Wrong:
        """The code of the unit a text names."""
        return self.inside(text, "")

    def inside(self, text: str, around: str) -> str | Wrong:
        """The code of the unit a text names, inside the unit another text names (if any)."""
        key = (text, around)
        if key not in self._known:
            self._known[key] = self._find(" ".join(text.split()), " ".join(around.split()))
        return self._known[key]

    def assumed(self) -> Iterator[Assumed]:
        """What was taken for which unit without being sure, one note per distinct text."""
        whole = {text: match for text, match in self._taken.items() if ";" not in match.how}
        for text, match in list(whole.items())[:MOST_NOTES]:
            yield _note(text, match)
        if len(whole) > MOST_NOTES:
            yield Assumed(
                f"{len(whole) - MOST_NOTES} more names of units were not exact",
                f"the first {MOST_NOTES} are listed",
            )
        if part := len(self._taken) - len(whole):
            yield Assumed("a place may be named among other words", f"{part} distinct answer(s)")

    def _find(self, text: str, around: str) -> str | Wrong:
        if not text:
            return Wrong("no unit is given", "Fill in the unit, by code or name.")
        try:
            within = self._match(around, None).unit.code if around else None
            match = self._match(text, within)
        except (InputError, UsageError) as cause:
            return _unknown(cause, text)
        if match.confidence < 1:
            self._taken[text] = match
        return match.unit.code

    def _match(self, text: str, within: str | None) -> Match:
        expected: Match | None = None
        if self.level:
            with suppress(InputError):  # it may be a unit of another level
                expected = self.units.resolve(text, level=self.level, within=within)
        if expected and expected.confidence >= SURE:
            return expected
        try:
            return self.units.resolve(text, within=within)
        except InputError:
            if expected:
                return expected
            raise


def _note(text: str, match: Match) -> Assumed:
    unit = match.unit
    others = ", ".join(f"{other.name_en} ({other.code})" for other in match.also[:3])
    return Assumed(
        f"'{text[:80]}' is {unit.name_en} ({unit.level.replace('_', ' ')}, {unit.code})",
        f"{match.how}, {match.confidence:.0%} sure" + (f"; not {others}" if others else ""),
    )


def _unknown(cause: InputError | UsageError, text: str) -> Wrong:
    """The registry's answer, the text itself left out of it."""
    seen = " ".join(without_invisible(text).split())
    reason = cause.problem.replace(f"'{seen}'", "this name")
    if "'" in reason:
        reason = "the unit is not known, or several are called so"
    return Wrong(reason.rstrip("."), cause.fix, waits_for="units")
