"""Columns about voters are refused at the door, whatever language their header is in."""

import io

import pytest

from hustings.errors import RefusedError
from hustings.importers.tabular.forbidden import FORBIDDEN, words_of

REFUSED = {
    "voter identity": (
        "Voter ID", "VoterID", "voter_id_no", "EPIC No.", "Elector ID", "Electoral roll no",
        "मतदाता पहचान पत्र", "मतदाता क्रमांक", "वोटर आईडी", "वोटर कार्ड", "ईपिक नंबर",
        "मतदार ओळखपत्र", "ভোটার আইডি", "ভোটার কার্ড", "ভোটাৰ পৰিচয় পত্ৰ", "મતદાર ઓળખપત્ર",
        "ચૂંટણી કાર્ડ", "ਵੋਟਰ ਕਾਰਡ", "ଭୋଟର ପରିଚୟ ପତ୍ର", "வாக்காளர் அடையாள அட்டை",
        "ఓటరు గుర్తింపు కార్డు", "ಮತದಾರರ ಗುರುತಿನ ಚೀಟಿ", "വോട്ടർ ഐഡി", "ووٹر شناختی کارڈ",
        "matdata pehchan patra", "Matdata kramank", "Your voter card number / मतदाता कार्ड",
    ),
    "Aadhaar": (
        "Aadhaar", "aadhar no", "Adhar Card", "aadhaarcard", "UID number", "आधार संख्या", "आधार",
        "আধার নম্বর", "આધાર કાર્ડ", "ਆਧਾਰ ਨੰਬਰ", "ଆଧାର", "ஆதார் எண்", "ఆధార్ సంఖ్య",
        "ಆಧಾರ್ ಸಂಖ್ಯೆ", "ആധാർ നമ്പർ", "آدھار نمبر",
    ),
    "caste": (
        "Caste", "Sub-caste", "Jati", "jaati", "SC/ST", "OBC", "Biradari", "Social category",
        "जाति", "उपजाति", "जात", "जाति / Caste", "জাতি", "જ્ઞાતિ", "ਜਾਤ", "ଜାତି", "சாதி", "ஜாதி",
        "కులం", "ಜಾತಿ", "ജാതി", "ذات",
    ),
    "religion": (
        "Religion", "Religious community", "dharm", "Dharma", "dharam", "mazhab", "धर्म", "मज़हब",
        "ধর্ম", "ধৰ্ম", "ધર્મ", "ਧਰਮ", "ଧର୍ମ", "மதம்", "మతం", "ಧರ್ಮ", "മതം", "مذہب",
    ),
    "vote intention": (
        "Whom will you vote for?", "Vote intention", "Voting preference", "Political affiliation",
        "Which party will they vote for", "किसे वोट देंगे?", "आप किस पार्टी को मत देंगे",
        "वोट किसको देंगे", "kisko vote denge", "vote kise doge", "कोणाला मतदान करणार",
        "কাকে ভোট দেবেন", "ভোট কাকে দেবেন", "કોને મત આપશો", "ਕਿਸ ਪਾਰਟੀ ਨੂੰ ਵੋਟ", "କାହାକୁ ଭୋଟ ଦେବେ",
        "யாருக்கு வாக்களிப்பீர்கள்", "ఎవరికి ఓటు వేస్తారు", "ಯಾರಿಗೆ ಮತ ಹಾಕುತ್ತೀರಿ",
        "ആർക്ക് വോട്ട് ചെയ്യും", "کس کو ووٹ دیں گے",
    ),
}  # fmt: skip
INNOCENT = (
    "मतदाताओं की संख्या", "Voters met", "How many voters did you meet?", "Votes polled", "मत",
    "कुल मत", "किस आधार पर निर्णय", "काम के आधार पर", "Epicentre", "Jatin", "Category", "Party",
    "दल", "प्रजाति", "Dharmendra", "धर्मशाला", "Religious programme", "Number of voters",
    "किस इकाई की रिपोर्ट?", "Seat number", "ID", "Post ID", "Card type", "आपका मोबाइल नंबर",
    "Voter list verified (yes/no)", "बूथ पर मतदान प्रतिशत", "संदेश किसे भेजा", "cand_party",
    "Which party office did you visit?", "Broadcast", "वार्ड संख्या",
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


def test_a_register_with_such_columns_is_refused_by_name_and_gives_no_row(read):
    with pytest.raises(RefusedError) as caught:
        read("register_asks_religion_in_bengali.csv")
    assert "register_asks_religion_in_bengali.csv" in caught.value.where
    assert "'ধর্ম' (religion)" in caught.value.where
    assert "'ভোটার কার্ড নম্বর' (voter identity)" in caught.value.where
    assert "Remove the column" in caught.value.fix


def test_a_sheet_beside_the_wanted_one_is_looked_through(read, received):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Group", "Unit"])
    book.active.append(["Kanke team", "IN-JH-AC-065"])
    beside = book.create_sheet("Old")
    beside.append(["List of the ward"])
    beside.append(["Name", "जाति"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(RefusedError, match="data about voters"):
        read(received(out.getvalue(), "groups.xlsx"))


def test_a_header_without_end_is_searched_in_no_time():
    assert kinds("whom " * 200_000) == []
