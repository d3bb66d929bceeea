"""How phones write a chat: a grammar of headers, for writing any conversation as any phone would.

A phone is a choice for each part of a header. Nothing here looks at the importer, which must read
all that is written with it.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

LRM, NARROW, NO_BREAK = "\u200e", "\u202f", "\u00a0"

SEPARATORS = ("/", ".", "-", " ", ". ")
ORDERS = ("dmy", "mdy", "ymd")
GAPS = (", ", " ", " à ", " um ", " klo ", "، ", f",{NO_BREAK}")
COLONS = (":", ".")
SPACES = (" ", NARROW, NO_BREAK, "")
FORMS = ("bracket", "dash")

# What copies and odd phones write: months by name, no year.
ODD_ORDERS = (
    "d Mon y",
    "Mon d, y",
    "d-Mon-y",
    "w, d Mon y",
    "y Mon d",
    "d Mon",
    "Mon d",
    "dm",
    "md",
)
MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "en long": "January February March April May June July August September October November "
               "December",
    "hi": "जन॰ फ़र॰ मार्च अप्रैल मई जून जुल॰ अग॰ सित॰ अक्टू॰ नव॰ दिस॰",
    "mr": "जाने फेब्रु मार्च एप्रि मे जून जुलै ऑग सप्टें ऑक्टो नोव्हें डिसें",
    "bn": "জানু ফেব মার্চ এপ্রি মে জুন জুল আগ সেপ অক্টো নভে ডিসে",
    "gu": "જાન્યુ ફેબ્રુ માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ સપ્ટે ઑક્ટો નવે ડિસે",
    "pa": "ਜਨ ਫ਼ਰ ਮਾਰਚ ਅਪ੍ਰੈ ਮਈ ਜੂਨ ਜੁਲਾ ਅਗ ਸਤੰ ਅਕਤੂ ਨਵੰ ਦਸੰ",
    "ta": "ஜன. பிப். மார். ஏப். மே ஜூன் ஜூலை ஆக. செப். அக். நவ. டிச.",
    "te": "జన ఫిబ్ర మార్చి ఏప్రి మే జూన్ జులై ఆగ సెప్టెం అక్టో నవం డిసెం",
    "kn": "ಜನ ಫೆಬ್ರ ಮಾರ್ಚ್ ಏಪ್ರಿ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗ ಸೆಪ್ಟೆಂ ಅಕ್ಟೋ ನವೆಂ ಡಿಸೆಂ",
    "ml": "ജനു ഫെബ്രു മാർ ഏപ്രി മേയ് ജൂൺ ജൂലൈ ഓഗ സെപ്റ്റം ഒക്ടോ നവം ഡിസം",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "es": "ene feb mar abr may jun jul ago sept oct nov dic",
}  # fmt: skip
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DIGITS = {
    "latin": "0123456789", "devanagari": "०१२३४५६७८९", "bengali": "০১২৩৪৫৬৭৮৯",
    "gurmukhi": "੦੧੨੩੪੫੬੭੮੯", "gujarati": "૦૧૨૩૪૫૬૭૮૯", "odia": "୦୧୨୩୪୫୬୭୮୯",
    "tamil": "௦௧௨௩௪௫௬௭௮௯", "telugu": "౦౧౨౩౪౫౬౭౮౯", "kannada": "೦೧೨೩೪೫೬೭೮೯",
    "malayalam": "൦൧൨൩൪൫൬൭൮൯", "arabic": "٠١٢٣٤٥٦٧٨٩", "persian": "۰۱۲۳۴۵۶۷۸۹",
}  # fmt: skip

# Words for the two halves of the day, old and new, as phones of these languages write them.
HALVES = {
    "en": ("AM", "PM"), "en lower": ("am", "pm"), "en dots": ("a.m.", "p.m."),
    "es": ("a. m.", "p. m."), "es no-break": ("a.\u00a0m.", "p.\u00a0m."),
    "hi": ("पूर्वाह्न", "अपराह्न"), "mr": ("म.पू.", "म.उ."), "bn": ("পূর্বাহ্ণ", "অপরাহ্ণ"),
    "gu": ("પૂર્વાહ્ન", "અપરાહ્ન"), "pa": ("ਪੂ.ਦੁ.", "ਬਾ.ਦੁ."), "ta": ("முற்பகல்", "பிற்பகல்"),
    "ta short": ("மு.ப", "பி.ப"), "te": ("పూర్వాహ్నం", "అపరాహ్నం"),
    "kn": ("ಪೂರ್ವಾಹ್ನ", "ಅಪರಾಹ್ನ"), "ml": ("പൂർവ്വാഹ്നം", "അപരാഹ്നം"),
    "or": ("ପୂର୍ବାହ୍ନ", "ଅପରାହ୍ନ"), "ur": ("قبل دوپہر", "بعد دوپہر"), "ar": ("ص", "م"),
    "fa": ("ق.ظ.", "ب.ظ."), "el": ("π.μ.", "μ.μ."), "vi": ("SA", "CH"),
    "ja": ("午前", "午後"), "zh": ("上午", "下午"), "ko": ("오전", "오후"),
}  # fmt: skip

# Words for the parts of the day: word -> its hours.
PARTS = {
    "hi": {"रात": (0, 4), "सुबह": (4, 12), "दोपहर": (12, 16), "शाम": (16, 20), "रात ": (20, 24)},
    "bn": {"রাত্রি": (0, 4), "ভোর": (4, 6), "সকাল": (6, 12), "দুপুর": (12, 16), "বিকাল": (16, 18),
           "সন্ধ্যা": (18, 20), "রাত্রি ": (20, 24)},
    "te": {"రాత్రి": (0, 6), "ఉదయం": (6, 12), "మధ్యాహ్నం": (12, 18), "సాయంత్రం": (18, 21),
           "రాత్రి ": (21, 24)},
    "ta": {"இரவு": (0, 3), "அதிகாலை": (3, 5), "காலை": (5, 12), "மதியம்": (12, 14),
           "பிற்பகல்": (14, 16), "மாலை": (16, 18), "இரவு ": (21, 24)},
    "gu": {"રાત્રે": (0, 4), "સવારે": (4, 12), "બપોરે": (12, 16), "સાંજે": (16, 20),
           "રાત્રે ": (20, 24)},
    "kn": {"ರಾತ್ರಿ": (0, 6), "ಬೆಳಗ್ಗೆ": (6, 12), "ಮಧ್ಯಾಹ್ನ": (12, 18), "ಸಂಜೆ": (18, 21),
           "ರಾತ್ರಿ ": (21, 24)},
    "ml": {"പുലർച്ചെ": (3, 6), "രാവിലെ": (6, 12), "ഉച്ചയ്ക്ക്": (12, 14), "രാത്രി": (19, 24)},
    "pa": {"ਰਾਤੀਂ": (0, 4), "ਸਵੇਰੇ": (4, 12), "ਦੁਪਹਿਰੇ": (12, 16), "ਸ਼ਾਮੀਂ": (16, 21),
           "ਰਾਤੀਂ ": (21, 24)},
    "ur": {"رات": (0, 4), "صبح": (4, 12), "دوپہر": (12, 16), "شام": (18, 20), "رات ": (20, 24)},
}  # fmt: skip


@dataclass(frozen=True)
class Phone:
    """One way of writing headers."""

    order: str = "dmy"
    separator: str = "/"
    four_digits: bool = False  # of the year
    padded: bool = True
    gap: str = ", "
    colon: str = ":"
    seconds: bool = False
    hours: str = "24"  # or a key of HALVES or of PARTS
    before: bool = False  # the word stands in front of the time
    space: str = " "  # between word and time
    form: Literal["bracket", "dash"] = "dash"
    dash: str = "-"
    digits: str = "latin"
    mark: str = ""  # in front of the line
    turned: bool = False  # the time stands before the date
    months: str = ""  # a key of MONTHS, with an order of ODD_ORDERS

    def stamp(self, moment: datetime) -> str:
        """Date and time."""
        parts = (self.date(moment), self.clock(moment))
        written = self.gap.join(parts[::-1] if self.turned else parts)
        return written.translate(str.maketrans(DIGITS["latin"], DIGITS[self.digits]))

    def date(self, moment: datetime) -> str:
        """The three numbers in this phone's order."""
        width = "02d" if self.padded else "d"
        year = f"{moment:%Y}" if self.four_digits else f"{moment:%y}"
        field = {"d": format(moment.day, width), "m": format(moment.month, width), "y": year}
        if self.months:
            names = {"Mon": MONTHS[self.months].split()[moment.month - 1],
                     "y": f"{moment:%Y}" if self.order != "d-Mon-y" else year,
                     "w": WEEKDAYS[moment.weekday()], "d": field["d"]}  # fmt: skip
            return re.sub("Mon|[wdy]", lambda part: names[part[0]], self.order)
        return self.separator.join(field[letter] for letter in self.order)

    def clock(self, moment: datetime) -> str:
        """The time of day, with its word where this phone has one."""
        tail = f"{self.colon}{moment:%M}" + (f"{self.colon}{moment:%S}" if self.seconds else "")
        word = self.word(moment)
        if not word:
            return f"{moment:%H}{tail}"
        time = f"{moment.hour % 12 or 12}{tail}"
        return f"{word}{self.space}{time}" if self.before else f"{time}{self.space}{word}"

    def word(self, moment: datetime) -> str:
        """What stands beside the time; empty if nothing does."""
        if self.hours in HALVES:
            return HALVES[self.hours][moment.hour >= 12]
        parts = PARTS.get(self.hours, {})
        return next((w.strip() for w, (a, b) in parts.items() if a <= moment.hour < b), "")

    def header(self, moment: datetime) -> str:
        """Everything in front of the author."""
        stamp = self.stamp(moment)
        return f"{self.mark}[{stamp}] " if self.form == "bracket" else f"{stamp} {self.dash} "

    def line(self, moment: datetime, author: str | None, text: str) -> str:
        """One message, or a line of WhatsApp's own."""
        said = text if author is None else f"{author}: {text}"
        return f"{self.header(moment)}{said}"
