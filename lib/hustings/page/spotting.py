"""Where two pages first say something else, as a reader would point at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

SHOWN = 90  # letters of what is said there
_HOLDS = ("p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "caption", "figcaption", "text")
_UNSEEN = ("script", "style", "template", "title")


@dataclass(frozen=True)
class Place:
    """The first place at which two pages differ.

    `section` is the heading it stands under, empty at the head of the page. `then` and `now` are
    what is said there, empty where one page says nothing; both are empty where every word is the
    same and the pages differ in a drawing, or in what they embed for machines.
    """

    section: str = ""
    then: str = ""
    now: str = ""


def first_difference(then: str, now: str) -> Place | None:
    """The first place two pages differ in; None where they are the same."""
    if then == now:
        return None
    nothing = ("", "")
    for before, after in zip_longest(_said(then), _said(now), fillvalue=nothing):
        if before != after:
            return Place(after[0] or before[0], *_around(before[1], after[1]))
    return Place()


def _said(page: str) -> Iterator[tuple[str, str]]:
    """What a page says, piece by piece, each with the heading it stands under."""
    section, told = "", set()
    for text in BeautifulSoup(page, "html.parser").find_all(string=True):
        if type(text) is not NavigableString or not text.strip() or text.find_parent(_UNSEEN):
            continue
        holder = text.find_parent(_HOLDS) or text.parent
        if holder is None or id(holder) in told:
            continue
        told.add(id(holder))
        said = _words(holder)
        section = said if holder.name == "h2" else section
        yield section, said


def _words(holder: Tag) -> str:
    return " ".join(holder.get_text(" ").split())


def _around(then: str, now: str) -> tuple[str, str]:
    """Both cut to the same stretch, which begins a few words before the first letter that differs.

    A long sentence that differs at its end would otherwise look the same.
    """
    pairs = enumerate(zip(then, now, strict=False))
    at = next((n for n, (old, new) in pairs if old != new), min(len(then), len(now)))
    start = max(then.rfind(" ", 0, max(at - SHOWN // 3, 0)) + 1, 0) if at > SHOWN // 2 else 0
    return _cut(then, start), _cut(now, start)


def _cut(text: str, start: int) -> str:
    end = start + SHOWN
    return f"{'…' if start and text else ''}{text[start:end]}{'…' if text[end:] else ''}"
