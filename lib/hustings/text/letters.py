"""Letters: one comparable form of a text, and what cannot be seen.

What is stored and shown stays as it was typed. `normalise` gives a second copy, for comparing
only; the folds below are spellings that Hindi writers and keyboards use for one another:

    क़ / क़ / क          nukta, composed or not, or left out
    राँची / रांची       chandrabindu or anusvara
    खण्डवा / खंडवा      nasal letter before its own row of consonants, or anusvara
    १२ / 12, 𝗮 / a     digits and letters in another dress
"""

import re
import unicodedata

ZWNJ, ZWJ = "\u200c", "\u200d"

NUKTA = "\u093c"

# An ण् or न् before any stop, a म् before प फ ब भ: the same sound as the anusvara.
_NASAL = re.compile("[ङञणन]\u094d(?=[क-घच-झट-ढत-ध])|म\u094d(?=[प-भ])")

_SELECTORS = re.compile("[\ufe00-\ufe0f]")

_SPACE = re.compile(r"\s+")

_FOLDS = str.maketrans(
    {
        "ँ": "ं",
        **{chr(0x966 + digit): str(digit) for digit in range(10)},
        **dict.fromkeys("‘’ʼ`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
    }
)

# Direction marks, embeddings, isolates and the byte-order mark, which phones write anywhere.
_MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")

# No-break, figure, thin and narrow no-break space, written before AM and PM.
_ODD_SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")

_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")


def normalise(text: str) -> str:
    """One form for all usual spellings of a text, for comparing and never for showing.

    Case, nukta, chandrabindu, nasal conjuncts, Devanagari digits, compatibility letters, quotes,
    dashes and runs of space are folded; everything invisible goes, ZWJ and ZWNJ too.
    Punctuation stays.

    >>> normalise("  क़िला   खण्डवा ") == normalise("किला खंडवा")
    True
    """
    bare = unicodedata.normalize("NFKD", text).replace(NUKTA, "")
    # Most names have nothing in them that cannot be seen, and looking letter by letter is dear.
    plain = bare.isprintable() and not _SELECTORS.search(bare)
    seen = bare if plain else "".join(letter for letter in bare if not _unseen(letter))
    folded = unicodedata.normalize("NFKC", seen.casefold()).translate(_FOLDS)
    return _SPACE.sub(" ", _NASAL.sub("ं", folded)).strip()


def without_invisible(text: str) -> str:
    """The text as it may stand on a page: nothing that cannot be seen, nothing that turns a line.

    Drops format marks (category Cf: direction overrides, BOM, soft hyphen), control letters, lone
    surrogates and non-characters. Keeps ZWJ and ZWNJ, which Hindi and emoji need, tab and line
    end; every kind of line end becomes one newline.
    """
    lines = _LINE_ENDS.sub("\n", text)
    return "".join(letter for letter in lines if letter in _KEPT or not _hidden(letter))


def strip_marks(line: str) -> str:
    """The line without direction marks and byte-order marks, odd spaces made plain.

    For finding the parts of a line in an export; the text itself is kept as received.
    """
    return _ODD_SPACES.sub(" ", _MARKS.sub("", line))


_KEPT = frozenset((ZWNJ, ZWJ, "\n", "\t"))


def _hidden(letter: str) -> bool:
    if letter < "\u007f":  # most letters; the category costs ten times more
        return letter < " "
    if unicodedata.category(letter) in ("Cf", "Cc", "Cs"):
        return True
    # The last two of each plane, and a run in between, are no letters and break XML readers.
    return ord(letter) & 0xFFFE == 0xFFFE or "\ufdd0" <= letter <= "\ufdef"


def _unseen(letter: str) -> bool:
    """Hidden, or a selector of the look of the letter before; white space counts as seen."""
    if letter.isspace():
        return False
    return _hidden(letter) or "\ufe00" <= letter <= "\ufe0f"
