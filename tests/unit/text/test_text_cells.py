"""Cells that a spreadsheet must not run."""

import csv
import io

import pytest

from hustings.text import csv_safe

FORMULAS = [
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+cmd",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1",
    " =1+1",
    "\u200e=1+1",
    "\ufeff@x",
    "＝1+1",
    "-2-3",
    "+91 98765 43210",
]
NUMBERS = ["-12.5", "+4", "-1,23,456", "+4%", "-0.5 %", "1e5", "-1.2E-07", ".5", "-.5", "12"]
TEXTS = ["कांके", "a=b", "Kanke - Ranchi", "", "3 of 4", "'quoted", "100%", "-", "—"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_is_defused(cell):
    assert csv_safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [*NUMBERS, *TEXTS])
def test_numbers_and_plain_text_are_left_alone(cell):
    assert csv_safe(cell) == cell


@pytest.mark.parametrize("cell", [-3, 1.5, None, True])
def test_what_is_no_text_comes_back_as_it_was(cell):
    assert csv_safe(cell) is cell


def test_a_written_csv_has_no_cell_that_starts_a_formula():
    out = io.StringIO()
    csv.writer(out).writerows([csv_safe(cell)] for cell in FORMULAS)
    out.seek(0)
    assert all(row[0].startswith("'") for row in csv.reader(out))
