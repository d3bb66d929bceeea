"""How the cells of sheets are read: places, people, codes, days, amounts, addresses, choices."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from urllib.parse import urlsplit

from hustings.errors import nearest
from hustings.importers.answers import workers
from hustings.importers.platforms import post_id
from hustings.importers.sheet import Ask, Cell, Read, Reading
from hustings.importers.tabular import cells
from hustings.importers.tabular.cells import Wrong, words
from hustings.importers.tabular.dates import Moments, noon, read_day
from hustings.importers.tabular.dayorder import Order
from hustings.period import IST
from hustings.roster import canonical_phones
from hustings.schema import CLEAN
from hustings.schema.social import PLATFORMS

EARLIEST = date(1950, 1, 1)  # nobody now in the field held a post before
LONGEST_LINK = 2_000  # letters; browsers take no more

_CODE = re.compile(r"\s+")
_RUPEES = re.compile(
    r"^(?:₹|rs\.?|inr|रु\.?|रुपये)\s*|(?<!\s)\s*(?:/-|rs\.?|rupees|रु\.?|रुपये|रुपए)$",
    re.IGNORECASE,
)  # a run of spaces is looked at from its beginning only, in both patterns
_FREE = frozenset({"free", "nil", "none", "निःशुल्क", "नि:शुल्क", "मुफ्त", "मुफ़्त", "शून्य"})
_LISTED = re.compile(r"[,;\n]")
_OUT_OF = re.compile(r"(\d+(?:\.\d+)?)\s*(?:/|out of|में से|of)\s*\d+|(\d+)\s*[-–—:(]\s*\D.*")
_BETWEEN = " \t\r\n,;"
_NEXT_LINK = re.compile(r"(?<![\s,;])[\s,;]+(?=https?://)", re.IGNORECASE)  # it may hold commas
_UNSAFE = re.compile(r"[\s\x00-\x20\x7f<>\"'`\\{}|^]")
_HOSTS = {
    "facebook.com": "facebook", "fb.watch": "facebook", "fb.com": "facebook",
    "instagram.com": "instagram", "x.com": "x", "twitter.com": "x",
    "youtube.com": "youtube", "youtu.be": "youtube", "t.me": "telegram",
}  # fmt: skip


def text(_reading: Reading, _ask: Ask) -> Read:
    """Words, without spaces around them."""
    return words


def code(_reading: Reading, _ask: Ask) -> Read:
    """A code that other sheets name as well: one spelling, whatever the case and spaces."""
    return lambda cell: _CODE.sub(" ", cell.strip()).upper() or None


def place(level: str | None = None) -> Cell:
    """A unit, by code or name; the level is tried first."""

    def reader(reading: Reading, _ask: Ask) -> Read:
        find = reading.places(level)
        return lambda cell: find(cell) if cell.strip() else None

    return reader


def worker(reading: Reading, _ask: Ask) -> Read:
    """A worker on the roster, by mobile number; two numbers in a cell may name either."""
    known = workers(reading.context.people)
    return known.__getitem__


def person(reading: Reading, _ask: Ask) -> Read:
    """Anybody, by mobile number or name: a pseudonym, the worker's own if it is one."""
    people, pseudonyms = reading.context.people, reading.context.pseudonyms

    def read(cell: str) -> object:
        if not cell.strip():
            return None
        if found := people.worker(cell):
            return found
        numbers, _ = canonical_phones(cell)
        return pseudonyms.of("phone", numbers[0]) if numbers else people.author(cell).pseudonym

    return read


def day(*, past: bool = False) -> Cell:
    """A day; of what has happened, none in the future."""

    def reader(reading: Reading, ask: Ask) -> Read:
        latest = reading.file.exported_at.astimezone(IST).date() + timedelta(days=1)
        order = reading.orders.get(ask.name, Order(day_first=True))
        return read_day(order, earliest=EARLIEST, latest=latest if past else None)

    return reader


def moment(reading: Reading, ask: Ask) -> Read:
    """A moment that has passed; noon in India where only the day is known."""
    order = reading.orders.get(ask.name, Order(day_first=True))
    exact = Moments(order, reading.file.exported_at)
    by_day = day(past=True)(reading, ask)

    def read(cell: str) -> object:
        if ":" in cell:
            return exact(cell)
        found = by_day(cell)
        return noon(found) if isinstance(found, date) else found

    return read


def whole(reading: Reading, ask: Ask) -> Read:
    """A whole number."""
    return cells.count(reading.called(ask.name))


def items(reading: Reading, ask: Ask) -> Read:
    """How many: a number, or a list whose parts are counted (`Module 1, Module 3`)."""
    count = cells.count(reading.called(ask.name))

    def read(cell: str) -> object:
        found = count(cell)
        if not isinstance(found, Wrong):
            return found
        return len({part.strip().casefold() for part in _LISTED.split(cell) if part.strip()})

    return read


def amount(reading: Reading, ask: Ask) -> Read:
    """Rupees, with or without their sign; free is zero."""
    number = cells.number(reading.called(ask.name))

    def read(cell: str) -> object:
        bare = _RUPEES.sub("", _RUPEES.sub("", cell.strip()))
        return 0.0 if bare.casefold() in _FREE else number(bare)  # said to be free, so truly zero

    return read


def score(reading: Reading, ask: Ask) -> Read:
    """A score: 4, 4/5, or `4 - very good`."""
    number = cells.number(reading.called(ask.name))

    def read(cell: str) -> object:
        found = _OUT_OF.fullmatch(cell.strip())
        return number(next(filter(None, found.groups())) if found else cell)

    return read


def yes_or_no(*, yes: tuple[str, ...] = (), no: tuple[str, ...] = ()) -> Cell:
    """A yes or no, in English or Hindi or in the sheet's own words."""

    def reader(reading: Reading, ask: Ask) -> Read:
        def read(cell: str) -> object:
            word = " ".join(cell.split()).strip(".!").casefold()
            if not word:
                return None
            found = True if word in yes else False if word in no else cells.flag(cell)
            if found is None:
                return Wrong(
                    f"{reading.called(ask.name)} is neither yes nor no", "Write yes or no."
                )
            return found

        return read

    return reader


def choice(otherwise: Mapping[str, str], known: tuple[str, ...] = ()) -> Cell:
    """One of the words the table allows, or another word for it.

    Args: otherwise: word in small letters -> allowed word; known: where the table itself does not
          say, the words that are allowed.
    """

    def reader(reading: Reading, ask: Ask) -> Read:
        allowed = known or CLEAN[reading.sheet.table][ask.name].allowed

        def read(cell: str) -> object:
            word = " ".join(cell.replace("_", " ").split()).casefold()
            if not word:
                return None
            found = otherwise.get(word, word.replace(" ", "_"))
            if not allowed or found in allowed:
                return found
            return Wrong(
                f"{reading.called(ask.name)} holds an unknown word", nearest(word, allowed)
            )

        return read

    return reader


def link(_reading: Reading, _ask: Ask) -> Read:
    """The address of a web page; anything else that could pass for one is refused."""

    def read(cell: str) -> object:
        address = cell.strip()
        if not address:
            return None
        return address if is_web_address(address) else _NO_ADDRESS

    return read


def links(_reading: Reading, _ask: Ask) -> Read:
    """The addresses of one or more web pages; one that is none spoils them all."""

    def read(cell: str) -> object:
        addresses = list(filter(None, _NEXT_LINK.split(cell.strip(_BETWEEN))))
        if not addresses:
            return None
        return " ".join(addresses) if all(map(is_web_address, addresses)) else _NO_ADDRESS

    return read


def post(_reading: Reading, _ask: Ask) -> Read:
    """One post, by its address or as `platform:id`."""

    def read(cell: str) -> object:
        named = cell.strip()
        if not named:
            return None
        platform, _, ident = named.partition(":")
        if platform.casefold() in PLATFORMS and ident.strip():
            return f"{platform.casefold()}:{ident.strip()}"
        if not is_web_address(named):
            return _NO_ADDRESS
        host = (urlsplit(named).hostname or "").removeprefix("www.").removeprefix("m.")
        known = _HOSTS.get(host)
        return f"{known}:{post_id(known, named)}" if known else _NO_PLATFORM

    return read


def is_web_address(address: str) -> bool:
    """Whether a text is an http or https address and nothing besides."""
    if len(address) > LONGEST_LINK or _UNSAFE.search(address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:  # an address with a broken [host]
        return False


_NO_ADDRESS = Wrong(
    "this is not the address of a web page", "Copy the whole address, beginning with https://."
)
_NO_PLATFORM = Wrong(
    "the address is of no platform we know", "Copy the post's own address from its platform."
)
