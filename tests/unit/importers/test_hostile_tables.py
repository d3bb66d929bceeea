"""Random cells under every real header: no reader falls over, and every row is accounted for."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from hustings.errors import HustingsError
from hustings.importers import recognise
from hustings.importers.contract import Rows, SetAside
from hustings.schema import CLEAN, check

HEADERS = (
    "facebook_quotes_and_newlines.csv", "facebook_two_headers_until_2021.csv",
    "instagram_16_columns_thousands_commas.csv", "x_content.csv", "x_old_tweet_activity.csv",
    "youtube_29_columns.csv", "roster_two_people_on_one_phone.csv", "activity_form_download.csv",
    "report_form.csv", "units_same_name_panchayats.csv", "groups.csv", "accounts.csv",
    "followers.csv", "watched_posts.csv", "youth.csv", "events_hindi_header.csv",
    "attendance_by_strangers.csv", "ratings_answered_again.csv", "directives_listed_twice.csv",
    "central_messages_link_is_a_script.csv", "claims_status_in_hindi.csv",
    "rebuttals_evidence_is_no_link.csv", "appointments_of_strangers.csv",
    "recommendations_status_unknown.csv", "elections_two_candidates_of_one_name.csv",
    "pravas_across_two_weeks.csv",
    "crowdtangle_facebook.csv",
    "crowdtangle_instagram.csv", "x_daily_overview.csv", "youtube_chart.csv", "viewers_by_day.csv",
    "youtube_totals_saved_by_excel.csv", "meta_territories_in_fractions.csv",
)  # fmt: skip
FOLDERS = {  # where the file itself does not say whose figures it holds
    "x_daily_overview.csv": "x_NadiYuva/overview.csv",
    "viewers_by_day.csv": "facebook_Nadi Yuva/Viewers.csv",
    "meta_territories_in_fractions.csv": "facebook_Nadi Yuva/Territories.csv",
}

PIECES = (
    "", " ", "-", "N/A", "0", "1", "-5", "12.5", "1e9", "1.22158E+17", "9" * 40, "1,23,456", "१२३",
    "2026-11-09", "09/28/2026 18:12", "31/02/2026", "99/99/9999", "0000-00-00", "Nov 9, 2026",
    "2026/11/09 1:28:19 PM GMT+5:30", "1:", ":", "T:", "25:61", "2026-W46", "2026-W99", "9999-W01",
    "0000-W00", "²", "9876543210", "+91 98765 43211 / 9876543210", "yes", "no", "17",
    "IN-JH-AC-065", "Kanke", "Kanke block", "Sx0ytsHc1kk", "Total",
    "2076883132216246277", "booth", "panchayat",
    "x",
    "facebook", "nadiyuva", "@ward", "Meeting, House visit", "https://x.com/NadiYuva/status/1",
    "https://www.facebook.com/a/posts/122158362891044001", "\u202e", "\ud7ff", "=1+1", "\n", '"',
    ";",
    "🙏", "ours", "unit", "P", "absent", "3/5", "4 - good", "₹100/-", "free", "Module 1; Module 2",
    "javascript:alert(1)", "https://[", "x:", ":1", "open", "done", "CAMP-1", "31", "9999999999999",
    "Lifetime", "Date", "Post ID",
)  # fmt: skip

cells = st.one_of(
    st.sampled_from(PIECES), st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
)


@pytest.fixture(scope="module")
def header_of(tables_folder):
    def find(name):
        with (tables_folder / name).open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file))

    return find


@pytest.mark.parametrize("name", HEADERS)
@settings(
    max_examples=tries(25), deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(data=st.data())
def test_every_row_is_kept_or_set_aside(received, context, header_of, name, data):
    header = header_of(name)
    width = len(header)
    rows = data.draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=8))
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    file = received(text.getvalue(), FOLDERS.get(name, "file.csv"))
    lines: dict[str, set[int]] = {}
    try:
        for finding in recognise(file).read(file, replace(context)):
            if isinstance(finding, Rows):
                check(finding.frame, CLEAN[finding.table])
                lines.setdefault(finding.table, set()).update(finding.lines)
            elif isinstance(finding, SetAside):
                lines.setdefault("aside", set()).add(finding.line)
    except HustingsError:
        return  # refused whole, which its own tests look at
    stored = set().union(*(found for table, found in lines.items() if table != "aside"))
    assert not stored & lines.get("aside", set())
    assert len(stored | lines.get("aside", set())) <= len(rows)
