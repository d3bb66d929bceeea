"""Sheets no platform writes: too wide, with formulas, with a date that lost its form."""

import io
from datetime import UTC, datetime

import pytest
from openpyxl import Workbook

from hustings.errors import InputError

LINK = "https://www.facebook.com/nadi/posts/122000000000000"
HEADER = ["Post ID", "Page ID", "Page name", "Title", "Publish time", "Permalink", "Views"]


def book_of(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_post(number=1, **changes):
    row = dict(zip(HEADER, [f"122000000000000{number}", "61550000000011", "Nadi Yuva", "One",
                            "09/28/2026 18:12", f"{LINK}{number}", "7"], strict=True))  # fmt: skip
    return list((row | changes).values())


@pytest.mark.parametrize("columns", [2_001, 100_000, 1_000_000])
def test_a_header_of_too_many_columns_is_refused_by_name(read, received, columns):
    wide = ",".join([*HEADER, *(f"c{number}" for number in range(columns))])
    with pytest.raises(InputError, match=r"A row has [0-9,]+ columns or more") as caught:
        read(received(f"{wide}\n1,2,3\n"))
    assert "2,000" in caught.value.fix
    assert "line 1" in caught.value.where


def test_a_workbook_of_too_many_columns_is_refused_by_name(read, received):
    wide = book_of([*HEADER, *(f"c{number}" for number in range(5_000))], a_post())
    with pytest.raises(InputError, match="columns or more"):
        read(received(wide, "wide.xlsx"))


def test_formulas_are_text_in_a_csv_and_never_worked_out(read, received):
    header = ",".join(HEADER)
    title = '"=HYPERLINK(""http://evil.example"",""x"")"'
    found = read(received(f"{header}\n{','.join(a_post(Title=title))}\n"))
    assert found.table("posts")["text"].tolist() == ['=HYPERLINK("http://evil.example","x")']
    counted = read(received(f"{header}\n{','.join(a_post(Views='=1+1'))}\n"))
    assert counted.aside == {2: "the number of views is not a whole number"}


def test_a_formula_in_a_workbook_gives_what_excel_last_showed_or_nothing(read, received):
    # Written by a program, so Excel has shown nothing yet.
    found = read(received(book_of(HEADER, a_post(Views="=1+1", Title="=SUM(A1)")), "book.xlsx"))
    assert found.table("posts")["text"].isna().all()
    assert found.table("post_counts")["views"].isna().all()


def test_a_date_that_lost_its_form_in_a_workbook_is_read_as_excel_counts(read, received):
    # 46293.7583 is the 28th of September 2026, 18:12, in a cell formatted as a number.
    rows = book_of(HEADER, a_post(**{"Publish time": 46293.75833333333}), a_post(2))
    found = read(received(rows, "book.xlsx"))
    assert found.table("posts")["published_at"].tolist() == (
        [datetime(2026, 9, 28, 12, 42, tzinfo=UTC)] * 2
    )
    assert "1 numbers are days as Excel counts them" in found.assumed["date order is month/day"]


def test_a_number_where_other_cells_are_dates_is_no_date_if_no_day_has_it(read, received):
    found = read(received(book_of(HEADER, a_post(**{"Publish time": 12345}), a_post(2)), "b.xlsx"))
    assert list(found.aside) == [2]
    assert len(found.table("posts")) == 1


def test_an_id_some_program_wrote_as_a_decimal_number_is_kept_while_it_is_whole(read, received):
    header = ",".join(HEADER)
    rows = [
        a_post(**{"Post ID": "1220000000000001.0"}),
        a_post(**{"Post ID": "122158362891044001.0", "Permalink": "https://www.facebook.com/nadi"}),
    ]
    found = read(received("\n".join([header, *map(",".join, rows)])))
    assert found.table("posts")["post"].tolist() == ["facebook:1220000000000001"]
    assert list(found.aside) == [3]  # more digits than such a number holds: the last are lost
