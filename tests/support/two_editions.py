"""Two editions of one state, a week apart: what was said, what came late, what really changed."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
from tests.support.manifests import sample_manifest

from hustings.edition.edition import Edition
from hustings.edition.manifest import InputFile
from hustings.edition.shelves import freeze

HOSTILE = "<img src=x onerror=\"document.title='PWNED'\">"
FIRST, SECOND, LATE = "2026-W45-aaaaaaaa", "2026-W46-bbbbbbbb", "2026-W45-cccccccc"
WEEKS = ("2026-W44", "2026-W45", "2026-W46")

# code | level | English | Hindi | seat parent | in which edition
UNITS = f"""
IN-JH        | state        | Jharkhand  | झारखण्ड |             | 12
IN-JH-PC-01  | lok_sabha    | Northfield | उत्तरपुर | IN-JH       | 12
IN-JH-AC-001 | vidhan_sabha | {HOSTILE}  |         | IN-JH-PC-01 | 12
IN-JH-AC-002 | vidhan_sabha | Oakbridge  | बड़ का पुल | IN-JH-PC-01 | 1
IN-JH-AC-003 | vidhan_sabha | Millwater  | राँचीटोला | IN-JH-PC-01 | 2
IN-JH-BT-1   | booth        | Booth 1    | बूथ 1   | IN-JH-AC-001 | 12
"""

# ~ no row · x suppressed · 12/40 a part of a whole
FIGURES = """
unit         | metric              | W45 said | W45 since | W46   | verdict then | now
IN-JH        | messages            | 4200     | 4310      | 4400  | none         | none
IN-JH        | acts                | 900      | 900       | 1400  | none         | clear
IN-JH        | active_workers      | 500      | 520       | 700   | likely       | likely
IN-JH        | reach               | ~        | 81000     | 82000 |              |
IN-JH        | views               | 7000     | ~         | ~     |              |
IN-JH        | reports_on_time     | 12/40    | 30/40     | 20/40 |              |
IN-JH        | posting_compliance  | 12/40    | 12/40     | 22/40 | none         | hint
IN-JH-PC-01  | messages            | 2100     | 2100      | 2105  | none         | none
IN-JH-AC-001 | messages            | 40       | 44        | 41    |              |
IN-JH-AC-002 | messages            | 50       | ~         | ~     |              |
IN-JH-AC-003 | messages            | ~        | ~         | 55    |              |
IN-JH-BT-1   | active_workers      | 6        | x         | 7     |              |
"""


def build(folder):
    """Freeze both, and a third: the first week measured again once the late files had come."""
    return _first(folder), _second(folder), _late(folder)


def _first(folder) -> Edition:
    return _frozen(folder, FIRST, WEEKS[:2], "1", files="ab", verdict="verdict then")


def _second(folder) -> Edition:
    return _frozen(folder, SECOND, WEEKS, "2", files="bcd", verdict="now", days=7)


def _late(folder) -> Edition:
    return _frozen(folder, LATE, WEEKS[:2], "1", files="abc", verdict="now", since=True, days=3)


def _frozen(folder, name, weeks, mark, *, files, verdict, since=False, days=0) -> Edition:
    base = sample_manifest(name, weeks)
    aside = {"There is no post id": 4} if mark == "1" else {"There is no post id": 2, "No day": 1}
    manifest = replace(
        base,
        built_at=base.built_at + timedelta(days=days),
        definitions="d" * 12,
        inputs=tuple(_file(letter, base.as_of) for letter in files),
        set_aside=aside,
        family={"size": 12.0},
    )
    rows = figures()
    measured = _measured(rows, "W45 since" if since or mark == "2" else "W45 said", weeks[1])
    if mark == "2":
        measured = pd.concat([measured, _measured(rows, "W46", weeks[2])])
    known = units()
    known = known[known["marks"].str.contains(mark)].drop(columns="marks")
    above = known.dropna(subset="seat_parent")[["unit", "seat_parent"]]
    closure = pd.concat(
        [
            pd.DataFrame({"unit": known["unit"], "ancestor": known["unit"]}),
            above.rename(columns={"seat_parent": "ancestor"}),
        ]
    )
    tables = {"measured": measured, "units": known, "closure": closure}
    tables |= {"changes": _judged(rows, verdict), "groups": _no_groups()}
    return freeze(folder, manifest, tables)


def _no_groups() -> pd.DataFrame:
    columns = {
        "group": "str",
        "unit": "str",
        "exported_at": "datetime64[us, UTC]",
        "probably_cut": "bool",
        "date_order_assumed": "bool",
        "reaches_week_end": "bool",
        "exports_of_week": "float",
    }
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})


def _file(letter, at) -> InputFile:
    source = {"a": "facebook_posts", "b": "activity_form", "c": "whatsapp", "d": "roster"}[letter]
    return InputFile(f"{source}.csv", letter * 64, source, at, 100, 3)


def figures() -> pd.DataFrame:
    """The drawing above; empty where nothing stands."""
    lines = [[cell.strip() for cell in line.split("|")] for line in FIGURES.strip().split("\n")]
    return pd.DataFrame(lines[1:], columns=lines[0])


def units() -> pd.DataFrame:
    """The units, each with the editions that know it in `marks`."""
    rows = [
        [cell.strip() or None for cell in line.split("|")] for line in UNITS.strip().split("\n")
    ]
    columns = ["unit", "level", "name_en", "name_hi", "seat_parent", "marks"]
    return pd.DataFrame(rows, columns=columns).assign(district_parent=None, hi_status="checked")


def _measured(rows, column, week) -> pd.DataFrame:
    levels = units().set_index("unit")["level"]
    told = [
        {"unit": row["unit"], "level": levels[row["unit"]], "metric": row["metric"], **_cell(text)}
        for row, text in zip(rows.to_dict("records"), rows[column], strict=True)
        if text != "~"
    ]
    frame = pd.DataFrame(told).assign(period=week, platform="all", n=1)
    return frame.assign(as_of=pd.Timestamp("2026-11-16T04:00", tz="UTC"))


def _cell(text):
    nothing = float("nan")
    if text == "x":
        blank = dict.fromkeys(("value", "numerator", "denominator"), nothing)
        return blank | {"status": "suppressed"}
    part, _, whole = text.partition("/")
    value = float(part) / float(whole or 1)
    whole = float(whole) if whole else nothing
    return {"value": value, "numerator": float(part), "denominator": whole, "status": "ok"}


def _judged(rows, column) -> pd.DataFrame:
    """What the weekly study would have frozen: its verdict, and a direction to go with it."""
    chosen = rows[rows[column] != ""].assign(strength=lambda r: r[column], direction="up")
    chosen = chosen[["unit", "metric", "strength", "direction"]]
    return chosen.assign(
        reason="", rank=1, value=1.0, baseline=1.0, change_share=0.3, low=0.1, high=0.5,
        common_share=0.0, detectable_up=0.2, detectable_down=-0.2,
    )  # fmt: skip
