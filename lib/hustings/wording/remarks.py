"""What readers remark of files, told in another language and counted whatever its figures."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FIELD = re.compile(r"\{(\w+)\}")
_VARYING = re.compile(r"'[^']*'|\d[\d,.]*")
_OF_ITS_KIND = "what"  # remarks that differ in this field are of different kinds
SHOWN = 2  # values named where remarks of one kind differ
ELSE = "…"  # and all others


@dataclass(frozen=True)
class _Template:
    plainly: str  # in English, for a person; readers remark in few words
    hindi: str
    pattern: re.Pattern[str]

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(self.pattern.groupindex)


@dataclass(frozen=True)
class Kind:
    """One kind of remark: what equal remarks have in common, and what differs."""

    said: str  # the sentence with {fields} where remarks of this kind may differ
    values: Mapping[str, str]

    def told(self, all_values: list[Mapping[str, str]]) -> str:
        """The sentence for several remarks of this kind: counts summed, of other values a few."""

        def fill(field: re.Match[str]) -> str:
            found = [values.get(field[1], "") for values in all_values]
            if len(found) == 1:
                return found[0]
            numbers = [value.replace(",", "") for value in found]
            if field[1].startswith("n") and all(map(str.isdecimal, numbers)):
                return f"{sum(map(int, numbers)):,}"
            different = list(dict.fromkeys(found))
            return ", ".join([*different[:SHOWN], *([ELSE] if different[SHOWN:] else [])])

        return _FIELD.sub(fill, self.said)


def kind_of(remark: str, language: str) -> Kind:
    """The kind a remark is of, in the words of a language as far as they are known.

    A remark nobody has translated stays English; its figures and quoted names are its fields.
    """
    for template in _templates():
        if found := template.pattern.fullmatch(remark):
            said = template.hindi if language == "hi" else template.plainly
            parts = {name: translated(part, language) for name, part in found.groupdict().items()}
            whole = parts.pop(_OF_ITS_KIND, None)
            return Kind(
                said if whole is None else said.replace(f"{{{_OF_ITS_KIND}}}", whole), parts
            )
    values: dict[str, str] = {}

    def field(found: re.Match[str]) -> str:
        name = f"{'n' if found[0][0].isdigit() else 'q'}{len(values)}"
        values[name] = found[0]
        return f"{{{name}}}"

    return Kind(_VARYING.sub(field, remark.replace("{", "(").replace("}", ")")), values)


def translated(sentence: str, language: str) -> str:
    """One sentence in a language; as it is where no words are known.

    What a sentence is filled with is translated as well, where it is known by itself.
    """
    if language == "en" or not sentence:
        return sentence
    kind = kind_of(sentence, language)
    return kind.told([kind.values])


@cache
def _templates() -> tuple[_Template, ...]:
    text = files("hustings.wording").joinpath("remarks.toml").read_text("utf-8")
    found = [
        _Template(line.get("plainly", line["en"]), line["hi"], _pattern(line["en"]))
        for line in tomllib.loads(text)["said"]
    ]
    return tuple(sorted(found, key=lambda template: bool(template.fields)))  # whole ones first


def _pattern(english: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", english)
    return re.compile(
        "".join(
            f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts)
        ),
        re.DOTALL,
    )
