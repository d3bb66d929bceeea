"""Columns about voters are refused at the door, whatever language their header is in."""

import io

import pytest

from hustings.errors import RefusedError
from hustings.importers import sources
from hustings.importers.tabular.forbidden import FORBIDDEN, words_of
from hustings.importers.tabular.refuse import refuse_voter_values
from hustings.importers.tabular.top import HasLayout

REFUSED = {
    "voter identity": (
        "Voter ID", "VoterID", "voter_id_no", "EPIC No.", "Elector ID", "Electoral roll no",
        "मतदाता पहचान पत्र", "मतदाता क्रमांक", "वोटर आईडी", "वोटर कार्ड", "ईपिक नंबर",
        "मतदार ओळखपत्र", "ভোটার আইডি", "ভোটার কার্ড", "ভোটাৰ পৰিচয় পত্ৰ", "મતદાર ઓળખપત્ર",
        "ચૂંટણી કાર્ડ", "ਵੋਟਰ ਕਾਰਡ", "ଭୋଟର ପରିଚୟ ପତ୍ର", "வாக்காளர் அடையாள அட்டை",
        "ఓటరు గుర్తింపు కార్డు", "ಮತದಾರರ ಗುರುತಿನ ಚೀಟಿ", "വോട്ടർ ഐഡി", "ووٹر شناختی کارڈ",
        "matdata pehchan patra", "Matdata kramank", "Your voter card number / मतदाता कार्ड",
        "Voter's ID", "E.P.I.C.", "EPIC", "Voter Name", "Voter S.No", "Voter list serial number",
        "Election card", "Elector's photo identity card", "Part number and serial number",
        "chunav card", "वोटर आई.डी.", "वोटर आइडी", "ई-पिक", "मतदाता सूची में क्रम संख्या",
        "मतदाता का नाम", "निर्वाचक पहचान पत्र", "चुनाव कार्ड", "मतदान ओळखपत्र", "निवडणूक ओळखपत्र",
        "मतदार आयडी", "ভোটার নং", "সচিত্র পরিচয়পত্র", "ভোটাৰ কাৰ্ড", "ଏପିକ୍ ନମ୍ବର", "ଭୋଟର ଆଇ.ଡି",
        "ఓటర్ కార్డ్", "ವೋಟರ್ ಐ.ಡಿ", "വോട്ടേഴ്സ് ഐഡി", "തിരഞ്ഞെടുപ്പ് തിരിച്ചറിയൽ കാർഡ്",
        "મતદાર ક્રમાંક", "ایپک نمبر", "انتخابی شناختی کارڈ",
        "Voter details", "Elector's age", "Voter father name", "मतदाता विवरण", "मतदाता की आयु",
        "वोटर का मोबाइल", "Sl. no. in roll", "Part/Serial",
    ),
    "Aadhaar": (
        "Aadhaar", "aadhar no", "Adhar Card", "aadhaarcard", "UID number", "आधार संख्या", "आधार",
        "আধার নম্বর", "આધાર કાર્ડ", "ਆਧਾਰ ਨੰਬਰ", "ଆଧାର", "ஆதார் எண்", "ఆధార్ సంఖ్య",
        "ಆಧಾರ್ ಸಂಖ್ಯೆ", "ആധാർ നമ്പർ", "آدھار نمبر",
        "UID", "Addhar no", "aadhr no", "यू.आई.डी.", "आधारकार्ड", "अधार कार्ड", "આધારકાર્ડ",
        "ఆదార్ నంబర్", "ಆಧಾರ ಸಂಖ್ಯೆ",
    ),
    "caste": (
        "Caste", "Sub-caste", "Jati", "jaati", "SC/ST", "OBC", "Biradari", "Social category",
        "जाति", "उपजाति", "जात", "जाति / Caste", "জাতি", "જ્ઞાતિ", "ਜਾਤ", "ଜାତି", "சாதி", "ஜாதி",
        "కులం", "ಜಾತಿ", "ജാതി", "ذات",
        "SC-ST", "EBC", "upjati", "Jathi", "Gotra", "Samaj", "Tribe", "Social group",
        "samajik varg", "ओबीसी", "वर्ग (एससी/एसटी)", "अनुसूचित जनजाति", "जातीचा प्रवर्ग", "गोत्र",
        "समाज", "জাতপাত", "জাতিগত শ্রেণি", "জনজাতি", "உட்சாதி", "சாதியின் பெயர்", "కుల వర్గం",
        "ఉపకులం", "ಜಾತಿಯ ಹೆಸರು", "ജാതിയുടെ പേര്", "જ્ઞાતિનું નામ", "ਉਪਜਾਤੀ", "ਬਰਾਦਰੀ", "ଉପଜାତି",
        "قوم",
        "Ethnicity", "Gotra name", "Tribe name", "samaj ka naam",
    ),
    "religion": (
        "Religion", "Religious community", "dharm", "Dharma", "dharam", "mazhab", "धर्म", "मज़हब",
        "ধর্ম", "ধৰ্ম", "ધર્મ", "ਧਰਮ", "ଧର୍ମ", "மதம்", "మతం", "ಧರ್ಮ", "മതം", "مذہب",
        "Relgion", "Faith", "Minority status", "Hindu / Muslim", "Mazahab", "panth", "सम्प्रदाय",
        "अल्पसंख्यक", "हिन्दू/मुस्लिम", "धर्माचे नाव", "ধর্মের নাম", "ধৰ্মৰ নাম", "সম্প্রদায়",
        "ધર્મનું નામ", "ମତ ଓ ଧର୍ମର ନାମ", "மதத்தின் பெயர்", "మత వర్గం", "ಧರ್ಮದ ಹೆಸರು",
        "മതത്തിന്റെ പേര്", "ਮਜ਼ਹਬ", "مسلک", "فرقہ", "Muslim (Y/N)", "Hindu / Other", "हिन्दू / अन्य",
    ),
    "vote intention": (
        "Whom will you vote for?", "Vote intention", "Voting preference", "Political affiliation",
        "Which party will they vote for", "किसे वोट देंगे?", "आप किस पार्टी को मत देंगे",
        "वोट किसको देंगे", "kisko vote denge", "vote kise doge", "कोणाला मतदान करणार",
        "কাকে ভোট দেবেন", "ভোট কাকে দেবেন", "કોને મત આપશો", "ਕਿਸ ਪਾਰਟੀ ਨੂੰ ਵੋਟ", "କାହାକୁ ଭୋଟ ଦେବେ",
        "யாருக்கு வாக்களிப்பீர்கள்", "ఎవరికి ఓటు వేస్తారు", "ಯಾರಿಗೆ ಮತ ಹಾಕುತ್ತೀರಿ",
        "ആർക്ക് വോട്ട് ചെയ്യും", "کس کو ووٹ دیں گے",
        "Preferred party", "Party voted last time", "Which candidate do you support",
        "Supporter / Opponent / Neutral", "Support level", "Intends to vote", "rujhan",
        "vote denge", "किसके समर्थक", "किस दल के समर्थक", "पसंदीदा पार्टी", "मतदाता का रुझान",
        "हमें वोट देंगे?", "मत किसे देंगे", "मतदान का इरादा", "किस उम्मीदवार को वोट", "राजकीय कल",
        "পছন্দের দল", "விருப்பமான கட்சி", "ఇష్టమైన పార్టీ", "પસંદગીનો પક્ષ", "ಯಾರಿಗೆ ಓಟು",
        "ഇഷ്ടപ്പെട്ട പാർട്ടി", "ਪਸੰਦੀਦਾ ਪਾਰਟੀ", "پسندیدہ پارٹی", "ପସନ୍ଦର ଦଳ",
        "Supports which party", "Did they vote?", "Voted in 2024", "किसका समर्थन", "समर्थन किसे",
    ),
}  # fmt: skip
INNOCENT = (
    "मतदाताओं की संख्या", "Voters met", "How many voters did you meet?", "Votes polled", "मत",
    "कुल मत", "किस आधार पर निर्णय", "काम के आधार पर", "Epicentre", "Jatin", "Category", "Party",
    "दल", "प्रजाति", "Dharmendra", "धर्मशाला", "Religious programme", "Number of voters",
    "किस इकाई की रिपोर्ट?", "Seat number", "ID", "Post ID", "Card type", "आपका मोबाइल नंबर",
    "Voter list verified (yes/no)", "बूथ पर मतदान प्रतिशत", "संदेश किसे भेजा", "cand_party",
    "Which party office did you visit?", "Broadcast", "वार्ड संख्या",
    "क्या वोटर लिस्ट मिली (Yes/No)", "मतदाता सूची देखी (Yes / No)", "வாக்காளர் எண்ணிக்கை",
    "ಮತದಾರರ ಸಂಖ್ಯೆ", "ಚುನಾವಣಾ ಕ್ಷೇತ್ರ ಸಂಖ್ಯೆ", "ચૂંટણી બૂથ નંબર", "निर्वाचन क्षेत्र क्रमांक",
    "मतदान केंद्र क्रमांक", "सदस्यता कार्ड क्रमांक", "Voter slips distributed", "आधार वर्ष",
    "kis aadhar par", "Adarsh gram", "User ID", "Epic poster", "OBC Morcha meetings",
    "अनुसूचित जाति मोर्चा", "अल्पसंख्यक मोर्चा", "AC type (GEN/SC/ST)",
    "Seat reserved for (SC/ST)", "समाज सेवा", "Samaj seva", "Community", "Supporters met",
    "समर्थकों की संख्या", "विरोधी दल की गतिविधि", "किस पार्टी कार्यालय गए", "मत प्रतिशत", "पसंद",
    "Preferred language", "Forecast", "Part of town", "Hindu newspaper", "Support needed",
    "समर्थन में बैठकें", "Doubtful voters", "पक्के वोटर", "Votes in 2024", "मतदाता पर्ची", "Roll no",
    # May be about voters or about something else, and nothing in the words tells.
    "Class", "वर्ग", "श्रेणी", "समुदाय", "Support", "Leaning", "Opinion", "Voted", "वोट", "Voter",
    "मतदाता", "ID card no.", "पहचान पत्र संख्या", "Photo ID", "आदिवासी", "General / Reserved",
)  # fmt: skip


def kinds(header):
    return [kind for kind, pattern in FORBIDDEN.items() if pattern.search(words_of(header))]


@pytest.mark.parametrize(
    ("kind", "header"), [(kind, header) for kind, headers in REFUSED.items() for header in headers]
)
def test_a_column_about_voters_is_known_in_every_large_language(kind, header):
    assert kind in kinds(header)
    assert kind in kinds(f"  {header.upper()} :* ")
    assert kind in kinds(f"{header} (optional)")


@pytest.mark.parametrize("header", INNOCENT)
def test_a_column_about_something_else_is_not_taken_for_one(header):
    assert kinds(header) == []


def test_a_list_of_headers_is_parted_as_people_would_part_it(root):
    text = (root / "tests" / "specimens" / "headers_about_voters.txt").read_text("utf-8")
    listed = {}
    for line in text.splitlines()[2:]:
        kind, _, headers = line.partition(": ")
        listed[kind] = headers.split(" | ")
    assert {*listed} == {*FORBIDDEN, "none"}
    assert sum(map(len, listed.values())) > 500
    innocent = listed.pop("none")
    let_through = [(k, h) for k, headers in listed.items() for h in headers if k not in kinds(h)]
    assert let_through == []
    assert [header for header in innocent if kinds(header)] == []


@pytest.mark.parametrize(
    ("kind", "header"),
    [("caste", "CasteName"), ("voter identity", "EpicNumber"), ("religion", "ReligionCode")],
)
def test_two_words_written_as_one_are_parted(kind, header):
    assert kind in kinds(header)


def test_no_column_we_ask_for_is_taken_for_one():
    asked = [
        spelling
        for source in sources().values()
        if isinstance(source.sniff, HasLayout)
        for layout in source.sniff.layouts
        for field in layout.fields
        for spelling in field.spellings
        if isinstance(spelling, str)
    ]
    assert len(asked) > 500
    assert [header for header in asked if kinds(header)] == []


def test_a_register_with_such_columns_is_refused_by_name_and_gives_no_row(read):
    with pytest.raises(RefusedError) as caught:
        read("register_asks_religion_in_bengali.csv")
    assert "register_asks_religion_in_bengali.csv" in caught.value.where
    assert "'ধর্ম' (religion)" in caught.value.where
    assert "'ভোটার কার্ড নম্বর' (voter identity)" in caught.value.where
    assert "Remove the column" in caught.value.fix


@pytest.mark.parametrize(
    "text",
    [
        "Group,Unit\nKanke team,IN-JH-AC-065\nGroup,Unit,Caste\nRanchi team,IN-JH-AC-063,x\n",
        "Our groups,,जाति,\nGroup,Unit,A,B\nKanke team,IN-JH-AC-065,1,2\n",
    ],
    ids=["in the header of a file joined to it", "in the upper of two header rows"],
)
def test_further_headers_are_looked_through(read, received, text):
    with pytest.raises(RefusedError, match="data about voters"):
        read(received(text, "groups.csv"))


def test_a_title_is_no_header(read, received):
    text = "Groups of the OBC office\nGroup,Unit\nKanke team,IN-JH-AC-065\n"
    assert len(read(received(text, "groups.csv")).table("groups")) == 1


@pytest.mark.parametrize("question", ["जाति", "आपकी जाति क्या है? " + "यह जानकारी गोपनीय है। " * 5])
def test_a_sheet_beside_the_wanted_one_is_looked_through(read, received, question):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Group", "Unit"])
    book.active.append(["Kanke team", "IN-JH-AC-065"])
    beside = book.create_sheet("Old")
    if len(question) < 80:
        beside.append(["List of the ward"])
    beside.append(["Name", question])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(RefusedError, match="data about voters"):
        read(received(out.getvalue(), "groups.xlsx"))


EPICS = ("ABC1234567", "XYZ 7654321", "JH/01/006/123456", "KLM/1234567")
AADHAARS = ("2345 6789 0124", "234567890124", "3333 4444 5555", "987654321096", "४५६७ ८९०१ २३४१")


@pytest.mark.parametrize("cells", [EPICS, EPICS[:1], EPICS[2:3], AADHAARS, AADHAARS[:1]])
@pytest.mark.parametrize("left_empty", [0, 30])
def test_the_numbers_give_a_column_away_whatever_it_is_called(cells, left_empty):
    rows = [["Asha", cell] for cell in (*cells, *["NA", ""] * left_empty)]
    with pytest.raises(RefusedError, match="data about voters") as caught:
        refuse_voter_values(["Name", "Other"], rows, "x.csv")
    assert "'Other' (" in caught.value.where
    assert cells[0] not in str(caught.value)


@pytest.mark.parametrize(
    "cells",
    [
        ("+971501234567", "9876543210", "98765 43211"),  # phones
        ("919876543210", "918765432109", "917654321098"),
        ("raj9876543", "raj9876543"),  # the name of an account, in every row
        ("INV1234567", "9876543210", "2026-11-16 10:11", "2345678"),  # once among others
        ("1234567890123456", "17890123456789012"),  # ids of posts
        ("834067", "834001"),
        ("JH-B-1234567", "JH-B-1234568", "JH-B-1234569"),  # codes of units
        ("234567890125",),  # without the checksum
    ],
)
def test_other_numbers_are_not_taken_for_such(cells):
    refuse_voter_values(["Name", "Other"], [["Asha", cell] for cell in cells], "x.csv")


def test_numbers_that_begin_far_down_are_seen(read, received):
    text = "Group,Unit,Other\n" + "Kanke team,IN-JH-AC-065,\n" * 3_000
    with pytest.raises(RefusedError, match="data about voters"):
        read(received(text + "Kanke team,IN-JH-AC-065,ABC1234567\n", "groups.csv"))


def test_numbers_in_a_sheet_beside_the_wanted_one_are_seen(read, received):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Group", "Unit"])
    book.active.append(["Kanke team", "IN-JH-AC-065"])
    beside = book.create_sheet("Old")
    beside.append(["List of the ward"])
    beside.append(["Name", "No"])
    beside.append(["Asha", 234567890124])
    beside.append(["Usha", 333344445555])
    beside.append(["Nisha", 987654321096])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(RefusedError, match="data about voters"):
        read(received(out.getvalue(), "groups.xlsx"))


TELLING = {
    "caste": (
        ("Category", ("GEN", "OBC", "SC", "ST")), ("वर्ग", ("सामान्य", "ओबीसी", "अन्य")),
        ("Class", ("EBC", "BC-1", "General", "")), ("श्रेणी", ("पिछड़ा", "अति पिछड़ा")),
        ("आदिवासी", ("हाँ", "नहीं")), ("Tribal", ("Yes", "yes", "No")), ("समुदाय", ("EWS", "OBC")),
    ),
    "religion": (
        ("Community", ("Hindu", "Muslim", "Sarna")), ("समुदाय", ("हिन्दू", "ईसाई", "अन्य")),
        ("Other", ("MUSLIM", "Hindu ")), ("Type", ("হিন্দু", "মুসলিম")),
    ),
    "vote intention": (
        ("Support", ("ours", "theirs", "NOTA")), ("Leaning", ("A", "B", "C")),
        ("Opinion", ("For", "Against", "Neutral")), ("Voted", ("हमारा", "उनका")),
        ("वोट", ("पक्का", "नोटा")), ("समर्थन", ("समर्थक", "विरोधी")),
    ),
    "voter identity": (
        ("Voter", ("Asha Devi", "Ravi Munda")), ("मतदाता", ("आशा देवी", "रवि", "")),
        ("Elector", ("ASHA DEVI", "-", "R. Munda", "Om", "Sita", "Gita")),
    ),
}  # fmt: skip
HARMLESS = (
    ("Category", ("Rally", "Meeting", "General")), ("AC type", ("GEN", "SC", "ST")),
    ("Reserved", ("GEN", "SC", "ST")), ("Morcha", ("OBC", "SC", "ST")), ("Class", ("OBC",)),
    ("Topic", ("Hindu",)), ("Voter", ("12", "40", "-")), ("Voters", ("about 30", "25")),
    ("Voter", ("yes", "no")), ("Support", ("banner", "tea", "chairs")), ("Support", ("yes", "no")),
    ("Party", ("Red Lantern", "Blue Kite")), ("दल", ("पतंग", "दीया")), ("Side", ("ours", "ally")),
    ("Vote", ("12,345", "9,876")), ("मत", ("12345", "456")), ("Opinion", ("the road is bad",)),
    ("आदिवासी", ("12", "40")), ("Newspaper", ("The Hindu", "Prabhat Khabar")),
    ("Grade", ("A", "B")), ("Block", ("BC", "NT")),
    ("Category", ("Women", "Youth", "SC", "OBC", "Farmers")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "header", "cells"),
    [(kind, *column) for kind, columns in TELLING.items() for column in columns],
)
def test_cells_give_a_column_away_whose_header_could_mean_anything(kind, header, cells):
    with pytest.raises(RefusedError, match="data about voters") as caught:
        refuse_voter_values(["Unit", header], [["P1", cell] for cell in cells], "x.csv")
    assert f"'{header}' ({kind})" in caught.value.where
    assert all(cell not in str(caught.value) for cell in cells if len(cell) > 3)


@pytest.mark.parametrize(("header", "cells"), HARMLESS)
def test_other_cells_below_the_same_words_are_read(header, cells):
    refuse_voter_values(["Unit", header], [["P1", cell] for cell in cells], "x.csv")


def test_whom_people_stand_for_is_not_read_whatever_it_is_called():
    rows = [["9876543210", "Blue Kite"], ["9876543211", "Lantern"], ["9876543212", ""]]
    refuse_voter_values(["Booth", "Support"], rows, "x.csv")
    with pytest.raises(RefusedError, match="data about voters") as caught:
        refuse_voter_values(["Mobile", "Support"], rows, "x.csv")
    assert "'Support' (vote intention)" in caught.value.where


def test_reserved_seats_are_read_and_the_same_words_of_people_are_not():
    rows = [["Asha", "SC"], ["Ravi", "General"], ["Om", "ST"]]
    refuse_voter_values(["Seat", "Category"], rows, "x.csv")
    with pytest.raises(RefusedError, match="data about voters"):
        refuse_voter_values(["Mobile", "Category"], rows, "x.csv")


def test_a_header_without_end_is_searched_in_no_time():
    assert kinds("whom " * 200_000) == []
