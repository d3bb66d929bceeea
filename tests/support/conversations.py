"""Conversations drawn from a grammar, and how a phone of any language writes what is in them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import strategies as st
from tests.support.phones import (
    COLONS,
    DIGITS,
    FORMS,
    HALVES,
    LRM,
    MONTHS,
    NARROW,
    NO_BREAK,
    ODD_ORDERS,
    ORDERS,
    SEPARATORS,
    SPACES,
    Phone,
)

# What WhatsApp puts where something is left out, by language; iPhones name the kind.
MEDIA = {
    "en": "<Media omitted>", "hi": "<मीडिया के बिना>", "mr": "<मीडिया वगळले>",
    "bn": "<মিডিয়া বাদ দেওয়া হয়েছে>", "gu": "<મીડિયા અવગણાયું>", "pa": "<ਮੀਡੀਆ ਛੱਡਿਆ ਗਿਆ>",
    "ta": "< ஊடகங்கள் நீக்கப்பட்டது >", "te": "<మాధ్యమం విస్మరించబడింది>",
    "kn": "<ಮಾಧ್ಯಮ ಕೈಬಿಡಲಾಗಿದೆ>", "ml": "<മീഡിയ ഒഴിവാക്കി>", "ur": "<میڈیا چھوڑ دیا گیا>",
}  # fmt: skip
OMITTED = {
    "image": ("image omitted", "फ़ोटो हटाई गई"), "video": ("video omitted", "वीडियो छोड़ा गया"),
    "audio": ("audio omitted", "ऑडियो हटाई गयी"), "sticker": ("sticker omitted", "स्टिकर छोड़ा गया"),
    "gif": ("GIF omitted", "GIF छोड़ा गया"),
    "contact": ("Contact card omitted", "कॉन्टैक्ट कार्ड छोड़ा गया"),
    "document": (f"list.pdf • {LRM}2 pages document omitted", "सूची.pdf • 2 पेज डॉक्यूमेंट छोड़ा गया"),
}  # fmt: skip
DELETED = ("This message was deleted", "यह मैसेज डिलीट कर दिया गया है", "আপনি এই বার্তাটি মুছে ফেলেছেন")
LOCATION = (
    "location: https://maps.google.com/?q=23.36,85.33", "live location shared",
    "स्थान: https://maps.google.com/?q=23.36,85.33",
)  # fmt: skip
POLLS = (("POLL", "OPTION", "votes"), ("ENCUESTA", "OPCIÓN", "votos"), ("मतदान", "विकल्प", "वोट"))
ATTACHED = {
    "image": ("IMG-20190101-WA0000.jpg", "00000001-PHOTO-2019-01-01-12-00-00.jpg"),
    "video": ("VID-20190101-WA0000.mp4", "00000002-VIDEO-2019-01-01-12-00-00.mp4"),
    "audio": ("PTT-20190101-WA0000.opus", "00000003-AUDIO-2019-01-01-12-00-00.opus"),
    "contact": ("आशा देवी.vcf", "00000004-Asha Devi.vcf"),
}  # fmt: skip
OWN = (
    "Messages and calls are end-to-end encrypted. No one outside of this chat can read them.",
    "Asha added Ravi", "Ravi left", "+91 98765\u201143210 joined using this group's invite link",
    "Asha changed the subject from “A: b” to “C”", 'आशा ने ग्रुप "बूथ: 12" बनाया', "रवि ने ग्रुप छोड़ा",
    "~ Nev turned on advanced chat privacy. Learn more.",
)  # fmt: skip
NAMES = (
    "Asha", "आशा देवी", "Booth:12 Ravi", "Ravi 🤓", "🤓", "+91 98765 43210", "மாலதி",
    "+1 (777) 777\u20117777", "\u202a+91 98765\u201143211\u202c", f"~{NARROW}Nev",
    f"~{NO_BREAK}Asha", "Anne-Marie",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be")
LINE_ENDS = ("\n", "\r\n", "\r")

WHAT = (
    "text", "text", "text", "text", "edited", "media", "omitted", "attached", "deleted", "location",
    "poll", "empty",
)  # fmt: skip
NEVER = datetime(1, 1, 1)  # noqa: DTZ001  replaced by the conversation
_LETTERS = "abcXYZ नमस्तेकि আশা అ😀👍🏽।,.:;-/()\u00a0\u202f\u2028\u0085\u200d०१23"


@dataclass(frozen=True)
class Said:
    """One message: what was meant, and how the phone writes it."""

    moment: datetime
    author: str | None  # None for a line of WhatsApp's own
    kind: str
    typed: str  # by the author; empty where nobody typed anything
    written: str
    edited: bool = False


@dataclass(frozen=True)
class Conversation:
    """A chat as one phone writes it; its first lines show in which order the dates are."""

    phone: Phone
    said: list[Said]
    encoding: str
    line_end: str

    def file(self) -> bytes:
        """The exported file."""
        lines = [self.phone.line(s.moment, s.author, s.written) for s in self.said]
        return self.line_end.join("\n".join(lines).split("\n")).encode(self.encoding)


def phones() -> st.SearchStrategy[Phone]:
    """Any phone of the grammar."""
    return st.builds(
        Phone, st.sampled_from(ORDERS), st.sampled_from(SEPARATORS), st.booleans(), st.booleans(),
        st.sampled_from((", ", " ")), st.sampled_from(COLONS), st.booleans(),
        st.sampled_from(("24", *HALVES)), st.booleans(), st.sampled_from(SPACES[:3]),
        st.sampled_from(FORMS), st.sampled_from("-–"), st.sampled_from(list(DIGITS)),
    )  # fmt: skip


def odd_phones() -> st.SearchStrategy[Phone]:
    """What else writes headers: copies from a browser or a phone, and months by name."""
    hours = st.sampled_from(("24", *HALVES))
    named = st.builds(
        Phone, st.sampled_from(ODD_ORDERS[:7]), hours=hours, gap=st.sampled_from((", ", " ")),
        seconds=st.booleans(), padded=st.booleans(), form=st.sampled_from(FORMS),
        turned=st.booleans(), months=st.sampled_from(list(MONTHS)),
    ).filter(lambda phone: not (phone.turned and phone.order.startswith("w")))  # fmt: skip
    copied = st.builds(
        Phone, st.sampled_from((*ORDERS[:2], *ODD_ORDERS[7:])), st.sampled_from("/.-"),
        st.just(True), st.booleans(), hours=hours, form=st.sampled_from(FORMS),
        turned=st.booleans(), digits=st.sampled_from(list(DIGITS)),
    )  # fmt: skip
    return st.one_of(named, copied)


def texts() -> st.SearchStrategy[str]:
    """What people type: several lines in several scripts, a plain letter at both ends."""
    middle = st.lists(st.text(_LETTERS, max_size=20), max_size=4).map("\n".join)
    return st.builds("{}{}{}".format, st.sampled_from("aहਬ"), middle, st.sampled_from("zकএ"))


@st.composite
def contents(draw: st.DrawFn, phone: Phone) -> Said:
    """One message's kind, what was typed, and what stands in the file."""
    mark = LRM if phone.form == "bracket" else ""
    kind = draw(st.sampled_from(WHAT))
    typed = draw(texts())
    said = Said(NEVER, "", "text", typed, typed)
    if kind == "edited":
        return replace(said, written=f"{typed} {mark}<This message was edited>", edited=True)
    if kind == "poll":
        word, option, votes = draw(st.sampled_from(POLLS))
        options = [
            f"{mark}{option}: {n} ({mark}{n} {votes})" for n in range(draw(st.integers(2, 5)))
        ]
        poll = "\n".join([f"{word}:", typed, *options])
        return replace(said, kind="poll", typed=poll, written=mark + poll)
    if kind == "attached":
        kind, (android, apple) = draw(st.sampled_from(sorted(ATTACHED.items())))
        name = f"{android} (file attached)\n{typed}"
        written = name if phone.form == "dash" else f"{typed} {mark}<attached: {apple}>"
        return replace(said, kind=kind, written=written)
    stand_ins = {
        "media": [("media", word) for word in MEDIA.values()],
        "omitted": [(kind, mark + word) for kind, words in OMITTED.items() for word in words],
        "deleted": [("deleted", mark + word) for word in DELETED],
        "location": [("location", mark + word) for word in LOCATION],
        "empty": [("view_once", "")],
    }
    if kind in stand_ins:
        kind, written = draw(st.sampled_from(stand_ins[kind]))
        return replace(said, kind=kind, typed="", written=written)
    return said


@st.composite
def conversations(draw: st.DrawFn, some: st.SearchStrategy[Phone] | None = None) -> Conversation:
    """Any conversation in any phone's format, or in that of some."""
    phone = draw(phones() if some is None else some)
    moment = datetime(2024, 2, 26, 9, 30)  # noqa: DTZ001  a phone's wall clock
    moment += timedelta(days=draw(st.integers(0, 700)), minutes=draw(st.integers(0, 800)))
    moment = moment.replace(day=26)
    said = []
    for _ in range(3):  # three days, the first of them after the twelfth, show the order
        said.append(Said(moment, "Asha", "text", "good morning", "good morning"))
        moment += timedelta(days=1)
    for _ in range(draw(st.integers(1, 12))):
        moment += timedelta(minutes=draw(st.sampled_from((0, 0, 1, 30, 700, 3000))))
        if draw(st.integers(0, 9)) == 0:
            own = draw(st.sampled_from(OWN))
            signed = phone.form == "bracket" and draw(st.booleans())
            line = f"Booth 12: {LRM}{own}" if signed else own
            said.append(Said(moment, None, "own", "", line))
        else:
            one = draw(contents(phone))
            said.append(replace(one, moment=moment, author=draw(st.sampled_from(NAMES))))
    return Conversation(
        phone, said, draw(st.sampled_from(ENCODINGS)), draw(st.sampled_from(LINE_ENDS))
    )
