"""What makes a machine look at the schedule each minute: two systemd units, or a line for cron.

Both name this office by absolute paths, whatever letters and signs those hold.
"""

import hashlib
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from hustings.errors import UsageError

# Line breaks and the like, bytes that are no text, and what systemd would cut off at the end.
_UNSAYABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]|[\s\\]$")
LONGEST_LINE = 990  # cron cuts a longer command off

# A user's manager cannot fence off folders without namespaces of its own; a system's can.
# Left out: MemoryDenyWriteExecute and RestrictNamespaces, without which Chromium prints no PDF.
_FENCED = """\
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
"""
_FENCED_BY_SYSTEM = """\
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
CapabilityBoundingSet=
"""


@dataclass(frozen=True)
class Office:
    """Where one office lies, and what looks at its schedule."""

    settings: Path  # settings.toml
    python: Path
    key: Path  # of the pseudonyms
    environment: Path  # a file with what only the environment may hold; it need not exist
    written: tuple[Path, ...]  # folders that printing writes to

    def __post_init__(self) -> None:
        paths = (self.settings, self.python, self.key, self.environment, *self.written)
        for path in (self.folder, *paths):
            if not path.is_absolute() or _UNSAYABLE.search(str(path)):
                raise UsageError(
                    "No timer can name this path.",
                    where=repr(str(path)),
                    fix="Move it to a folder whose name has no line breaks and ends with a letter.",
                )

    @property
    def folder(self) -> Path:
        """The office's folder."""
        return self.settings.parent

    @property
    def unit(self) -> str:
        """The name of its units; two offices on one machine have two."""
        digest = hashlib.sha256(str(self.settings).encode("utf-8")).hexdigest()
        return f"hustings-{digest[:8]}"

    @property
    def tick(self) -> list[str]:
        """The command that looks at the schedule once."""
        return [str(self.python), "-m", "hustings.cli", "tick", "--settings", str(self.settings)]


def service_text(office: Office, *, user: str = "") -> str:
    """The service unit: one tick. With `user` it is the system's, run as that user."""
    # systemd refuses quotes and backslashes in the name of a program, though not in arguments.
    command = " ".join(map(_argument, ["/bin/sh", "-c", 'exec "$0" "$@"', *office.tick]))
    fenced = _FENCED
    if user:
        writable = " ".join(_argument(f"-{path}") for path in office.written)
        fenced += f"""\
{_FENCED_BY_SYSTEM}\
ReadWritePaths={writable}
CacheDirectory={office.unit}
Environment=HOME=%C/{office.unit}
User={_plain(user)}
"""
    return f"""\
[Unit]
Description=Hustings in {_plain(str(office.folder))}: print what is due

[Service]
Type=oneshot
WorkingDirectory={_plain(str(office.folder))}
Environment={_argument(f"HUSTINGS_KEY_FILE={office.key}")}
EnvironmentFile=-{_plain(str(office.environment))}
ExecStart=:{command}
SuccessExitStatus=5
Nice=10
{fenced}"""


def timer_text(office: Office) -> str:
    """The timer unit: a tick each minute, and one at once after the machine was off."""
    return f"""\
[Unit]
Description=Hustings in {_plain(str(office.folder))}: look each minute what is due

[Timer]
OnCalendar=minutely
AccuracySec=1s
Persistent=true

[Install]
WantedBy=timers.target
"""


def cron_line(office: Office) -> str:
    """A line for a crontab that gives a tick each minute, ending with the office's mark.

    Raises: UsageError when the paths are so long that cron would cut the command off.
    """
    key, file = shlex.quote(str(office.key)), shlex.quote(str(office.environment))
    command = (
        f"cd {shlex.quote(str(office.folder))} && {{ [ ! -r {file} ] || {{ set -a; . {file}; }}; }}"
        f" && export HUSTINGS_KEY_FILE={key} && exec {shlex.join(office.tick)} {mark(office)}"
    )
    # A % ends the command unless a backslash stands before it; outside quotes, so that a backslash
    # of the path's own before it is not taken for that one.
    escaped = command.replace("%", "'\\%'")
    if len(escaped.encode("utf-8")) > LONGEST_LINE:
        raise UsageError(
            "The paths of this office are too long for a line of cron.",
            where=str(office.folder),
            fix="Move the office to a folder with a shorter name, or use systemd.",
        )
    return f"* * * * * {escaped}"


def mark(office: Office) -> str:
    """The end of the office's line in a crontab, by which it is found again."""
    return f"# {office.unit}"


def _plain(text: str) -> str:
    """A value that systemd takes as it stands, but for %."""
    return text.replace("%", "%%")


def _argument(text: str) -> str:
    """One word of a list that systemd takes apart at spaces."""
    inner = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{inner}"'
