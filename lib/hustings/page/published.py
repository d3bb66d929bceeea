"""Reading a published page: what its first screen tells a person, and its data for machines.

Whatever is delivered of a page (a letter, a text, a picture) is told as the page tells it, so
nothing here is worked out anew and neither ledger nor edition is needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from bs4 import BeautifulSoup, Tag

from hustings.errors import InputError
from hustings.page.blocks import Action, Banner, Point, Strength, Tone
from hustings.page.datablock import data_of

PARTS = ("points", "figures", "actions")  # of the first screen
MOST_BYTES = 4 * 1024 * 1024  # a page has at most 150 KB; what is far larger is none of ours


@dataclass(frozen=True)
class KeyFigure:
    """A key figure as it is shown; `value` says why there is none where `is_known` is false.

    `good` is None where the change is neither; `notes` are the lines below it.
    """

    label: str
    value: str
    is_known: bool
    change: str = ""
    good: bool | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Published:
    """One page as a reader has it. `period_iso` is first and last day, with a slash between.

    `headings` are those of the points, figures and actions, by these words. `data` is what the
    page embeds for machines; empty where it embeds nothing.
    """

    name: str
    html: str
    language: Literal["en", "hi"]
    title: str
    place: str
    period_label: str
    period_iso: str
    as_of: str
    sample: bool
    banners: tuple[Banner, ...]
    points: tuple[Point, ...]
    figures: tuple[KeyFigure, ...]
    actions: tuple[Action, ...]
    headings: Mapping[str, str]
    data: Mapping[str, object]

    def told(self, key: str) -> str:
        """One word of its data (`briefing`, `unit`, `period`, `edition`); "" where it has none."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""


def open_page(path: Path) -> Published:
    """Read a page from its file.

    Raises: InputError when there is no such file, or it is no briefing's page.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _not_ours(path.name)
        return read_page(path.read_text("utf-8"), name=path.name)
    except FileNotFoundError as cause:
        raise InputError(
            "There is no such page.", where=str(path), fix="Check the name, or print it first."
        ) from cause
    except (UnicodeDecodeError, IsADirectoryError, RecursionError) as cause:
        raise _not_ours(path.name) from cause


def read_page(html: str, *, name: str) -> Published:
    """Read a page from its text; `name` is what its file is called.

    Raises: InputError when it is no briefing's page.
    """
    tree = BeautifulSoup(html, "html.parser")
    root, head = tree.select_one("html"), tree.select_one("header")
    language = root.get("lang") if root else None
    heading, where = (head.select_one("h1"), head.select_one("p.where")) if head else (None, None)
    period = where.select_one("time") if where else None
    if head is None or heading is None or where is None or period is None:
        raise _not_ours(name)
    if language not in ("en", "hi"):
        raise _not_ours(name)
    parts = {kind: tree.select_one(f"section.of-{kind}") for kind in PARTS}
    return Published(
        name=name,
        html=html,
        language="hi" if language == "hi" else "en",
        title=_text(heading),
        place=_text(where, without="time").removesuffix("·").strip(),
        period_label=_text(period),
        period_iso=str(period.get("datetime", "")),
        as_of=_text(head.select_one("p.asof")),
        sample=head.select_one("p.sample") is not None,
        banners=tuple(_banners(head)),
        points=tuple(map(_point, _items(parts["points"], "li"))),
        figures=tuple(map(_figure, _items(parts["figures"], "div.kpi"))),
        actions=tuple(map(_action, _items(parts["actions"], "li"))),
        headings={kind: _heading(section) for kind, section in parts.items()},
        data=data_of(html),
    )


def _items(section: Tag | None, selector: str) -> list[Tag]:
    return [] if section is None else list(section.select(selector))


def _text(tag: Tag | None, *, without: str = "") -> str:
    """Its words on one line, save those in what a selector finds; none of what is not there."""
    if tag is None:
        return ""
    parts = tag.select(without) if without else ()
    left_out = {id(text) for part in parts for text in part.strings}
    return " ".join("".join(text for text in tag.strings if id(text) not in left_out).split())


def _is_a(tag: Tag, kind: str) -> bool:
    """Whether it has a class."""
    return kind in tag.get_attribute_list("class")


def _heading(section: Tag | None) -> str:
    return _text(section.select_one("h2") if section else None, without="small")


def _banners(head: Tag) -> list[Banner]:
    """All but that of sample data, which every reader of a page words for itself.

    What a banner says in the other language too, in a span of its own, is left out.
    """
    tones = [tone for tone in get_args(Tone) if tone != "sample"]
    return [
        Banner(_text(each, without="span"), tone)
        for each in head.select("p.banner")
        for tone in tones
        if _is_a(each, tone)
    ]


def _point(item: Tag) -> Point:
    sure = item.select_one("span.sure")
    strengths: list[Strength] = [one for one in get_args(Strength) if sure and _is_a(sure, one)]
    return Point(
        lead=_text(item.select_one("b")),
        text=_text(item, without="b, .sure"),
        strength=strengths[0] if strengths else "",
    )


def _figure(item: Tag) -> KeyFigure:
    none, value = item.select_one("span.none"), item.select_one("b")
    change = item.select_one("span.ch")
    good = None
    if change is not None:
        good = True if _is_a(change, "up") else False if _is_a(change, "dn") else None
    return KeyFigure(
        label=_text(item.select_one("dt")),
        value=_text(none or value),
        is_known=none is None and value is not None,
        change=_text(change, without="i, .vh"),
        good=good,
        notes=tuple(_text(note) for note in item.select("small")),
    )


def _action(item: Tag) -> Action:
    return Action(
        where=_text(item.select_one("b")),
        what=_text(item, without="b, .who"),
        who=_text(item.select_one("span.who")),
    )


def _not_ours(name: str) -> InputError:
    return InputError(
        "This is not the page of a briefing.",
        where=name,
        fix="Name a page below the reports folder, as IN-JH.en.html.",
    )
