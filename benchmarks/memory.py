"""The peak memory of an import in one process: of a chat, and of one four times as long.

The same is measured of chats half of whose lines bear dates that do not exist, so that they are set
aside. What is stored and set aside is counted, and must be what was written.
"""

from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

from benchmarks.costs import Cost, table
from benchmarks.folder import take_in

MESSAGES = {"tiny": 1_500, "small": 50_000, "full": 1_000_000}
LONGER = 4  # times
MOST = 400  # megabytes
A_DAY = 4_000  # messages
UNTIL = date(2025, 6, 30)
GROUP = "Benchmark group"
NO_DATE = "31/02/2025"
WORDS = (
    "आज", "बूथ", "की", "बैठक", "है", "please", "come", "list", "ready", "photo", "भेज", "दी",
    "done", "thanks", "कल", "सुबह", "rally",
)  # fmt: skip


def main(*, size: str, rounds: int, folder: Path) -> None:
    """Print the peaks of both, and whether they stay within what is promised."""
    few = MESSAGES[size]
    costs: dict[str, list[Cost]] = {}
    for kind, bad in (("", 0), ("every second date impossible", 2)):
        for messages in (few, few * LONGER):
            exports = folder / f"{messages}-{bad}"
            write(folder=str(exports), messages=messages, bad=bad)
            taken = [take_in(exports, folder / "home", 1) for _ in range(rounds)]
            for cost in taken:
                check(cost, messages, bad)
            megabytes = sum(file.stat().st_size for file in exports.iterdir()) / 2**20
            costs[f"{messages:,} lines, {megabytes:,.0f} MB {kind}".strip()] = taken
    names = list(costs)
    table("peak memory of an import in one process", costs, ours=names[0])
    peaks = [max(cost.peak for cost in costs[name]) for name in names]
    for one, longer in zip(peaks[::2], peaks[1::2], strict=True):
        print(f"  {LONGER} times the file takes {longer - one:+.0f} MB (at most {MOST} MB in all)")


def check(cost: Cost, messages: int, bad: int) -> None:
    """Hold what was counted against what was written.

    Raises: RuntimeError when rows are lost.
    """
    lost = messages // bad if bad else 0
    counts = cost.said["counts"]
    if counts["quarantined"] != lost or counts["stored"] < messages - lost:
        raise RuntimeError(f"of {messages:,} lines, {lost:,} of them bad, came {counts}")


def write(*, folder: str, messages: int, bad: int = 0) -> None:
    """Write a chat of some messages with the list that places its group, holding none of it.

    Args: bad: of so many messages one bears a date that does not exist; 0 for none.
    """
    home = Path(folder)
    home.mkdir(parents=True)
    rows = f"Group,Platform,Unit,Official\n{GROUP},whatsapp,IN-JH-PC-08,yes\n"
    (home / "groups.csv").write_text(rows, "utf-8")
    first, words = UNTIL - timedelta(days=messages // A_DAY + 1), cycle(WORDS)
    with (home / f"WhatsApp Chat with {GROUP}.txt").open("w", encoding="utf-8") as chat:
        for number in range(messages):
            day, place = divmod(number, A_DAY)
            hour, minute = divmod(place * 1440 // A_DAY, 60)
            said = " ".join(islice(words, 3 + number % 11))
            shown = f"{first + timedelta(days=day):%d/%m/%Y}"
            if bad and number % bad == bad - 1:
                shown = NO_DATE
            chat.write(f"{shown}, {hour:02}:{minute:02} - Worker {number % 97}: {said} {number}\n")
