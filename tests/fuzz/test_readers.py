"""The harness of `make fuzz`, short and seeded, and everything it has ever found."""

import resource
import subprocess
import sys

import pytest
from tests.fuzz.cases import case_of
from tests.fuzz.readers import CORPUS, ROOT, read_bytes, specimens, unpack_bytes, zipped
from tests.support.depth import tries

from hustings.importers import sources

READERS = sorted(sources())
FOUND = sorted(p.relative_to(CORPUS).as_posix() for p in CORPUS.glob("*/*") if p.is_file())


@pytest.mark.parametrize("name", [*READERS, "zip"])
def test_damaged_files_give_rows_reasons_or_a_named_error(name):
    ran = case_of(name, examples=tries(40), derandomize=True)
    assert ran() is None


@pytest.mark.parametrize("found", FOUND)
def test_what_once_fell_stands(found):
    of, data = found.partition("/")[0], (CORPUS / found).read_bytes()
    if of == "zip":
        assert unpack_bytes(data, f"received.{found.rpartition('.')[2]}") >= 0
    else:
        assert read_bytes(of, data, found) >= 0


def test_every_specimen_is_read_by_its_own_reader():
    without = [name for name, files in specimens().items() if not files]
    assert without == []


WIDE = """
import resource, sys
from tests.fuzz.readers import context, in_time, read_bytes
context()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
row = b",".join(b"%d" % n for n in range(10**6))
for source, top in (("x_posts", b"Post id,Date,Post text,Post Link,Impressions"),
                    ("roster", b"Name,Phone,Unit,Post,Since,Consent,18 or older"),
                    ("whatsapp", b"1/1/26, 10:00 - A: x")):
    for data in (row, top + b"\\n" + row, top + b"," + row + b"\\n" + row):
        read_bytes(source, data + b"\\n", "wide.csv")
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_rows_of_a_million_columns_take_bounded_memory():
    done = subprocess.run(
        [sys.executable, "-c", WIDE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) < 1024  # megabytes beyond what the libraries take


def test_names_in_a_zip_lead_nowhere_else(tmp_path):
    data = zipped(
        [("../../out.txt", b"1/1/26, 10:00 - A: x\n"), ("/abs.csv", b"a,b\n"), ("..", b"")]
    )
    assert unpack_bytes(data, "received.zip") == 2
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY


def test_a_date_of_a_million_letters_is_no_date_at_once():
    top = b"Timestamp,Your mobile number,Where did you work?,Date of work,What did you do?\n"
    row = b"2026/11/09 1:28:19 PM GMT+5:30,9876543210,P3,%s,House visit\n"
    for letters in (b"a" * 10**6, b" " * 10**6, b"1" * 10**6, b"1 a" * 300_000):
        assert read_bytes("activity_form", top + row % letters, "form.csv") == 0


CELLS = {
    "events": "Event code,Type,Unit,Held on,Until,Fee,Modules\ncamp-1,Training camp,IN-JH-AC-065,"
    "14/11/2026,16/11/2026,{cell},2\n",
    "rebuttals": "Claim code,Published at,Evidence\nC-1,2026-11-09 18:30,{cell}\n",
    "meta_audience": "Gender,Distribution\nWomen,{cell}\n",
}


@pytest.mark.parametrize("source", CELLS)
def test_a_run_of_spaces_within_a_cell_is_looked_at_once(source):
    for run in (" " * 120_000, "," * 120_000, "\u00a0" * 120_000):
        text = CELLS[source].format(cell=f'"1{run}x"')
        assert read_bytes(source, text.encode(), "facebook_team/sheet.csv") >= 0
