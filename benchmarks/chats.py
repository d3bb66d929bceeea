"""Reading a WhatsApp chat, beside whatstk: speed, peak memory, and the share of messages found.

whatstk 0.9.1 lives in a throw-away environment of its own. It gives one table of date, name and
text; our reader also takes system lines apart, makes names pseudonyms, and tells kinds, links
and fingerprints, in batches that are not kept. Each process is measured whole, imports included.
"""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.costs import CACHE, ROOT, Cost, job, run, table

WHATSTK = "whatstk==0.9.1"
FAST = "android_12h"  # the form most phones in India write
SIZES = {"tiny": (2_000, 500), "small": (100_000, 5_000), "full": (1_000_000, 20_000)}

# What whatstk's documentation would have a careful user type, who also tells the encoding.
FORMS = {
    "android_12h": "%d/%m/%y, %I:%M %p - %name:",
    "android_12h_plain": "%d/%m/%Y, %I:%M %p - %name:",
    "android_24h": "%d/%m/%y, %H:%M - %name:",
    "android_hi": "%d/%m/%y, %I:%M %p - %name:",
    "android_us": "%m/%d/%y, %I:%M %p - %name:",
    "android_dots": "%d.%m.%Y, %H:%M - %name:",
    "android_year_first": "%Y/%m/%d, %H:%M - %name:",
    "android_utf16": "%d/%m/%y, %H:%M - %name:",
    "android_boms": "%d/%m/%y, %I:%M %p - %name:",
    "ios": "[%d/%m/%y, %I:%M:%S %p] %name:",
    "ios_24h": "[%d/%m/%Y, %H:%M:%S] %name:",
    "ios_hi": "[%d/%m/%y, %I:%M:%S %p] %name:",
}


def main(*, size: str, rounds: int, folder: Path) -> None:
    """Print both tables."""
    large, each = SIZES[size]
    whatstk = _whatstk()
    print(f"\nwriting a chat of {large:,} messages, and {len(FORMS)} of {each:,}")
    job("chat_files.write", folder=folder / "large", sizes={FAST: large})
    job("chat_files.write", folder=folder / "phones", sizes=dict.fromkeys(FORMS, each))
    _speed(folder / "large" / FAST, large, whatstk, rounds)
    _found([folder / "phones" / phone for phone in FORMS], whatstk)


def _speed(chat: Path, size: int, whatstk: Path | None, rounds: int) -> None:
    costs: dict[str, list[Cost]] = {"our reader": [], "hustings import, whole": []}
    for _ in range(rounds):
        costs["our reader"].append(_ours(chat))
        costs["hustings import, whole"].append(_import(chat))
        if whatstk:
            costs.setdefault(WHATSTK, []).append(_theirs(whatstk, chat, given=False))
    megabytes = _file(chat).stat().st_size / 2**20
    table(f"one chat of {size:,} messages, {megabytes:.0f} MB ({FAST})", costs, ours="our reader")
    _throughput({name: costs[name] for name in ("our reader", WHATSTK) if name in costs})
    for name in ("our reader", WHATSTK):
        if name in costs:
            share, false = _score(chat, name)
            print(f"  {name}: {share:.3%} of the messages found, {false:,} found that are none")


def _throughput(costs: dict[str, list[Cost]]) -> None:
    """Messages a second while reading, in one process, its libraries loaded before."""
    rates = {
        name: median(c.said["rows"] / c.said["seconds"] for c in of) for name, of in costs.items()
    }
    for name, rate in rates.items():
        print(f"  {name}: {rate:,.0f} messages a second while reading")
    if WHATSTK in rates:
        print(f"  that is {rates['our reader'] / rates[WHATSTK]:.1f} times {WHATSTK}'s (aim: 10)")


def _found(chats: list[Path], whatstk: Path | None) -> None:
    print("\nshare of messages found at their true time, and what was found that is no message")
    print(f"  {'phone':20}{'ours':>16}{'whatstk guesses':>20}{'whatstk is told':>20}")
    for chat in chats:
        _ours(chat)
        scores = [_score(chat, "our reader")]
        for given in (False, True) if whatstk else ():
            _theirs(whatstk, chat, given=given)
            scores.append(_score(chat, WHATSTK))
        cells = "    ".join(f"{share:10.3%} {false:+5}" for share, false in scores)
        print(f"  {chat.name:20}{cells}", flush=True)


def _ours(chat: Path) -> Cost:
    return job("chats.read", path=_file(chat), out=_out(chat, "our reader"))


def _theirs(python: Path, chat: Path, *, given: bool) -> Cost:
    """The chat's folder bears the name of its phone."""
    encoding = "utf-16-le" if chat.name == "android_utf16" and given else "utf-8"
    script = ROOT / "benchmarks" / "with_whatstk.py"
    form = FORMS[chat.name] if given else ""
    return run([python, script, _file(chat), _out(chat, WHATSTK), encoding, form])


def _import(chat: Path) -> Cost:
    campaign = chat / "campaign"
    job("chats.campaign", folder=campaign)
    words = ("import", _file(chat), campaign / "groups.csv", "--exported-on", "2026-11-16")
    return run([sys.executable, "-m", "hustings.cli", *words], folder=campaign)


def _score(chat: Path, name: str) -> tuple[float, int]:
    said = job("chats.score", truth=chat / "truth.npy", found=_out(chat, name)).said
    return said["share"], said["false"]


def _file(chat: Path) -> Path:
    return next(chat.glob("*.txt"))


def _out(chat: Path, name: str) -> Path:
    return chat / f"found by {name}.npy"


def _whatstk() -> Path | None:
    """The Python of an environment with whatstk; None, with the reason printed, if it cannot be."""
    home = CACHE / "whatstk"
    python = home / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", home], check=True)
        words = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", WHATSTK)
        subprocess.run([python, *words], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as cause:
        reason = getattr(cause, "stderr", "") or str(cause)
        print(f"{WHATSTK} is left out, it could not be installed: {reason.strip()[-200:]}")
        return None
    return python


# What the children do.


def read(*, path: str, out: str, exported: int = 1_794_805_200) -> dict[str, float]:
    """Read a chat with our reader, keeping nothing of it but the messages' seconds.

    Args: exported: seconds since 1970.
    """
    from datetime import UTC, datetime

    import numpy as np

    from hustings.geography import Units
    from hustings.importers.contract import Context, Placed, Rows, SourceFile
    from hustings.importers.whatsapp.reader import read as read_chat
    from hustings.privacy import Pseudonyms
    from hustings.roster import People
    from hustings.settings import load

    secret = Pseudonyms(bytes(32))
    placed = {"whatsapp:benchmark group": Placed("IN-JH-PC-08", official=True)}  # text is kept
    settings = load(ROOT / "settings.toml")
    context = Context(settings, Units.load("IN-JH"), People(secret), secret, placed)
    file = SourceFile(Path(path).name, "0" * 64, datetime.fromtimestamp(exported, UTC), Path(path))
    began = time.perf_counter()
    sent = [
        finding.frame["sent_at"].dt.tz_convert("Asia/Kolkata").dt.tz_localize(None)
        for finding in read_chat(file, context)
        if isinstance(finding, Rows) and finding.table == "messages"
    ]
    took = time.perf_counter() - began
    moments = np.concatenate([part.to_numpy().astype("datetime64[s]") for part in sent])
    seconds = moments.astype("int64")
    np.save(out, seconds)
    return {"rows": len(seconds), "seconds": took}


def campaign(*, folder: str) -> None:
    """An empty campaign in which the group is placed and official."""
    import shutil

    home = Path(folder)
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    shutil.copy(ROOT / "settings.toml", home)
    rows = "Group,Platform,Unit,Official\nBenchmark group,whatsapp,IN-JH-PC-08,yes\n"
    (home / "groups.csv").write_text(rows, "utf-8")


def score(*, truth: str, found: str) -> dict[str, float]:
    """How many of the true messages were found at their time, and how many found are none."""
    import numpy as np

    seconds, true = np.unique(np.load(truth), return_counts=True)
    others, rows = np.unique(np.load(found), return_counts=True)
    _, here, there = np.intersect1d(seconds, others, assume_unique=True, return_indices=True)
    met = int(np.minimum(true[here], rows[there]).sum())
    return {"share": met / int(true.sum()), "false": int(rows.sum()) - met}
