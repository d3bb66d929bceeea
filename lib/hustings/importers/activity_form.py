"""Answers of the form of daily work: which worker did what, where and when."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, repeat

from hustings.importers.acts import counted_as_other, read_acts
from hustings.importers.answers import (
    AS_STAMPS,
    ASIDE,
    NO_STAMP,
    PHONE,
    TIMESTAMP,
    clock,
    sent_again,
    workers,
)
from hustings.importers.contract import Assumed, Context, Finding, SourceFile, source
from hustings.importers.crosswalks import open_form
from hustings.importers.places import Places
from hustings.importers.tabular import Batch, Field, Layout, has_layout
from hustings.importers.tabular.cells import Column, Memory, Wrong, count, each, needed
from hustings.importers.tabular.dates import Moments, noon, read_day
from hustings.importers.tabular.dayorder import Order, settled
from hustings.importers.tabular.rows import Values, clean_rows, picked, sieve
from hustings.period import IST

ACTIVITY = Layout(
    "the form of daily work",
    (
        TIMESTAMP,
        PHONE,
        Field(
            "met",
            (
                "how many people did you meet",
                "number of people met",
                "कितने लोगों से मिले",
                "संपर्क किए गए परिवार",
                "kitne logon se mile",
                re.compile("how many|people met|number of people|कितने"),
            ),
        ),
        Field(
            "day",
            (
                "date of work",
                "day of work",
                "on which day did you work",
                "काम की तारीख",
                "किस दिन काम किया",
                "kaam ki tareekh",
                re.compile(r"\bdate\b|which day|\bwhen\b|तारीख|दिनांक|तिथि|किस दिन"),
            ),
        ),
        Field(
            "acts",
            (
                "what did you do",
                "what work did you do",
                "work done",
                "क्या काम किया",
                "आपने क्या किया",
                "kya kaam kiya",
                "आज क्या क्या किया",
                "आज किए गए कार्य",
                "tasks completed",
                re.compile("what did you|activit|kind of work|work done|क्या काम|क्या किया|गतिविधि"),
            ),
            needed=True,
        ),
        Field(
            "unit",
            (
                "where did you work",
                "place of work",
                "where did you go",
                "कहाँ काम किया",
                "कहाँ गए",
                "kahan kaam kiya",
                "kahan gaye",
                "किस जगह काम किया",
                "कार्य क्षेत्र",
                "area covered",
                re.compile(r"\bwhere\b|\bunit\b|\bplace\b|booth|panchayat|कहाँ|कहां|इकाई|स्थान|बूथ"),
            ),
            needed=True,
        ),
    ),
    aside=ASIDE,
    unlike=(re.compile(r"\bweek\b|period|सप्ताह|हफ\u093c?्ते|अवधि"),),
)

_DAY = 86_400_000_000  # microseconds


@source(
    "activity_form",
    en="Form of daily work (Google Forms)",
    hi="दैनिक कार्य फ़ॉर्म (गूगल फ़ॉर्म)",
    tables=("activity",),
    sniff=has_layout(ACTIVITY),
)
def read_activity(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read acts: one row per box ticked, however many one answer ticks."""
    table = open_form(file, context, "activity_form", ACTIVITY)
    seen = table.dates("sent", "day")
    moments = clock(seen["sent"], context)
    days = settled(seen["day"], moments.order.day_first, AS_STAMPS)
    yield from (*table.assumed, *filter(None, (moments.order.assumed, days.assumed)))
    if not context.people.workers:
        yield Assumed("no worker is known yet", "import the roster; then these rows are read again")
    places = Places(context.units)
    reader = _Reader(moments, days, file.exported_at, workers(context.people), Memory(places))
    yield from table.read(reader.rows)
    yield from (*places.assumed(), *counted_as_other(reader.others))
    what = "of answers sent again for one person, unit and day the last counts"
    yield from sent_again(reader.answers, what)


@dataclass(frozen=True)
class _Reader:
    """Reads batches of answers."""

    moments: Moments
    days: Order
    exported_at: datetime
    workers: Memory[str, str]
    places: Memory[str, str]
    acts: Memory[str, tuple[str, ...]] = field(default_factory=lambda: Memory(read_acts))
    others: Counter[str] = field(default_factory=Counter)
    answers: Counter[tuple[object, ...]] = field(default_factory=Counter)

    def rows(self, batch: Batch) -> Iterator[Finding]:
        """One row of `activity` per act of every usable answer."""
        sent = needed(Column.of(map(self.moments, batch["sent"])), NO_STAMP)
        done = self._done(batch["day"], sent)
        who = each(batch["phone"], self.workers)
        where = each(batch["unit"], self.places)
        what = each(batch["acts"], self.acts)
        met = each(batch["met"], count("the number of people met"))
        kept, aside = sieve(
            batch.lines, sent.wrong, who.wrong, where.wrong, done.wrong, what.wrong, met.wrong
        )
        yield from aside
        self.answers.update(
            (who.values[row], where.values[row], done.values[row])
            for row in kept
            if batch["day"][row].strip()
        )
        ticked = [what.values[row] or () for row in kept]
        self.others.update(
            batch["acts"][row] for row, acts in zip(kept, ticked, strict=True) if "other" in acts
        )
        by_act = list(chain.from_iterable(map(repeat, kept, map(len, ticked))))
        answers: Values = {
            "worker": who.values,
            "unit": where.values,
            "done_at": done.values,
            "recorded_at": sent.values,
        }
        values: Values = {
            **picked(answers, by_act),
            "act": list(chain.from_iterable(ticked)),
            "people_met": _with_first_act([met.values[row] for row in kept], ticked),
        }
        yield from clean_rows("activity", values, [batch.lines[row] for row in by_act])

    def _done(self, texts: Sequence[str], sent: Column[int]) -> Column[int]:
        """When the work was done: noon of the day named, or else when the form was sent."""
        latest = self.exported_at.astimezone(IST).date() + timedelta(days=1)
        days = each(texts, read_day(self.days, latest=latest))
        noons = {day: noon(day) for day in set(days.values) if day}
        done = Column.of(
            _not_ahead(noons[day], at) if day and at is not None else at
            for day, at in zip(days.values, sent.values, strict=True)
        )
        return Column(done.values, {**done.wrong, **days.wrong})


def _not_ahead(done: int, sent: int) -> int | Wrong:
    if done > sent + _DAY:
        return Wrong("the day of work lies after the form was sent", "Correct the day.")
    return done


def _with_first_act(
    met: Sequence[int | None], ticked: Sequence[tuple[str, ...]]
) -> list[int | None]:
    """The people met, once per answer: repeated with every act they would be counted again."""
    each_answer = (
        [people, *repeat(None, len(acts) - 1)] for people, acts in zip(met, ticked, strict=True)
    )
    return list(chain.from_iterable(each_answer))
