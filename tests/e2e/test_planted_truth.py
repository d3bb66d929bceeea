"""What was planted in the sample is found, through every room of the house, and little else."""

import pandas as pd
import pytest

from hustings.period import IST

FOUND = ("clear", "likely")
WEEK = "2026-W46"


def change(campaign, unit, metric):
    rows = campaign.edition.changes(unit)
    (row,) = rows[rows["metric"] == metric].to_dict("records")
    return row


def shifts(campaign, level):
    return [each for each in campaign.truth["lasting_changes"] if each["level"] == level]


def test_each_planted_rise_and_fall_of_a_seat_is_clear(campaign):
    planted = shifts(campaign, "lok_sabha")
    assert {each["times"] for each in planted} == {1.8, 0.5}
    for each in planted:
        acts = change(campaign, each["unit"], "acts")
        assert acts["strength"] == "clear"
        assert acts["since"] == each["from_week"]
        assert acts["low"] < each["times"] - 1 < acts["high"]
        for metric in ("acts", "active_workers"):
            found = change(campaign, each["unit"], metric)
            assert found["strength"] in ("clear", "likely", "hint")
            assert found["direction"] == ("up" if each["times"] > 1 else "down")


def test_the_planted_rise_of_one_assembly_seat_is_seen_with_its_size_but_not_called_clear(campaign):
    """Ten acts a day leave much to chance; the page must say so and not promise."""
    (each,) = shifts(campaign, "vidhan_sabha")
    found = change(campaign, each["unit"], "acts")
    assert found["strength"] in ("hint", "likely")
    assert found["low"] < each["times"] - 1 < found["high"]


def test_nothing_is_found_where_nothing_was_planted(campaign):
    """Of more than 400 comparisons; one false find in twenty is what the study promises."""
    touched = {each["unit"] for each in campaign.truth["lasting_changes"]}
    touched |= {seat for each in campaign.truth["lasting_changes"] for seat in each["seats"]}
    touched |= {campaign.truth["silent_group"]["unit"]}
    closure = campaign.edition.table("closure")
    touched |= set(closure.loc[closure["unit"].isin(touched), "ancestor"])
    changes = campaign.edition.table("changes")
    found = changes[changes["strength"].isin(FOUND)]
    assert len(found) >= 5
    assert campaign.edition.manifest.family["size"] > 400
    assert (~found["unit"].isin(touched)).sum() <= max(1, len(found) / 20)


def test_a_viral_day_is_a_spike_and_no_change_of_level(campaign):
    planted = campaign.truth["viral_day"]
    spikes = campaign.edition.table("spikes")
    assert ((spikes["unit"] == planted["unit"]) & (spikes["metric"] == "reach")).any()
    assert change(campaign, planted["unit"], "reach")["strength"] not in FOUND
    rows = campaign.edition.rows("reach", planted["unit"], periods=5)["value"]
    assert rows.iloc[-1] > 1.5 * rows.iloc[:-1].median()  # the sum itself hides nothing


def test_the_viral_post_stands_out_against_its_own_account(campaign):
    posts = campaign.edition.table("posts").set_index("post")
    post = posts.loc[campaign.truth["viral_day"]["post"]]
    final = campaign.truth["viral_day"]["final_reach"]
    assert 0.9 * final < post["reach"] <= final  # exported five days after, still growing
    assert post["engaged"] > 5 * post["expected"]
    assert pd.Timestamp(post["day"]).date().isoformat() == campaign.truth["viral_day"]["day"]


def test_the_silent_group_is_found_dated_and_asked_to_speak(campaign):
    planted = campaign.truth["silent_group"]
    found = change(campaign, planted["unit"], "messages")
    assert (found["strength"], found["direction"]) == ("clear", "down")
    assert found["since"] in ("2026-W43", "2026-W44")  # silent from a Friday of week 43
    assert campaign.edition.row("silent_groups", planted["unit"])["value"] == 1
    group = group_of(campaign, planted["unit"])
    last = pd.Timestamp(planted["last_message"], tz="Asia/Kolkata")
    assert abs(group["last_at"] - last) < pd.Timedelta(minutes=1)
    for language in ("en", "hi"):
        assert planted["group"] in campaign.page(planted["unit"], language).read_text("utf-8")


def test_a_group_whose_export_is_old_is_not_called_silent_and_not_zero(campaign):
    planted = campaign.truth["stale_group"]
    rows = campaign.edition.rows(["messages", "silent_groups"], planted["unit"])
    assert rows["value"].isna().all()
    assert set(rows["status"]) == {"no_data"}
    assert not group_of(campaign, planted["unit"])["reaches_week_end"]
    assert change(campaign, planted["unit"], "messages")["reason"] == "missing_this_week"


def test_american_dates_are_read_as_such(campaign):
    planted = campaign.truth["american_dates"]
    group = group_of(campaign, planted["unit"])
    assert group["date_order"] == "mdy"
    last = pd.Timestamp(planted["last_message"], tz="Asia/Kolkata")
    assert abs(group["last_at"] - last) < pd.Timedelta(minutes=1)


def test_every_message_of_every_chat_is_counted_once_though_exported_twice(campaign):
    truth = {each["unit"]: each["messages"] for each in campaign.truth["exports"]
             if (campaign.exports / each["file"]).exists()}  # fmt: skip
    assert len(truth) >= 12
    counted = {unit: group_of(campaign, unit)["messages"] for unit in truth}
    assert counted == truth  # the newest export of each
    twice = [each for each in campaign.truth["exports"] if each["unit"] == "IN-JH-AC-006"]
    assert len(twice) == 2
    stored = campaign.edition.rows("messages", "IN-JH-AC-006", periods=26)["value"].sum()
    # A stranger whom the two phones call by two names says everything twice.
    assert 0.99 < stored / twice[-1]["messages"] < 1.03


def test_reports_that_were_late_or_missing_are_the_ones_not_on_time(campaign):
    told = campaign.truth["reports"]
    failed = {(each["unit"], each["week"]) for each in (*told["late"], *told["missing"])}
    seats = campaign.edition.under("IN-JH", "vidhan_sabha")["unit"]
    rows = campaign.edition.rows("reports_on_time", list(seats), periods=26)
    assert rows["value"].notna().all()
    late = rows[rows["value"] == 0]
    assert set(zip(late["unit"], late["period"], strict=True)) == failed
    assert campaign.edition.row("reports_on_time", "IN-JH")["value"] == pytest.approx(
        1 - sum(week == WEEK for _, week in failed) / 81
    )


def test_the_festival_week_is_seen_in_the_whole_state(campaign):
    planted = campaign.truth["festival_week"]
    acts = campaign.edition.rows("acts", "IN-JH", periods=26).set_index("period")["value"]
    place = acts.index.get_loc(planted["week"])
    around = acts.iloc[[place - 2, place - 1, place + 1, place + 2]].median()
    assert acts.loc[planted["week"]] < 0.85 * around


def test_two_people_on_one_phone_and_the_under_age_are_set_aside(campaign):
    people = campaign.truth["people"]
    aside = campaign.edition.manifest.set_aside
    assert aside["the person is under 18"] == len(people["not_attested_adult"])
    shared = [rows for reason, rows in aside.items() if reason.startswith("several people have")]
    assert sum(shared) == len(people["two_people_on_one_phone"])


def test_every_input_has_its_hash_and_its_age(campaign):
    import hashlib

    card = campaign.edition.manifest
    received = [path for path in campaign.exports.rglob("*") if path.is_file()]
    received = [path for path in received if path.name != "hustings-sample.json"]
    hashes = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in received}
    assert {file.sha256 for file in card.inputs} == set(hashes)
    for file in card.inputs:
        path = hashes[file.sha256]
        assert file.name == path.relative_to(campaign.exports).as_posix()
        assert file.exported_at.timestamp() == pytest.approx(path.stat().st_mtime, abs=1)
        days = [moment.astimezone(IST).date() for moment in (file.exported_at, card.built_at)]
        assert file.age_days(card.built_at) == (days[1] - days[0]).days  # as the calendar counts
        assert file.source
    assert card.as_of == max(file.exported_at for file in card.inputs)
    assert card.sample
    assert sum(card.set_aside.values()) == sum(file.rows_set_aside for file in card.inputs)


def group_of(campaign, unit):
    """The one group placed in a unit and exported."""
    groups = campaign.edition.table("groups")
    (row,) = groups[(groups["unit"] == unit) & groups["exported_at"].notna()].to_dict("records")
    return row
