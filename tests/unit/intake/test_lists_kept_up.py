"""Lists an office keeps up and sends again: what was filled in later is not taken for known."""

from datetime import UTC, datetime

from tests.unit.intake.conftest import NOW

from hustings.intake import forget_file

ROSTER = "Name,Phone,Unit,18 or older\nRamesh,9876543210,IN-JH-AC-065,yes\n"


def at(day):
    return datetime(2026, 11, day, tzinfo=UTC)


def test_the_day_a_post_ended_is_stored_though_the_post_is_known(put, take, rows):
    take(put("roster.csv", ROSTER))
    header = "Mobile,Unit,Post,From,Until\n"
    held = "9876543210,IN-JH-AC-065,Convenor,2024-04-01,"
    take(put("a/posts.csv", f"{header}{held}\n"), exported_at=at(9))
    take(put("b/posts.csv", f"{header}{held}2026-11-01\n"), exported_at=at(16))
    (stored,) = rows("appointments").to_dict("records")
    assert str(stored["until_on"])[:10] == "2026-11-01"


def test_one_claim_answered_in_two_places_on_one_day_has_two_answers(put, take, rows):
    take(put("rebuttals.csv",
        "Claim code,Published,Evidence,Post link\n"
        "C-1,2026-11-10,https://example.org/a,https://x.com/nadi/status/2074000000000000001\n"
        "C-1,2026-11-10,https://example.org/a,https://youtu.be/Sx0ytsHc1kk\n"
    ))  # fmt: skip
    assert sorted(rows("rebuttals")["post"]) == ["x:2074000000000000001", "youtube:Sx0ytsHc1kk"]


def test_evidence_filled_in_later_is_stored_with_its_answer(put, take, rows):
    header = "Claim code,Published,Evidence,Post link\n"
    answer = "C-1,2026-11-10,{},https://youtu.be/Sx0ytsHc1kk\n"
    take(put("a/r.csv", header + answer.format("")), exported_at=at(11))
    take(put("b/r.csv", header + answer.format("https://example.org/a")), exported_at=at(12))
    assert rows("rebuttals")["evidence"].tolist() == ["https://example.org/a"]


def test_an_answer_sent_again_is_kept_wherever_the_sheet_has_been_sorted_to(put, take, rows):
    take(put("roster.csv", ROSTER))
    header = "Timestamp,Mobile,Where did you work?,Date of work,What did you do?,People met\n"
    answer = "2026/11/14 {} PM GMT+5:30,9876543210,IN-JH-AC-065,2026-11-13,House visit,{}\n"
    first, again = answer.format("1:28:19", 5), answer.format("2:28:19", 9)
    take(put("a/form.csv", header + first), exported_at=at(15))
    take(put("b/form.csv", header + again + first), exported_at=at(16))  # newest first now
    take(put("c/form.csv", header + again), exported_at=at(17))  # the first was deleted
    assert sorted(rows("activity")["people_met"]) == [5, 9]


OVERVIEW = 'Date,Impressions,Likes,New follows\n"Tue, Jul 14, 2026",10,1,2\n'


def test_a_file_that_named_no_account_is_read_once_it_does_and_the_first_is_forgotten(
    put, take, rows, office
):
    nameless = take(put("overview.csv", OVERVIEW))
    (row,) = nameless.files[0].set_aside
    assert "x_<account>" in row.fix
    assert "hustings forget-file" in row.fix  # what a person is told to do is what is done here
    forget_file("overview.csv", office, now=NOW)
    take(put("x_nadiyuva/overview.csv", OVERVIEW))
    assert set(rows("account_days")["account"]) == {"x:nadiyuva"}
