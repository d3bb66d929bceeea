"""No worker's name or phone leaves data/raw: not into clean tables, editions, pages or runs."""

import csv
import re
from datetime import UTC, datetime

import pyarrow.parquet as pq
import pytest
from tests.support.hostile import WORKER, WORKER_PHONE

from hustings.page.published import open_page
from hustings.press.delivery.addresses import Envelope
from hustings.press.delivery.letters import letter

LEAST = 12  # letters of a name; shorter ones may be a place's


@pytest.fixture(scope="module")
def people(campaign):
    """Names and national phone numbers off the roster, and of those who wrote in the chats."""
    with (campaign.exports / "roster" / "roster.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = {row[column].strip() for row in rows for column in ("Name", "Name (Hindi)")}
    phones = {re.sub(r"\D", "", row["Phone"].removesuffix(".0"))[-10:] for row in rows}
    names = {name for name in names if len(name) >= LEAST} | {WORKER}
    phones = {phone for phone in phones if len(phone) == 10} | {WORKER_PHONE}
    assert len(names) > 5000
    assert len(phones) > 5000
    return names, phones


def hits(text, people):
    """Phones and names found; digits inside a longer number (of a post or page) are no phone."""
    names, phones = people
    numbers = set(re.findall(r"(?<!\d)(?:91)?(\d{10})(?!\d)", text))
    return sorted(phones & numbers), sorted(name for name in names if name in text)[:5]


def test_no_page_names_a_worker(campaign, people):
    for page in (*campaign.pages, campaign.reports / "index.html"):
        assert hits(page.read_text("utf-8"), people) == ([], []), page


def test_no_letter_names_a_worker(campaign, people):
    office = Envelope("office@office.example", ("reader@office.example",), datetime.now(UTC))
    for path in campaign.pages:
        message = letter([open_page(path)], office)
        for kind in ("plain", "html"):
            told = message.get_body((kind,)).get_content()
            assert len(told) > 200
            assert hits(told, people) == ([], []), (path, kind)


def test_no_frozen_table_names_a_worker(campaign, people):
    for path in sorted(file for file in campaign.edition.folder.rglob("*") if file.is_file()):
        if path.suffix == ".parquet":
            text = "\n".join(texts(path, without=("measured", "leaves", "closure")))
        else:
            text = path.read_text("utf-8")
        assert hits(text, people) == ([], []), path.name


@pytest.mark.parametrize("table", ["workers", "aliases", "activity", "messages", "memberships",
                                   "appointments", "quarantine"])  # fmt: skip
def test_no_clean_table_names_a_worker(campaign, people, table):
    """Texts are another matter: kept where their author agreed or the group is official."""
    folder = campaign.folder / "data" / "clean" / table
    files = sorted(folder.rglob("*.parquet"))
    assert files
    for path in files:
        text = "\n".join(texts(path, leave_out=("text",)))
        assert hits(text, people) == ([], []), path


def test_the_key_is_not_in_the_data_folder_and_no_export_is_in_the_reports(campaign):
    key = (campaign.folder / "key" / "pseudonyms.key").read_text().strip()
    assert not list((campaign.folder / "data").rglob("*.key"))
    for folder in (campaign.reports, campaign.edition.folder, campaign.folder / "data" / "runs"):
        for path in folder.rglob("*"):
            assert not path.is_file() or key.encode() not in path.read_bytes(), path


def texts(path, *, without=(), leave_out=()):
    """Every text of a table."""
    if path.stem in without or path.parent.name in without:
        return
    table = pq.read_table(path)
    for name, column in zip(table.column_names, table.columns, strict=True):
        if name not in leave_out and str(column.type).endswith("string"):
            yield from (value for value in column.unique().to_pylist() if value)
