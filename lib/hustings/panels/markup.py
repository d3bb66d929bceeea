"""The little HTML that panels write: every text escaped and rid of invisible letters."""

from html import escape

from hustings.edition import Edition
from hustings.text import without_invisible
from hustings.wording import Words


def said(words: Words, markup: str) -> str:
    """Markup with its language named, for fonts and for voices that read it aloud."""
    return f'<div lang="{words.language}">{markup}</div>'


def banner(edition: Edition, words: Words) -> str:
    """Sample data says so first; nothing for a real campaign's."""
    return (
        paragraph(words.say("banner.sample"), "hustings-sample") if edition.manifest.sample else ""
    )


def paragraph(text: str, kind: str = "") -> str:
    """One paragraph, of a class where it has one."""
    return element("p", text, f' class="{kind}"' if kind else "")


def element(tag: str, text: str, more: str = "") -> str:
    """One element with a text."""
    return f"<{tag}{more}>{escape(without_invisible(text))}</{tag}>"
