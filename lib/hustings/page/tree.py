"""HTML taken apart: as much of it as reading our own pages needs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = frozenset({"meta", "br", "hr", "img", "input", "link", "base", "wbr"})


@dataclass
class Element:
    """One element: its name, attributes, and what it holds, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)

    def all(self, tag: str = "", kind: str = "") -> Iterator["Element"]:
        """Every element below of a tag or a class, in order; empty means any."""
        for each in self.inside:
            if isinstance(each, Element):
                if tag in ("", each.tag) and (not kind or each.is_a(kind)):
                    yield each
                yield from each.all(tag, kind)

    def first(self, tag: str = "", kind: str = "") -> "Element | None":
        """The first of them; None where there is none."""
        return next(self.all(tag, kind), None)

    def is_a(self, kind: str) -> bool:
        """Whether it has a class."""
        return kind in self.attributes.get("class", "").split()

    def text(self, *, without: tuple[str, ...] = ()) -> str:
        """Its words on one line; elements of the tags or classes named are left out."""
        return " ".join("".join(_pieces(self, without)).split())


def read_html(text: str) -> Element:
    """The tree of an HTML text, below an element without a name; what nobody closed ends there."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.root


def _pieces(element: Element, without: tuple[str, ...]) -> Iterator[str]:
    for each in element.inside:
        if isinstance(each, str):
            yield each
        elif each.tag not in without and not any(map(each.is_a, without)):
            yield from _pieces(each, without)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(made)
        if tag not in _EMPTY:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(made)

    def handle_endtag(self, tag: str) -> None:
        names = [each.tag for each in self._open[1:]]
        if tag in names:
            del self._open[len(names) - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)
