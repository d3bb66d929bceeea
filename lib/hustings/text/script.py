"""Which script a text is in, with Hindi typed in Latin letters as a class of its own."""

import re
import unicodedata
from collections import Counter
from typing import Literal

Script = Literal["devanagari", "latin", "romanised_hindi", "mixed", "other", "none"]

# A Hindi post with a handful of English words is Hindi, and the other way round.
MOST = 0.8

# Addresses, handles and hashtags say nothing of the language of the sentence around them.
_ASIDE = re.compile(r"(?:https?://|www\.)\S+|(?<!\w)@\w+|\bRT\b")
_HASHTAG = re.compile(r"#[\w\u0900-\u097f\u200c\u200d]+")

# Vowel signs and joiners are inside a word, though Python's \w leaves them out.
_WORD = re.compile(r"[^\W\d_][\w\u0900-\u0903\u093a-\u094f'’\u200c\u200d]*")

# Function words of Hindi as people type them. Left out: those that are English words or names too
# (to, me, is, the, so, par, use, us, in, hi, ho, main, bas, log), titles (ji, bhai), and slogans
# that stand in English posts (jai, mann ki baat).
_HINDI = """
    aaj aana aap aapka aapke aapki aapko aapne aaya aaye aayi ab abhi agar aisa aise aisi apna
    apne apni aur baad bahut baithak baje bhaiyo bhaiyon bheje bhejein bhejiye bhi bina bolo
    chahiye chalo chuka chuke dein dekho dhanyavad dhanyawad din diya diye dono dosto doston
    fir gaon gaya gaye gayi ghar haan hai hain hamara hamare hamari hame hamne hoga hoge hogi
    hona hone hoon hota hote hoti hu hua hui humara humare humari humein humko humne hun inka
    inke inki inko iska iske iski isko isliye iss itna itne jaaye jab jaha jahan jaise jaldi
    jana jarur jata jate jati jaye jisne jitna jo ka kab kabhi kaha kahan kahi kaisa kaise kal
    kar kara kare karein karenge karna karne karo karta karte karti kaun ke kehna ki kis kisi
    kiska kiske kiski kisko kitna kitne kitni kiya kiye ko koi kon kripya kuch kya kyo kyon kyu
    kyun kyunki lekin liye logon magar mai maine mein mera mere meri milkar mujhe naam nahi
    nahin nai namaskar ne nhi pehle phir raha rahe rahega rahi rakho saare saari saath saathiyo
    saathiyon sab sabhi sabka sabke sabko samay sath sathiyo sathiyon se shaam sirf subah suno
    taaki tabhi tak taki tera tere teri tha thi tho toh tu tum tumhara tumhare unhe unhone unka
    unke unki unko uska uske uski usko usne vah vahan wahan wahi wala wale wali wo woh yaha
    yahan yahi yahin ye yeh zaroor
"""
HINDI_WORDS = frozenset(_HINDI.split())

_ENGLISH = """
    a about after all am an and are as at be been before but by can do does for from had has have
    he her his how i if in is it its let more must my no not of on or our out over she should so
    than that the their them then there these they this those to today too up was watch we were
    what when where which who why will wish with would you your
"""
ENGLISH_WORDS = frozenset(_ENGLISH.split())


def script(text: str) -> Script:
    """The script of a text, decided word by word.

    `devanagari` and `latin`: at least four words in five. `romanised_hindi`: Latin letters, and
    Hindi function words outweigh English ones (`kaam nahi hua`). `mixed`: both scripts, neither
    with four in five. `other`: mostly another script. `none`: no words at all. Addresses and
    handles are not looked at; hashtags only where nothing else is.
    """
    plain = _ASIDE.sub(" ", text)
    words = _words(_HASHTAG.sub(" ", plain)) or _words(plain.replace("_", " "))
    if not words:
        return "none"
    counts = Counter(map(_script_of_word, words))
    known = counts["devanagari"] + counts["latin"]
    if counts["other"] > known:
        return "other"
    if counts["devanagari"] >= MOST * known:
        return "devanagari"
    if counts["latin"] >= MOST * known:
        return "romanised_hindi" if _is_hindi(words) else "latin"
    return "mixed"


def _words(text: str) -> list[str]:
    """Words of two letters or more: a lone one is a list mark, or the rest of `4/n`."""
    return [word for found in _WORD.findall(text) if len(word := found.rstrip("'’")) > 1]


def _script_of_word(word: str) -> str:
    if any("\u0900" <= letter <= "\u097f" for letter in word):
        return "devanagari"
    # Bold and full-width Latin letters are Latin to a reader.
    plain = unicodedata.normalize("NFKD", word[0])
    return "latin" if unicodedata.name(plain[0], "").startswith("LATIN") else "other"


def _is_hindi(words: list[str]) -> bool:
    small = [word.casefold() for word in words]
    hindi = sum(word in HINDI_WORDS for word in small)
    english = sum(word in ENGLISH_WORDS for word in small)
    # One Hindi word can be a name or a slogan; in four words or fewer it is the sentence.
    enough = 1 if len(words) <= 4 and not english else 2
    return hindi >= enough and hindi > english and hindi * 8 >= len(words)
