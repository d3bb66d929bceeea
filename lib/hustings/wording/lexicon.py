"""The word files: loading them, looking a key up, and filling its fields."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from types import MappingProxyType

from hustings.errors import UsageError, nearest

LANGUAGES = ("en", "hi")

_FORMATTER = Formatter()


@cache
def words_of(language: str) -> Mapping[str, str]:
    """Every sentence and label of one language, by dotted key (`change.clear`).

    Raises: UsageError for a language there is no word file for.
    """
    if language not in LANGUAGES:
        raise UsageError(
            "There are no words in this language.",
            where=repr(language),
            fix=nearest(language, LANGUAGES),
        )
    return MappingProxyType(_flat(_read(f"words.{language}.toml")))


@cache
def parts(template: str) -> tuple[tuple[str, str | None], ...]:
    """A template cut into (plain text, name of the field that follows it or None).

    Raises: UsageError for a field that is more than a plain name: `{a.b}`, `{a[0]}`, `{a!r}`, `{}`.
    """
    cut = []
    for plain, field, spec, conversion in _FORMATTER.parse(template):
        if field is not None and (spec or conversion or not field.isidentifier()):
            raise UsageError(
                "A field in a sentence is a plain name.",
                where=template,
                fix="Write {name}; hand the value over already formatted.",
            )
        cut.append((plain, field))
    return tuple(cut)


def fields(template: str) -> frozenset[str]:
    """The names of a template's fields; `{Metric}` is the field `metric` with a capital letter."""
    return frozenset(field.lower() for _, field in parts(template) if field is not None)


def fill(
    template: str, values: Mapping[str, str], plain: Callable[[str], str], *, where: str
) -> str:
    """A template with its fields filled; braces inside values stay as they are.

    Args:    plain: is applied to the text between the fields (to change its digits).
    Raises:  UsageError when a field has no value, or a value no field.
    """
    wanted = fields(template)
    if wanted != values.keys():
        missing, unknown = sorted(wanted - values.keys()), sorted(values.keys() - wanted)
        raise UsageError(
            f"The sentence '{where}' needs other fields: "
            f"missing {missing or 'none'}, unknown {unknown or 'none'}.",
            where=template,
            fix="Give exactly the fields of the sentence.",
        )
    return "".join(
        plain(text) + ("" if field is None else _valued(field, values))
        for text, field in parts(template)
    )


def _valued(field: str, values: Mapping[str, str]) -> str:
    value = values[field.lower()]
    return value[:1].upper() + value[1:] if field[0].isupper() else value


def _read(name: str) -> dict[str, object]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def _flat(table: Mapping[str, object], above: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        name = f"{above}{key}"
        if isinstance(value, dict):
            flat |= _flat(value, f"{name}.")
        else:
            flat[name] = str(value)
    return flat
