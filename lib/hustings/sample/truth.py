"""truth.json: what was planted, where to find it, and the totals of what was written."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hustings.sample.camps import Speakers
from hustings.sample.effects import Effects
from hustings.sample.files import Folder, export_moment
from hustings.sample.meta import post_id, published
from hustings.sample.people import People
from hustings.sample.places import Places
from hustings.sample.plan import (
    CAMP_GAIN,
    CUT_AT,
    FESTIVAL_ACTS,
    FESTIVAL_REACH,
    VIRAL_TIMES,
    Plan,
)
from hustings.sample.posts import Posts, viral_position
from hustings.sample.reports import Report
from hustings.sample.voice import Carrying
from hustings.sample.whatsapp import Exported
from hustings.sample.wordstock import words_of_marker

GENERATOR = 2
"""Version of the generator: raised whenever the same arguments give other bytes."""

MARKER = "hustings-sample.json"
TRUTH = "truth.json"


@dataclass(frozen=True)
class Made:
    """Everything that was made, as the truth file needs it."""

    places: Places
    people: People
    found: Effects
    exports: Sequence[Exported]
    viral: Posts
    reports: Sequence[Report]
    acts: int
    report_answers: int
    posts: int
    carried: Sequence[Carrying]
    speakers: Speakers


def write_marker(folder: Folder, plan: Plan) -> None:
    """Write the marker that makes every page from this folder say that it is sample data."""
    note = words_of_marker()
    _json(
        folder,
        plan,
        MARKER,
        {"sample": True, "note": {"en": note["en"], "hi": note["hi"]}, **arguments(plan)},
    )


def write_truth(folder: Folder, plan: Plan, made: Made) -> None:
    """Write what was planted. Only tests read it."""
    _json(
        folder,
        plan,
        TRUTH,
        {
            "note": words_of_marker()["truth"],
            **arguments(plan),
            "viral_day": _viral(plan, made.viral),
            "festival_week": _festival(plan, made),
            "training_camp": _camps(plan),
            "lasting_changes": _shifts(plan),
            **_groups(plan, made),
            "reports": _reports(plan, made),
            "people": _people(made),
            "central_messages": _carried(made),
            "speakers": {
                name: round(talent, 3)
                for name, talent in zip(made.speakers.names, made.speakers.talent, strict=True)
            },
            "same_name_panchayats": list(made.places.twins or ()),
            "totals": _totals(made),
        },
    )


def _json(folder: Folder, plan: Plan, name: str, content: Mapping[str, object]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    folder.text(name, text, at=export_moment(plan.until.next().first))


def arguments(plan: Plan) -> dict[str, object]:
    """What the sample was asked for: the same arguments are the same bytes."""
    return {
        "generator": GENERATOR,
        "state": plan.state.code,
        "weeks": plan.weeks,
        "seed": plan.seed,
        "until": plan.until.key,
    }


def _viral(plan: Plan, posts: Posts) -> dict[str, object]:
    position = viral_position(plan, posts)
    return {
        "account": posts.account.key,
        "platform": posts.account.platform,
        "unit": posts.account.unit.code,
        "day": plan.day(plan.planted.viral_day).isoformat(),
        "week": plan.week(plan.planted.viral_day // 7).key,
        "post": f"{posts.account.platform}:{post_id(posts, position)}",
        "published": published(plan, int(posts.seconds[position])).isoformat(),
        "times": VIRAL_TIMES,
        "final_reach": int(posts.counts["reach"][position]),
    }


def _festival(plan: Plan, made: Made) -> dict[str, object]:
    loadings = made.found.loadings.round(3).tolist()
    return {
        "week": plan.week(plan.planted.festival_week).key,
        "acts_times": FESTIVAL_ACTS,
        "reach_times": FESTIVAL_REACH,
        "of": "a unit of loading 1; others by that power of it",
        "loadings_of_acts": {
            seat.code: loading for seat, loading in zip(plan.seats, loadings, strict=True)
        },
    }


def _camps(plan: Plan) -> dict[str, object]:
    return {
        "acts_times": CAMP_GAIN,
        "camps": [
            {
                "unit": plan.seats[seat].code,
                "day": plan.day(day).isoformat(),
                "week": plan.week(day // 7).key,
            }
            for seat, day in sorted(plan.planted.camps.items())
        ],
    }


def _shifts(plan: Plan) -> list[dict[str, object]]:
    """Rises and falls; the seats under a unit share its change."""
    return [
        {
            "unit": shift.unit.code,
            "level": shift.unit.level,
            "times": shift.factor,
            "from_day": plan.day(shift.from_day).isoformat(),
            "from_week": plan.week(shift.from_day // 7).key,
            "in": ["acts"] if shift.parliament is None else ["acts", "reach"],
            "seats": [plan.seats[seat].code for seat in shift.seats],
        }
        for shift in plan.planted.shifts
    ]


def _groups(plan: Plan, made: Made) -> dict[str, object]:
    exports = {export.unit: export for export in made.exports}  # the newest of each group
    seats, planted = plan.seats, plan.planted
    silent = exports[seats[planted.silent_seat].code]
    stale = exports[seats[planted.stale_seat].code]
    american = exports[seats[planted.american_seat].code]
    cut = exports[plan.parliament[planted.cut_parliament].code]
    named = {
        "silent_group": {"from_day": plan.day(planted.silent_from).isoformat(), **_export(silent)},
        "stale_group": {"exported_on": plan.day(planted.stale_from).isoformat(), **_export(stale)},
        "american_dates": _export(american),
        "cut_file": {"kept": CUT_AT, **_export(cut)},
    }
    return {**named, "exports": [_export(export) for export in made.exports]}


def _export(export: Exported) -> dict[str, object]:
    return {
        "group": export.group,
        "unit": export.unit,
        "file": export.file,
        "phone": export.phone,
        "messages": export.messages,
        "last_message": export.last.isoformat() if export.last else None,
    }


def _reports(plan: Plan, made: Made) -> dict[str, object]:
    planted = plan.planted
    return {
        "planted_late": [plan.seats[seat].code for seat in planted.late_seats],
        "planted_missing": [plan.seats[seat].code for seat in planted.missing_seats],
        "late": _due(plan, [report for report in made.reports if report.late]),
        "missing": _due(plan, [report for report in made.reports if report.sent is None]),
    }


def _due(plan: Plan, reports: Sequence[Report]) -> list[dict[str, str]]:
    return [{"unit": plan.seats[r.seat].code, "week": plan.week(r.week).key} for r in reports]


def _carried(made: Made) -> list[dict[str, str]]:
    return [
        {"account": one.account, "message": one.message, "way": one.way} for one in made.carried
    ]


def _people(made: Made) -> dict[str, object]:
    people = made.people
    return {
        "listed": len(people),
        "two_people_on_one_phone": [people.names[n][0] for n in people.shared_phone],
        "rounded_phones": [people.names[n][0] for n in people.lost_phones],
        "not_attested_adult": [people.names[n][0] for n in people.minors],
    }


def _totals(made: Made) -> dict[str, int]:
    newest = {export.unit: export.messages for export in made.exports}
    return {
        "workers": len(made.people),
        "messages": sum(newest.values()),
        "messages_in_files": sum(export.messages for export in made.exports),
        "acts": made.acts,
        "report_answers": made.report_answers,
        "posts": made.posts,
    }
