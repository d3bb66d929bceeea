"""A JSON file gone through value by value, so that its size is no matter of memory."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TextIO

LARGEST_VALUE = 8 * 2**20  # letters of one message; Telegram's own limit is 4,096 and a caption

_CHUNK = 2**20
_HALF = re.compile("[\ud800-\udfff]")
_DEEPEST = 6  # levels gone down to; below them a value is small enough to be taken whole
_CUT = "it is cut off or not JSON"
_SPACES = " \t\r\n\ufeff\0"

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
Object = dict[str, Json]


def sound(text: str) -> str:
    """A text without half letters (lone surrogates), which JSON can write and nothing can store."""
    return _HALF.sub("\ufffd", text)


class BrokenError(ValueError):
    """The text is not JSON from some line on: broken off, edited, or nested beyond reason."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line, self.why = line, why


@dataclass
class Stream:
    """A place in a JSON text that only moves forward.

    At a value, call one of `value`, `members`, `elements` or `skip` before anything else.
    """

    text: TextIO
    line: int = 1  # of what comes next
    _rest: str = ""
    _at: int = 0
    _ended: bool = False
    _decoder: json.JSONDecoder = field(default_factory=json.JSONDecoder, repr=False)

    def next_sign(self) -> str:
        """The next letter that is no white space; empty at the end."""
        while True:
            while self._at < len(self._rest):
                letter = self._rest[self._at]
                if letter not in _SPACES:
                    return letter
                self.line += letter == "\n"
                self._at += 1
            if not self._more():
                return ""

    def value(self) -> Json:
        """The next value, whole."""
        self.next_sign()
        while True:
            try:
                found, end = self._decoder.raw_decode(self._rest, self._at)
            except RecursionError as cause:
                raise BrokenError(self.line, "it is nested too deeply") from cause
            except ValueError as cause:  # broken off, or a number of a million digits
                if len(self._rest) - self._at > LARGEST_VALUE:
                    raise BrokenError(self.line, "a value is larger than any message") from cause
                if not self._more():
                    raise BrokenError(self.line, _CUT) from cause
                continue
            if end < len(self._rest) or not self._more():  # 12 may be the start of 123
                self._pass(end)
                value: Json = found
                return value

    def members(self) -> Iterator[str]:
        """The keys of the object that comes next; the caller takes each value."""
        if self.next_sign() != "{":
            self.skip()
            return
        self._at += 1
        while self.next_sign() != "}":
            key = self.value()
            self._expect(":")
            yield str(key)
            if self.next_sign() == ",":
                self._at += 1
            elif self.next_sign() != "}":
                raise BrokenError(self.line, _CUT)
        self._at += 1

    def elements(self) -> Iterator[int]:
        """The lines on which the elements of the list that comes next begin."""
        if self.next_sign() != "[":
            self.skip()
            return
        self._at += 1
        while self.next_sign() != "]":
            yield self.line
            if self.next_sign() == ",":
                self._at += 1
            elif self.next_sign() != "]":
                raise BrokenError(self.line, _CUT)
        self._at += 1

    def skip(self, depth: int = 0) -> None:
        """Pass over the next value, however large it is."""
        sign = self.next_sign()
        if depth == _DEEPEST or sign not in ("{", "["):
            self.value()
            return
        for _ in self.members() if sign == "{" else self.elements():
            self.skip(depth + 1)

    def _expect(self, sign: str) -> None:
        if self.next_sign() != sign:
            raise BrokenError(self.line, _CUT)
        self._at += 1

    def _pass(self, end: int) -> None:
        self.line += self._rest.count("\n", self._at, end)
        self._at = end

    def _more(self) -> bool:
        """Read on; what has been passed is forgotten."""
        if self._ended:
            return False
        chunk = self.text.read(_CHUNK)
        self._ended = not chunk
        self._rest, self._at = self._rest[self._at :] + chunk, 0
        return not self._ended
