"""The machine under the press: Python and its packages, fonts, a browser, the clock."""

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hustings.errors import DeliveryError
from hustings.period import IST
from hustings.press.operating.diagnosis import BROKEN, GOOD, LOOK, Diagnosis
from hustings.settings import Settings

LOCK = "requirements.lock"  # beside settings.toml, where the office is a checkout
NAMED = 5  # packages named in one diagnosis
SECONDS = 5  # for another program to answer
AHEAD = timedelta(minutes=10)  # a phone and this machine may differ by so much


def python(_settings: Settings | None) -> Iterator[Diagnosis]:
    """Whether this Python is one the press is made for."""
    where = f"{platform.python_version()}, {sys.executable}"
    own = _own()
    wanted = (own.metadata["Requires-Python"] if own else None) or ""
    from packaging.specifiers import SpecifierSet

    if platform.python_version() in SpecifierSet(wanted, prereleases=True):
        yield Diagnosis("python", GOOD, where)
        return
    yield Diagnosis(
        "python",
        BROKEN,
        where=where,
        problem=f"This Python is not one of {wanted}.",
        fix="Install one that is, and set up anew: make setup.",
    )


def packages(settings: Settings | None) -> Iterator[Diagnosis]:
    """Packages that are missing, or other versions than those the pages were tried with."""
    held = {_plain(found.name): found.version for found in distributions()}
    if missing := sorted(_needed() - held.keys()):
        yield Diagnosis(
            "packages",
            BROKEN,
            where=_some(missing),
            problem="Packages are missing without which nothing is printed.",
            fix="Install what the lock names: make setup.",
        )
    lock = settings.read_from.with_name(LOCK) if settings else Path(LOCK)
    if not lock.exists():
        yield Diagnosis("packages", GOOD, str(len(held)))
        return
    wanted = _locked(lock.read_text("utf-8"))
    other = sorted(
        f"{name} {held[name]} ({version})"
        for name, version in wanted.items()
        if name in held and held[name] != version
    )
    if other:
        yield Diagnosis(
            "packages",
            LOOK,
            where=_some(other),
            problem="Packages are of other versions than those the pages were tried with.",
            fix="Install what the lock names: make setup.",
        )
    elif not missing:
        yield Diagnosis("packages", GOOD, f"{len(wanted.keys() & held.keys())}, {lock.name}")


def browser(_settings: Settings | None) -> Iterator[Diagnosis]:
    """Whether PDFs and picture cards can be made."""
    from hustings.press.delivery.browser import find_browser

    try:
        yield Diagnosis("browser", GOOD, find_browser())
    except DeliveryError as error:
        yield _worth_a_look("browser", error)


def font(_settings: Settings | None) -> Iterator[Diagnosis]:
    """Whether PDFs and picture cards can show Hindi."""
    from hustings.press.delivery.browser import check_fonts

    try:
        check_fonts("अ")
    except DeliveryError as error:
        yield _worth_a_look("font", error)
    else:
        yield Diagnosis("font", GOOD)


def zones(_settings: Settings | None) -> Iterator[Diagnosis]:
    """Whether this machine knows when it is what time in India."""
    try:
        offset = datetime(2026, 1, 1, tzinfo=ZoneInfo(IST.key)).utcoffset()
    except ZoneInfoNotFoundError:
        offset = None
    if offset == timedelta(hours=5, minutes=30):
        yield Diagnosis("zones", GOOD, IST.key)
        return
    yield Diagnosis(
        "zones",
        BROKEN,
        where=IST.key,
        problem="This machine does not know the time zones.",
        fix="Install them: pip install tzdata, or apt install tzdata.",
    )


def clock(_settings: Settings | None) -> Iterator[Diagnosis]:
    """Whether the clock follows a time server, as far as this machine can say."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if _follows_time_server() != "no":
        yield Diagnosis("clock", GOOD, now)
        return
    yield Diagnosis(
        "clock",
        LOOK,
        where=now,
        problem="The clock of this machine follows no time server.",
        fix="Have it follow one: timedatectl set-ntp true.",
    )


def _worth_a_look(check: str, error: DeliveryError) -> Diagnosis:
    """Pages are printed all the same; what is made of them is not."""
    return Diagnosis(check, LOOK, where=error.where, problem=error.problem, fix=error.fix)


def _own() -> Distribution | None:
    try:
        return distribution("hustings")
    except PackageNotFoundError:  # run from its folder, without having been installed
        return None


def _needed() -> set[str]:
    """What the press itself asks for, by name."""
    from packaging.requirements import Requirement

    own = _own()
    asked = [Requirement(line) for line in (own.requires if own else None) or ()]
    return {
        _plain(need.name)
        for need in asked
        if need.marker is None or need.marker.evaluate({"extra": ""})
    }


def _locked(text: str) -> dict[str, str]:
    """The version of every package that a lock wants on this machine."""
    from packaging.requirements import Requirement

    lines = re.findall(r"^([A-Za-z0-9][^\n\\]*==[^\n\\]*)", text, re.MULTILINE)
    pinned = [Requirement(line.strip()) for line in lines]
    return {
        _plain(pin.name): next(iter(pin.specifier)).version
        for pin in pinned
        if pin.marker is None or pin.marker.evaluate()
    }


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _some(names: list[str]) -> str:
    more = f", … {len(names) - NAMED}" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _follows_time_server() -> str:
    """What systemd says, `yes` or `no`; empty where it is not there or says nothing in time."""
    if shutil.which("timedatectl") is None:
        return ""
    try:
        done = subprocess.run(
            ["/usr/bin/env", "timedatectl", "show", "--property=NTPSynchronized", "--value"],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.strip()
