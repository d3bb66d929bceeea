"""The words WhatsApp itself writes into a chat, looked up in one form."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hustings.importers.whatsapp.alphabet import MARKS, SPACES, key

_GAP = f"[{MARKS}{SPACES}]*+"

_PIN = r"(?:maps\.google\.com/\?q=-?[\d.]+,-?[\d.]+|foursquare\.com/v/\w+)"

LanguageTable = dict[str, list[str]]


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
    encrypted: tuple[str, ...]


TAIL = 5  # letters


@cache
def phrases() -> Phrases:
    """The table `phrases.toml`, read once."""
    table = tomllib.loads(files(__package__).joinpath("phrases.toml").read_text("utf-8"))
    written = [
        (phrase, kind)
        for part in ("omitted", "whole")
        for kind, languages in table[part].items()
        for phrase in _all(languages)
    ]
    documents = _all(table["omitted"]["document"])
    return Phrases(
        whole={key(phrase): kind for phrase, kind in written},
        documents=tuple(key(phrase) for phrase in documents),
        raw=frozenset(form for phrase, _ in written for form in _forms(phrase)),
        tails=frozenset(phrase[-TAIL:] for phrase in documents),
        attached_android=re.compile(
            rf"(?P<name>[^\n]{{1,300}}\.\w{{0,8}}){_GAP}\({_GAP}"
            rf"(?:{_one_of(table['attached']['android'])}){_GAP}\){_GAP}(?:\n(?P<caption>.*))?",
            re.DOTALL | re.IGNORECASE,
        ),
        attached_ios=re.compile(
            rf"{_GAP}(?:{_one_of(table['attached']['ios'])}){_GAP}:(?P<name>[^\n<>]{{1,300}})",
            re.IGNORECASE,
        ),
        location=re.compile(
            rf"(?:.{{0,400}}\n)?(?:{_one_of(table['location'])}|[^\s:]{{1,20}}){_GAP}:{_GAP}"
            r"https?://(?:maps\.google\.|(?:www\.)?foursquare\.)\S+"
            rf"|[^\n]{{1,200}}:{_GAP}https://{_PIN}",  # iPhones: `Place (Town): https://...`
            re.DOTALL | re.IGNORECASE,
        ),
        edited=frozenset(key(phrase) for phrase in _all(table["edited"])),
        encrypted=tuple(key(phrase) for phrase in _all(table["encrypted"])),
    )


def _all(languages: LanguageTable) -> list[str]:
    return [phrase for phrases_of_one in languages.values() for phrase in phrases_of_one]


def _one_of(languages: LanguageTable) -> str:
    longest_first = sorted(set(_all(languages)), key=len, reverse=True)
    return "|".join(map(re.escape, longest_first))


def _forms(phrase: str) -> set[str]:
    """A phrase as phones have written it; forms that begin with a mark or < need no entry."""
    return {phrase, f"{phrase}.", phrase[0].upper() + phrase[1:], phrase.lower()}
