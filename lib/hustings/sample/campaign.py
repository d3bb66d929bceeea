"""Writes a planned campaign, room by room: lists, roster, chats, platforms, forms, truth."""

import json
from collections.abc import Callable
from pathlib import Path

from hustings.errors import UsageError
from hustings.sample.accounts import make_accounts, write_accounts
from hustings.sample.camps import write_camps
from hustings.sample.effects import effects
from hustings.sample.files import Folder
from hustings.sample.forms import draw_answers, write_activity
from hustings.sample.groups import make_groups
from hustings.sample.meta import write_meta
from hustings.sample.people import make_people
from hustings.sample.places import make_places, write_places
from hustings.sample.plan import Plan
from hustings.sample.politics import write_lists
from hustings.sample.posts import Posts, draw_posts, is_viral
from hustings.sample.reports import draw_reports, write_reports
from hustings.sample.rolls import write_roster
from hustings.sample.streams import write_x, write_youtube
from hustings.sample.truth import MARKER, Made, arguments, write_marker, write_truth
from hustings.sample.voice import carry, central_messages, write_messages
from hustings.sample.watched import write_watched
from hustings.sample.whatsapp import Exported, Exporter, write_groups

Progress = Callable[[str, int, int], None]


def write_all(root: Path, plan: Plan, progress: Progress) -> list[Path]:
    """Write every file of a campaign; the marker first, so that no part can pass for real."""
    _check(root, plan)
    folder = Folder(root)
    write_marker(folder, plan)
    places, found = make_places(plan), effects(plan)
    people = make_people(plan, places)
    groups = make_groups(plan, people)
    messages = central_messages(plan)
    drawn = [draw_posts(plan, found, account) for account in make_accounts(plan)]
    spoken = [carry(plan, each, messages) for each in drawn]
    posts = [each for each, _ in spoken]
    parts = len(groups) + plan.weeks + 2
    progress("lists", 0, parts)
    write_places(folder, plan, places)
    write_roster(folder, plan, people)
    write_groups(folder, plan, groups)
    write_accounts(folder, plan, [each.account for each in posts])
    write_messages(folder, plan, messages)
    write_lists(folder, plan)
    speakers = write_camps(folder, plan, people)
    write_watched(folder, plan, [each for each in posts if each.account.side != "ours"])
    exporter, exports = Exporter(folder, plan, people, found), list[Exported]()
    for done, group in enumerate(groups, start=1):
        progress("whatsapp", done, parts)
        exports += exporter.export(group)
    ours = [each for each in posts if each.account.side == "ours"]
    for week in range(plan.weeks):
        progress("posts", len(groups) + 1 + week, parts)
        _write_week(folder, plan, ours, week)
    progress("forms", parts - 1, parts)
    reports = draw_reports(plan)
    made = Made(
        places=places,
        people=people,
        found=found,
        exports=exports,
        viral=next(each for each in posts if is_viral(plan, each.account)),
        reports=reports,
        acts=write_activity(folder, plan, people, draw_answers(plan, people, found)),
        report_answers=write_reports(folder, plan, people, reports),
        posts=sum(len(each) for each in posts),
        carried=[one for _, done in spoken for one in done],
        speakers=speakers,
    )
    write_truth(folder, plan, made)
    progress("", parts, parts)
    return folder.written


def _write_week(folder: Folder, plan: Plan, posts: list[Posts], week: int) -> None:
    """What the accounts' owners export on one Monday; seats see to X every second week only."""
    for platform in ("facebook", "instagram"):
        of_meta = [each for each in posts if each.account.platform == platform]
        write_meta(folder, plan, platform, of_meta, week)
    seats_too = (plan.weeks - 1 - week) % 2 == 0
    for each in posts:
        if each.account.platform == "x" and (each.account.central or seats_too):
            write_x(folder, plan, each, week)
        if each.account.platform == "youtube":
            write_youtube(folder, plan, each, week)


def _check(root: Path, plan: Plan) -> None:
    """Refuse a folder whose other files would mix with the sample."""
    if not root.exists() or (root.is_dir() and not any(root.iterdir())):
        return
    if arguments(plan).items() <= _marked(root).items():
        return
    raise UsageError(
        "This folder holds something else than the sample asked for.",
        where=str(root),
        fix="Name a new folder, or remove this one first.",
    )


def _marked(root: Path) -> dict[str, object]:
    """What the folder's marker says; nothing where there is none to be read."""
    try:
        found = json.loads((root / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
