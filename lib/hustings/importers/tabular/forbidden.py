"""How people word the columns we never read: voter identity, Aadhaar, caste, religion, votes.

In English, in Hindi as it is written in either script, and in the other large languages of India.
DPDP Act 2023 asks for the least data a purpose needs; ours never needs any of these. A header is
searched in small letters and without nukta, its marks turned into spaces (`words_of`).
"""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 1_000  # letters of a header; no question is longer
_SCRIPTS = "\u0600-\u06ff\u0900-\u0dff"  # Arabic, and Devanagari to Malayalam
_EDGE, _END = f"(?<![{_SCRIPTS}])", f"(?![{_SCRIPTS}])"  # \b does not see where their words end


def words_of(header: str) -> str:
    """A header as it is searched."""
    text = unicodedata.normalize("NFD", header[:LONGEST]).casefold()
    text = re.sub(r"[\u093c\u09bc\u0a3c\u0abc\u0b3c\u200b-\u200f\u2060\ufeff]", "", text)
    return re.sub(r"[\s_.,:;*?()\[\]\"'-]+", " ", unicodedata.normalize("NFC", text))


def _plain(words: Iterable[str]) -> str:
    """Words as they are searched, and patterns (which have a backslash) as they are."""
    return "|".join(word if "\\" in word else words_of(word).strip() for word in words)


def _whole(*words: str) -> str:
    """Any of some words of Indian scripts, standing alone."""
    return f"{_EDGE}(?:{_plain(words)}){_END}"


def _both(some: Iterable[str], others: Iterable[str]) -> str:
    """One of some words and one of others, in either order."""
    return f"(?=.*(?:{_plain(some)}))(?=.*(?:{_plain(others)}))"


# A count of voters is no voter's identity, so the word for voter alone forbids nothing.
_VOTER = (
    "मतदाता", "वोटर", "मतदार",  # Hindi, Marathi
    "ভোটার", "ভোটাৰ", "নির্বাচক",  # Bengali, Assamese
    "મતદાર", "વોટર", "ચૂંટણી",  # Gujarati
    "ਵੋਟਰ", "ਮਤਦਾਤਾ",  # Punjabi
    "ଭୋଟର", "ମତଦାତା",  # Odia
    "வாக்காளர்", "வோட்டர்",  # Tamil
    "ఓటర", "ఓటరు", "వోటర",  # Telugu
    "ಮತದಾರ", "ವೋಟರ್", "ಚುನಾವಣಾ",  # Kannada
    "വോട്ടർ", "വോട്ടര്", "സമ്മതിദായക",  # Malayalam
    "ووٹر", "رائے دہندہ",  # Urdu
    "matdata", "matdaata", "votar",
)  # fmt: skip
_IDENTITY = (
    "पहचान", "परिचय", "क्रमांक", "कार्ड", "आईडी", "आई डी", "ओळख", "नंबर", "नम्बर", "संख्या पत्र",
    "আইডি", "আই ডি", "কার্ড", "পরিচয়", "নম্বর", "নম্বৰ", "পৰিচয়", "કાર્ડ", "ઓળખ", "આઈડી", "નંબર",
    "ਕਾਰਡ", "ਪਛਾਣ", "ਆਈਡੀ", "ਆਈ ਡੀ", "ਨੰਬਰ", "କାର୍ଡ", "ପରିଚୟ", "ଆଇଡି", "ନମ୍ବର",
    "அட்டை", "அடையாள", "ஐடி", "எண்", "కార్డు", "గుర్తింపు", "ఐడి", "ఐడీ", "నెంబర్", "నంబర్",
    "ಚೀಟಿ", "ಗುರುತಿನ", "ಐಡಿ", "ಸಂಖ್ಯೆ", "ಕಾರ್ಡ್", "കാർഡ്", "തിരിച്ചറിയൽ", "ഐഡി", "നമ്പർ",
    "کارڈ", "شناخت", "آئی ڈی", "نمبر",
    r"\bpehchan", r"\bpahchan", r"\bparichay", r"\bkramank", r"\bcard\b", r"\bid\b", r"\bnumber\b",
    r"\bno\b",
)  # fmt: skip
_WHOM = (
    "किसे", "किसको", "किस को", "किस पार्टी", "कौन सी पार्टी", "किस दल", "कोणाला", "कुणाला",
    "कोणत्या पक्ष", "কাকে", "কোন দল", "কাক", "কোন পার্টি", "કોને", "કયા પક્ષ", "કઈ પાર્ટી",
    "ਕਿਸਨੂੰ", "ਕਿਸ ਨੂੰ", "ਕਿਸ ਪਾਰਟੀ", "କାହାକୁ", "କେଉଁ ଦଳ", "யாருக்கு", "எந்த கட்சி",
    "எந்தக் கட்சி", "ఎవరికి", "ఏ పార్టీ", "ಯಾರಿಗೆ", "ಯಾವ ಪಕ್ಷ", "ആർക്ക്", "ആര്‍ക്ക്", "ഏത് പാർട്ടി",
    "کس کو", "کسے", "کس پارٹی", r"\bkis ?ko\b", r"\bkise\b", r"\bkis party\b",
    r"\bkaun ?si party\b", r"\bkis dal\b",
)  # fmt: skip
_VOTE = (
    "वोट", "मतदान", "मत दे", "मत डाल", "ভোট", "મત", "વોટ", "ਵੋਟ", "ଭୋଟ", "ମତ", "வாக்கு",
    "வாக்களி", "ஓட்டு", "ఓటు", "ఓటే", "ಮತ", "ವೋಟ್", "ಓಟ್", "വോട്ട്", "ووٹ", r"\bvote?\b", r"\bmat\b",
)  # fmt: skip

FORBIDDEN = {
    "voter identity": re.compile(
        r"\bvoter ?(?:ids?|i d|cards?|number|no|epic|serial)\b|\bepic(?: ?no)?\b"
        r"|\belector\w* ?(?:id|card|photo|roll no|roll serial|no)\b"
        r"|\bpart no\b.*\bserial\b|" + _whole("ईपिक", "एपिक", "इपिक", "এপিক", "એપિક", "ਐਪਿਕ",
                                             "ଏପିକ", "எபிக்", "ఎపిక్", "ಎಪಿಕ್", "എപിക്")
        + "|^" + _both(_VOTER, _IDENTITY)
    ),
    "Aadhaar": re.compile(
        rf"\ba{{1,2}}dha{{1,2}}r(?= ?(?:card|no|num|id)|\b)|\buidai\b|\buid (?:no|number)\b"
        rf"|{_EDGE}आधार{_END}(?! पर)|"
        + _whole("আধার", "আধাৰ", "આધાર", "ਆਧਾਰ", "ଆଧାର", "ஆதார்", "ఆధార్", "ಆಧಾರ್", "ആധാർ",
                 "ആധാര്‍", "ആധാര്", "آدھار")
    ),
    "caste": re.compile(
        r"\b(?:sub ?)?castes?\b|\bjaa?ti\b|\bjaat\b|\bbira?dari\b|\bsc ?/ ?st\b|\bobc\b"
        r"|\b(?:social|caste|reservation) categor|"
        + _whole("जाति", "उपजाति", "जाती", "जात", "पोटजात", "जात वर्ग", "बिरादरी", "বিরাদরি", "জাতি",
                 "জাত", "জাতি বর্ণ", "জ্ঞাতি", "જાતિ", "જ્ઞાતિ", "ਜਾਤ", "ਜਾਤੀ", "ਜਾਤਿ", "ଜାତି",
                 "சாதி", "ஜாதி", "కులం", "కులము", "ಜಾತಿ", "ജാതി", "ذات", "برادری")
    ),
    "religion": re.compile(
        r"\breligions?\b|\breligious (?:group|community|identity|belief)"
        r"|\bdhara?ma?\b|\bma[jz]hab\b|"
        + _whole("धर्म", "मजहब", "पंथ", "সম্প্রদায় ধর্ম", "ধর্ম", "ধৰ্ম", "ધર્મ", "ਧਰਮ", "ଧର୍ମ", "மதம்",
                 "మతం", "మతము", "ಧರ್ಮ", "മതം", "مذہب", "مذهب")
    ),
    "vote intention": re.compile(
        r"\bvot(?:e|er|ing) ?(?:intention|preference|choice|lean\w*|for)\b"
        r"|\bwill (?:you |they |he |she )?vote\b|\bvot(?:e|ed|es|ing) (?:for|to)\b"
        r"|\b(?:whom|which party)\b.*\bvot(?:e|ed|ing)\b"
        r"|\b(?:party|political) (?:preference|leaning|support\w*|affiliation)\b"
        r"|\b(?:vote|party) pasand\b|" + _whole("पार्टी पसंद", "राजनीतिक झुकाव")
        + "|^" + _both(_WHOM, _VOTE)
    ),
}  # fmt: skip
"""What a column is about -> how its header is recognised."""
