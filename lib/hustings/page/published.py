"""Reading a published page: what its first screen tells a person, and its data for machines.

Whatever is delivered of a page (a letter, a text, a picture) is told as the page tells it, so
nothing here is worked out anew and neither ledger nor edition is needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from hustings.errors import InputError
from hustings.page.blocks import Action, Banner, Point, Strength, Tone
from hustings.page.datablock import data_of
from hustings.page.tree import Element, read_html

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
    tree = read_html(html)
    root, head = tree.first("html"), tree.first("header")
    language = root.attributes.get("lang") if root else None
    heading, where = (head.first("h1"), head.first("p", "where")) if head else (None, None)
    period = where.first("time") if where else None
    if head is None or heading is None or where is None or period is None:
        raise _not_ours(name)
    if language not in ("en", "hi"):
        raise _not_ours(name)
    parts = {kind: tree.first("section", f"of-{kind}") for kind in ("points", "figures", "actions")}
    as_of = head.first("p", "asof")
    return Published(
        name=name,
        html=html,
        language="hi" if language == "hi" else "en",
        title=heading.text(),
        place=where.text(without=("time",)).removesuffix("·").strip(),
        period_label=period.text(),
        period_iso=period.attributes.get("datetime", ""),
        as_of=as_of.text() if as_of else "",
        sample=head.first("p", "sample") is not None,
        banners=tuple(_banners(head)),
        points=tuple(map(_point, _items(parts["points"], "li"))),
        figures=tuple(map(_figure, _items(parts["figures"], "div", "kpi"))),
        actions=tuple(map(_action, _items(parts["actions"], "li"))),
        headings={kind: _heading(section) for kind, section in parts.items()},
        data=data_of(html),
    )


def _items(section: Element | None, tag: str, kind: str = "") -> list[Element]:
    return [] if section is None else list(section.all(tag, kind))


def _heading(section: Element | None) -> str:
    heading = section.first("h2") if section else None
    return heading.text(without=("small",)) if heading else ""


def _banners(head: Element) -> list[Banner]:
    """All but that of sample data, which every reader of a page words for itself.

    What a banner says in the other language too, in a span of its own, is left out.
    """
    tones = [tone for tone in get_args(Tone) if tone != "sample"]
    return [
        Banner(each.text(without=("span",)), tone)
        for each in head.all("p", "banner")
        for tone in tones
        if each.is_a(tone)
    ]


def _point(item: Element) -> Point:
    lead, sure = item.first("b"), item.first("span", "sure")
    strengths: list[Strength] = [one for one in get_args(Strength) if sure and sure.is_a(one)]
    return Point(
        lead=lead.text() if lead else "",
        text=item.text(without=("b", "sure")),
        strength=strengths[0] if strengths else "",
    )


def _figure(item: Element) -> KeyFigure:
    label, none, value = item.first("dt"), item.first("span", "none"), item.first("b")
    change = item.first("span", "ch")
    good = None
    if change is not None:
        good = True if change.is_a("up") else False if change.is_a("dn") else None
    shown = none or value
    return KeyFigure(
        label=label.text() if label else "",
        value=shown.text() if shown else "",
        is_known=none is None and value is not None,
        change=change.text(without=("i", "vh")) if change else "",
        good=good,
        notes=tuple(note.text() for note in item.all("small")),
    )


def _action(item: Element) -> Action:
    where, who = item.first("b"), item.first("span", "who")
    return Action(
        where=where.text() if where else "",
        what=item.text(without=("b", "who")),
        who=who.text() if who else "",
    )


def _not_ours(name: str) -> InputError:
    return InputError(
        "This is not the page of a briefing.",
        where=name,
        fix="Name a page below the reports folder, as IN-JH.en.html.",
    )
