"""Exports in which every text a stranger can choose is an attack: captions, names, file names."""

import csv
import os
from datetime import UTC, datetime

EXPORTED = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)  # after the sample's own, so that it wins

SCRIPT = "<script>document.title='PWNED'</script>"
IMAGE = "<img src=x onerror=\"document.title='PWNED'\">"

# Shown on pages as captions: the five with most engagements of each of two accounts.
CAPTIONS = (
    SCRIPT,
    f"</td></table>{SCRIPT}",
    f"--></style>{IMAGE}",
    '"><svg onload="document.title=\'PWNED\'">',
    "{{ 7*7 }}{% raw %} ${7*7} <iframe src='javascript:parent.document.title=\"PWNED\"'>",
    "</script><script>document.title='PWNED'//",
    "<a href=\"javascript:document.title='PWNED'\">x</a>",
    "राँची</b>\u202egnp.exe <base href='https://evil.example/'>",
    "&lt;script&gt;&#60;b&#62; <b>x</b>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
)
OWNERS = (
    ("1074731974262102", "Jharkhand State Team (Sample)"),
    ("1051376194966941", "Lohardaga Team (Sample)"),
)
GROUPS = {  # name of a group whose chat was never sent -> its unit
    f"A{SCRIPT}": "IN-JH-AC-068",
    f"A{IMAGE}": "IN-JH-AC-068",
    "A' onmouseover='document.title=1' \"><b>": "IN-JH-PC-12",
}
UNITS = {  # new names for panchayats of the sample's own list, in English and Hindi
    "IN-JH-AC-068-P01": (f"Bel{SCRIPT}", f"बेल{IMAGE}"),
    "IN-JH-AC-068-P02": ("Bel<b>gaon</b>\"'", "बेल</text></svg><b>गाँव</b>"),
}
BLOCKS = {"IN-JH-AC-068-P01": "IN-JH-B-3154", "IN-JH-AC-068-P02": "IN-JH-B-3155"}
WATCHED = "<b>Blue_Kite"
WORKER = f"Zed{SCRIPT}"
WORKER_PHONE = "9876501234"

META = (
    "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,"
    "Permalink,Is crosspost,Is share,Post type,Languages,Custom labels,Funded content status,"
    "Data comment,Date,Views,Reach,\"Reactions, Comments and Shares\",Reactions,Comments,Shares,"
    "Total clicks"
)  # fmt: skip


def write_hostile(exports):
    """Write the hostile exports among the others."""
    folder = exports / "hostile"
    folder.mkdir()
    posts = [_post(place, OWNERS[place // 5], text) for place, text in enumerate(CAPTIONS)]
    _write(folder / f"{IMAGE.replace('/', '')}.csv", next(csv.reader([META])), posts)
    _write(
        folder / "groups.csv",
        ["Group", "Platform", "Unit", "Official"],
        [[name, "whatsapp", unit, "yes"] for name, unit in GROUPS.items()],
    )
    _write(
        folder / "units.csv",
        ["Code", "Level", "Name", "Name (Hindi)", "Seat parent", "District parent"],
        [
            [code, "panchayat", english, hindi, code[:12], BLOCKS[code]]
            for code, (english, hindi) in UNITS.items()
        ],
    )
    _write(
        folder / "accounts.csv",
        ["Platform", "Handle", "Name", "Side", "Unit", "Holder"],
        [["facebook", WATCHED, SCRIPT, "watched", "IN-JH", "person"]],
    )
    _write(
        folder / "watched.csv",
        ["Platform", "Handle", "Published", "Link", "Type", "Text", "Views", "Reactions",
         "Comments", "Shares", "Counted on"],
        [["facebook", WATCHED, "2026-11-12 09:00", "https://www.facebook.com/a/posts/990", SCRIPT,
          IMAGE, "10", "1", "1", "1", "2026-11-16"]],
    )  # fmt: skip
    _write(
        folder / "roster.csv",
        ["Name", "Name (Hindi)", "Phone", "Unit", "Post", "Since", "Until", "Consent",
         "18 or older", "Other names"],
        [[WORKER, IMAGE, WORKER_PHONE, "IN-JH-AC-068", SCRIPT, "01/06/2026", "", "yes", "yes",
          IMAGE]],
    )  # fmt: skip


def _post(number, owner, text):
    """A post of few readers and many answers, so that it tops the list and moves no reach."""
    page, name = owner
    answered = 8_000 - number
    link = f"https://www.facebook.com/x/posts/{number}"
    return [
        f"99000000000{number:04d}", page, name, text, text, "0", f"11/12/2026 1{number}:05", "N/A",
        link, "0", "0", "Photos", "", "", "", "", "Lifetime", "100", "", f"{answered}",
        f"{answered - 20}", "10", "10", "5",
    ]  # fmt: skip


def _write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    os.utime(path, (EXPORTED.timestamp(), EXPORTED.timestamp()))
