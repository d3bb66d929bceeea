"""What truth.json says was planted can be seen in the raw files, and nowhere else."""

import csv
import json
import re
import statistics
import zipfile
from collections import Counter, defaultdict
from datetime import date, datetime
from itertools import pairwise

import numpy as np
import pytest

from hustings.period import Period
from hustings.sample.accounts import make_accounts
from hustings.sample.effects import effects
from hustings.sample.forms import draw_answers
from hustings.sample.people import make_people
from hustings.sample.places import make_places
from hustings.sample.plan import make_plan
from hustings.sample.posts import draw_posts

HEADS = {  # the start of a member's message, by phone
    "android_12h": r"\d\d/\d\d/\d\d, \d{1,2}:\d\d\u202f[ap]m - ",
    "android_12h_plain": r"\d\d/\d\d/\d{4}, \d{1,2}:\d\d [ap]m - ",
    "android_24h": r"\d\d/\d\d/\d\d, \d\d:\d\d - ",
    "android_hi": r"\d\d/\d\d/\d\d, \d{1,2}:\d\d\u202f[ap]m - ",
    "android_us": r"\d{1,2}/\d{1,2}/\d\d, \d{1,2}:\d\d\u202f[AP]M - ",
    "android_dots": r"\d{1,2}\.\d{1,2}\.\d{4}, \d\d:\d\d - ",
    "android_year_first": r"\d{4}/\d\d/\d\d, \d\d:\d\d - ",
    "android_utf16": r"\ufeff?\d\d/\d\d/\d\d, \d\d:\d\d - ",
    "android_boms": r"\ufeff?\d\d/\d\d/\d\d, \d{1,2}:\d\d\u202f[ap]m - ",
    "ios": r"\u200e?\[\d\d/\d\d/\d\d, \d{1,2}:\d\d:\d\d\u202f[AP]M\] ",
    "ios_24h": r"\u200e?\[\d\d/\d\d/\d{4}, \d\d:\d\d:\d\d\] ",
    "ios_hi": r"\u200e?\[\d\d/\d\d/\d\d, \d{1,2}:\d\d:\d\d\u202f[ap]m\] ",
}
LEFT_OUT = (
    "image omitted", "video omitted", "audio omitted", "sticker omitted", "GIF omitted",
    "list.pdf • 2 pages document omitted", "Contact card omitted", "This message was deleted.",
    "फ़ोटो हटाई गई", "वीडियो छोड़ा गया", "ऑडियो हटाई गयी", "स्टिकर छोड़ा गया", "GIF छोड़ा गया",
    "डॉक्यूमेंट छोड़ा गया", "कॉन्टैक्ट कार्ड छोड़ा गया", "यह मैसेज डिलीट कर दिया गया है",
)  # fmt: skip
"""What stands behind an iPhone's mark in a member's message; all else there is its own line."""

AUTHOR = r"(?:[^:\r\n]+?|[^\r\n]*?\"http:[^:\r\n]*)"


def chat(jharkhand, export):
    path = jharkhand.root / export["file"]
    raw = path.read_bytes()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            raw = archive.read(archive.namelist()[0])
    return raw.decode("utf-16" if export["phone"] == "android_utf16" else "utf-8")


def message_lines(text, phone):
    """Heads of members' messages: an author, then a colon, and no mark of the phone's own."""
    media = "|".join(map(re.escape, LEFT_OUT))
    body = rf" (?!\u200e(?!(?:{media})\r))|\r?$"
    return re.findall(rf"(?m)^({HEADS[phone]})({AUTHOR}):(?:{body})", text)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def half_year():
    plan = make_plan("IN-JH", weeks=26, seed=1, until=Period.parse("2026-W46"))
    places, found = make_places(plan), effects(plan)
    people = make_people(plan, places)
    answers = draw_answers(plan, people, found)
    acts = np.zeros((len(plan.seats), plan.weeks))
    done = [int(bits).bit_count() for bits in answers.acts]
    np.add.at(acts, (people.seat[answers.person], answers.day // 7), done)
    return plan, found, people, answers, acts


def test_the_phone_with_american_dates_can_only_be_read_month_first(jharkhand):
    export = jharkhand.truth["american_dates"]
    dates = re.findall(r"(?m)^(\d{1,2})/(\d{1,2})/26, ", chat(jharkhand, export))
    assert export["phone"] == "android_us"
    assert max(int(first) for first, _ in dates) <= 12 < max(int(second) for _, second in dates)
    assert [e["phone"] for e in jharkhand.truth["exports"]].count("android_us") == 1


def test_the_cut_file_holds_exactly_forty_thousand_messages_and_no_beginning(jharkhand):
    export = jharkhand.truth["cut_file"]
    text = chat(jharkhand, export)
    assert len(message_lines(text, export["phone"])) == 40_000 == export["messages"]
    assert len(re.findall(rf"(?m)^{HEADS['android_12h']}", text)) == 40_000  # no system lines
    assert not text.startswith("05/10/26")


def test_every_file_holds_as_many_messages_as_the_truth_says(jharkhand):
    for export in jharkhand.truth["exports"]:
        found = len(message_lines(chat(jharkhand, export), export["phone"]))
        assert found == export["messages"], export
    newest = {export["unit"]: export["messages"] for export in jharkhand.truth["exports"]}
    assert len(newest) == 14 + 81
    assert sum(newest.values()) == jharkhand.truth["totals"]["messages"]


def test_the_phones_differ_as_phones_do(jharkhand):
    phones = Counter(export["phone"] for export in jharkhand.truth["exports"])
    assert set(phones) == set(HEADS)
    assert {path.suffix for path in jharkhand.names("whatsapp/*/*")} == {".txt", ".zip"}


def test_the_silent_group_was_exported_last_but_spoke_weeks_ago(jharkhand):
    silent = jharkhand.truth["silent_group"]
    assert silent["last_message"][:10] < silent["from_day"] <= "2026-10-27"
    assert "2026-11-16" in silent["file"]
    others = [e for e in jharkhand.truth["exports"] if "2026-11-16" in e["file"]]
    quiet = [e for e in others if e["last_message"] < "2026-11-13"]
    assert [e["unit"] for e in quiet] == [silent["unit"]]


def test_the_stale_group_has_no_newer_file(jharkhand):
    stale = jharkhand.truth["stale_group"]
    files = [e["file"] for e in jharkhand.truth["exports"] if e["unit"] == stale["unit"]]
    assert files == [stale["file"]]
    assert stale["exported_on"] in stale["file"]
    assert stale["exported_on"] == "2026-10-26"


def test_second_exports_overlap_but_show_other_names(jharkhand):
    by_unit = defaultdict(list)
    for export in jharkhand.truth["exports"]:
        by_unit[export["unit"]].append(export)
    twice = [pair for pair in by_unit.values() if len(pair) == 2]
    assert len(twice) == 8
    for early, late in twice:
        assert early["phone"] != late["phone"]
        assert early["messages"] < late["messages"]
        seen = [
            {author for _, author in message_lines(chat(jharkhand, export), export["phone"])}
            for export in (early, late)
        ]
        assert seen[0] - seen[1]


def test_system_lines_tell_of_people_coming_and_going(jharkhand):
    text = "".join(
        chat(jharkhand, e) for e in jharkhand.truth["exports"] if e["phone"] == "android_12h"
    )
    for said in (
        "end-to-end encrypted", 'created group "', " added ", "using this group's invite link",
        " left", " changed to +91 ", "<Media omitted>", "This message was deleted",
        "<This message was edited>", "POLL:\n", "(file attached)", "maps.google.com",
    ):  # fmt: skip
        assert said in text, said


def test_some_lines_are_out_of_order_by_minutes(jharkhand):
    export = jharkhand.truth["cut_file"]
    heads = [head for head, _ in message_lines(chat(jharkhand, export), export["phone"])]
    moments = [
        datetime.strptime(head.replace("\u202f", " "), "%d/%m/%y, %I:%M %p - ")  # noqa: DTZ007
        for head in heads
    ]
    back = [(a - b).total_seconds() for a, b in pairwise(moments) if b < a]
    assert 0 < len(back) < 0.01 * len(moments)
    assert max(back) <= 360


def test_hostile_texts_stand_among_names_messages_and_posts(jharkhand):
    roster = (jharkhand.root / "roster/roster.csv").read_text(encoding="utf-8")
    chats = "".join(chat(jharkhand, export) for export in jharkhand.truth["exports"])
    posts = "".join(
        path.read_text(encoding="utf-8")
        for path in (*jharkhand.names("facebook/*"), *jharkhand.names("instagram/*"))
    )
    for text, hostile in (
        (roster, "<script>alert(1)</script>"), (roster, "=HYPERLINK("), (roster, "\u202e"),
        (chats, "<script>alert(1)</script>"), (chats, "=HYPERLINK("), (chats, "\u202e"),
        (chats, "<img src=x onerror=alert(1)>"), (posts, "<script>"),
    ):  # fmt: skip
        assert hostile in text, hostile


def test_the_viral_post_got_twenty_times_the_usual_reach(jharkhand):
    viral = jharkhand.truth["viral_day"]
    newest = jharkhand.names("facebook/*_Nov-15-2026_*.csv")
    page = viral["account"].removeprefix("facebook:")
    reach = {
        row["Post ID"]: int(row["Reach"])
        for path in newest
        for row in rows(path)
        if row["Page ID"] == page and row["Reach"]
    }
    usual = statistics.median(reach.values())
    assert viral["week"] == "2026-W46"
    assert 15 < reach.pop(viral["post"].removeprefix("facebook:")) / usual < 25
    assert max(reach.values()) < 5 * usual


def test_late_and_missing_reports_are_as_told(jharkhand):
    reports, told = rows(jharkhand.root / "forms/Weekly report.csv"), jharkhand.truth["reports"]
    sent = {}
    for row in reports:
        *_, unit, week = row["Report link / रिपोर्ट का लिंक"].split("/")
        stamp = row["Timestamp"].removesuffix(" GMT+5:30")
        sent[unit, week] = datetime.strptime(stamp, "%Y/%m/%d %I:%M:%S %p")  # noqa: DTZ007
    late = {
        key for key, moment in sent.items()
        if (moment.date() - Period.parse(key[1]).last).days > 1
    }  # fmt: skip
    weeks = [period.key for period in Period.parse("2026-W46").trailing(6)]
    every = {(f"IN-JH-AC-{n:03d}", week) for n in range(1, 82) for week in weeks}
    assert late == {(row["unit"], row["week"]) for row in told["late"]}
    assert every - set(sent) == {(row["unit"], row["week"]) for row in told["missing"]}
    for unit in told["planted_late"]:
        assert {(unit, week) for week in weeks[2:5]} <= late
    for unit in told["planted_missing"]:
        assert not {(unit, week) for week in weeks[4:]} & set(sent)
    assert len(reports) == jharkhand.truth["totals"]["report_answers"] > len(sent)


def test_the_forms_hold_as_many_acts_as_the_truth_says(jharkhand):
    acts = sum(
        row["What did you do? / क्या काम किया?"].count(", ") + 1
        for path in jharkhand.names("forms/Daily work*.csv")
        for row in rows(path)
    )
    assert acts == jharkhand.truth["totals"]["acts"]


def test_the_roster_has_the_troubles_the_truth_names(jharkhand):
    listed = rows(jharkhand.root / "roster/roster.csv")
    told = jharkhand.truth["people"]
    consenting = sum(row["Consent"].casefold() in ("yes", "हाँ") for row in listed)
    attested = [row for row in listed if row["18 or older"].casefold() in ("yes", "हाँ")]
    assert told["listed"] == 81 * 74
    assert 0.82 < consenting / len(listed) < 0.88
    assert 0 < len(listed) - len(attested) <= len(told["not_attested_adult"]) == 5
    assert sum(bool(re.fullmatch(r"\d\.\d+E\+09", row["Phone"])) for row in listed) > 0
    assert len(set(told["two_people_on_one_phone"])) == 2


def test_two_panchayats_in_two_districts_bear_one_name(jharkhand):
    units = {row["Code"]: row for row in rows(jharkhand.root / "lists/units.csv")}
    one, other = (units[code] for code in jharkhand.truth["same_name_panchayats"])
    assert one["Name"] == other["Name"]
    names = Counter(row["Name"] for row in units.values())
    assert [name for name, count in names.items() if count > 1] == [one["Name"]]


def test_a_booths_parents_are_a_panchayat_of_its_own_seat(jharkhand):
    units = {row["Code"]: row for row in rows(jharkhand.root / "lists/units.csv")}
    booths = [row for row in units.values() if row["Level"] == "booth"]
    assert len(booths) == 81 * 20
    for booth in booths:
        assert booth["Seat parent"] == booth["District parent"]
        panchayat = units[booth["Seat parent"]]
        assert booth["Code"].startswith(panchayat["Seat parent"])
        assert panchayat["District parent"].startswith("IN-JH-B-")


def test_lasting_rises_and_falls_show_in_acts_of_the_last_two_weeks(half_year):
    plan, _, _, _, acts = half_year
    usual = np.median(acts[:, -10:-2], axis=1)
    change = np.log(acts[:, -2:].mean(axis=1) / usual)
    shifted = {seat for shift in plan.planted.shifts for seat in shift.seats}
    rest = [seat for seat in range(len(plan.seats)) if seat not in shifted]
    assert abs(np.median(change[rest])) < 0.1
    assert sorted(shift.factor for shift in plan.planted.shifts) == [0.5, 1.8, 1.8]
    for shift in plan.planted.shifts:
        mean = float(np.exp(change[list(shift.seats)].mean()))
        assert mean == pytest.approx(shift.factor, rel=0.2), shift.unit.code
        assert shift.from_day == 7 * 24


def test_rise_and_fall_of_lok_sabha_seats_show_in_their_reach(half_year):
    plan, found, *_ = half_year
    weekly = defaultdict(lambda: np.zeros(plan.weeks))
    for account in make_accounts(plan):
        if account.side == "ours":
            posts = draw_posts(plan, found, account)
            np.add.at(weekly[account.row], posts.seconds // (7 * 86400), posts.counts["reach"])
    for shift in plan.planted.shifts[:2]:
        series = weekly[shift.parliament + 1]
        change = series[-2:].mean() / np.median(series[-10:-2])
        assert change == pytest.approx(shift.factor, rel=0.25), shift.unit.code


def test_camps_are_staggered_and_raise_acts_thereafter(half_year):
    plan, *_, acts = half_year
    camps = plan.planted.camps
    assert len(camps) == 24
    assert len(set(camps.values())) == 4
    shifted = {seat for shift in plan.planted.shifts for seat in shift.seats}
    assert not shifted & set(camps)
    rest = [s for s in range(len(plan.seats)) if s not in camps and s not in shifted]
    log = np.log(acts[:, :24])
    gains = [
        (log[seat, day // 7 + 1 :].mean() - log[seat, : day // 7].mean())
        - (log[rest][:, day // 7 + 1 :].mean() - log[rest][:, : day // 7].mean())
        for seat, day in camps.items()
    ]
    assert np.exp(np.mean(gains)) == pytest.approx(1.35, rel=0.08)


def test_the_festival_moves_every_unit_but_not_equally(half_year):
    plan, found, *_, acts = half_year
    week = plan.planted.festival_week
    drop = acts[:, week] / np.median(acts, axis=1)
    assert np.median(drop) == pytest.approx(0.65, abs=0.08)
    assert np.corrcoef(np.log(drop), found.loadings)[0, 1] < -0.5
    assert week < plan.weeks - 8


def test_people_come_in_cohorts_and_drift_away(half_year):
    plan, _, people, answers, _ = half_year
    active = np.zeros((len(people), plan.weeks), dtype=bool)
    active[answers.person, answers.day // 7] = True
    totals = np.sort(np.bincount(answers.person, minlength=len(people)))[::-1]
    assert 0.3 < active.sum(axis=0).mean() / len(people) < 0.6
    assert totals[: len(totals) // 10].sum() > 0.3 * totals.sum()  # a few do most of the work
    newcomers = people.joined >= 0
    first = np.where(active.any(axis=1), active.argmax(axis=1), -1)
    kept = [active[newcomers & (first == week), week + 4].mean() for week in range(3, 20)]
    assert 0.3 < np.mean(kept) < 0.75


def test_the_truth_names_dates_inside_the_sample(jharkhand):
    text = json.dumps(jharkhand.truth)
    days = {date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", text)}
    assert min(days) >= date(2026, 10, 5)
    assert max(days) <= date(2026, 11, 16)
