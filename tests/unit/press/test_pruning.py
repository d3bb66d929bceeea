"""What is old goes by rule, what is named stays, and a crash leaves nothing half."""

import errno
import itertools
import os
import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from tests.support import two_editions
from tests.support.archive import LAST, NEW, OLD, SEAT, open_archive
from tests.support.pages import page_of
from tests.support.printing import MONDAY, PowerCut

from hustings.cli import main
from hustings.edition import listed, open_edition
from hustings.errors import BusyError, StoreError
from hustings.page.files import UNFINISHED
from hustings.press import pruning
from hustings.press.delivery.addresses import Envelope
from hustings.press.delivery.letters import letter
from hustings.press.delivery.outbox import Outbox
from hustings.press.index import write_index
from hustings.press.ledger import Ledger
from hustings.press.pruning import Rule, carry_out, plan_pruning
from hustings.press.removing import bytes_of

FIRST, SECOND, LATE = two_editions.FIRST, two_editions.SECOND, two_editions.LATE
RULE = Rule(keep_weeks=53, keep_editions=2, keep_runs=60)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The office once, to be copied for each cut."""
    office = open_archive(tmp_path_factory.mktemp("filled"))
    fill(office)
    return office


def copied(filled, folder, by=shutil.copy2):
    shutil.copytree(filled.folder, folder, symlinks=True, dirs_exist_ok=True, copy_function=by)
    folders = {name: folder / name for name in ("data", "reports", "notebooks")}
    settings = filled.settings.model_copy(
        update={"folders": filled.settings.folders.model_copy(update=folders)}
    )
    return type(filled)(folder, settings)


@pytest.fixture
def office(filled, tmp_path):
    """Pages of three periods, five more editions of the newest, and runs of a year."""
    return copied(filled, tmp_path / "office")


def fill(office):
    made = office.again(SECOND, 5)
    office.print(OLD, f"{SEAT}.hi", edition=made[0], days=400)
    office.print(OLD, "IN-JH.hi", edition=made[0], days=400)
    office.print(LAST, f"{SEAT}.hi", edition=FIRST, days=7)
    office.print(NEW, f"{SEAT}.hi", edition=made[1], before=LATE)
    (office.reports / "w" / OLD / f"{SEAT}.hi.pdf").write_text("p" * 3000, "utf-8")
    write_index(office.settings, office.edition)


def plan(office, rule=RULE):
    return plan_pruning(office.settings, rule, now=MONDAY)


def names(items, kind):
    return {item.name for item in items if item.kind == kind}


def files(office):
    """All but what was being written when the power went, which the press sweeps away."""
    return {path.relative_to(office.folder).as_posix()
            for path in office.folder.rglob("*")
            if path.is_file() and not path.name.endswith(UNFINISHED)}  # fmt: skip


def put_letter(office, at):
    """A letter that waits, of a moment; gives what the outbox has of it."""
    outbox = Outbox.of(office.settings)
    envelope = Envelope("office@office.example", ("reader@office.example",), at)
    return outbox.files_of(outbox.put(letter([page_of()], envelope, run=str(at))).identity)


def test_old_letters_go_sent_or_not_and_younger_ones_stay(office):
    """
    61 days old | 59 days old
    """
    old = put_letter(office, MONDAY - timedelta(days=61))
    young = put_letter(office, MONDAY - timedelta(days=59))
    found = plan(office)
    assert [item.paths for item in found.going if item.kind == "letter"] == [old]
    carry_out(found, office.settings)
    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in young)


def test_old_pages_go_with_what_lies_beside_them(office):
    found = plan(office)
    assert names(found.going, "page") == {f"w/{OLD}/{SEAT}.hi.html"}
    carry_out(found, office.settings)
    left = {path.name for path in (office.reports / "w" / OLD).iterdir()}
    assert left == {"IN-JH.hi.html"}


def test_the_newest_page_of_its_kind_stays_however_old(office):
    (spared,) = [item for item in plan(office).spared if item.kind == "page"]
    assert (spared.name, spared.kept) == (f"w/{OLD}/IN-JH.hi.html", "latest")
    carry_out(plan(office), office.settings)
    assert (office.reports / "latest" / "w" / "IN-JH.hi.html").exists()


def test_editions_past_the_newest_few_go_unless_a_page_names_them(office):
    """Of 2026-W46 there are six: the two newest stay, and those two pages name."""
    found = plan(office)
    assert names(found.going, "edition") == {"2026-W46-00000003", SECOND}
    assert names(found.spared, "edition") == {"2026-W46-00000001", "2026-W46-00000002"}
    carry_out(found, office.settings)
    assert listed(office.folder / "data" / "editions") == [
        FIRST, LATE, "2026-W46-00000001", "2026-W46-00000002", "2026-W46-00000004",
        "2026-W46-00000005",
    ]  # fmt: skip


def test_an_edition_only_an_old_page_names_goes_with_that_page(office):
    office.print(NEW, "IN-JH.hi", edition="2026-W46-00000002")  # so that both old pages go
    assert "2026-W46-00000001" in names(plan(office).going, "edition")


def test_the_edition_a_page_is_compared_with_stays(office):
    found = plan(office, Rule(53, 1, 60))
    assert LATE not in names(found.going, "edition")
    assert FIRST in names(found.spared, "edition")  # not the newest of its week, but printed from
    (office.reports / "w" / LAST / f"{SEAT}.hi.html").unlink()
    assert FIRST in names(plan(office, Rule(53, 1, 60)).going, "edition")


def test_the_ledger_names_the_edition_of_a_page_that_says_nothing(office):
    page = office.reports / "w" / NEW / f"{SEAT}.hi.html"
    page.write_text("<p>no data</p>", "utf-8")
    assert "2026-W46-00000002" in names(plan(office).spared, "edition")


def test_the_newest_edition_of_a_period_is_never_planned(office):
    found = plan(office, Rule(1, 1, 1))
    newest = {LATE, "2026-W46-00000005"}
    assert not newest & names(found.going, "edition")


def test_folders_of_runs_go_by_the_moment_they_were_printed_for(office):
    found = plan(office)
    moment = f"{MONDAY - timedelta(days=400):%Y%m%dT%H%M%SZ}"
    assert names(found.going, "run") == {f"w/{moment}"}
    (office.folder / "data" / "runs" / "w" / "2020-notes").mkdir()
    assert names(plan(office).going, "run") == {f"w/{moment}"}
    carry_out(plan(office), office.settings)
    left = {path.name for path in (office.folder / "data" / "runs" / "w").iterdir()}
    assert moment not in left
    assert len(left) == 3


def test_nothing_else_is_touched(office):
    before = files(office)
    carry_out(plan(office), office.settings)
    gone = before - files(office)
    assert all(name.startswith(("reports/", "data/editions/", "data/runs/")) for name in gone)
    assert {"data/raw/file", "data/clean/file", "data/measured/file"} <= files(office)


def test_a_link_is_taken_away_and_never_what_it_leads_to(office, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "precious").write_text("x", "utf-8")
    runs = office.folder / "data" / "runs" / "w"
    (runs / "20200101T000000Z").symlink_to(elsewhere, target_is_directory=True)
    carry_out(plan(office), office.settings)
    assert (elsewhere / "precious").exists()
    assert not (runs / "20200101T000000Z").is_symlink()


def test_the_index_leads_to_nothing_that_went(office):
    carry_out(plan(office), office.settings)
    assert broken_links(office) == []
    assert f"w/{OLD}/{SEAT}.hi.html" not in (office.reports / "feed.xml").read_text("utf-8")


def test_planning_changes_nothing(office):
    before = files(office)
    plan(office)
    assert files(office) == before


def test_the_size_is_what_the_disk_gets_back(office):
    """A file that the shelf holds as well is not freed by an edition's removal."""
    editions = office.folder / "data" / "editions"
    part = editions / SECOND / "units.parquet"
    going = [item for item in plan(office).going if item.name == SECOND]
    alone = bytes_of([path for item in going for path in item.paths])
    os.link(part, office.folder / "data" / "measured" / "units.parquet")
    shared = bytes_of([path for item in going for path in item.paths])
    assert alone - shared == part.stat().st_size
    total = plan(office).size
    assert total > shared


def test_on_a_full_disk_what_no_page_leads_to_goes_and_every_page_stays(office, monkeypatch):
    put_letter(office, MONDAY - timedelta(days=61))

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    def not_to_be_written(ledger):
        raise StoreError("The ledger of runs cannot be used: disk I/O error.")

    monkeypatch.setattr(Ledger, "_opened", not_to_be_written)
    monkeypatch.setattr(pruning, "write_index", full)
    found = plan(office)
    assert {"run", "letter", "page", "edition"} <= {item.kind for item in found.going}
    with pytest.raises(OSError, match="No space"):
        carry_out(found, office.settings)
    left = plan(office).going
    assert {item.kind for item in left} == {"page", "edition"}


def test_while_the_press_is_at_work_nothing_goes(office):
    office.ledger.open_job(MONDAY, {})
    before = files(office)
    with pytest.raises(BusyError, match="at work") as busy:
        carry_out(plan(office), office.settings)
    assert busy.value.exit_code == 5
    assert files(office) == before


def broken_links(office):
    pages = list(office.reports.glob("*.html"))
    links = [
        (page.name, a["href"])
        for page in pages
        for a in BeautifulSoup(page.read_text("utf-8"), "html.parser").select("main a, footer a")
    ]
    return [(page, href) for page, href in links if not (office.reports / href).exists()]


class Cut:
    """Lets so many changes of the disk through, then the power goes; a tree goes half."""

    def __init__(self, after):
        self.left = after

    def step(self):
        if self.left == 0:
            raise PowerCut
        self.left -= 1

    def install(self, patch):
        for name in ("unlink", "rename", "replace", "rmdir"):
            patch.setattr(Path, name, self.before(getattr(Path, name)))
        patch.setattr(shutil, "rmtree", self.rmtree)

    def before(self, real):
        def cut(path, *args, **kwargs):
            self.step()
            return real(path, *args, **kwargs)

        return cut

    def rmtree(self, folder, **_):
        for path in sorted(Path(folder).rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        if Path(folder).is_dir():
            Path(folder).rmdir()


def test_whenever_the_power_goes_nothing_is_half_and_the_next_try_finishes(filled, tmp_path):
    whole = copied(filled, tmp_path / "whole")
    carry_out(plan(whole), whole.settings)
    for after in itertools.count():
        office = copied(filled, tmp_path / str(after), by=os.link)  # nothing writes into a file
        with pytest.MonkeyPatch.context() as patch:
            Cut(after).install(patch)
            try:
                carry_out(plan(office), office.settings)
            except PowerCut:
                cut = True
            else:
                cut = False
        assert broken_links(office) == [], after
        folder = office.folder / "data" / "editions"
        for name in listed(folder):
            open_edition(folder, name)  # which checks the hash of every table
        carry_out(plan(office), office.settings)
        assert files(office) == files(whole), after
        shutil.rmtree(office.folder)
        if not cut:
            break
    assert after > 25, after  # so many single steps there were to be cut off at


def run(office, *words):
    path = office.folder / "settings.toml"
    path.write_text(
        '[campaign]\nname_en = "Office"\nname_hi = "कार्यालय"\nstate = "IN-JH"\n'
        "[archive]\nkeep_editions = 2\n", "utf-8",
    )  # fmt: skip
    return CliRunner().invoke(main, ["prune", "--settings", str(path), *words])


def test_a_dry_run_says_what_would_go_and_changes_nothing(office):
    run(office, "--help")  # writes the settings
    for days in (70, 80):
        put_letter(office, MONDAY - timedelta(days=days))
    before = files(office)
    done = run(office, "--dry-run")
    assert re.search(r"^2 letters, \d\d KB\.$", done.stdout, re.MULTILINE)
    assert done.exit_code == 0, done.output
    assert f"w/{OLD}: 1 page, 9 KB." in done.stdout
    assert f"Edition {SECOND}:" in done.stdout
    assert "Edition 2026-W46-00000002:" in done.stdout
    assert "Stays: a page names it." in done.stdout
    assert "Would free " in done.stdout
    assert files(office) == before


def test_the_command_takes_away_what_the_dry_run_named(office):
    told = run(office, "--dry-run").stdout
    done = run(office)
    assert done.exit_code == 0, done.output
    assert done.stdout == told.replace("Would free", "Freed")
    assert not (office.folder / "data" / "editions" / SECOND).exists()
    again = run(office)
    assert "Nothing is old enough to go." in again.stdout


def test_how_much_is_kept_may_be_said_for_once(office):
    assert f"w/{LAST}" not in run(office, "--dry-run").stdout
    assert f"w/{LAST}: 1 page" in run(office, "--dry-run", "--keep", "1").stdout


def test_the_command_exits_with_5_while_the_press_is_at_work_and_speaks_hindi(office):
    office.ledger.open_job(MONDAY, {})
    assert run(office, "--dry-run").exit_code == 0
    done = run(office, "--language", "hi")
    assert done.exit_code == 5
    assert "छपाई चल रही है" in done.stderr
