"""The words of the sample: names, places and texts, read from words.toml and phones.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import cast

import numpy as np

Pair = tuple[str, str]  # Latin, Devanagari


@cache
def _book(name: str) -> Mapping[str, Mapping[str, object]]:
    text = files("hustings.sample").joinpath(name).read_text(encoding="utf-8")
    return cast("Mapping[str, Mapping[str, object]]", tomllib.loads(text))


def words(section: str, name: str) -> list[str]:
    """The list of texts `name` in a section of words.toml."""
    return list(cast("Sequence[str]", _book("words.toml")[section][name]))


def pairs(section: str, name: str) -> list[Pair]:
    """The list of Latin and Devanagari pairs `name` in a section of words.toml."""
    found = cast("Sequence[Sequence[str]]", _book("words.toml")[section][name])
    return [(latin, devanagari) for latin, devanagari in found]


def rows_of(section: str, name: str) -> list[tuple[str, ...]]:
    """The table `name` in a section of words.toml, one tuple a row."""
    found = cast("Sequence[Sequence[str]]", _book("words.toml")[section][name])
    return [tuple(row) for row in found]


def polls() -> list[list[str]]:
    """Polls: a question and its options."""
    return [
        list(poll) for poll in cast("Sequence[Sequence[str]]", _book("words.toml")["chat"]["polls"])
    ]


def phone_strings(kind: str, language: str) -> Mapping[str, str]:
    """What a kind of phone (`android`, `ios`, or `events` for both) writes in a language."""
    return cast("Mapping[str, Mapping[str, str]]", _book("phones.toml")[kind])[language]


def long_texts(language: str) -> tuple[list[str], list[str]]:
    """Templates and topics of longer messages in `en`, `hi` or `mixed`."""
    long = cast("Mapping[str, Sequence[str]]", _book("words.toml")["chat"]["long"])
    return list(long[language]), words("topics", language)


def pool(rng: np.random.Generator, language: str, size: int) -> list[str]:
    """Longer messages in one language, `{place}` still open."""
    templates, topics = long_texts(language)
    return filled(rng, templates, topics, size)


def filled(
    rng: np.random.Generator, templates: Sequence[str], topics: Sequence[str], size: int
) -> list[str]:
    """`size` texts made of random templates and topics; `{place}` is left open."""
    which = rng.integers(len(templates), size=size)
    about = rng.integers(len(topics), size=size)
    numbers = rng.integers(2, 60, size=size)
    hours = rng.integers(1, 11, size=size)
    return [
        templates[t].replace("{topic}", topics[a]).replace("{n}", str(n)).replace("{time}", str(h))
        for t, a, n, h in zip(which, about, numbers, hours, strict=True)
    ]


def words_of_marker() -> Mapping[str, str]:
    """What the marker and the truth file say of themselves."""
    return cast("Mapping[str, str]", _book("words.toml")["marker"])
