"""Which order a file's dates are in: decided from the whole file, never guessed in silence.

Each order is tried on every run of equal dates, in file order. What speaks against an order:

    (a) dates that do not exist in it: a first field over 12 is no month
    (b) a four-digit year in the first place, which settles everything
    (c) the days run backwards, by more than a day, from one line to the next
    (d) dates after the day the file was exported
    (e) longer ways between neighbouring days: chats go on from day to day
    (f) the dates of another phone between them, in a file merged from two

A month with its name settles everything too. Dates without a year get the latest years under which
no day is later than the export.

An order is shown by the file if every other one is spoken against by (a), (c) or (d), or, over at
least a week of days, by ways three times as long. Else the shortest way, or with one day only the
order the settings name, is taken and called assumed. A year of two digits in front is rare and
must fit better than the rest to be believed. A file merged from two phones may hold two kinds of
dates: one that shows its own order keeps it, the others take the order that lies best between.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from hustings.importers.whatsapp.calendars import HIJRI
from hustings.importers.whatsapp.dates import (
    NO_DAY,
    ORDERS,
    YEAR_FIRST,
    Days,
    Order,
    day_of,
    is_yearless,
    orders_for,
    skeleton,
)
from hustings.importers.whatsapp.merged import Between
from hustings.importers.whatsapp.monthnames import NAMED
from hustings.importers.whatsapp.trial import Trial
from hustings.importers.whatsapp.years import first_year

REFUTED = 0.5  # of a file's headers: an order under which so many cannot be is out of question
DOUBTFUL = 0.25  # ... and one that gives way to an order without any fault
LITTLE = 0.1  # of a file's headers: a kind of dates rarer than that may be people's own
ENOUGH_DAYS = 7
FAR_LONGER = 3
MOST_WITHOUT_YEAR = 20_000  # runs of such dates that are looked at

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Decision:
    """The order of a file's dates, why, and whether that is an assumption."""

    days: Days
    order: Order  # of most of its headers
    assumed: bool
    evidence: str
    mostly_late: bool = False  # whether most headers are dated after the export
    first_year: int | None = None  # assumed for the first date without one


Own = tuple[Order, bool, str]  # an order, whether it is assumed, and the evidence in words


@dataclass
class _Trials:
    """Every order's trial on one kind of date."""

    trials: list[Trial] = field(default_factory=lambda: [Trial(order) for order in ORDERS])
    headers: int = 0
    possible: set[Order] = field(default_factory=set)
    latest: str = ""  # as written

    def bears(self, order: Order) -> bool:
        """Whether most of the dates exist under an order."""
        (trial,) = (trial for trial in self.trials if trial.order == order)
        return order in self.possible and trial.impossible < REFUTED * self.headers

    def add(self, written: list[str], run: Whole, headers: Whole, last_day: int) -> None:
        """Take in runs of equal dates: the place of each in `written`, and its headers."""
        self.headers += int(headers.sum())
        self.possible.update(*map(_orders_for, written))
        self.latest = written[run[-1]]
        for trial in self.trials:
            days = np.array([_day_of(date, trial.order) for date in written], np.int64)
            trial.add(days[run], headers, last_day)


@lru_cache(8192)
def _orders_for(written: str) -> tuple[Order, ...]:
    return orders_for(skeleton(written))


@lru_cache(8192)
def _day_of(written: str, order: Order) -> int:
    day = day_of(written, order) if order in _orders_for(written) else None
    return NO_DAY if day is None else day


@dataclass
class Evidence:
    """What a file's dates say, gathered run by run in file order.

    last_day is the latest day a message can have, in days since 1970.
    """

    last_day: int
    whole: _Trials = field(default_factory=_Trials)
    kinds: dict[str, _Trials] = field(default_factory=dict)  # by skeleton
    between: Between = field(default_factory=Between)
    without_year: list[str] = field(default_factory=list)  # one per run, as written

    def add(self, written: str, headers: int) -> None:
        """Take in `headers` headers in a row that bear the same date."""
        self.take([written], np.zeros(headers, np.int64))

    def take(self, written: list[str], met: Whole) -> None:
        """Take in headers in file order: the place of each one's date in `written`."""
        if not len(met):
            return
        used, first, met = np.unique(met, return_index=True, return_inverse=True)
        dates = [written[place] for place in used.tolist()]
        starts = np.flatnonzero(np.diff(met, prepend=-1))
        run, headers = met[starts], np.diff(starts, append=len(met))
        self.whole.add(dates, run, headers, self.last_day)
        shapes = list(map(skeleton, dates))
        if any(map(is_yearless, set(shapes))):
            self._take_without_year([dates[place] for place in run.tolist()])
        for place in run[: self.between.room].tolist():
            self.between.add(dates[place], shapes[place])
        for shape in dict.fromkeys(shapes[place] for place in np.argsort(first).tolist()):
            own = [place for place, other in enumerate(shapes) if other == shape]
            rows = np.isin(run, own)
            places = np.searchsorted(own, run[rows])
            kind = self.kinds.setdefault(shape, _Trials())
            kind.add([dates[place] for place in own], places, headers[rows], self.last_day)

    def _take_without_year(self, dates: list[str]) -> None:
        room = MOST_WITHOUT_YEAR - len(self.without_year)
        self.without_year += [date for date in dates if is_yearless(date)][:room]

    def _first_year(self, orders: dict[str, Order]) -> int | None:
        days = [day_of(date, orders[skeleton(date)]) for date in self.without_year]
        known = [day for day in days if day is not None]
        return first_year(known, self.last_day) if known else None

    def decide(self, fallback: Order) -> Decision:
        """The order of the whole file, or of each kind of date in it; `fallback` if none shows."""
        whole = _decide(self.whole, fallback)
        own = {shape: _decide(kind, whole[0]) for shape, kind in self.kinds.items()}
        found = own if len(own) > 1 else dict.fromkeys(own, whole)
        if len(own) > 1 and any(assumed for _, assumed, _ in own.values()):
            found = self._beside_each_other(own, whole)
        commonest = max(self.kinds, key=lambda shape: self.kinds[shape].headers, default="")
        order = found[commonest][0] if commonest else whole[0]
        hijri = [kind for kind in self.kinds.values() if _is_hijri(kind.latest)]
        reasons = [reason for _, _, reason in found.values()] + [_MOON for _ in hijri[:1]]
        orders = {shape: one[0] for shape, one in found.items()}
        year = self._first_year(orders)
        return Decision(
            Days(orders, order, year),
            order,
            bool(hijri) or any(assumed for _, assumed, _ in found.values()),
            "; ".join(dict.fromkeys(reasons)),
            any(
                2 * trial.late > trial.headers
                for trial in self.whole.trials
                if trial.order == order
            ),
            year,
        )

    def _beside_each_other(self, own: dict[str, Own], whole: Own) -> dict[str, Own]:
        """Each kind's own order where it shows one; the others' by the way between them.

        That way shows an order only beside dates whose order is shown.
        """
        start = {
            shape: order if not assumed or whole[0] not in orders_for(shape) else whole[0]
            for shape, (order, assumed, _) in own.items()
        }
        few = LITTLE * self.whole.headers
        doubtful = [shape for shape in own if own[shape][1]]
        common = [shape for shape in doubtful if self.kinds[shape].headers >= few]
        open_ = doubtful if len(doubtful) == len(own) else common
        strays = set(doubtful) - set(open_)
        one_phone = len({(shape[0] == "[", _SEPARATOR.sub("", shape)[:1]) for shape in own}) == 1
        if not whole[1] and one_phone and all(start[shape] == whole[0] for shape in open_):
            return {
                shape: whole if one[1] and self.kinds[shape].bears(whole[0]) else one
                for shape, one in own.items()
            }
        open_.sort(key=lambda shape: -self.kinds[shape].headers)
        found, margins = self.between.settled(start, open_, self.last_day)
        beside = {shape: own[shape] for shape in own if shape not in strays}
        for shape in open_:
            way, next_best = margins[shape]
            shown = len(open_) < len(own) and next_best >= FAR_LONGER * way + ENOUGH_DAYS
            told = f"the dates between those like {shape.lstrip('[')} fit {found[shape]} best"
            beside[shape] = (found[shape], not shown, told if shown else own[shape][2])
        told = next(iter(beside.values()), whole)[2]
        return beside | {
            shape: (self._of_stray(shape, start, own), False, told) for shape in strays
        }

    def _of_stray(self, shape: str, start: dict[str, Order], own: dict[str, Own]) -> Order:
        """The order of a chat pasted from elsewhere, whose dates the file's own may not bear."""
        return start[shape] if self.kinds[shape].bears(start[shape]) else own[shape][0]


_SEPARATOR = re.compile(r"[\[\d]+")
_MOON = "the years are of the Hijra, whose days follow a rule and may be one off"


def _is_hijri(written: str) -> bool:
    return any(len(run) == 4 and int(run) in HIJRI for run in _numbers(written))


def _numbers(written: str) -> list[str]:
    return "".join(letter if letter.isdecimal() else " " for letter in written).split()


def _decide(kind: _Trials, fallback: Order) -> Own:
    """The likeliest order, whether it is assumed, and the evidence in words."""
    trials = [trial for trial in kind.trials if trial.order in kind.possible]
    if not trials:
        return fallback, True, "no date to judge by"
    if kind.latest.endswith(NAMED):
        return next(iter(kind.possible)), False, "its months bear their names"
    if kind.possible == set(YEAR_FIRST) and trials[0].impossible == 0:
        return "ymd", False, "the year comes first"
    best = _likeliest(trials, fallback)
    others = sorted((t for t in trials if t is not best), key=lambda t: t.cost)
    rare = "-" not in kind.latest  # 24-12-25 is how standards write, and a few phones
    reasons = [_against(other, best, rare=rare) for other in others]
    if all(reasons):
        told = [r for o, r in zip(others, reasons, strict=True) if o.order not in YEAR_FIRST]
        return best.order, False, (told or reasons)[0]
    also = " and ".join(o.order for o, r in zip(others, reasons, strict=True) if not r)
    return best.order, True, f"its dates can be read as {best.order} and as {also}"


def _likeliest(trials: list[Trial], fallback: Order) -> Trial:
    """The trial that fits best; one with the year in front only if its days go on better too."""

    def fit(trial: Trial) -> tuple[int, bool]:
        return trial.cost, trial.order != fallback

    usual = [trial for trial in trials if trial.order not in YEAR_FIRST]
    best_usual = min(usual or trials, key=fit)
    wrong = best_usual.wrong / max(best_usual.headers, 1)
    better = [
        trial
        for trial in trials
        if trial.cost < best_usual.cost
        and (
            wrong >= REFUTED
            or trial.walk <= best_usual.walk
            or (wrong >= DOUBTFUL and not trial.wrong and not trial.back)
        )
    ]
    return min(better, key=fit) if better else best_usual


def _against(other: Trial, best: Trial, *, rare: bool) -> str:
    """What the file says against an order, compared with the likeliest one; empty if nothing.

    Args: rare: whether a year of two digits in front is, in dates written like these.
    """
    if other.impossible > best.impossible:
        return f"{other.impossible} header(s) bear a date that is none under {other.order}"
    if other.late > best.late:
        return f"{other.late} header(s) would be later than the export under {other.order}"
    if other.back > 2 * best.back:
        return f"the days would run backwards {other.back} time(s) under {other.order}"
    if best.changes >= ENOUGH_DAYS - 1 and other.way >= FAR_LONGER * best.way:
        return f"its days lie {best.way} day(s) apart in all, and {other.way} under {other.order}"
    nearer_the_export = (best.before or 0) >= (other.before or 0)
    fits_no_better = other.order in YEAR_FIRST and best.order not in YEAR_FIRST
    if rare and fits_no_better and nearer_the_export:
        return f"a year of two digits in front is rare, and {other.order} fits no better"
    return ""
