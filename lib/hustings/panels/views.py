"""The two views of a panel: one unit along the weeks, and the units below it side by side."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache, partial

import pandas as pd

from hustings import charts
from hustings.panels import sayings
from hustings.panels.choice import Answer, Choice
from hustings.panels.places import Places
from hustings.period import Period
from hustings.tables import Show, Table, as_text, listing
from hustings.wording import Words

PANELS = 24  # side by side; more are too small to read, and slow to draw


class Views:
    """Answers made of measured rows, in the reader's language."""

    def __init__(self, words: Words, places: Places, as_of: datetime) -> None:
        """`as_of` is the newest input behind the edition."""
        self.words = words
        self.places = places
        self.as_of = as_of
        # A panel writes the same few thousand figures and weeks again and again.
        self._value = cache(words.value)
        self._tick = cache(words.tick)
        self._day_tick = cache(words.day_tick)

    def alone(self, choice: Choice, rows: pd.DataFrame, old: str = "") -> Answer:
        """One unit along the weeks.

        Args:    rows: one measured row per week, oldest first; old: what is too old to be shown.
        """
        words = self.words
        title = sayings.standing(words, choice.metric, rows, old)
        subtitle = sayings.shown(words, choice, self.places.place(choice.unit))
        chart = None
        if rows["value"].notna().any():
            chart = charts.trend(
                self._points(rows),
                title=title,
                subtitle=subtitle,
                note=self._note(rows),
                number=partial(self._value, choice.metric),
                labels=words.chart_labels(weeks=len(rows)),
            )
        remarks = (*sayings.gaps(words, rows, old), words.definition(choice.metric))
        table = self._by_week(rows, choice.metric, caption=subtitle)
        return Answer(choice, title, subtitle, chart, table, remarks)

    def compared(self, choice: Choice, rows: pd.DataFrame, old: str = "") -> Answer:
        """The units below side by side on one scale.

        Args:    rows: one measured row per unit and week, in order; old: what of them is too old.
        """
        words = self.words
        ends = _ends(rows, choice)
        drawn = _moved_most(ends)
        level = self.places.level(drawn[0])
        units = words.units(level, len(ends))
        one_week = choice.first == choice.last
        title = (
            words.label(choice.metric) if one_week else sayings.moves(words, choice.metric, ends)
        )
        subtitle = sayings.shown(words, choice, self.places.place(choice.unit), units)
        rows = rows[rows["unit"].isin(drawn)]
        chart = None
        if rows["value"].notna().any():
            chart = charts.multiples(
                self._points(rows).assign(panel=rows["unit"].map(self._names(drawn))),
                title=title,
                subtitle=subtitle,
                note=self._note(rows),
                number=partial(self._value, choice.metric),
                labels=words.chart_labels(),
            )
        remarks = [words.definition(choice.metric)]
        if len(drawn) < len(ends):
            units = words.units(level, len(ends), oblique=True)
            remarks.insert(0, words.say("panel.moved_most", units=units, shown=len(drawn)))
        if old:
            remarks.insert(0, words.say("freshness.not_shown", what=old))
        table = self._by_unit(ends.loc[drawn], choice, caption=subtitle)
        return Answer(choice, title, subtitle, chart, table, tuple(remarks))

    def _points(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Measured rows as a chart takes them; a missing figure comes with its reason."""
        weeks = {week: self._day_tick(Period.parse(week).first) for week in rows["period"].unique()}
        why = {status: self.words.status(status) for status in rows["status"].unique()}
        return pd.DataFrame(
            {
                "label": rows["period"].map(weeks),
                "value": rows["value"],
                "partial": rows["status"] == "partial",
                "why": rows["status"].map(why),
            }
        )

    def _names(self, codes: Sequence[str]) -> dict[str, str]:
        """What panels are called; namesakes carry their codes, or their lines would run on."""
        names = {code: self.places.name(code) for code in codes}
        heard = list(names.values())
        return {
            code: name if heard.count(name) == 1 else f"{name} · {code}"
            for code, name in names.items()
        }

    def _note(self, rows: pd.DataFrame) -> str:
        # Of the newest week: a worker active in thirteen weeks is no thirteen cases.
        newest = rows[rows["period"] == rows["period"].max()]
        cases = self.words.count("case", int(newest["n"].sum()))
        moment = self.words.moment(self.as_of)
        return self.words.say("note.n_as_of", cases=cases, moment=moment)

    def _by_week(self, rows: pd.DataFrame, metric: str, *, caption: str) -> Table:
        """One line per week, the newest first."""
        words = self.words
        columns = {
            "period": Show(words.say("column.week"), self._week),
            "value": Show(words.label(metric), self._figure(metric), "end"),
            **self._behind(),
        }
        return listing(rows.iloc[::-1], columns, caption=caption)

    def _by_unit(self, ends: pd.DataFrame, choice: Choice, *, caption: str) -> Table:
        """One line per unit: both ends of the span, and what lies between them."""
        words, metric = self.words, choice.metric
        figure = self._figure(metric)
        rows = ends.reset_index().assign(
            change=[
                words.difference(metric, _known(now), _known(before))
                for now, before in zip(ends["value"], ends["before"], strict=True)
            ]
        )
        columns = {
            "unit": Show(words.say("column.unit"), lambda code: self.places.name(str(code))),
            "before": Show(self._week(choice.first), figure, "end"),
            "value": Show(self._week(choice.last), figure, "end"),
            "change": Show(words.say("column.change"), as_text, "end"),
            **self._behind(),
        }
        return listing(rows, columns, caption=caption)

    def _behind(self) -> dict[str, Show]:
        """The columns that say how much stands behind a figure."""
        words = self.words
        return {
            "n": Show(words.say("column.n"), lambda n: words.number(_known(n)), "end"),
            "status": Show(words.say("column.status"), lambda status: words.status(str(status))),
        }

    def _figure(self, metric: str) -> Callable[[object], str]:
        return lambda value: self._value(metric, _known(value))

    def _week(self, week: object) -> str:
        return self._tick(Period.parse(str(week)))


def _ends(rows: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """One row per unit, in order: the last week's measured row, and the first week's value."""
    last = rows[rows["period"] == choice.last].set_index("unit")
    first = rows[rows["period"] == choice.first].set_index("unit")
    return last.assign(before=first["value"])


def _moved_most(ends: pd.DataFrame) -> list[str]:
    """Codes of the units that are drawn, in their own order."""
    if len(ends) <= PANELS:
        return list(ends.index)
    # A unit that lacks either end has not moved as far as anybody can tell; it comes last.
    moved = (ends["value"] - ends["before"]).abs().fillna(-1.0)
    most = set(moved.sort_values(ascending=False, kind="stable").index[:PANELS])
    return [code for code in ends.index if code in most]


def _known(value: object) -> float | None:
    """A cell as a number, None where it is missing."""
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type, call-overload]
