"""A page as a short text, to be forwarded by hand on WhatsApp."""

from hustings.page.blocks import Action
from hustings.page.cleaning import clean
from hustings.page.published import Published
from hustings.text.shortening import letters_of
from hustings.wording import Words

LINES = 5
MOST = 700  # characters in all, read at a glance
_LONGEST, _SHARE = 260, 139  # of one line where the others leave room, and where they do not

# What WhatsApp makes bold, italic, struck out or typewriter; the wide forms look alike and are
# only letters.
_MARKUP = str.maketrans({mark: chr(ord(mark) + 0xFEE0) for mark in "*_~`"})
_MORE = "…"


def forward_text(page: Published) -> str:
    """At most five lines: what it is, a warning if it bears one, its points, the first thing to do.

    Bold parts stand between asterisks, as WhatsApp wants them; nothing that a page was given can
    make any other part bold, begin a line or turn the text round. Ends without a line end.
    """
    whole = _lines(page, _LONGEST)
    return whole if len(whole) < MOST else _lines(page, _SHARE)


def sample_mark() -> str:
    """The word that no reader of sample data may miss, in both languages."""
    return " · ".join(Words(language).say("banner.sample_short") for language in ("hi", "en"))


def _lines(page: Published, most: int) -> str:
    """The text, of lines that have at most so many characters."""
    words = Words(page.language)
    named = ": ".join(filter(None, (page.title, page.place)))
    first = _line(
        f"{sample_mark()} · " if page.sample else "", named, f"· {page.period_label}", most
    )
    warning = " ".join(banner.text for banner in page.banners)
    above = [_line("⚠ ", "", warning, most)] if warning else []
    last = [_line("→ ", words.say("deliver.to_do"), _told(each), most) for each in page.actions[:1]]
    room = LINES - 1 - len(above) - len(last)
    points = [_line("• ", each.lead, each.text, most) for each in page.points[:room]]
    if not points and page.as_of:
        points = [_line("", "", page.as_of, most)]
    return "\n".join([first, *above, *points, *last])


def _told(action: Action) -> str:
    who = f"({action.who})" if action.who else ""
    return " ".join(filter(None, (action.where, action.what, who)))


def _line(begins: str, bold: str, text: str, most: int) -> str:
    """One line, cut where it is too long; its bold part is never left open."""
    room = most - len(begins)
    bold = _plain(bold)
    strong = f"*{_cut(bold, room - 2)}*" if bold else ""
    parts = (strong, _cut(_plain(text), room - len(strong) - 1))
    return begins + " ".join(filter(None, parts))


def _plain(text: str) -> str:
    return " ".join(clean(text).split()).translate(_MARKUP)


def _cut(text: str, most: int) -> str:
    """At most so many characters, ended between two words where something is left out."""
    if len(text) <= most:
        return text
    if most <= len(_MORE):
        return ""
    kept = ""
    for letter in letters_of(text):
        if len(kept) + len(letter) > most - len(_MORE):
            break
        kept += letter
    at_word, _, _ = kept.rpartition(" ")
    return (at_word if len(at_word) * 2 > most else kept).rstrip() + _MORE
