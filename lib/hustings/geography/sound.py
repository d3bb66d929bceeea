"""Keys under which spellings of one name fall together, in Latin and Devanagari letters.

    plain   case, spaces, punctuation, nukta and nasal signs folded      Hat Gamharia = HATGAMHARIA
    sound   what is heard alike, either script                           Hazaribag = हज़ारीबाग़
    bones   the consonants of the sound                                  Kodarma = Koderma

Two names under one `plain` key are the same name; under one `sound` key very likely; under one
`bones` key perhaps (Dumri and Dumaria are two places).
"""

import re
import unicodedata
from functools import lru_cache

from hustings.text import normalise

_NOT_NAME = re.compile(r"[^\w\u0900-\u0963]+|_")

# Letters and what is heard, one under the other.
_LETTERS = """
    क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न प फ ब भ म य र ल ळ व श ष स ह
    k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l l v sh sh s h
    अ आ इ ई उ ऊ ऋ ए ऐ ओ औ ऑ ॲ ऍ
    a a i i u u ri e ai o au o e e
    ा ि ी ु ू ृ े ै ो ौ ॉ ॅ
    a i i u u ri e ai o au o e
"""


def _heard_as(line: int) -> dict[str, str]:
    lines = _LETTERS.strip().split("\n")
    return dict(zip(lines[line].split(), lines[line + 1].split(), strict=True))


_CONSONANTS, _VOWELS, _SIGNS = map(_heard_as, (0, 2, 4))
_NUKTA = {"d": "r", "dh": "rh", "j": "z", "ph": "f"}
_DOTTED_DA, _DOTTED_DHA = "ड\u093c", "ढ\u093c"
_VIRAMA = "\u094d"

# Second halves of place names: the word before them ends as a word does (राज|नगर, not राजन|गर).
_HALVES = re.compile("(?<=..)(?=(?:नगर|गढ़|गढ|पुर|पुरा|गंज|गाँव|गांव|खेड़ा|पहाड़ी|महल)$)")

# In order. Each pair says: these are written for one another, and seldom tell two places apart.
_ALIKE = tuple(
    (re.compile(pattern), alike)
    for pattern, alike in (
        (r"ga+(?:on|wan|van|un|nv|nw|v|o)$", "gan"),  # गाँव, गावाँ
        (r"si(?:ngh?|nh|mha?)(?=[bgnp]|$)", "sin"),  # सिंहभूम, Narsimhapur
        (r"c?(?:ch)+h?", "ç"),
        (r"c(?=[eiy])", "s"),
        (r"ph", "f"),
        (r"ksh|x", "ks"),
        (r"c|q", "k"),
        (r"z", "j"),
        (r"(?<=[bdgjklmnprtvwç])h", ""),  # aspirates are left out and put in at will
        (r"sh", "s"),
        (r"w", "v"),
        (r"([ae])o(?=[^aeiou])", r"\1v"),  # Deoghar, देवघर; Jaora, जावरा
        (r"ou|au|av$", "o"),
        (r"ai|ay(?![aeiou])|ei|ey(?![aeiou])", "e"),
        (r"ee|ie(?!$)", "i"),
        (r"oo", "u"),
        (r"iy(?=[aeou])|(?<=[^aeiou])y(?=[aeou])", "i"),
        (r"m(?=[bp])", "n"),
        (r"([^\W\d])\1+", r"\1"),
        (r"(?<=[aeiou])h$", ""),  # Giridih, Giridi
        (r"(?<=o[nr])e$|(?<=..)a$", ""),  # Indore, इन्दौर; गढ़वा, Garhwa
    )
)

_VOWEL = re.compile(r"(?<!^)[aeiouy]")
_DIGITS = re.compile(r"\d+")


def plain(name: str) -> str:
    """The name in one case and form, without spaces and punctuation."""
    return _NOT_NAME.sub("", normalise(name.replace("&", " and ")))


@lru_cache(maxsize=200_000)
def sound(name: str) -> str:
    """What a name sounds like, in Latin letters, its words run together."""
    return "".join(map(_heard, _NOT_NAME.sub(" ", _spoken_form(name)).split()))


def sounds(name: str) -> tuple[str, ...]:
    """Every way a name is heard: ड़ and ढ़ are written r in English, or d (बड़नगर: Badnagar)."""
    without = unicodedata.normalize("NFD", name).replace(_DOTTED_DA, "ड").replace(_DOTTED_DHA, "ढ")
    return tuple(dict.fromkeys((sound(name), sound(without))))


def bones(heard: str) -> str:
    """The consonants of a sound, and whether it begins with a vowel."""
    return _VOWEL.sub("", re.sub("^[aeiou]", "a", heard))


def alike_in_bones(name: str, other: str) -> bool:
    """Whether two names have the same consonants."""
    return bones(sound(name)) == bones(sound(other))


def digits(key: str) -> tuple[int, ...]:
    """The numbers in a key: names that differ in these are different places."""
    return tuple(map(int, _DIGITS.findall(key)))


def latin(word: str) -> str:
    """A word in Devanagari as English signboards write it, near enough to compare.

    The unwritten `a` is dropped at the end and between two spoken syllables (रामगढ़ ramgarh), as
    in speech. Letters of other scripts stay.
    """
    syllables: list[list[str]] = []  # consonant, vowel ("?" while it is not settled), nasal
    for letter in word:
        if letter in _CONSONANTS:
            syllables.append([_CONSONANTS[letter], "?", ""])
        elif letter in _VOWELS or not syllables or letter.isascii():
            syllables.append(["", _VOWELS.get(letter, letter), ""])
        elif letter in _SIGNS:
            syllables[-1][1] = _SIGNS[letter]
        elif letter == _VIRAMA:
            syllables[-1][1] = ""
        elif letter in "ंँ":
            syllables[-1][2] = "n"
        elif letter == "\u093c":
            syllables[-1][0] = _NUKTA.get(syllables[-1][0], syllables[-1][0])
    _settle(syllables)
    return "".join(map("".join, syllables))


def _settle(syllables: list[list[str]]) -> None:
    """Say or drop every unwritten a, from the end: dropped last, and after a vowel before C + V."""
    for here in range(len(syllables) - 1, -1, -1):
        consonant, vowel, nasal = syllables[here]
        if vowel != "?":
            continue
        before = syllables[here - 1][1] if here else ""
        after = syllables[here + 1] if here + 1 < len(syllables) else None
        if after is None:
            said = not here or bool(nasal)
        else:
            said = bool(nasal) or not (before and after[0] and after[1])
        syllables[here] = [consonant, "a" if said else "", nasal]


def _spoken_form(name: str) -> str:
    composed = unicodedata.normalize("NFD", name.replace("&", " and "))
    words = re.split(r"([^\u0900-\u0963\u200c\u200d]+)", composed)
    return normalise("".join(_halves(word) for word in words))


def _halves(word: str) -> str:
    if not any("\u0900" <= letter <= "\u0963" for letter in word):
        return word
    return " ".join(latin(half) for half in _HALVES.split(word)).replace(" ", "")


def _heard(word: str) -> str:
    for pattern, alike in _ALIKE:
        word = pattern.sub(alike, word)
    return word
