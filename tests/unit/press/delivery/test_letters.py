"""A letter: what it brings, whom it is for, and how a copy of it is known."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
from bs4 import BeautifulSoup
from tests.support.pages import html_of, page_of, stale

from hustings.errors import UsageError
from hustings.page.blocks import Action, Figure, Point
from hustings.press.delivery.addresses import Envelope, checked_addresses
from hustings.press.delivery.forwarding import forward_text
from hustings.press.delivery.heads import LETTER
from hustings.press.delivery.letters import MOST_ATTACHED as MOST
from hustings.press.delivery.letters import Failure, failure_letter, identity_of, letter
from hustings.press.delivery.outbox import Outbox

KB = 1000
AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
OFFICE = "Campaign office <office@office.example>"
TO = ("a@b.example", "c@d.example")
ATTACK = "</title></td><script>alert(1)</script><img src=x onerror=alert(1)>\"'"


def envelope(*, recipients=TO, at=AT, sender=OFFICE):
    return Envelope(sender, recipients, at)


def received(message):
    """The letter as another program reads it."""
    return message_from_bytes(message.as_bytes(), policy=SMTP)


def lines(part):
    return part.get_content().splitlines()


def html_part(message):
    return message.get_body(("html",)).get_content()


def test_a_letter_brings_the_text_the_first_screen_and_the_page_itself():
    page = page_of()
    got = received(letter([page], envelope()))
    assert got.get_content_type() == "multipart/mixed"
    assert lines(got.get_body(("plain",)))[:5] == forward_text(page).splitlines()
    soup = BeautifulSoup(html_part(got), "html.parser")
    told = soup.get_text(" ")
    for said in (
        "Dumka Lok Sabha seat",
        "Reports on time: 5 of 6.",
        "−16.7 pp",
        "assembly in-charge",
    ):
        assert said in told
    (attached,) = got.iter_attachments()
    assert attached.get_content_type() == "text/html"
    assert attached.get_filename() == "weekly_seat-2026-W47-IN-JH-PC-02.en.html"
    assert attached.get_payload(decode=True) == html_of().encode()  # not one byte changed


def test_the_head_says_who_when_and_that_no_person_wrote_it():
    got = received(letter([page_of()], envelope()))
    assert got["Subject"] == "Weekly briefing: Dumka Lok Sabha seat, 16–22 November 2026"
    assert got["From"] == OFFICE
    assert got["To"] == "a@b.example, c@d.example"
    assert got["Date"] == "Mon, 23 Nov 2026 07:00:00 +0530"
    assert got["Auto-Submitted"] == "auto-generated"


def test_the_subject_is_in_the_reader_s_language_and_marks_sample_data():
    page = page_of(language="hi", title="साप्ताहिक ब्रीफ़िंग", place="दुमका", sample=True)
    got = received(letter([page, page_of(), page_of()], envelope()))
    assert got["Subject"] == ("[नमूना · SAMPLE] साप्ताहिक ब्रीफ़िंग: दुमका, 16–22 November 2026; 2 और")


@pytest.mark.parametrize("shift", range(0, 40, 3))
@pytest.mark.parametrize("word", [" राँची", " 𐀀𐀀 ¡", " ab क"])
def test_no_space_of_a_subject_or_a_sender_is_lost_on_the_way(tmp_path, word, shift):
    """
    however the words fall on the lines of the head
    """
    title = "क" * shift + word * 9
    message = letter([page_of(title=title)], envelope(sender=f"Office{word * 6} <a@b.example>"))
    got = received(message)
    assert got["Subject"] == str(message["Subject"])
    assert got["Subject"].startswith(title.strip()[:60])
    assert got["From"].addresses[0].display_name == f"Office{word * 6}"
    assert got["From"].addresses[0].addr_spec == "a@b.example"
    head = message.as_bytes().partition(b"\r\n\r\n")[0]
    assert head.isascii()
    subject = head.partition(b"Subject: ")[2].partition(b"Date: ")[0]
    assert max(map(len, subject.split(b"\r\n"))) <= 76
    outbox = Outbox(tmp_path)
    outbox.put(message)
    assert outbox.letters()[0].subject == got["Subject"]
    kept = next(tmp_path.glob("*.eml")).read_bytes()
    assert kept == message.as_bytes()
    assert message_from_bytes(kept, policy=LETTER).as_bytes() == kept  # and so it is sent


def test_styles_are_set_on_the_elements_and_nothing_can_run_or_load():
    page = page_of(sample=True, banners=(stale("Old."),))
    html = html_part(letter([page], envelope()))
    soup = BeautifulSoup(html, "html.parser")
    assert not soup.find_all(["style", "script", "link", "img", "iframe", "form"])
    assert soup.find("h1")["style"]
    assert "background" in soup.find("p", "sample")["style"]
    assert "var(" not in html
    assert "http" not in html
    banners = [p.get_text() for p in soup.find_all("p", "banner")]
    assert banners[-1] == "Old."
    assert len(banners) == 3  # the sample's in both languages, then its own


def test_hostile_texts_stay_texts_in_every_part():
    page = page_of(
        title=ATTACK, place=ATTACK, banners=(stale(ATTACK),), points=(Point(ATTACK, ATTACK),),
        figures=(Figure(ATTACK, ATTACK, ATTACK, "up", False, base=ATTACK),),
        actions=(Action(ATTACK, ATTACK, ATTACK),), name=f"../{ATTACK}.html",
        briefing=ATTACK, unit=ATTACK,
    )  # fmt: skip
    got = received(letter([page], envelope()))
    soup = BeautifulSoup(html_part(got), "html.parser")
    assert not soup.find_all(["script", "img"])
    assert soup.get_text().count("<script>alert(1)</script>") >= 10
    (attached,) = got.iter_attachments()
    name = attached.get_filename()
    assert set("/\\<>\"' ").isdisjoint(name)
    assert not name.startswith(".")


@pytest.mark.parametrize(
    "text", ["A\r\nBcc: x@evil.example", "A\nBcc: x@evil.example", "A\u2028Bcc: x", "A\x00B"]
)
def test_no_text_of_a_page_can_add_a_header(text):
    message = letter([page_of(title=text, place=text)], envelope())
    head = message.as_bytes().partition(b"\r\n\r\n")[0]
    assert b"\nBcc" not in head
    assert received(message)["Bcc"] is None
    assert received(message).get_all("To") == ["a@b.example, c@d.example"]


@pytest.mark.parametrize(
    "address",
    [
        "", "a", "a@", "@b", "a b@c.example", "a@b.example\nBcc: x@y.example", "a@b..example",
        "a@b.example, x@y.example", "Ravi <a@b.example>", "a@b.example\r", "क@b.example",
        f"{'a' * 250}@b.example", "a@-b.example", ".a@b.example", 'a"@b.example',
    ],
)  # fmt: skip
def test_only_bare_addresses_are_written_to(address):
    if address.strip() == "a@b.example":  # spaces round an address are no part of it
        assert checked_addresses([address]) == ("a@b.example",)
        return
    with pytest.raises(UsageError, match="no address of mail"):
        envelope(recipients=("good@b.example", address))


@pytest.mark.parametrize("sender", ["", "Office", "Office <a>", "Office\nX: y <a@b.example>"])
def test_a_letter_needs_a_sender_with_an_address(sender):
    with pytest.raises(UsageError):
        envelope(sender=sender)


def test_a_letter_to_many_keeps_every_recipient(tmp_path):
    many = tuple(
        f"reader-{number:03}.of-the-office@district-{number}.example" for number in range(200)
    )
    message = letter([page_of()], envelope(recipients=many))
    assert received(message)["To"].addresses[199].addr_spec == many[199]
    outbox = Outbox(tmp_path)
    outbox.put(message)
    (posted,) = outbox.letters()
    assert posted.recipients == many
    assert all(len(line) < 998 for line in message.as_bytes().splitlines())


def test_every_wrong_address_is_named_and_a_repeated_one_counts_once():
    with pytest.raises(UsageError) as refused:
        checked_addresses(["x", "a@b.example", "y z"])
    assert refused.value.where == "'x', 'y z'"
    assert checked_addresses(["a@b.example", "a@b.example"]) == ("a@b.example",)
    with pytest.raises(UsageError, match="needs a recipient"):
        envelope(recipients=())


def test_the_same_letter_is_the_same_byte_for_byte():
    assert letter([page_of()], envelope()).as_bytes() == letter([page_of()], envelope()).as_bytes()


def test_a_letter_s_identity_is_that_of_its_run_and_recipients_whenever_it_is_made():
    one = letter([page_of()], envelope(), run="weekly_seat 2026-11-23T01:30Z")
    later = letter(
        [page_of()], envelope(at=AT + timedelta(hours=3)), run="weekly_seat 2026-11-23T01:30Z"
    )
    other_run = letter([page_of()], envelope(), run="weekly_seat 2026-11-30T01:30Z")
    other_reader = letter(
        [page_of()], envelope(recipients=TO[:1]), run="weekly_seat 2026-11-23T01:30Z"
    )
    assert identity_of(one) == identity_of(later)
    assert len({identity_of(each) for each in (one, other_run, other_reader)}) == 3
    assert one["Message-ID"] == f"<{identity_of(one)}@office.example>"


def test_without_a_run_a_page_printed_anew_is_another_letter():
    one, same = letter([page_of()], envelope()), letter([page_of()], envelope())
    anew = letter([page_of(edition="2026-W47-other")], envelope())
    assert identity_of(one) == identity_of(same) != identity_of(anew)


def test_letters_of_one_briefing_and_place_form_one_thread():
    week, next_week = page_of(), page_of(period="2026-W48", edition="x")
    elsewhere = page_of(unit="IN-JH-PC-03")
    threads = [letter([each], envelope())["References"] for each in (week, next_week, elsewhere)]
    assert threads[0] == threads[1] != threads[2]
    assert letter([week], envelope())["In-Reply-To"] == threads[0]


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("pages", [1, 40, 300])
def test_the_html_stays_below_100_kb_also_as_it_travels(language, pages):
    word = "राँची विधानसभा सीट " if language == "hi" else "Ranchi assembly seat "
    page = page_of(
        language=language, points=[Point(word * 5, word * 20)] * 3,
        actions=[Action(word, word * 10, word)] * 5,
    )  # fmt: skip
    message = letter([page] * pages, envelope())
    part = message.get_body(("html",))
    assert len(part.get_payload().encode()) < 100 * KB
    told = BeautifulSoup(part.get_content(), "html.parser").get_text(" ")
    if pages > 1:
        assert str(pages) in told  # how many are attached, whatever was told of them
    names = [each.get_filename() for each in message.iter_attachments()]
    assert len(set(names)) == pages


def test_one_page_with_endless_texts_is_named_only():
    page = page_of(points=[Point("a", "क" * 60_000)], place="क" * 60_000)
    message = letter([page], envelope())
    assert len(message.get_body(("html",)).get_payload().encode()) < 100 * KB


def test_more_pages_than_a_mail_can_carry_are_refused():
    page = page_of()
    many = MOST // len(page.html.encode()) + 1
    with pytest.raises(UsageError, match="too much for one mail"):
        letter([page] * many, envelope())
    with pytest.raises(UsageError, match="needs a page"):
        letter([], envelope())


def failed(failures, *, language="en"):
    return failure_letter(
        failures, envelope(), briefing="weekly_seat", period="2026-W47", whole=95, language=language
    )


def test_a_failure_letter_names_the_place_the_cell_and_the_kind_of_error():
    got = received(
        failed(
            [
                Failure("Dumka", "failed", 5, "KeyError"),
                Failure("Godda", "stale", error="StaleError"),
            ]
        )
    )
    assert got["Subject"] == "Not printed: Weekly briefing, 16–22 November 2026"
    assert lines(got)[:4] == [
        "2 of 95 pages of Weekly briefing for 16–22 November 2026 could not be printed.",
        "",
        "- Dumka: could not be printed, cell 5, an error in the notebook (KeyError)",
        "- Godda: data too old, an input is older than its limit",
    ]
    assert "hustings runs list" in got.get_content()


def test_a_failure_letter_shows_no_data_even_where_an_error_s_name_holds_some():
    letter = failed([Failure("Dumka\r\nX: y", "failed", 5, "Ravi Kumar 9876501234")])
    assert lines(letter)[2] == (
        "- Dumka X: y: could not be printed, cell 5, an error in the notebook (Error)"
    )
    assert "Ravi" not in letter.get_content()


def test_a_failure_letter_speaks_hindi_and_counts_what_it_does_not_name():
    text = failed(
        [Failure(f"सीट {n}", "timed_out") for n in range(70)], language="hi"
    ).get_content()
    assert "सीट 39: बहुत समय लगा" in text
    assert "सीट 40" not in text
    assert "- 30 और" in text
