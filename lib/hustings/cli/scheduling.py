"""The commands on the schedule: what is printed when, pausing, and the timer behind it."""

import getpass
import json
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from hustings.cli.options import load_settings, words_for
from hustings.cli.people import common
from hustings.cli.printed import print_unread

if TYPE_CHECKING:
    from hustings.press.schedule import Entry, Timetable
    from hustings.press.schedule.pausing import Pause
    from hustings.press.schedule.timer import Office
    from hustings.settings import Settings
    from hustings.wording import Words


@click.group("schedule")
def schedule_command() -> None:
    """Say what is printed when, pause entries, and set the timer up; schedule.toml holds it."""


@schedule_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON list.")
@common
def list_command(as_json: bool, settings_file: Path | None) -> None:
    """List every entry: when it comes in words, its briefings, when next, whether it rests."""
    from hustings.press.schedule.pausing import pauses

    settings, words, timetable = _opened(settings_file)
    resting, now = pauses(settings), datetime.now(UTC)
    if as_json:
        told = [
            _plain(entry, words, now, resting.get(entry.name), count=1) for entry in timetable.entry
        ]
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    _say_if_empty(timetable, words)
    for entry in timetable.entry:
        _print_entry(entry, words)
        rest = _resting(entry, resting.get(entry.name), words)
        click.echo(f"  {rest or _next(entry, now, words)}")


@schedule_command.command("next")
@click.argument("names", nargs=-1)
@click.option("--count", default=5, show_default=True, type=click.IntRange(1, 1000))
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON list.")
@common
def next_command(
    names: tuple[str, ...], count: int, as_json: bool, settings_file: Path | None
) -> None:
    """Show the next times of all entries, or of those NAMED, by each one's own clock."""
    from hustings.press.schedule.pausing import pauses
    from hustings.press.schedule.saying import local_words

    settings, words, timetable = _opened(settings_file)
    resting, now = pauses(settings), datetime.now(UTC)
    chosen = [timetable.named(name) for name in names] or list(timetable.entry)
    if as_json:
        told = [_plain(each, words, now, resting.get(each.name), count=count) for each in chosen]
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    _say_if_empty(timetable, words)
    for entry in chosen:
        _print_entry(entry, words)
        if rest := _resting(entry, resting.get(entry.name), words):
            click.echo(f"  {rest}")
        for slot in islice(entry.cron.after(now), count):
            click.echo(f"  {local_words(slot, entry.time_zone, words)}")


@schedule_command.command("check")
@common
def check_schedule_command(settings_file: Path | None) -> None:
    """Check schedule.toml against the notebooks: names, parameters, times, addresses."""
    from hustings.press.briefings import Shelf
    from hustings.press.choosing import Chosen
    from hustings.press.schedule import schedule_file
    from hustings.press.schedule.checking import check_timetable
    from hustings.press.schedule.installing import is_installed, office_of

    settings, words, timetable = _opened(settings_file)
    check_timetable(timetable, settings)
    if timetable.entry:
        print_unread(Chosen(unread=Shelf.of(settings.folders.notebooks).unreadable), words)
    entries = words.count("entry", len(timetable.entry))
    click.echo(words.say("schedule.good", entries=entries, file=schedule_file(settings).name))
    if not is_installed(office_of(settings)):
        click.echo(words.say("schedule.no_tick_yet", command="hustings schedule install"))


@schedule_command.command("pause")
@click.argument("name")
@click.option("--why", default="", help="Shown beside the entry.")
@click.option("--by", help="Who pauses it; default: the user of this computer.")
@common
def pause_command(name: str, why: str, by: str | None, settings_file: Path | None) -> None:
    """Print nothing for the entry NAME until it is resumed; schedule.toml stays as it is."""
    from hustings.press.schedule.pausing import pause

    settings, words, timetable = _opened(settings_file)
    entry, who = timetable.named(name), by or getpass.getuser()
    pause(settings, entry, now=datetime.now(UTC), by=who, why=why)
    command = f"hustings schedule resume {entry.name}"
    click.echo(words.say("schedule.pausing", name=entry.name, command=command))


@schedule_command.command("resume")
@click.argument("name")
@common
def resume_command(name: str, settings_file: Path | None) -> None:
    """Print for the paused entry NAME again, from its next time on."""
    from hustings.press.schedule.pausing import resume
    from hustings.press.schedule.saying import local_words

    settings, words, timetable = _opened(settings_file)
    entry = timetable.named(name)
    resume(settings, entry)
    slot = local_words(next(entry.cron.after(datetime.now(UTC))), entry.time_zone, words)
    click.echo(words.say("schedule.resumed", name=entry.name, slot=slot))


@schedule_command.command("install")
@click.option("--cron/--systemd", "by_cron", default=None, help="Default: what this machine runs.")
@click.option("--system", is_flag=True, help="Units for the whole machine, put there with sudo.")
@click.option("--dry-run", is_flag=True, help="Print what would be written.")
@common
def install_command(
    by_cron: bool | None, system: bool, dry_run: bool, settings_file: Path | None
) -> None:
    """Set up the timer that calls `hustings tick` each minute, for this office."""
    from hustings.press.schedule import installing
    from hustings.press.schedule.timer import cron_line

    settings, words, _ = _opened(settings_file)
    office = installing.office_of(settings)
    if not installing.systemd_runs() if by_cron is None else by_cron:
        if dry_run:
            click.echo(cron_line(office))
            return
        installing.write_cron_line(office)
        click.echo(words.say("schedule.crontab_written", user=getpass.getuser()))
        _say_environment(office, words)
        return
    texts = installing.units(office, user=getpass.getuser() if system else "")
    if dry_run:
        click.echo("\n".join(f"# {name}\n{text}" for name, text in texts.items()))
        return
    folder = settings.folders.data / "units" if system else installing.user_units()
    for path in installing.write_units(texts, folder):
        click.echo(words.say("schedule.written", path=str(path)))
    click.echo(words.say("schedule.to_start"))
    for command in _starting(office, folder, system=system):
        click.echo(f"  {command}")
    _say_environment(office, words)


def _say_environment(office: "Office", words: "Words") -> None:
    """Where the mail server's name and password go: in quotes, which systemd and a shell share."""
    example, path = "HUSTINGS_SMTP_PASSWORD='...'", str(office.environment)
    click.echo(words.say("schedule.environment", example=example, path=path))


def _starting(office: "Office", folder: Path, *, system: bool) -> list[str]:
    """What a person types so that systemd takes the units up."""
    import shlex

    timer = f"{office.unit}.timer"
    if not system:
        return [
            "systemctl --user daemon-reload",
            f"systemctl --user enable --now {timer}",
            "loginctl enable-linger",  # else the timer rests while its user is logged out
        ]
    files = shlex.join(str(folder / f"{office.unit}.{kind}") for kind in ("service", "timer"))
    return [
        f"sudo install -m 644 {files} /etc/systemd/system/",
        "sudo systemctl daemon-reload",
        f"sudo systemctl enable --now {timer}",
    ]


def _opened(settings_file: Path | None) -> "tuple[Settings, Words, Timetable]":
    from hustings.press.schedule import read_timetable, schedule_file

    settings = load_settings(settings_file)
    words = words_for(settings)
    return settings, words, read_timetable(schedule_file(settings))


def _say_if_empty(timetable: "Timetable", words: "Words") -> None:
    from hustings.press.schedule.timetable import SCHEDULE_FILE

    if not timetable.entry:
        click.echo(words.say("schedule.empty", file=SCHEDULE_FILE))


def _print_entry(entry: "Entry", words: "Words") -> None:
    from hustings.press.schedule.saying import in_words

    when, briefings = in_words(entry.cron, words), ", ".join(entry.briefings)
    said = {"name": entry.name, "when": when, "zone": entry.time_zone, "briefings": briefings}
    click.echo(words.say("schedule.entry", **said))


def _next(entry: "Entry", now: datetime, words: "Words") -> str:
    from hustings.press.schedule.saying import local_words

    slot = next(entry.cron.after(now))
    return words.say("schedule.next", slot=local_words(slot, entry.time_zone, words))


def _resting(entry: "Entry", pause: "Pause | None", words: "Words") -> str:
    """Since when an entry is paused, by whom and why; empty when it is not."""
    from hustings.press.schedule.timetable import SCHEDULE_FILE

    if entry.paused:
        return words.say("schedule.paused_in_file", file=SCHEDULE_FILE)
    if pause is None:
        return ""
    day = words.day(pause.since.astimezone(ZoneInfo(entry.time_zone)).date())
    if pause.why:
        return words.say("schedule.paused_why", day=day, by=pause.by, why=pause.why)
    return words.say("schedule.paused", day=day, by=pause.by)


def _plain(
    entry: "Entry", words: "Words", now: datetime, pause: "Pause | None", *, count: int
) -> dict[str, object]:
    from hustings.press.schedule.saying import in_words

    zone = ZoneInfo(entry.time_zone)
    slots = [slot.astimezone(zone).isoformat() for slot in islice(entry.cron.after(now), count)]
    return {
        **entry.model_dump(mode="json"),
        "paused": entry.paused or pause is not None,
        "when": in_words(entry.cron, words),
        "next": slots,
    }
