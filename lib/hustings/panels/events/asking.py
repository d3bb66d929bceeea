"""What can be asked of a date, and the answer; without any widget."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from hustings import charts
from hustings.charts import Chart
from hustings.edition import Edition
from hustings.edition.aged import too_old
from hustings.edition.dated import RATES, Dated, judge_dated, same_level, siblings
from hustings.edition.freshness import STALE
from hustings.metrics import metrics
from hustings.panels.choice import refuse_unknown
from hustings.panels.places import Places
from hustings.period import Period
from hustings.tables import Table
from hustings.wording import Words, freshness
from hustings.wording import dated as worded

Group = Literal["siblings", "same_level", "picked"]
GROUPS: tuple[Group, ...] = ("siblings", "same_level", "picked")
LEVELS = ("lok_sabha", "vidhan_sabha", "district", "block")  # of more units a list is no choice
BACK = 8  # weeks from the end, at which the panel begins: the weeks after a date that are told
NAMED = 4


@dataclass(frozen=True)
class Question:
    """A measure, the units that changed, the first week after, and whom they are held against."""

    metric: str
    level: str
    changed: tuple[str, ...]
    begins: str
    group: Group = "same_level"
    picked: tuple[str, ...] = ()  # compared with, where they are chosen by hand


@dataclass(frozen=True)
class EventAnswer:
    """What the study says to a question, in the reader's words.

    `chart` and `table` are None where it cannot be judged; `remarks` then hold the reason.
    """

    question: Question
    title: str
    subtitle: str
    strength: str
    remarks: tuple[str, ...]
    checks: tuple[tuple[str, str], ...]
    chart: Chart | None
    table: Table | None


class Asking:
    """What an edition offers to ask of a date, and its answers; each question is judged once."""

    def __init__(self, edition: Edition, words: Words) -> None:
        self.edition = edition
        self.words = words
        self.weeks = edition.manifest.periods
        self.places = Places(edition, words)
        self._judged: dict[Question, Dated] = {}

    @property
    def looks(self) -> int:
        """How many different questions were judged so far; those refused showed nothing."""
        return sum(dated.found is not None for dated in self._judged.values())

    @cached_property
    def metrics(self) -> tuple[str, ...]:
        """Measures that count something and of which the edition has figures."""
        held = {metric for metric, _ in self.edition.held()}
        known = metrics().values()
        return tuple(m.name for m in known if m.name in held and m.measured_in not in RATES)

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """Levels of which the state has several units."""
        return tuple(level for level in LEVELS if len(self.units(level)) > 1)

    def units(self, level: str) -> list[str]:
        """Codes of the state's units of one level, in natural order."""
        found = self.edition.under(self.edition.manifest.state, level)
        return [str(code) for code in found["unit"]]

    def start(self, unit: str = "", begins: str = "") -> Question:
        """The first question: one unit, eight weeks from the end, against all of its level.

        Raises: UsageError for a unit or week nobody knows.
        """
        code = unit or self.units(self.levels[0])[0]
        level = str(self.edition.unit(code)["level"])
        week = begins or self.weeks[-BACK:][0]
        return self._mended(Question(self.metrics[0], level, (code,), week))

    def compared(self, question: Question) -> list[str]:
        """Codes of the units that those changed are held against, themselves left out."""
        wanted: Sequence[str] = question.picked
        if question.group == "siblings":
            wanted = [code for one in question.changed for code in siblings(self.edition, one)]
        elif question.group == "same_level" and question.changed:
            wanted = same_level(self.edition, question.changed[0])
        return [code for code in dict.fromkeys(wanted) if code not in question.changed]

    def ask(self, question: Question) -> EventAnswer:
        """Answer a question.

        Raises: UsageError for a measure, level, unit, week or group that is not known.
        """
        asked = self._mended(question)
        compared = self.compared(asked)
        if asked not in self._judged:
            self._judged[asked] = judge_dated(
                self.edition,
                changed=asked.changed,
                compared=compared,
                begins=asked.begins,
                metric=asked.metric,
            )
        return self._worded(asked, compared, self._judged[asked])

    def _worded(self, asked: Question, compared: list[str], dated: Dated) -> EventAnswer:
        words, found = self.words, dated.found
        title, subtitle = worded.lead(words, dated), self._about(asked, compared)
        if dated.reason == STALE:
            units = (*asked.changed, *compared)
            behind = too_old(self.edition, asked.metric, units)
            outside = words.say("freshness.outside", what=freshness.listed(words, behind, most=1))
            return EventAnswer(asked, title, subtitle, "blocked", (outside,), (), None, None)
        told = worded.told(words, dated)
        if found is None:
            return EventAnswer(asked, title, subtitle, "blocked", (told,), (), None, None)
        remarks = (
            words.say("event.verdict", word=words.strength(dated.strength)),
            told,
            words.say("event.held", doubts=worded.doubts(words, dated, found)),
            worded.chance(words, dated, found),
            words.say("event.looks", n=self.looks),
        )
        kinds = ("way", "effect", "interval")
        table = Table(
            caption=words.say("team.caption"),
            columns=tuple(words.say(f"team.column_{kind}") for kind in kinds),
            rows=tuple(worded.ways(words, found)),
            note=words.say("team.note"),
        )
        return EventAnswer(
            asked,
            title,
            subtitle,
            dated.strength,
            remarks,
            tuple(worded.checks(words, dated, found)),
            self._chart(dated, title, subtitle),
            table,
        )

    def _chart(self, dated: Dated, title: str, subtitle: str) -> Chart | None:
        words = self.words
        if dated.found is None:
            return None
        return charts.event(
            worded.gap(words, dated, dated.found),
            event_text=words.say("team.event"),
            across_text=words.say("team.across"),
            title=title,
            subtitle=subtitle,
            note=words.say("team.subtitle", metric=words.metric(dated.metric)),
            number=lambda value: words.number(value, "percent", signed=True),
            labels=words.chart_labels(),
        )

    def _about(self, asked: Question, compared: list[str]) -> str:
        words, week = self.words, Period.parse(asked.begins)
        return words.say(
            "event.subtitle",
            metric=words.label(asked.metric),
            changed=self._named(asked.level, asked.changed),
            compared=self._named(asked.level, compared),
            week=words.day(week.first),
        )

    def _named(self, level: str, codes: Sequence[str]) -> str:
        """One unit by its name, a few by theirs, many by their number."""
        if not codes:
            return self.words.say("event.nobody")
        units = self.words.units(level, len(codes))
        if len(codes) > NAMED:
            return units
        names = self.words.listing([self.places.name(code) for code in codes])
        return self.words.say("event.some_changed", units=units, names=names)

    def _mended(self, question: Question) -> Question:
        """The question without units of another level; at a new level its first unit."""
        refuse_unknown("measure", question.metric, self.metrics)
        refuse_unknown("level", question.level, self.levels)
        refuse_unknown("group", question.group, GROUPS)
        refuse_unknown("week", question.begins, self.weeks)
        inside = self.units(question.level)
        for code in (*question.changed, *question.picked):
            self.edition.unit(code)
        kept = tuple(code for code in question.changed if code in inside)
        changed = kept if kept or not question.changed else tuple(inside[:1])
        picked = tuple(code for code in question.picked if code in inside)
        return replace(question, changed=changed, picked=picked)
