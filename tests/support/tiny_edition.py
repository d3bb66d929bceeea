"""A whole edition small enough to read: drawn by hand, frozen as real ones are."""

from pathlib import Path

import pandas as pd
from tests.support.manifests import sample_manifest

from hustings.edition.edition import Edition
from hustings.edition.shelves import freeze

HOSTILE = "<img src=x onerror=\"document.title='PWNED'\">"

# code | level | English | Hindi | seat parent | district parent
UNITS = f"""
IN           | country      | India          | भारत     |           |
IN-JH        | state        | Jharkhand      | झारखण्ड   | IN        | IN
IN-JH-PC-01  | lok_sabha    | Northfield     | उत्तरपुर   | IN-JH     |
IN-JH-PC-02  | lok_sabha    | Southfield     | दक्षिणपुर  | IN-JH     |
IN-JH-AC-001 | vidhan_sabha | Northfield     | उत्तरपुर   | IN-JH-PC-01 | IN-JH-D-1
IN-JH-AC-002 | vidhan_sabha | {HOSTILE}      |          | IN-JH-PC-01 | IN-JH-D-1
IN-JH-D-1    | district     | Eastland       | पूर्वी भूमि |           | IN-JH
IN-JH-B-1    | block        | Millwater      | राँचीटोला  |           | IN-JH-D-1
IN-JH-P-1    | panchayat    | Oakbridge      | बड़ का पुल | IN-JH-AC-001 | IN-JH-B-1
IN-JH-BT-1   | booth        | Booth 1        | बूथ 1     | IN-JH-P-1 | IN-JH-P-1
IN-BR-PC-01  | lok_sabha    | Elsewhere      | अन्यत्र   | IN        |
"""

WEEKS = tuple(f"2026-W{week}" for week in range(39, 47))

# Eight weeks, the last one on the right. ~ no row · x suppressed · p from part of the data
FIGURES = """
reach           | all      | IN-JH        | 420000 430000 410000 ~ 440000 450000 460000p 990000
reach           | facebook | IN-JH        | 320000 330000 310000 ~ 340000 350000 360000p 890000
reach           | all      | IN-JH-PC-01  | 210000 215000 205000 ~ 220000 225000 230000  700000
reach           | all      | IN-JH-PC-02  | 210000 215000 205000 ~ 220000 225000 230000  210000
reach           | all      | IN-JH-AC-001 | 100000 115000 105000 ~ 110000 105000 120000  300000
reach           | all      | IN-JH-AC-002 | 110000 100000 100000 ~ 110000 120000 110000  400000
engagement_rate | all      | IN-JH        | 0.05   0.05   0.05   ~ 0.05   0.05   0.05    0.04
active_workers  | all      | IN-JH        | 800    810    820  830 840    850    860     870
active_workers  | all      | IN-JH-D-1    | 400    405    410  415 420    425    430     435
active_workers  | all      | IN-JH-B-1    | 40     41     42    43 44     45     46      47
active_workers  | all      | IN-JH-BT-1   | x      6      x      0 7      x      8       x
"""


def build(folder: Path) -> Edition:
    """Freeze the edition in a folder of editions; it says that it is sample data."""
    units = _units()
    manifest = sample_manifest("2026-W46-0a1b2c3d", WEEKS)
    levels = units.set_index("unit")["level"]
    measured = _measured(levels)
    closure = pd.DataFrame({"unit": units["unit"], "ancestor": units["unit"]})
    return freeze(folder, manifest, {"measured": measured, "units": units, "closure": closure})


def _units() -> pd.DataFrame:
    rows = [
        [cell.strip() or None for cell in line.split("|")] for line in UNITS.strip().split("\n")
    ]
    columns = ["unit", "level", "name_en", "name_hi", "seat_parent", "district_parent"]
    return pd.DataFrame(rows, columns=columns).assign(hi_status="checked")


def _measured(levels: pd.Series) -> pd.DataFrame:
    rows = []
    for line in FIGURES.strip().split("\n"):
        metric, platform, unit, figures = (cell.strip() for cell in line.split("|"))
        for week, text in zip(WEEKS, figures.split(), strict=True):
            if text != "~":
                rows.append([week, levels[unit], unit, metric, platform, *_figure(text)])
    keys = ["period", "level", "unit", "metric", "platform"]
    frame = pd.DataFrame(rows, columns=[*keys, "value", "n", "status"])
    shown = frame.assign(numerator=frame["value"], denominator=float("nan"))
    return shown.assign(as_of=pd.Timestamp("2026-11-16T04:00", tz="UTC"))


def _figure(text: str) -> tuple[float, float, str]:
    if text == "x":
        return float("nan"), float("nan"), "suppressed"
    value = float(text.removesuffix("p"))
    return value, max(value // 1000, value), "partial" if text.endswith("p") else "ok"
