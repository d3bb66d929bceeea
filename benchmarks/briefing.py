"""One briefing through the press, beside papermill and nbconvert's own template with plotly.

The stock twin runs the same cells over the same edition and draws the same charts; its charts are
plotly's, inline, and `jupyter nbconvert` turns it to HTML with the lab template. Both commands
start anew for each page, as they do in a loop over seats; the press forks a warm process.
"""

import re
import shutil
import sys
from pathlib import Path
from statistics import median

from benchmarks import commands, engines
from benchmarks.costs import ROOT, Cost, run, table
from benchmarks.stock import write as write_stock

BRIEFING, WEEK = "weekly_seat", "2026-W46"
SEATS = tuple(f"IN-JH-PC-{number:02d}" for number in range(1, 15))
MIXED = (*SEATS[2::7], *(f"IN-JH-AC-{number:03d}" for number in range(4, 82, 7)))  # each seventh
PAGES = {"tiny": 2, "small": 6, "full": 14}  # through the press, in one command
WEEKS = {"tiny": 4, "small": 13, "full": 26}
IN_TURNS = {"tiny": 1, "small": 4, "full": 20}  # briefings with each engine
PRESS, ONE_MORE = "the press", "the press, one more page"
STOCK = "papermill + nbconvert --template lab"
ELSEWHERE = re.compile(rb"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["']?https?://""")


def main(*, size: str, rounds: int, folder: Path) -> None:
    """Print the costs of a page, and its bytes; then by whole commands, and with each engine."""
    _campaign(folder, WEEKS[size])
    seats = SEATS[: PAGES[size]]
    costs: dict[str, list[Cost]] = {PRESS: [], ONE_MORE: [], STOCK: []}
    for turn in range(rounds):
        one, many = _press(folder, seats[:1]), _press(folder, seats)
        costs[PRESS].append(_scaled(many, len(seats)))
        costs[ONE_MORE].append(_scaled(_less(many, one), len(seats) - 1))
        costs[STOCK].append(_stock(folder, seats[turn % len(seats)]))
    table(f"one page of {BRIEFING}; the press prints {len(seats)}", costs, ours=PRESS)
    ours = sorted((folder / "reports" / BRIEFING / WEEK).glob("*.en.html"))
    theirs = sorted(folder.glob("stock *.html"))
    small = _bytes(PRESS, ours, b'<figure class="chart"')
    large = _bytes(STOCK, theirs, b"Plotly.newPlot(")
    print(f"  bytes: {large / small:.1f} times ours")
    commands.compare(folder, MIXED[: IN_TURNS[size]], WEEK, max(rounds, 2))
    engines.compare(folder, IN_TURNS[size])


def _campaign(folder: Path, weeks: int) -> None:
    """The sample campaign, imported and measured, with one page printed."""
    settings = (ROOT / "settings.toml").read_text("utf-8")
    before, heading, after = settings.partition("[freshness]")
    ageless = re.sub(r"= \d+", "= 36500", after, count=4)  # its week is always the same one
    (folder / "settings.toml").write_text(before + heading + ageless, "utf-8")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    for words in (
        ("sample", "exports", "--weeks", weeks, "--until", WEEK),
        ("import", "exports"),
        ("measure", WEEK),
    ):
        run([sys.executable, "-m", "hustings.cli", *words], folder=folder)


def _press(folder: Path, seats: tuple[str, ...]) -> Cost:
    asked = ("--units", ",".join(seats), "--languages", "en", "--period", WEEK, "--again")
    return run([sys.executable, "-m", "hustings.cli", "press", BRIEFING, *asked], folder=folder)


def _stock(folder: Path, seat: str) -> Cost:
    """One page: both commands together."""
    write_stock(folder / "notebooks" / "briefings" / f"{BRIEFING}.ipynb", folder / "stock.ipynb")
    executed, page = f"stock {seat}.ipynb", f"stock {seat}.html"
    given = ("-p", "unit", seat, "-p", "period", WEEK, "-p", "language", "en")
    extra = {"HUSTINGS_SETTINGS": str(folder / "settings.toml")}
    parts = [
        run([sys.executable, "-m", *words], folder=folder, extra=extra)
        for words in (
            ("papermill", "stock.ipynb", executed, "--kernel", "python3", *given),
            ("nbconvert", "--to", "html", "--template", "lab", executed, "--output", page),
        )
    ]
    cpu, wall = sum(p.cpu for p in parts), sum(p.wall for p in parts)
    return Cost(cpu, wall, max(p.peak for p in parts))


def _less(many: Cost, one: Cost) -> Cost:
    """What the pages after the first took."""
    return Cost(max(many.cpu - one.cpu, 0.01), max(many.wall - one.wall, 0.01), many.peak)


def _scaled(cost: Cost, pages: int) -> Cost:
    return Cost(cost.cpu / pages, cost.wall / pages, cost.peak)


def _bytes(name: str, pages: list[Path], chart: bytes) -> float:
    """Print what a page holds; `chart` is what every chart of such a page begins with."""
    size = median(page.stat().st_size for page in pages)
    whole = [page.read_bytes() for page in pages]
    charts = median(page.count(chart) for page in whole)
    calls = max(len(ELSEWHERE.findall(page)) for page in whole)
    print(f"  {name}: {size:,.0f} bytes a page (median of {len(pages)}), "
          f"{charts:.0f} charts, {calls} part(s) fetched from elsewhere")  # fmt: skip
    return size
