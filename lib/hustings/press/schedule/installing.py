"""Putting the timer where systemd or cron finds it, and finding out whether one is there."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hustings.errors import SettingsError, UsageError
from hustings.page.files import write_atomically
from hustings.press.schedule.timer import Office, cron_line, mark, service_text, timer_text
from hustings.settings import Settings, key_file

_SYSTEMD_RUNS = Path("/run/systemd/system")
SECONDS = 30  # for systemd or cron to answer


def office_of(settings: Settings) -> Office:
    """The office these settings are of, with the Python that runs now."""
    key = key_file().absolute()
    return Office(
        settings=settings.read_from,
        python=Path(sys.executable),
        key=key,
        environment=key.with_name("environment"),
        written=(settings.folders.data, settings.folders.reports),
    )


def systemd_runs() -> bool:
    """Whether this machine is run by systemd."""
    return _SYSTEMD_RUNS.is_dir()


def user_units(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder a user's own units lie in."""
    home = environment.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "systemd" / "user"


def units(office: Office, *, user: str = "") -> dict[str, str]:
    """The two units by file name; with `user` those of the system."""
    service, timer = service_text(office, user=user), timer_text(office)
    return {f"{office.unit}.service": service, f"{office.unit}.timer": timer}


def write_units(texts: Mapping[str, str], folder: Path) -> list[Path]:
    """Write units into a folder once systemd, where it is present, has found them good.

    Raises: SettingsError with what systemd says against them.
    """
    _verify(texts)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        write_atomically(path, text)
    return paths


def write_cron_line(office: Office) -> None:
    """Put the office's line into the crontab of whoever runs this; all other lines stay.

    Raises: UsageError when there is no crontab command or it fails.
    """
    kept = [line for line in _crontab_lines() if not line.endswith(mark(office))]
    told = "".join(f"{line}\n" for line in [*kept, cron_line(office)])
    done = subprocess.run(
        ["/usr/bin/env", "crontab", "-"],
        input=told,
        env=_in_english(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        raise _failed(done)


def is_installed(office: Office) -> bool:
    """Whether a timer of this office is where systemd or cron looks for it."""
    name = f"{office.unit}.timer"
    folders = (user_units(), Path("/etc/systemd/system"))
    if any((folder / name).exists() for folder in folders):
        return True
    try:
        return any(line.endswith(mark(office)) for line in _crontab_lines())
    except UsageError:  # there is no cron here, or this user may not use it
        return False


def _verify(texts: Mapping[str, str]) -> None:
    """Have systemd read the units, those of the system as well: it knows the same keys for both."""
    if shutil.which("systemd-analyze") is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / f"tick{Path(name).suffix}").write_text(text, "utf-8")
        done = subprocess.run(
            [
                "/usr/bin/env",
                "systemd-analyze",
                "--user",
                "verify",
                "tick.service",
                "tick.timer",
            ],
            cwd=folder,
            env=_in_english() | {"XDG_RUNTIME_DIR": folder},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    said = [line for line in done.stderr.splitlines() if "tick." in line]
    if done.returncode or said:
        raise SettingsError(
            "systemd does not accept the units.",
            where="\n".join(said or done.stderr.splitlines()),
            fix="Use cron: hustings schedule install --cron",
        )


def _crontab_lines() -> list[str]:
    if shutil.which("crontab") is None:
        raise UsageError(
            "There is no crontab command here.",
            fix="Have what runs commands by time on this machine run the line that "
            "`hustings schedule install --cron --dry-run` prints.",
        )
    done = subprocess.run(
        ["/usr/bin/env", "crontab", "-l"],
        env=_in_english(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode and "no crontab" not in done.stderr.lower():
        raise _failed(done)
    return [] if done.returncode else done.stdout.splitlines()


def _in_english() -> dict[str, str]:
    """This environment, with messages in English: one of them is read."""
    return {**os.environ, "LC_ALL": "C"}


def _failed(done: subprocess.CompletedProcess[str]) -> UsageError:
    return UsageError(
        "The crontab could not be read or written; it is as it was.",
        where=done.stderr.strip(),
        fix="See that this user may use cron: crontab -l",
    )
