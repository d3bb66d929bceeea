"""The office's other lists: directives, claims and answers, occasions, recommendations."""

from datetime import timedelta

from hustings.sample.files import Folder, csv_text, export_moment
from hustings.sample.plan import Plan
from hustings.sample.wordstock import rows_of

ANSWERED_AFTER = (30, 75)  # hours, of the claims that were answered
HEADERS = {
    "directives": ("Directive code", "Issued on", "Due on", "Unit", "Judged by", "Summary"),
    "claims": ("Claim code", "Claim text", "First seen on", "Status"),
    "answers to claims": ("Claim code", "Published at", "Evidence", "Our post"),
    "occasions": ("Occasion", "Kind", "Unit", "From", "Until"),
    "recommendations": ("Code", "Recommendation", "Unit", "Owner", "Decision", "Due on", "Status",
                        "Evidence"),
}  # fmt: skip


def write_lists(folder: Folder, plan: Plan) -> None:
    """Write each list; nothing in them is told of any real body."""
    at = export_moment(plan.until.next().first, 8)
    lists = {
        "directives": _directives(plan),
        "claims": _claims(plan),
        "answers to claims": _answers(plan),
        "occasions": _occasions(plan),
        "recommendations": _recommendations(plan),
    }
    for name, rows in lists.items():
        folder.text(f"lists/{name}.csv", csv_text([HEADERS[name], *rows]), at=at)


def _back(plan: Plan, days: int) -> str:
    """The day so many days before the end, no earlier than the first."""
    return f"{plan.day(max(plan.days - days, 0)):%d/%m/%Y}"


def _directives(plan: Plan) -> list[tuple[str, ...]]:
    return [
        (code, _back(plan, 40 - 14 * n), _back(plan, 26 - 14 * n), plan.state.code, metric, text)
        for n, (code, metric, text) in enumerate(rows_of("central", "directives"))
    ]


def _claims(plan: Plan) -> list[tuple[str, ...]]:
    return [
        (f"C-{n + 1}", text, _back(plan, 30 - 7 * n), "answered" if evidence else "open")
        for n, (text, evidence) in enumerate(rows_of("central", "claims"))
    ]


def _answers(plan: Plan) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for n, (_, evidence) in enumerate(rows_of("central", "claims")):
        if evidence:
            first = export_moment(plan.day(max(plan.days - (30 - 7 * n), 0)), 0)
            moment = first + timedelta(hours=ANSWERED_AFTER[n % len(ANSWERED_AFTER)])
            rows.append((f"C-{n + 1}", f"{moment:%Y-%m-%d %H:%M}", evidence, ""))
    return rows


def _occasions(plan: Plan) -> list[tuple[str, ...]]:
    """A model code in the middle of the span, with one day of polling at its end."""
    (code, kind), (poll, poll_kind) = rows_of("central", "occasions")
    middle = plan.days // 2
    return [
        (code, kind, plan.state.code, _back(plan, middle + 14), _back(plan, middle)),
        (poll, poll_kind, plan.state.code, _back(plan, middle), _back(plan, middle)),
    ]


def _recommendations(plan: Plan) -> list[tuple[str, ...]]:
    return [
        (f"R-{n + 1}", text, plan.state.code, owner, "", _back(plan, 7), status, "")
        for n, (text, owner, status) in enumerate(rows_of("central", "recommendations"))
    ]
