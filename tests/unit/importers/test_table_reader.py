"""Tables whatever they were saved as: encodings, delimiters, joined, cut, hostile and huge."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from hustings.errors import InputError, RefusedError
from hustings.importers.codepage import SPOILT
from hustings.importers.contract import BATCH_ROWS, SetAside
from hustings.importers.tabular import Batch, Field, Layout, open_table
from hustings.importers.tabular import records as records_module

PAIRS = Layout(
    "a table of pairs",
    (Field("key", ("key",), needed=True), Field("value", ("value",), needed=True)),
    even=True,
)
LOOSE = Layout("a loose table of pairs", PAIRS.fields)


def rows(table):
    """Line, key and value of every row, and what was set aside."""
    found, aside = [], {}
    for part in table.parts():
        if isinstance(part, Batch):
            found += zip(part.lines, part["key"], part["value"], strict=True)
        elif isinstance(part, SetAside):
            aside[part.line] = part.reason
    return found, aside


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_and_delimiter_is_found(received, encoding, delimiter):
    text = f"key{delimiter}value\n1{delimiter}कांके\n2{delimiter}two, three; four\n"
    if delimiter in ",;":
        text = text.replace("two, three; four", '"two, three; four"')
    table = open_table(received(text.encode(encoding)), PAIRS)
    assert rows(table)[0] == [(2, "1", "कांके"), (3, "2", "two, three; four")]
    assert not table.assumed


def test_a_line_may_name_the_separator(received):
    text = '"sep=;"\r\n"key";"value"\r\n"1";"a;b"\r\n'
    assert rows(open_table(received(text.encode("utf-16-le")), PAIRS))[0] == [(3, "1", "a;b")]


def test_title_lines_stand_above_the_header(read):
    groups = read("title_lines_above_header.csv").table("groups")
    assert groups["line"].tolist() == [5]
    assert groups["unit"].tolist() == ["IN-JH-AC-065"]


def test_semicolons_separate_and_stay_inside_quotes(read):
    assert read("semicolons.csv").table("groups")["name"].tolist() == ["Kanke; Team"]


def test_windows_text_is_read_and_flagged(read):
    found = read("windows_1252.csv")
    assert found.table("groups")["name"].tolist() == ["Café Ranchi – team"]
    assert "not UTF-8" in found.assumed["the text is Windows Latin (cp1252)"]


def test_a_sheet_saved_in_a_wrong_code_page_is_read_as_it_was(read, received):
    text = "समूह,इकाई\nकांके टीम “एक”,IN-JH-AC-065\n"
    spoilt = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())
    found = read(received(spoilt.encode("utf-8-sig"), "groups.csv"))
    assert found.table("groups")["name"].tolist() == ["कांके टीम “एक”"]
    assert SPOILT in found.assumed
    with pytest.raises(RefusedError, match="data about voters"):
        read(received(spoilt.replace("\n", ",à¤œà¤¾à¤¤à¤¿\n", 1).encode(), "groups.csv"))


def test_one_broken_byte_does_not_spoil_the_hindi_around_it(read):
    found = read("one_broken_byte.csv")
    assert found.table("groups")["name"].tolist() == ["कांके टीम", "Team �"]
    assert found.assumed["the text is UTF-8"] == "1 broken byte(s) are shown as �"


def test_a_quotation_mark_never_closed_costs_one_row(read):
    found = read("quotation_mark_never_closed.csv")
    assert found.table("groups")["line"].tolist() == [2, 4]
    assert found.aside == {3: "a quotation mark opens here and does not close"}


def test_a_stray_mark_that_closes_lines_later_costs_one_row(received):
    text = 'key,value\n1,"a\n2,b\n3,c"\n4,"d\ne"\n'
    found, aside = rows(open_table(received(text), PAIRS))
    # Lines 2 to 4 could be one cell; they have the right number of cells, so they are.
    assert found == [(2, "1", "a\n2,b\n3,c"), (5, "4", "d\ne")]
    text = 'key,value\n"1,a\n2,b\n3",c\nx"4,d\n'
    found, aside = rows(open_table(received(text.replace("x", "")), PAIRS))
    assert aside


def test_a_cell_beyond_all_measure_costs_one_row(received):
    text = 'key,value\n1,a\n2,"' + "x" * 200_000 + '"\n3,c\n'
    found, aside = rows(open_table(received(text), PAIRS))
    assert [line for line, *_ in found] == [2, 4]
    assert aside == {3: "a cell is longer than 131,072 letters"}


def test_nul_bytes_are_left_out_and_said(received):
    table = open_table(received(b"key,value\n1\0,a\0b\n2,c\n"), PAIRS)
    parts = list(table.parts())
    assert parts[0]["key"] == ["1", "2"]
    assert parts[0]["value"] == ["ab", "c"]
    assert parts[-1].evidence == "2 left out"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_as_one_line(received, end):
    text = end.join(["key,value", "1,a", "", '2,"b', 'c"', "3,d", ""])
    found, _ = rows(open_table(received(text), PAIRS))
    assert [line for line, *_ in found] == [2, 4, 6]


def test_other_line_breaks_of_unicode_do_not_break_lines(received):
    text = "key,value\n1,a\u2028b\x0bc\x85d\n2,e\n"
    assert rows(open_table(received(text), PAIRS))[0] == [
        (2, "1", "a\u2028b\x0bc\x85d"),
        (3, "2", "e"),
    ]


def test_a_short_row_of_a_machine_is_damage_and_of_a_person_is_not(received):
    file = received("key,value,more\n1,a,x\n2\n3,c,x,,\n4,d,x,y\n")
    found, aside = rows(open_table(file, PAIRS))
    assert [key for _, key, _ in found] == ["1", "3"]  # empty cells beyond the header are nothing
    assert aside == {
        3: "the row has 1 cells where the header has 3",
        5: "the row has 4 cells where the header has 3",
    }
    assert [key for _, key, _ in rows(open_table(file, LOOSE))[0]] == ["1", "2", "3"]


def test_a_row_of_a_million_columns_is_refused_and_the_rest_read(received):
    wide = ",".join(["1"] * 1_000_000)
    found, aside = rows(open_table(received(f"key,value\n1,a\n{wide}\n2,b\n"), PAIRS))
    assert [key for _, key, _ in found] == ["1", "2"]
    assert list(aside) == [3]


def test_a_header_of_a_million_columns_is_no_header(received):
    with pytest.raises(InputError):
        open_table(received("key,value" + ",x" * 1_000_000 + "\n1,a\n"), PAIRS)


def test_many_rows_come_in_bounded_batches(received):
    count = BATCH_ROWS * 2 + 5
    text = "key,value\n" + "".join(f"{n},v\n" for n in range(count))
    parts = list(open_table(received(text), PAIRS).parts())
    assert [len(part.lines) for part in parts] == [BATCH_ROWS, BATCH_ROWS, 5]
    assert parts[-1].lines[-1] == count + 1


def test_memory_does_not_grow_with_the_file(received, monkeypatch):
    import tracemalloc

    monkeypatch.setattr("hustings.importers.tabular.batches.BATCH_ROWS", 2_000)
    monkeypatch.setattr("hustings.importers.tabular.decode._CHUNK", 16_384)
    peaks = []
    for count in (6_000, 24_000):
        table = open_table(received("key,value\n" + "1,abcdefghijklmnop\n" * count), PAIRS)
        tracemalloc.start()
        for _ in table.parts():
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0]


def test_equal_names_fill_one_column_and_empty_lines_are_no_rows(received):
    file = received("key,value,value,\n1,,late,\n,,,\n\n2,early,late,\n")
    assert rows(open_table(file, PAIRS))[0] == [(2, "1", "late"), (5, "2", "early")]


def test_names_match_whatever_their_case_spaces_and_marks(received):
    file = received('"  KEY:  ","Va\nlue *",x\n1,a,\n')
    layout = Layout(
        "x", (Field("key", ("key",), needed=True), Field("value", ("va lue",), needed=True))
    )
    table = open_table(file, layout)
    assert rows(table)[0] == [(3, "1", "a")]
    assert table.assumed[0].evidence == "'x'"


def test_a_missing_header_is_answered_with_what_was_looked_for(received):
    with pytest.raises(InputError, match="does not look like a table of pairs") as caught:
        open_table(received("1,a\n2,b\n"), PAIRS)
    assert "'key', 'value'" in caught.value.fix


texts = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\0\ufeff"), max_size=12
)


@settings(
    max_examples=tries(150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    pairs=st.lists(st.tuples(texts.filter(str.strip), texts), max_size=6),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]),
    bom=st.booleans(),
    joined=st.booleans(),
    named=st.booleans(),
)
def test_what_a_csv_writer_writes_is_read_back(
    received, pairs, delimiter, encoding, bom, joined, named
):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["key", "value"])
    writer.writerows(pairs)
    whole = ("\ufeff" if bom or encoding != "utf-8" else "") + text.getvalue()
    if joined:  # cat a.csv b.csv: a BOM and a header stand in mid-file
        whole += whole
    if named:
        whole = f"sep={delimiter}\r\n" + whole
    found, aside = rows(open_table(received(whole.encode(encoding)), PAIRS))
    expected = [pair for pair in pairs if pair != ("key", "value")] * (2 if joined else 1)
    assert [(key, value) for _, key, value in found] == expected
    assert not aside


@settings(
    max_examples=tries(80),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(raw=st.binary(max_size=300))
def test_no_bytes_make_the_reader_fall_over(received, raw):
    for content in (raw, b"key,value\n" + raw, b'key,value\n1,"' + raw):
        try:
            table = open_table(received(content), LOOSE)
        except InputError:
            continue
        found, _ = rows(table)
        lines = [line for line, *_ in found]
        assert lines == sorted(set(lines))


def test_line_numbers_are_those_of_the_file(received):
    text = 'title\n\nkey,value\n1,"a\nb\nc"\n\n2,d\n'
    found, _ = rows(open_table(received(text), PAIRS))
    lines = text.split("\n")
    for line, key, _ in found:
        assert lines[line - 1].startswith(key)


def test_a_workbook_of_another_kind_inside_is_answered(received, tmp_path):
    from openpyxl import Workbook

    path = tmp_path / "other.xlsx"
    Workbook().save(path)
    with pytest.raises(InputError):
        open_table(received(path.read_bytes(), "other.xlsx"), PAIRS)


def test_a_workbook_that_unpacks_without_end_is_refused(received, tmp_path, monkeypatch):
    from openpyxl import Workbook

    from hustings.importers.tabular import workbook

    book = Workbook()
    book.active.append(["key", "value"])
    path = tmp_path / "large.xlsx"
    book.save(path)
    monkeypatch.setattr(workbook, "LARGEST_UNPACKED", 1000)
    with pytest.raises(RefusedError, match="unpacks to"):
        open_table(received(path.read_bytes(), "large.xlsx"), PAIRS)


def test_a_damaged_workbook_is_an_input_error(received, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["key", "value"])
    path = tmp_path / "whole.xlsx"
    book.save(path)
    raw = bytearray(path.read_bytes())
    place = raw.find(b"xl/worksheets/sheet1.xml")
    raw[place + 40 : place + 60] = b"\xff" * 20
    with pytest.raises(InputError):
        rows(open_table(received(bytes(raw), "damaged.xlsx"), PAIRS))


def test_a_sheet_with_a_row_number_beyond_excels_is_refused(received, tmp_path):
    import zipfile

    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["key", "value"])
    book.active.append(["1", "a"])
    path = tmp_path / "far.xlsx"
    book.save(path)
    far = tmp_path / "farther.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(far, "w") as out:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b'r="2"', b'r="99999999999"').replace(b'r="A2"', b"")
            out.writestr(name, content)
    with pytest.raises(InputError):
        rows(open_table(received(far.read_bytes(), "far.xlsx"), PAIRS))


def test_only_the_first_fitting_sheet_is_read_and_the_others_are_named(received, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["nothing here"])
    for title in ("One", "Two"):
        sheet = book.create_sheet(title)
        sheet.append(["key", "value"])
        sheet.append([title, 1.0])
    path = tmp_path / "sheets.xlsx"
    book.save(path)
    table = open_table(received(path.read_bytes(), "sheets.xlsx"), PAIRS)
    assert rows(table)[0] == [(2, "One", "1")]
    assert table.assumed[-1].evidence == "left: Two"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""), (True, "TRUE"), (3, "3"), (3.0, "3"), (2.5, "2.5"),
        (9876543210.0, "9876543210"),
        (122158362891044000, "1.22158362891044E+17"), (float("nan"), ""), ("=1+1", "=1+1"),
    ],
)  # fmt: skip
def test_a_workbooks_cell_reads_as_its_csv_would(cell, text):
    from hustings.importers.tabular.workbook import _text

    assert _text(cell) == text


def test_the_limit_on_cells_is_the_standard_librarys():
    assert csv.field_size_limit() == 131_072
    assert "131,072" in records_module._TOO_LONG[0]
