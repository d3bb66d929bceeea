"""The commands that bring pages to people, with a real mail server and without."""

import io
import json
import shutil
from datetime import timedelta

import pytest
from click.testing import CliRunner
from PIL import Image
from tests.support.mailserver import PASSWORD, mail_server
from tests.support.pages import html_of

from hustings.cli import main
from hustings.press.delivery import browser, outbox, paper, pictures

TO = ("--to", "a@b.example")


@pytest.fixture
def office(tmp_path, monkeypatch, root):
    """An office with a page in each language, and no mail server."""
    folder = tmp_path / "office"
    folder.mkdir()
    shutil.copy(root / "settings.toml", folder)
    for language in ("en", "hi"):
        page = html_of(language=language, sample=True)
        (folder / f"IN-JH-PC-02.{language}.html").write_text(page, "utf-8")
    monkeypatch.chdir(folder)
    for name in ("HOST", "PORT", "SECURITY", "USER", "PASSWORD", "FROM"):
        monkeypatch.delenv(f"HUSTINGS_SMTP_{name}", raising=False)
    monkeypatch.delenv("HUSTINGS_SETTINGS", raising=False)
    return folder


@pytest.fixture
def server(monkeypatch):
    """A mail server that the environment names; gives what it got."""
    with mail_server() as (handler, environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield handler


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_forward_prints_five_lines_and_nothing_else(office):
    done = run("forward", "IN-JH-PC-02.hi.html")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 5
    assert done.stdout.startswith("नमूना · SAMPLE · *Weekly briefing")
    assert done.stderr == ""
    assert not (office / "data").exists()


@pytest.fixture
def drawn(monkeypatch):
    """A browser that makes the same small picture, or paper, of every page."""
    shot = io.BytesIO()
    Image.new("RGB", (1080, 1400), "white").save(shot, "PNG")
    monkeypatch.setattr(paper, "draw", lambda *_: b"%PDF (D:20260101000000+00'00')")
    monkeypatch.setattr(pictures, "draw", lambda *_: shot.getvalue())


@pytest.mark.parametrize(("command", "ending"), [("pdf", "pdf"), ("card", "png")])
def test_pages_are_made_beside_themselves_or_into_a_folder(
    office, drawn, tmp_path, command, ending
):
    pages = ("IN-JH-PC-02.en.html", "IN-JH-PC-02.hi.html")
    done = run(command, *pages)
    assert done.exit_code == 0, done.output
    assert done.stdout == "".join(f"IN-JH-PC-02.{each}.{ending} is made\n" for each in ("en", "hi"))
    assert (office / f"IN-JH-PC-02.hi.{ending}").stat().st_size
    assert run(command, *pages, "--into", tmp_path, "--language", "hi").stdout.count("बन गया") == 2
    assert (tmp_path / f"IN-JH-PC-02.en.{ending}").exists()


def test_a_page_alone_needs_no_settings(office, drawn):
    (office / "settings.toml").unlink()
    done = run("card", "IN-JH-PC-02.en.html")
    assert (done.exit_code, done.stdout) == (0, "IN-JH-PC-02.en.png is made\n")
    assert "बन गया" in run("card", "IN-JH-PC-02.en.html", "--language", "hi").stdout
    assert run("card", "IN-JH-PC-02.en.html", "--settings", "no.toml").exit_code == 2


def test_without_a_browser_it_is_said_what_to_install(office, monkeypatch):
    monkeypatch.setattr(browser, "NAMES", ("no-such-browser",))
    monkeypatch.setattr(paper, "check_fonts", lambda _text: None)
    done = run("pdf", "IN-JH-PC-02.en.html", "--language", "hi")
    assert done.exit_code == 16
    assert "ब्राउज़र नहीं है" in done.stderr
    assert "apt install chromium" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("forward", "none.html"),
        ("mail", "none.html", *TO),
        ("pdf", "none.html"),
        ("card", "none.html"),
    ],
)
def test_a_page_that_is_not_there_is_said(office, server, words):
    done = run(*words)
    assert done.exit_code == 10
    assert "There is no such page." in done.stderr
    assert "none.html" in done.stderr


def test_mail_goes_to_all_recipients_once(office, server):
    pages = ("IN-JH-PC-02.en.html", "IN-JH-PC-02.hi.html")
    done = run("mail", *pages, *TO, "--to", "c@d.example")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("sent to a@b.example, c@d.example: [नमूना · SAMPLE] Weekly")
    again = run("mail", *pages, *TO, "--to", "c@d.example")
    assert again.exit_code == 0
    assert "sent before and not again" in again.stdout
    assert "--again" in again.stdout
    assert len(server.letters) == 1
    assert run("mail", *pages, *TO, "--to", "c@d.example", "--again").exit_code == 0
    assert len(server.letters) == 2


def test_without_a_server_mail_says_what_to_set_and_writes_nothing(office):
    done = run("mail", "IN-JH-PC-02.en.html", *TO)
    assert done.exit_code == 2
    assert "No mail server is named." in done.stderr
    assert "HUSTINGS_SMTP_HOST" in done.stderr
    assert not (office / "data").exists()


def test_a_wrong_address_is_refused_before_anything_is_sent(office, server):
    done = run("mail", "IN-JH-PC-02.en.html", *TO, "--to", "c at d")
    assert done.exit_code == 2
    assert "'c at d'" in done.stderr
    assert server.letters == []
    assert run("mail", "IN-JH-PC-02.en.html").exit_code == 2  # to nobody


def test_a_letter_that_could_not_go_waits_in_the_outbox(office, server, monkeypatch):
    assert run("outbox", "list").stdout == "no letter waits\n"
    with mail_server() as (_, environment):
        port = environment["HUSTINGS_SMTP_PORT"]
    monkeypatch.setenv("HUSTINGS_SMTP_PORT", port)  # nobody listens there any more
    done = run("mail", "IN-JH-PC-02.en.html", *TO)
    assert done.exit_code == 17
    assert "waiting for a@b.example" in done.stdout
    assert "The mail server cannot be reached." in done.stderr
    told = json.loads(run("outbox", "list", "--json").stdout)
    assert (told["state"], told["recipients"]) == ("waiting", ["a@b.example"])


def test_outbox_send_sends_what_waits_and_says_what_it_did(office, server):
    server.on_data = "451 come back"
    assert run("mail", "IN-JH-PC-02.en.html", *TO).exit_code == 16
    server.on_data = None
    done = run("outbox", "send")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("sent to a@b.example: ")
    assert run("outbox", "send").stdout == "no letter waits\n"
    assert run("outbox", "list").stdout == done.stdout
    assert len(server.letters) == 1


def test_a_refused_recipient_makes_the_outcome_partial(office, server):
    server.refuse = {"c@d.example": "550 no such user"}
    done = run("mail", "IN-JH-PC-02.en.html", *TO, "--to", "c@d.example")
    assert done.exit_code == 3
    assert done.stdout.startswith("sent to a@b.example: ")
    assert "c@d.example (550)" in done.stderr


def test_what_is_said_is_in_hindi_where_it_is_asked_for_and_never_the_password(
    office, server, monkeypatch
):
    monkeypatch.setenv("HUSTINGS_SMTP_USER", "u")
    monkeypatch.setenv("HUSTINGS_SMTP_PASSWORD", PASSWORD)
    done = run("mail", "IN-JH-PC-02.en.html", *TO, "--language", "hi")
    assert done.exit_code == 17
    assert "मेल सर्वर इस पोर्ट पर एन्क्रिप्शन या लॉगिन नहीं देता।" in done.stderr
    assert PASSWORD not in done.output
    assert not any(PASSWORD in path.read_text("utf-8") for path in office.rglob("*.json"))


@pytest.fixture
def away(office, server, monkeypatch):
    """Two letters that wait since the mail server is away, and may be tried again at once."""
    monkeypatch.setattr(outbox, "FIRST_WAIT", timedelta())
    with monkeypatch.context() as patched:
        patched.setenv("HUSTINGS_SMTP_PORT", "1")
        for language in ("en", "hi"):
            run("mail", f"IN-JH-PC-02.{language}.html", *TO)
    return server


def test_a_tick_says_how_many_letters_wait_and_why_and_ends_with_the_servers_code(
    away, monkeypatch
):
    monkeypatch.setenv("HUSTINGS_SMTP_PORT", "1")
    done = run("tick")
    assert done.exit_code == 17
    (line,) = done.stderr.splitlines()
    assert line == (
        "2 letters not sent yet: The mail server cannot be reached. See: hustings outbox list"
    )
    hindi = run("tick", "--language", "hi")
    assert "2 मेल अभी नहीं भेजे गए: " in hindi.stderr


def test_a_tick_that_tries_no_letter_yet_still_names_those_that_wait(away, monkeypatch):
    monkeypatch.setattr(outbox, "FIRST_WAIT", timedelta(hours=1))
    done = run("tick")
    assert done.exit_code == 5  # it did nothing
    assert done.stderr.startswith("2 letters not sent yet: ")


def test_a_tick_with_letters_and_no_server_says_which_setting_is_missing(away, monkeypatch):
    monkeypatch.delenv("HUSTINGS_SMTP_HOST")
    done = run("tick")
    assert done.exit_code == 2
    assert "2 letters not sent yet: No mail server is named." in done.stderr


def test_a_tick_that_sends_all_that_waits_is_silent_about_it(away):
    done = run("tick")
    assert (done.exit_code, done.output) == (0, "")
    assert len(away.letters) == 2
    assert (run("tick").exit_code, run("tick").output) == (5, "")


def test_a_tick_says_which_letters_the_server_will_never_take(away):
    away.refuse = {"a@b.example": "550 no such user"}
    done = run("tick")
    assert done.exit_code == 16
    assert "2 letters refused by the mail server: " in done.stderr
    assert run("tick").exit_code == 5  # they do not wait
