"""The words WhatsApp itself writes into a chat, looked up in one form."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hustings.importers.whatsapp.alphabet import MARKS, SPACES, key

_GAP = f"[{MARKS}{SPACES}]*+"

_PLACE = r"foursquare\.com/v/\w+"
_PIN = rf"(?:maps\.google\.com/\?q=-?[\d.]+,-?[\d.]+|{_PLACE})"

TABLES = ("phrases.toml", "phrases_elsewhere.toml", "phrases_left_out_elsewhere.toml")

Table = dict[str, "Table | list[str]"]


@dataclass(frozen=True)
class Phrases:
    """The phrases, ready to be looked for."""

    whole: dict[str, str]  # key of a whole text -> kind
    documents: tuple[str, ...]  # keys a text about a left-out document ends in
    raw: frozenset[str]  # whole texts as they stand in files, for a quick look
    tails: frozenset[str]  # last letters of such an end, ditto
    attached_android: re.Pattern[str]  # of a whole text: name, caption
    attached_ios: re.Pattern[str]  # of what stands between < and >: name
    location: re.Pattern[str]
    edited: frozenset[str]  # keys of what stands between < and >
    security_code: re.Pattern[str]  # of a whole text's key
    ends: frozenset[str]  # last letters of texts about a security code, for a quick look
    encrypted: tuple[str, ...]
    encrypted_first: frozenset[str]  # the letters such texts begin with


TAIL = 5  # letters
END = 12  # letters, few enough for the shortest such end


@cache
def phrases() -> Phrases:
    """The tables of India's languages and of others, read once."""
    table: dict[str, list[str]] = defaultdict(list)  # by the name of its part, as `omitted.image`
    for name in TABLES:
        read = tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))
        for part, some in _parts(read):
            table[part] += some
    written = [
        (phrase, part.rpartition(".")[2])
        for part, some in table.items()
        if part.startswith(("omitted.", "whole."))
        for phrase in some
    ]
    return Phrases(
        whole={key(phrase): kind for phrase, kind in written},
        documents=tuple(map(key, table["omitted.document"])),
        raw=frozenset(form for phrase, _ in written for form in _forms(phrase)),
        tails=frozenset(phrase[-TAIL:] for phrase in table["omitted.document"]),
        attached_android=re.compile(
            rf"(?P<name>[^\n]{{1,300}}\.\w{{0,8}}){_GAP}\({_GAP}"
            rf"(?:{_one_of(table['attached.android'])}){_GAP}\){_GAP}(?:\n(?P<caption>.*))?",
            re.DOTALL | re.IGNORECASE,
        ),
        attached_ios=re.compile(
            rf"{_GAP}(?:{_one_of(table['attached.ios'])}){_GAP}:(?P<name>[^\n<>]{{1,300}})",
            re.IGNORECASE,
        ),
        location=re.compile(
            rf"(?:.{{0,400}}\n)?(?:{_one_of(table['location'])}|[^\s:]{{1,20}}){_GAP}:{_GAP}"
            r"https?://(?:maps\.google\.|(?:www\.)?foursquare\.)\S+"
            rf"|[^\n]{{1,200}}:{_GAP}https://{_PIN}"  # iPhones: `Place (Town): https://...`
            rf"|(?:[^\n]{{1,200}}\n){{2}}https://{_PLACE}",  # Android: each on its line
            re.DOTALL | re.IGNORECASE,
        ),
        edited=frozenset(map(key, table["edited"])),
        security_code=re.compile("|".join(map(_with_anybody, table["security_code"]))),
        ends=frozenset(
            f"{phrase}{dot}"[-END:] for phrase in table["security_code"] for dot in ("", ".")
        ),
        encrypted=tuple(map(key, table["encrypted"])),
        encrypted_first=frozenset(key(phrase)[0] for phrase in table["encrypted"]),
    )


def _parts(table: Table, name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each part's name and one language's phrases of it."""
    for inner, value in table.items():
        if isinstance(value, list):
            yield name, value
        else:
            yield from _parts(value, f"{name}.{inner}" if name else inner)


def _with_anybody(phrase: str) -> str:
    """A pattern of a phrase's key, any name in place of *; spaces behind full stops come and go."""
    parts = (re.escape(part).replace(r"。", "。 ?") for part in key(phrase).split("*"))
    return ".{1,120}".join(parts)


def _one_of(some: list[str]) -> str:
    longest_first = sorted(set(some), key=len, reverse=True)
    return "|".join(map(re.escape, longest_first))


def _forms(phrase: str) -> set[str]:
    """A phrase as phones have written it; forms that begin with a mark or < need no entry."""
    return {phrase, f"{phrase}.", phrase[0].upper() + phrase[1:], phrase.lower()}
