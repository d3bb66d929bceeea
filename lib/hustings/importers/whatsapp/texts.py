"""Distinct texts told apart all at once: kind, own words, letters, links and fingerprint."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from hustings.importers.whatsapp.columns import Laid
from hustings.importers.whatsapp.fingerprints import fingerprints
from hustings.importers.whatsapp.kinds import Content, content, odd_ones, without_votes
from hustings.importers.whatsapp.split import texts as column
from hustings.importers.whatsapp.split import with_texts
from hustings.privacy import Pseudonyms
from hustings.schema.chats import ATTACHED
from hustings.text import links

_PLAIN_ADDRESS = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[A-Za-z0-9/_?=&%#+-]*)?")

# One plain address, behind white space or nothing, and no other word with a sign of one.
_ONE_ADDRESS = r"^(?:[^/wW]*[ \n])?" + _PLAIN_ADDRESS.pattern + r"(?:[ \n][^/wW]*)?$"


_LIKELY = (b"/", b"ww.", b"WW.")  # in every text with an address


@dataclass(frozen=True)
class Texts:
    """What is known of each text, as columns."""

    kind: pa.StringArray
    own: pa.StringArray  # as typed; missing where nobody typed anything
    length: npt.NDArray[np.int64]  # letters and signs, as Unicode counts them
    links: npt.NDArray[np.int64]
    edited: npt.NDArray[np.bool_]
    fingerprint: pa.StringArray

    @classmethod
    def of(cls, texts: pa.StringArray, pseudonyms: Pseudonyms) -> "Texts":
        """Tell some texts apart; none may be missing."""
        odd = odd_ones(texts)
        found = list(map(content, texts.take(pa.array(odd, pa.int64())).to_pylist()))
        kind = np.zeros(len(texts), np.int64)
        kinds = ["text", *dict.fromkeys(one.kind for one in found)]
        kind[odd] = [kinds.index(one.kind) for one in found]
        edited = np.zeros(len(texts), bool)
        edited[odd] = [one.edited for one in found]
        own = _with(texts, odd, [one.text for one in found])
        typed = own.fill_null("")
        prints = fingerprints(typed, pseudonyms)
        return cls(
            pa.array(kinds, pa.string()).take(pa.array(kind)),
            own,
            pc.utf8_length(typed).to_numpy().astype(np.int64),
            link_counts(typed),
            edited,
            _of_stand_ins(prints, dict(zip(odd, found, strict=True)), pseudonyms),
        )


def _of_stand_ins(
    prints: pa.StringArray, found: dict[int, Content], pseudonyms: Pseudonyms
) -> pa.StringArray:
    """The fingerprints, with those of stand-ins taken of what is the same on every phone."""
    places = [place for place, one in found.items() if not one.text or one.kind == "poll"]
    alike = fingerprints(column([_print_of(found[place]) for place in places]), pseudonyms)
    return _with(prints, places, alike.to_pylist())


def _with(texts: pa.StringArray, places: list[int], values: Sequence[str | None]) -> pa.StringArray:
    return with_texts(texts, dict(zip(places, values, strict=True)))


def _print_of(found: Content) -> str:
    """What makes two exports' lines the same: phones word a left-out picture differently."""
    if found.text:
        return without_votes(found.text) if found.kind == "poll" else found.text
    return "<media>" if found.kind in ATTACHED else f"<{found.kind}>"


def link_counts(texts: pa.StringArray) -> npt.NDArray[np.int64]:
    """How many web addresses are in each text."""
    found = np.zeros(len(texts), np.int64)
    laid = Laid.of(texts)
    places = np.unique(np.concatenate([laid.holding(part) for part in _LIKELY]))
    if not len(places):
        return found
    some = texts.take(pa.array(places))
    one = pc.match_substring_regex(some, _ONE_ADDRESS).to_numpy(zero_copy_only=False)
    found[places[one]] = 1
    rest = some.filter(pa.array(~one)).to_pylist()
    found[places[~one]] = list(map(_links_in, rest))
    return found


def _links_in(text: str) -> int:
    """How many web addresses; one plain address among words is told without taking it apart."""
    if text.count("://") == 1 and "WW." not in text:
        word, *others = [word for word in text.split() if "/" in word or "ww." in word]
        if not others and _PLAIN_ADDRESS.fullmatch(word):
            return 1
    return len(links(text))
