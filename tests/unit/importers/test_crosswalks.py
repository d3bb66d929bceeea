"""Forms in their own words: what is proposed, what a person confirmed, what is never guessed."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.depth import tries
from tests.support.specimens import HAND_KEPT

from hustings.errors import HustingsError, InputError, RefusedError, SettingsError
from hustings.importers import recognise, sources
from hustings.importers.asking import best_proposal
from hustings.settings import Crosswalk

OWN_WORDS = (
    "Timestamp,Sampark sutra,Kahan gaye the?,Aaj ka vivran,Kul bhent\n"
    "2026/11/09 1:28:19 PM GMT+5:30,9876543210,IN-JH-AC-065,House visit,12\n"
)
CONFIRMED = Crosswalk(
    source="activity_form",
    confirmed=True,
    questions={
        "Timestamp": "sent",
        "Sampark sutra": "phone",
        "Kahan gaye the?": "unit",
        "Aaj ka vivran": "acts",
        "Kul bhent": "met",
    },
)


@pytest.fixture
def confirmed(context):
    """A function that gives a reader's surroundings with some crosswalks."""

    def having(**crosswalks):
        settings = context.settings.model_copy(update={"crosswalk": crosswalks})
        return replace(context, settings=settings)

    return having


def read_with(file, within):
    from tests.unit.importers.conftest import Reading

    found = recognise(file, None, within.settings.crosswalk)
    return Reading(found.name, list(found.read(file, within)))


def test_a_form_in_its_own_words_is_read_as_a_person_confirmed(confirmed, received):
    found = read_with(received(OWN_WORDS), confirmed(daily=CONFIRMED))
    assert found.source == "activity_form"
    acts = found.table("activity")
    assert acts["act"].tolist() == ["house_visit"]
    assert acts["people_met"].tolist() == [12]
    said = found.assumed["the questions are read as the crosswalk 'daily' says"]
    assert said == "5 of its 5 questions stand in the file"


def test_a_confirmed_question_comes_before_what_we_would_have_taken_it_for(confirmed, received):
    text = (
        "Timestamp,Mobile,Where did you work?,What did you do?,How many people live there?,Met\n"
        "2026/11/09 1:28:19 PM GMT+5:30,9876543210,IN-JH-AC-065,Meeting,9000,7\n"
    )
    corrected = Crosswalk(
        source="activity_form",
        confirmed=True,
        questions={"How many people live there?": "", "MET :": "met"},  # in any case and marks
    )
    assert read_with(received(text), confirmed()).table("activity")["people_met"].tolist() == [9000]
    met = read_with(received(text), confirmed(daily=corrected)).table("activity")["people_met"]
    assert met.tolist() == [7]


def test_a_question_understood_by_a_word_in_it_is_told(confirmed, received):
    text = (
        "Timestamp,Mobile,Where did you work?,What did you do?,How many people live there?\n"
        "2026/11/09 1:28:19 PM GMT+5:30,9876543210,IN-JH-AC-065,Meeting,9000\n"
    )
    found = read_with(received(text), confirmed())
    told = [what for what in found.assumed if "taken to ask" in what]
    assert told == ["'How many people live there?' is taken to ask for 'met'"]


def test_an_unconfirmed_crosswalk_is_not_used_and_that_is_said(confirmed, received):
    waiting = CONFIRMED.model_copy(update={"confirmed": False})
    with pytest.raises(InputError, match="The crosswalk 'daily' is about this file") as caught:
        read_with(received(OWN_WORDS), confirmed(daily=waiting))
    assert "confirmed = true" in caught.value.fix
    known = OWN_WORDS.replace("Sampark sutra", "Mobile").replace("Kahan gaye the", "Where")
    known = known.replace("Aaj ka vivran", "What did you do")
    found = read_with(
        received(known),
        confirmed(
            daily=Crosswalk(
                source="activity_form",
                questions={"Timestamp": "sent", "Mobile": "phone", "Kul bhent": "met"},
            )
        ),
    )
    assert found.table("activity")["people_met"].isna().all()
    assert "the crosswalk 'daily' is not confirmed, so it was not used" in found.assumed


def test_a_question_in_other_words_is_told_and_never_taken(confirmed, received):
    text = (
        "Timestamp,Mobile,Where did you work?,What did you do?,Total people meet\n"
        "2026/11/09 1:28:19 PM GMT+5:30,9876543210,IN-JH-AC-065,Meeting,7\n"
    )
    found = read_with(received(text), confirmed())
    assert found.table("activity")["people_met"].isna().all()
    (told,) = [what for what in found.assumed if "Total people meet" in what and "may" in what]
    assert told == "'Total people meet' may ask for 'met'; it was not used"
    assert "hustings crosswalk" in found.assumed[told]


def test_crosswalks_of_a_question_reworded_later_work_together(confirmed, received):
    reworded = OWN_WORDS.replace("Kul bhent", "Kitne mile")
    later = Crosswalk(
        source="activity_form",
        confirmed=True,
        questions={"Timestamp": "sent", "Kahan gaye the?": "unit", "Kitne mile": "met"},
    )
    found = read_with(received(reworded), confirmed(daily=CONFIRMED, later=later))
    assert found.table("activity")["people_met"].tolist() == [12]


def test_a_crosswalk_about_another_form_leaves_a_file_alone(confirmed, specimen):
    found = read_with(specimen("report_form.csv"), confirmed(daily=CONFIRMED))
    assert found.source == "report_form"
    assert not [what for what in found.assumed if "crosswalk" in what]


@pytest.mark.parametrize(
    ("crosswalk", "problem", "fix"),
    [
        (CONFIRMED.model_copy(update={"source": "activty_form"}), "activty_form", "activity_form"),
        (CONFIRMED.model_copy(update={"source": "x_posts"}), "No form or sheet", "Did you mean"),
        (
            CONFIRMED.model_copy(
                update={"questions": {**CONFIRMED.questions, "Kul bhent": "mett"}}
            ),
            "unknown field 'mett'",
            "'met'",
        ),
    ],
)
def test_a_misspelt_crosswalk_names_the_nearest(confirmed, received, crosswalk, problem, fix):
    with pytest.raises(SettingsError) as caught:
        read_with(received(OWN_WORDS), confirmed(daily=crosswalk))
    assert problem in caught.value.problem
    assert fix in caught.value.fix


def test_two_crosswalks_that_contradict_are_refused(confirmed, received):
    other = {**CONFIRMED.questions, "Kul bhent": ""}
    with pytest.raises(SettingsError, match="say different things"):
        read_with(
            received(OWN_WORDS),
            confirmed(daily=CONFIRMED, second=CONFIRMED.model_copy(update={"questions": other})),
        )


def test_a_crosswalk_may_say_what_the_file_does_not_ask(confirmed, received):
    text = "seat_name,cand_name,cand_votes\nRanchi,Shyam Lal,90000\n"
    results = Crosswalk(
        source="elections",
        confirmed=True,
        questions={"seat_name": "unit", "cand_name": "candidate", "cand_votes": "votes"},
        always={"election": "vidhan_sabha-2024"},
    )
    rows = read_with(received(text), confirmed(results=results)).table("elections")
    assert rows["election"].tolist() == ["vidhan_sabha-2024"]
    assert rows["unit"].tolist() == ["IN-JH-AC-063"]


def test_a_crosswalk_may_say_what_answers_in_own_words_stand_for(confirmed, received):
    own = CONFIRMED.model_copy(
        update={"answers": {"acts": {"Jan-sampark": "House visit", "Pad yatra": "Event"}}}
    )
    text = OWN_WORDS.replace("House visit", '"jan sampark, PAD YATRA, Meeting, Kuchh aur"')
    acts = read_with(received(text), confirmed(daily=own)).table("activity")
    assert acts["act"].tolist() == ["house_visit", "event_held", "meeting", "other"]
    unasked = own.model_copy(update={"answers": {"day": {"*": "2026-11-08"}}})
    acts = read_with(received(OWN_WORDS), confirmed(daily=unasked)).table("activity")
    assert acts["act"].tolist() == ["house_visit"]  # of what is not asked there is no answer


def test_whose_side_a_party_is_on_is_said_once_for_a_list_of_results(confirmed, received):
    text = "seat_name,cand_name,cand_party,cand_votes\n"
    text += "Ranchi,Shyam,Nadi Party,90000\nRanchi,Ram,Parvat Party,80000\nRanchi,Nota,,900\n"
    results = Crosswalk(
        source="elections",
        confirmed=True,
        questions={"seat_name": "unit", "cand_name": "candidate", "cand_votes": "votes",
                   "cand_party": "side"},
        always={"election": "vidhan_sabha-2024"},
        answers={"side": {"Nadi Party": "ours", "*": "other"}},
    )  # fmt: skip
    rows = read_with(received(text), confirmed(results=results)).table("elections")
    assert rows["side"].tolist()[:2] == ["ours", "other"]
    assert rows["side"].isna().tolist() == [False, False, True]  # no party is nobody's side


def test_every_form_and_sheet_is_proposed_for_its_own_file(specimen):
    for name, source in HAND_KEPT.items():
        proposal = best_proposal(specimen(name))
        assert proposal.source == source, name
        assert not proposal.lacking, name


@pytest.mark.parametrize(("name", "source"), HAND_KEPT.items())
def test_every_form_and_sheet_can_be_read_in_words_nobody_knows(
    confirmed, specimen, received, name, source
):
    import csv
    import io

    file = specimen(name)
    lines = list(csv.reader(io.StringIO(file.path.read_text("utf-8-sig"))))
    proposal = best_proposal(file)
    strange = {line.question: f"Zzz {number}" for number, line in enumerate(proposal.lines)}
    lines[0] = [strange.get(cell.strip(), f"Qqq {cell}") for cell in lines[0]]
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    crosswalk = Crosswalk(
        source=source,
        confirmed=True,
        questions={strange[line.question]: line.field for line in proposal.lines},
    )
    plain = read_with(file, confirmed())
    through = read_with(received(out.getvalue()), confirmed(own=crosswalk))
    for table in sources()[source].tables:
        assert through.table(table).equals(plain.table(table)), table


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("Please enter your mobile no.", "phone"), ("What all work did you do today?", "acts"),
        ("आज आप कहाँ काम करने गए थे?", "unit"), ("आज आपने क्या-क्या काम किया", "acts"),
        ("आज कितने लोगों से मिले?", "met"), ("How many persons did you meet?", "met"),
        ("Date on which the work was done", "day"), ("काम किस तारीख को किया", "day"),
        ("अपना मोबाइल नम्बर लिखें", "phone"),
    ],
)  # fmt: skip
def test_reworded_questions_are_proposed_in_english_and_hindi(received, question, field):
    rest = {"phone": "Mobile number", "unit": "Where did you work?", "acts": "What did you do?"}
    rest.pop(field, None)
    header = ",".join(["Timestamp", *rest.values(), f'"{question}"'])
    proposal = best_proposal(received(f"{header}\n{',' * header.count(',')}\n"))
    assert proposal.source == "activity_form"
    assert {line.question: line.field for line in proposal.lines}[question] == field


def test_a_proposal_says_how_sure_it_is_and_what_is_left(received):
    text = "Timestamp,Sampark sutra,Vivaran,Aaj kya kaam kiya\n,,,\n"
    proposal = best_proposal(received(text), "activity_form")
    first, second = proposal.lines
    assert (first.question, first.field, first.sure) == ("Timestamp", "sent", 1.0)
    assert (second.question, second.field) == ("Aaj kya kaam kiya", "acts")
    assert 0.6 <= second.sure < 1
    assert proposal.lacking == ("phone", "unit")
    assert proposal.left == ("Sampark sutra", "Vivaran")


def test_a_question_answered_with_mobile_numbers_asks_for_one_whatever_its_words(received):
    text = "Timestamp,Sampark sutra,Kahan gaye,Kya kaam kiya\n,98765 43210,Ranchi,Meeting\n"
    lines = {line.question: line for line in best_proposal(received(text)).lines}
    assert (lines["Sampark sutra"].field, lines["Sampark sutra"].sure) == ("phone", 0.8)
    text = text.replace("98765 43210", "by hand")
    assert "Sampark sutra" in best_proposal(received(text)).left


OF_OFFICES = {
    "activity_form": (
        "Timestamp,Your 10 digit contact,Area covered today,Tasks completed,Households reached",
        "2026/06/14 1:28:19 PM GMT+5:30,9876543211,IN-JH-AC-065,Door to door,12",
        ("sent", "phone", "unit", "acts", "met"),
    ),
    "report_form": (
        "Timestamp,Sampark,Kis vidhan sabha ki report,Saptah,Google drive link",
        "2026/06/14 1:28:19 PM GMT+5:30,9876543211,Hatia,2026-W23,https://example.org/1",
        ("sent", "phone", "unit", "week", "link"),
    ),
    "ratings": (
        "Timestamp,Aapka mobile,Vakta ka naam,Shivir,Vishay,10 mein se kitne ank,18 varsh se adhik",
        "2026/06/14 1:28:19 PM GMT+5:30,9876543211,Suresh,C-1,Booth,8,Haan",
        ("sent", "rater", "speaker", "event", "topic", "score", "adult"),
    ),
    "events": (
        "क्रमांक,शिविर का कोड,वर्ग का प्रकार,स्थान/इकाई,आरंभ तिथि,समापन तिथि,सहभागिता शुल्क",
        "1,C-1,अभ्यास वर्ग,कांके विधानसभा,14/06/2026,16/06/2026,₹100/-",
        (None, "event", "type", "unit", "held_on", "until_on", "fee"),
    ),
    "pravas": (
        "Timestamp,Pravasi ka mobile,Pravas sthal,Kab pahunche,Kab nikle,Kitni raat",
        "2026/06/14 1:28:19 PM GMT+5:30,9876543211,Hatia,12/06/2026,14/06/2026,2",
        ("sent", "worker", "unit", "arrived", "left", "nights"),
    ),
    "claims": (
        "S.No.,Rumour ID,What is being said,Date noticed,Current status,URL of proof",
        "1,R-1,No road,14/06/2026,Pending,https://example.org/1",
        (None, "claim", "text", "first_seen_on", "status", "evidence"),
    ),
}


@pytest.mark.parametrize("source", OF_OFFICES)
def test_a_form_in_an_offices_own_words_is_understood_by_words_and_answers(received, units, source):
    header, row, fields = OF_OFFICES[source]
    proposal = best_proposal(received(f"{header}\n{row}\n"), units=units)
    assert proposal.source == source
    said = {line.question: line.field for line in proposal.lines}
    assert tuple(said.get(question) for question in header.split(",")) == fields


def test_answers_of_another_kind_outweigh_words_that_are_only_like(received):
    text = "Timestamp,Mobile,Where did you work?,Work done,People meeting\n,,,,{}\n"
    met = [
        {line.question: line.field for line in best_proposal(received(text.format(said))).lines}
        for said in ("12", "14/06/2026")
    ]
    assert met[0]["People meeting"] == "met"
    assert met[1].get("People meeting") != "met"


def test_a_field_named_outright_is_proposed_whatever_the_answers(received):
    text = "Claim code,Claim text,First seen,Evidence\nC-1,No road,2026-11-09,seen on TV\n"
    said = {line.question: line.field for line in best_proposal(received(text)).lines}
    assert said["Evidence"] == "evidence"


def test_the_forms_that_come_with_the_sample_are_understood_to_the_last_word(confirmed, received):
    from hustings.sample.forms import ACTIVITY_HEADER
    from hustings.sample.reports import REPORT_HEADER

    for header in (ACTIVITY_HEADER, REPORT_HEADER):
        found = read_with(received(",".join(header) + "\n" + "," * 5 + "\n"), confirmed())
        assert not [what for what in found.assumed if "taken to ask" in what or "may ask" in what]


def test_of_questions_like_nothing_a_source_must_be_named(received):
    text = "Aaa,Bbb\n1,2\n"
    with pytest.raises(InputError, match="None of the questions"):
        best_proposal(received(text))
    assert best_proposal(received(text), "events").left == ("Aaa", "Bbb")


def test_a_form_that_asks_for_votes_gets_no_proposal(specimen):
    with pytest.raises(RefusedError):
        best_proposal(specimen("form_asks_whom_people_vote_for.csv"))


@pytest.mark.parametrize("content", ["", "\n\n", "one column\nof text\n", "\0" * 40])
def test_what_is_no_table_gets_no_proposal(received, content):
    with pytest.raises(InputError):
        best_proposal(received(content))


@settings(
    max_examples=tries(60), deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    raw=st.one_of(
        st.binary(max_size=300),
        st.lists(st.text(max_size=12), min_size=2, max_size=8).map(
            lambda cells: (",".join(cells) + "\n" + ",".join(cells)).encode("utf-8", "replace")
        ),
    )
)
def test_of_anything_at_all_there_is_a_proposal_or_a_named_error(received, raw):
    try:
        proposal = best_proposal(received(raw))
    except HustingsError:
        return  # named, with its fix, which other tests look at
    asked = [line.question for line in proposal.lines]
    assert len(set(asked)) == len(asked)
    assert all(0 < line.sure <= 1 for line in proposal.lines)
