"""The campaign's edition once more, every figure of it a number that is found nowhere else."""

import itertools
import re

import numpy as np
import pandas as pd
from tests.support.campaign import ROOT

from hustings.edition.shelves import freeze
from hustings.metrics import find_metric

FIRST, STEP = 10_007, 7  # five digits, so that pages write them out in full
WEEKS = 2  # planted, the last ones; older weeks have no rows
# Numbers of the older week leave another rest, so that the mean of both leaves neither.
RESTS = (0, 2)
COUNTS = ("numerator", "denominator", "n")
POSTS = ("reach", "views", "reactions", "comments", "shares", "engaged", "expected")
STEPS = ("registered", "recent", "once", "two_days", "four_days", "every_day", "lapsed")


def planted_office(campaign, folder, *, units):
    """An office whose one edition holds planted numbers for some units; gives folder and edition.

    Posts, steps and judged changes are planted too; rows of other units are left out.
    """
    settings = (ROOT / "settings.toml").read_text("utf-8")
    (folder / "settings.toml").write_text(settings, "utf-8")
    whole, numbers = campaign.edition, map(float, itertools.count(FIRST, STEP))
    names = {key.partition("/")[0] for key in whole.manifest.tables}
    tables = {name: whole.table(name) for name in names - {"leaves"}}
    tables["measured"] = _measured(
        tables["measured"], whole.manifest.periods[-WEEKS:], units, numbers
    )
    for name, columns in (("posts", POSTS), ("steps", STEPS)):
        rows = tables[name][tables[name]["unit"].isin(units)]
        tables[name] = rows.assign(**{column: _some(numbers, rows.index) for column in columns})
    changes = tables["changes"][tables["changes"]["unit"].isin(units)]
    told = {column: _some(numbers, changes.index) for column in ("value", "baseline")}
    tables["changes"] = changes.assign(**told, strength="clear", state="confirmed", direction="up")
    edition = freeze(folder / "data" / "editions", whole.manifest, tables)
    return folder / "settings.toml", edition


def _measured(rows, weeks, units, numbers):
    rows = rows[rows["unit"].isin(units) & rows["period"].isin(weeks) & rows["value"].notna()]
    older = (rows["period"] != weeks[-1]).astype("int64") * RESTS[1]
    counts = {name: _some(numbers, rows.index) + older for name in COUNTS}
    share = rows["metric"].map(lambda metric: find_metric(metric).measured_in in ("share", "times"))
    value = pd.Series(counts["numerator"]).where(~share, rows["value"])
    denominator = pd.Series(counts["denominator"]).where(rows["denominator"].notna())
    return rows.assign(**counts | {"value": value, "denominator": denominator}, status="ok")


def _some(numbers, index):
    return pd.Series(list(itertools.islice(numbers, len(index))), index=index, dtype="float64")


def planted_numbers(rows):
    """Every planted number in some rows."""
    cells = rows.select_dtypes("number").astype("float64").to_numpy().ravel()
    known = cells[~np.isnan(cells)]
    whole = {int(n) for n in known if n >= FIRST and n == int(n)}
    return {n for n in whole if (n - FIRST) % STEP in RESTS}


def found_in(html, numbers):
    """Which of some numbers stand anywhere in a page, as they are or as people write them."""
    bare = set(re.findall(r"(?<![\w.,])\d{5}(?!\w)", html))
    written = {n.replace(",", "") for n in re.findall(r"(?<![\d,])\d\d,\d{3}(?![\d,])", html)}
    return {n for n in numbers if str(n) in bare | written}
