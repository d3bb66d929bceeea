"""The roster of workers, from a CSV or workbook: pseudonyms go on, names and numbers stay."""

import re
from collections.abc import Generator, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

from hustings.importers.contract import Assumed, Context, Finding, SetAside, SourceFile, source
from hustings.importers.crosswalks import open_form
from hustings.importers.persons import Entry, Person, Persons, notes
from hustings.importers.places import Places
from hustings.importers.tabular import Batch, Field, Layout, has_layout
from hustings.importers.tabular.cells import MISSING, Column, Wrong, each, flag, words
from hustings.importers.tabular.dates import read_day
from hustings.importers.tabular.dayorder import Order, settled
from hustings.importers.tabular.rows import clean_rows, sieve
from hustings.roster import canonical_phones, plain_name

ROSTER = Layout(
    "a roster of workers",
    (
        Field("name_hi", ("name (hindi)", "name in hindi", "hindi name", "हिंदी नाम", "हिन्दी नाम",
                          "नाम (हिंदी)", "नाम (हिन्दी)")),
        Field("other_names", ("other names", "also known as", "aliases", "nickname", "अन्य नाम",
                              "दूसरे नाम", "प्रचलित नाम")),
        Field("name", ("name", "full name", "worker name", "name of worker", "नाम", "पूरा नाम",
                       "कार्यकर्ता का नाम", "सदस्य का नाम"), needed=True),
        Field("phone", ("phone", "mobile", "phone number", "mobile number", "मोबाइल", "मोबाइल नंबर",
                        re.compile("mobile|phone|whatsapp|contact|मोबाइल|मोबाईल|फ\u093c?ोन|संपर्क")),
              needed=True),
        Field("withdrawn", (re.compile(r"withdr|revok|वापस"),)),
        Field("consent", ("consent", "सहमति", re.compile("consent|सहमति"))),
        Field("adult", ("18 or older", "18+", "adult", "बालिग", "वयस्क",
                        re.compile(r"18|१८|\badult|\bage\b|बालिग|वयस्क|आयु|उम्र"))),
        Field("unit", ("unit", "unit code", "इकाई", "booth", "बूथ", "ward", "वार्ड", "panchayat",
                       "पंचायत", "block", "mandal", "प्रखंड", "प्रखण्ड", "मंडल", "मण्डल",
                       "कार्यक्षेत्र", "work area"), needed=True),
        Field("around", ("district", "जिला", "ज\u093cिला", "assembly", "vidhan sabha",
                         "assembly seat", "विधानसभा", "विधान सभा")),
        Field("post", ("post", "post held", "designation", "role", "position", "responsibility",
                       "पद", "दायित्व", "जिम्मेदारी", "ज\u093cिम्मेदारी")),
        Field("since", ("since", "from", "joined on", "date of joining", "appointed on", "कब से",
                        "नियुक्ति तिथि", "नियुक्ति की तारीख")),
        Field("until", ("until", "till", "to", "left on", "कब तक")),
    ),
    aside=(re.compile(r"^s\.? ?(?:no|n)\b|^s[rl]\.? ?no|^क्र|remark|टिप्पणी"),),
    unlike=("timestamp", "टाइमस्टैम्प", "handle", "platform"),
)  # fmt: skip

EARLIEST = date(1950, 1, 1)  # nobody on a roster has served longer

_AGE = re.compile(r"(\d{1,3})(?:\.0)?")
_OTHER_NAMES = re.compile(r"[;|/,\n]")
_NAMELESS = Wrong("there is no name", "Fill in the name.")
_BACKWARDS = Wrong("the last day lies before the first", "Correct Since or Until.")


@source(
    "roster",
    en="Roster of workers (CSV or Excel)",
    hi="कार्यकर्ता सूची (सीएसवी या एक्सेल)",
    tables=("workers", "aliases", "appointments"),
    sniff=has_layout(ROSTER),
    order=20,
)
def read_roster(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read a roster: one worker per person, however many rows, names and numbers they have."""
    places = Places(context.units)
    found = yield from _gathered(file, context, places)
    yield from _clean(found, context)
    yield from (*places.assumed(), *notes(found))


def persons_in(file: SourceFile, context: Context) -> list[Person]:
    """The persons of a roster by name and number, for whoever reviews who is who."""
    gathering = _gathered(file, context, Places(context.units))
    while True:
        try:
            next(gathering)
        except StopIteration as end:
            return list(end.value)


def _gathered(
    file: SourceFile, context: Context, places: Places
) -> Generator[Finding, None, list[Person]]:
    """Every person of a roster; what cannot be used, and what is assumed, on the way."""
    table = open_form(file, context, "roster", ROSTER)
    order = settled(table.dates("since")["since"], context.settings.exports.day_first)
    yield from (*table.assumed, *filter(None, [order.assumed]))
    persons, unusable, unclear = Persons(), set[int](), 0
    for part in table.parts():
        if not isinstance(part, Batch):
            yield part
            continue
        unclear += sum(bool(cell.strip()) and flag(cell) is None for cell in part["consent"])
        entries, aside = _entries(part, order, places, persons, file)
        for entry in entries:
            persons.add(entry)
        unusable.update(row.line for row in aside)
        yield from aside
    if unclear:
        yield Assumed(
            f"{unclear} answer(s) about consent are neither yes nor no, so they count as no",
            "write yes or no in that column",
        )
    shared = list(persons.shared())
    yield from _shared(shared, unusable)
    return persons.merged(leaving_out=set(chain.from_iterable(shared)))


def _entries(
    batch: Batch, order: Order, places: Places, persons: Persons, file: SourceFile
) -> tuple[list[Entry], list[SetAside]]:
    """The usable rows of a batch, and the others; all are noted for numbers they share."""
    numbers = each(batch["phone"], _numbers)
    others = list(map(_other_names, batch["other_names"]))
    names = list(map(_names, batch["name"], batch["name_hi"], others))
    for line, have, called in zip(batch.lines, numbers.values, names, strict=True):
        persons.see(line, have or (), called)
    units = Column.of(map(places.inside, batch["unit"], batch["around"]))
    posts = each(batch["post"], words)
    latest = file.exported_at.date() + timedelta(days=1)
    since = each(batch["since"], read_day(order, earliest=EARLIEST, latest=latest))
    until = each(batch["until"], read_day(order, earliest=EARLIEST))
    consent = each(batch["consent"], flag)
    faults = (
        each(batch["adult"], _adult).wrong,
        numbers.wrong,
        {row: _NAMELESS for row, called in enumerate(names) if not called},
        units.wrong,
        since.wrong,
        until.wrong,
        _backwards(since.values, until.values),
    )
    kept, aside = sieve(batch.lines, *faults)
    entries = [
        Entry(
            batch.lines[row], numbers.values[row] or (), names[row], others[row],
            units.values[row] or "", posts.values[row], since.values[row], until.values[row],
            consent.values[row] is True and not _withdrawn(batch["withdrawn"][row]),
        )
        for row in kept
    ]  # fmt: skip
    return entries, aside


def _withdrawn(cell: str) -> bool:
    """Whether consent has been taken back: a yes, a day, or whatever else stands there."""
    return cell.strip().lower() not in MISSING and flag(cell) is not False


def _numbers(cell: str) -> tuple[str, ...] | Wrong:
    found, reason = canonical_phones(cell)
    return tuple(found) or Wrong(f"no usable phone: {reason}", "Write the ten digits as text.")


def _names(name: str, hindi: str, others: tuple[str, ...]) -> tuple[str, ...]:
    """Every name a row has, in plain form, each once."""
    called = (plain_name(name), plain_name(hindi), *others)
    return tuple(dict.fromkeys(filter(None, called)))


def _other_names(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(plain_name, _OTHER_NAMES.split(cell))))


def _adult(cell: str) -> bool | Wrong:
    """Whether the person is attested to be 18 or older: a yes, or an age."""
    age = _AGE.fullmatch(cell.strip())
    said = flag(cell)
    if said is True or (age and 18 <= int(age[1]) < 120):
        return True
    if said is False or age:
        return Wrong("the person is under 18", "Nobody under 18 is kept; remove the row.")
    return Wrong(
        "nobody attests that the person is 18 or older", "Ask, and write yes in that column."
    )


def _backwards(since: Sequence[date | None], until: Sequence[date | None]) -> dict[int, Wrong]:
    pairs = enumerate(zip(since, until, strict=True))
    return {row: _BACKWARDS for row, (first, last) in pairs if first and last and last < first}


def _shared(shared: Sequence[list[int]], unusable: set[int]) -> Iterator[SetAside]:
    """Rows whose number another person has too: nobody can say whose acts are whose."""
    told: set[int] = set()
    for lines in shared:
        listed = ", ".join(map(str, lines[:6])) + (" ..." if len(lines) > 6 else "")
        for line in lines:
            if line not in unusable and line not in told:
                told.add(line)
                yield SetAside(
                    line,
                    f"several people have one number: lines {listed}",
                    "Give each person a number of their own, or leave one row.",
                )


def _clean(persons: Sequence[Person], context: Context) -> Iterator[Finding]:
    """Rows of the three tables, with pseudonyms in place of names and numbers."""
    workers = [context.pseudonyms.of("phone", person.number) for person in persons]
    lines = [person.newest.line for person in persons]
    yield from clean_rows(
        "workers",
        {
            "worker": workers,
            "unit": [person.newest.unit for person in persons],
            "post_held": [person.newest.post for person in persons],
            "since": [person.since for person in persons],
            "until": [person.until for person in persons],
            "consent": [person.consent for person in persons],
            "adult": [True] * len(persons),
        },
        lines,
    )
    yield from _aliases(workers, persons, context)
    held = [
        (worker, entry)
        for worker, person in zip(workers, persons, strict=True)
        for entry in person.entries
        if entry.post
    ]
    yield from clean_rows(
        "appointments",
        {
            "worker": [worker for worker, _ in held],
            "unit": [entry.unit for _, entry in held],
            "post_held": [entry.post for _, entry in held],
            "from_on": [entry.since for _, entry in held],
            "until_on": [entry.until for _, entry in held],
        },
        [entry.line for _, entry in held],
    )


def _aliases(
    workers: Sequence[str], persons: Sequence[Person], context: Context
) -> Iterator[Finding]:
    """Names and further numbers as pseudonyms; one that two workers share names neither.

    Other names are recorded to be found by. The roster's own name of a person is anybody's who is
    called so, and is marked.
    """
    owner: dict[str, str] = {}
    lines: dict[str, int] = {}
    only_name: dict[str, bool] = {}
    for worker, person in zip(workers, persons, strict=True):
        called = [("name", name) for name in sorted(person.names())]
        called += [("phone", number) for number in sorted(person.further_numbers())]
        for kind, value in called:
            alias = context.pseudonyms.of(kind, value)
            known = owner.get(alias, context.people.aliases.get(alias, worker))
            owner[alias] = worker if known == worker else ""
            lines[alias] = person.newest.line
            only_name[alias] = kind == "name" and value not in person.known_as()
    yield from clean_rows(
        "aliases",
        {
            "alias": list(owner),
            "worker": list(owner.values()),
            "roster_name": list(only_name.values()),
        },
        list(lines.values()),
    )
