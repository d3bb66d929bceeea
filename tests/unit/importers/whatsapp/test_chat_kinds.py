"""What WhatsApp writes in place of pictures, polls, calls and deleted messages, by language."""

import pytest

from hustings.importers.whatsapp.kinds import Content, content, odd_ones, without_votes
from hustings.importers.whatsapp.phrases import phrases
from hustings.importers.whatsapp.split import texts as column

LRM = "\u200e"

STAND_INS = [
    ("<Media omitted>", "media"),
    ("<media omitted>", "media"),
    ("<मीडिया के बिना>", "media"),
    ("<मीडिया वगळले>", "media"),
    ("<মিডিয়া বাদ দেওয়া হয়েছে>", "media"),
    ("<મીડિયા અવગણાયું>", "media"),
    ("<ਮੀਡੀਆ ਛੱਡਿਆ ਗਿਆ>", "media"),
    ("< ஊடகங்கள் நீக்கப்பட்டது >", "media"),
    ("<మాధ్యమం విస్మరించబడింది>", "media"),
    ("<ಮೀಡಿಯಾ ಕೈಬಿಡಲಾಗಿದೆ>", "media"),
    ("<മീഡിയ ഒഴിവാക്കി>", "media"),
    ("<میڈیا چھوڑ دیا گیا>", "media"),
    ("image omitted", "image"),
    ("video omitted", "video"),
    ("video note omitted", "video"),
    ("audio omitted", "audio"),
    ("sticker omitted", "sticker"),
    ("GIF omitted", "gif"),
    ("Contact card omitted", "contact"),
    ("document omitted", "document"),
    ("list.pdf • 2 pages document omitted", "document"),
    (f"list.pdf • {LRM}2 pages {LRM}document omitted", "document"),
    ("फ़ोटो हटाई गई", "image"),
    ("वीडियो छोड़ा गया", "video"),
    ("ऑडियो हटाई गयी", "audio"),
    ("स्टिकर छोड़ा गया", "sticker"),
    ("GIF छोड़ा गया", "gif"),
    ("कॉन्टैक्ट कार्ड छोड़ा गया", "contact"),
    ("डॉक्यूमेंट छोड़ा गया", "document"),
    ("सूची.pdf • 2 पेज डॉक्यूमेंट छोड़ा गया", "document"),
    ("<attached: 00000001-PHOTO-2019-01-01-12-00-00.jpg>", "image"),
    ("<attached: 00000002-VIDEO-2019-01-01-12-00-00.mp4>", "video"),
    ("<attached: 00000003-AUDIO-2019-01-01-12-00-00.opus>", "audio"),
    ("<attached: 00000004-STICKER-2019-01-01-12-00-00.webp>", "sticker"),
    ("<attached: 00000005-GIF-2019-01-01-12-00-00.mp4>", "gif"),
    ("<attached: 00000006-John Doe.vcf>", "contact"),
    ("<attached: 00000007-list.pdf>", "document"),
    ("<अटैच किया गया: 00000001-PHOTO-2019-01-01-12-00-00.jpg>", "image"),
    ("IMG-20190101-WA0000.jpg (file attached)", "image"),
    ("VID-20190101-WA0000.mp4 (file attached)", "video"),
    ("PTT-20190101-WA0000.opus (file attached)", "audio"),
    ("STK-20190101-WA0000.webp (file attached)", "sticker"),
    ("John Doe.vcf (file attached)", "contact"),
    ("list.pdf (file attached)", "document"),
    ("list.pdf (file attached)\nlist", "document"),
    ("AUD-20190101-WA0000. (file attached)", "audio"),
    (f"list.pdf • {LRM}2 pages {LRM}<attached: 00000007-list.pdf>", "document"),
    ("list.docx <attached: 00000007-list.docx>", "document"),
    ("IMG-20190101-WA0000.jpg (फाइल अटैच कर दी गई है)", "image"),
    ("This message was deleted", "deleted"),
    ("This message was deleted.", "deleted"),
    ("You deleted this message", "deleted"),
    ("This message was deleted by admin Asha Devi.", "deleted"),
    ("यह मैसेज डिलीट कर दिया गया है", "deleted"),
    ("यह संदेश मिटाया गया", "deleted"),
    ("आपने यह मैसेज डिलीट किया", "deleted"),
    ("आपने यह संदेश मिटाया", "deleted"),
    ("Missed voice call", "call"),
    ("Missed video call", "call"),
    ("Missed voice call, Tap to call back", "call"),
    ("Video call, 12 min", "call"),
    ("Voice call, No answer", "call"),
    ("वॉइस कॉल मिस हुई", "call"),
    ("मिस्ड वॉइस कॉल", "call"),
    ("छूटी हुई ध्वनि कॉल", "call"),
    ("मिस्ड वीडियो कॉल", "call"),
    ("live location shared", "location"),
    ("location: https://maps.google.com/?q=23.36,85.33", "location"),
    ("Location: https://maps.google.com/?q=23.36,85.33", "location"),
    ("Town Hall\nMain Road\nlocation: https://maps.google.com/?q=23.36,85.33", "location"),
    ("स्थान: https://maps.google.com/?q=23.36,85.33", "location"),
    ("लाइव स्थान साझा किया गया", "location"),
    ("Town Hall (Ranchi): https://maps.google.com/?q=23.36,-85.33", "location"),
    ("Town Hall\nRanchi, India\nhttps://foursquare.com/v/4e89af95e5fa82ad4c0aa03b", "location"),
    ("Town Hall (Ranchi, India): https://foursquare.com/v/4e89af95e5fa82ad4c0aa03b", "location"),
    ("", "view_once"),
    ("null", "view_once"),
    ("Waiting for this message. This may take a while.", "view_once"),
    ("You received a view once photo. For added privacy, open it on your phone.", "view_once"),
]


@pytest.mark.parametrize(("text", "kind"), STAND_INS)
def test_a_stand_in_is_known_with_and_without_an_iphones_mark(text, kind):
    for written in (text, LRM + text):
        assert odd_ones(column([written])) == [0]
        assert (content(written).kind, content(written).text) == (kind, None)


def test_whatever_an_iphone_leaves_out_is_a_message():
    assert content(f"{LRM}template message omitted") == Content("media", None)
    assert content("names of three voters omitted").kind == "text"


TYPED = [
    "the image was omitted from the report",
    "video call at 5",
    "Voice call please",
    "missed call from Ravi",
    "nullify",
    "see location: the town hall",
    "This message was deletedx",
    "IMG-20230922-WA0006.jpg (arquivo anexado) conforme anexo anterior",
    "<b>bold</b>",
    "(file attached)",
    "<>",
    ">",
    "जय हिंद",
    "POLLING: booth 12",
    "look: https://maps.app.goo.gl/xyz",
    "meet here\nhttps://maps.google.com/?q=23.36,85.33",
    "<b>\nmore",
    "Booths:\nvisited\nWard 1: done (2 houses)\nWard 2: not yet (1 house)",
    "Meeting:\nat the hall\nHall: Ranchi (2 km)",
]


@pytest.mark.parametrize("text", TYPED)
def test_what_people_type_stays_text(text):
    assert content(text).kind == "text"
    assert content(text).text == text


@pytest.mark.parametrize(
    ("text", "kind", "caption"),
    [
        ("IMG-1.jpg (file attached)\nat the booth\ntoday", "image", "at the booth\ntoday"),
        ("IMG-1.jpg (फाइल अटैच कर दी गई है)\nबूथ पर", "image", "बूथ पर"),
        (f"a caption {LRM}<attached: 00000001-PHOTO-1.jpg>", "image", "a caption"),
        ("list.pdf (file attached)\nthe list of booths", "document", "the list of booths"),
        ("<Media omitted>\nat the booth\ntoday", "media", "at the booth\ntoday"),
        ("<मीडिया के बिना>\nबूथ पर", "media", "बूथ पर"),
        ("<Video note omitted>\nat the booth", "video", "at the booth"),
        ("<Media omitted>\nlist of booths.pdf", "document", None),
    ],
)
def test_a_caption_is_kept_without_the_files_name(text, kind, caption):
    assert odd_ones(column([text])) == [0]
    assert (content(text).kind, content(text).text) == (kind, caption)


@pytest.mark.parametrize(
    ("text", "typed", "edited"),
    [
        ("done <This message was edited>", "done", True),
        (f"done {LRM}<This message was edited>", "done", True),
        (f"हो गया {LRM}<यह मैसेज एडिट किया गया>", "हो गया", True),
        (f"feito {LRM}<Mensagem editada>", "feito", True),
        ("a <b>", "a <b>", False),
        ("x <some words in brackets>", "x <some words in brackets>", False),
    ],
)
def test_the_edit_mark_is_taken_off_and_noted(text, typed, edited):
    assert odd_ones(column([text])) == [0]
    assert content(text).text == typed
    assert content(text).edited is edited


def test_an_edited_poll_is_a_poll():
    found = content("POLL:\nMeet?\nOPTION: Yes (6 votes) <This message was edited>")
    assert (found.kind, found.edited) == ("poll", True)


POLLS = [
    f"ENCUESTA:\n¿Cuándo?\n{LRM}OPCIÓN: hoy ({LRM}0 votos)\n{LRM}OPCIÓN: mañana ({LRM}1 voto)",
    "मतदान:\nकब मिलें?\nविकल्प: आज (2 वोट)\nविकल्प: कल (१२ वोट)",
    "ENQUETE:\nOnde?\ne quando?\nOPÇÃO: aqui (1 voto)\nOPÇÃO: lá (2 votos)\nOPÇÃO: não (0 votos)",
]


@pytest.mark.parametrize("text", POLLS)
def test_a_poll_is_known_by_its_form_in_any_language(text):
    for written in (text, LRM + text):
        assert odd_ones(column([written])) == [0]
        assert content(written).kind == "poll"
    assert without_votes(text) == without_votes(text.replace("2 vot", "3 vot"))
    assert "(" not in without_votes(text)


def test_options_keep_brackets_that_count_no_votes():
    poll = "POLL:\nWhere?\nOPTION: Hall (200 seats) (3 votes)\nOPTION: Field (2 votes)"
    assert without_votes(poll) == "POLL:\nWhere?\nOPTION: Hall (200 seats)\nOPTION: Field"


def test_a_polls_counts_are_no_part_of_what_makes_it_the_same():
    one = "POLL: Meet? OPTION: Yes (6 votes) OPTION: No (2 votes)"
    later = "POLL: Meet? OPTION: Yes (16 votes) OPTION: No (1 vote)"
    assert without_votes(one) == without_votes(later)


def test_every_phrase_of_the_table_is_found():
    assert odd_ones(column(sorted(phrases().raw))) == list(range(len(phrases().raw)))


def test_a_hostile_text_costs_no_time():
    for text in (
        " " * 60_000 + "x", "<" * 60_000 + ">", "(" * 60_000 + ")", LRM * 60_000,
        "a.jpg (" * 9_000 + ")", "POLL: " + " (1 vote" * 9_000, "location" * 9_000,
        "Poll:\n" + "A: x (1 v)\n" * 340 + "bad)", "A:\n" + "B: (1 v)\n" * 400 + "bad)",
    ):  # fmt: skip
        assert content(text).kind in ("text", "poll", "view_once")
