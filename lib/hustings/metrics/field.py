"""Whether workers act, come back and report."""

from typing import TYPE_CHECKING

from hustings.metrics.registry import Measure, count, metric, ratio

if TYPE_CHECKING:
    import ibis.expr.types as ir


@metric(
    en="Active workers", hi="सक्रिय कार्यकर्ता", gender="m", plural=True,
    measured_in="people", better="higher", table="worker_week", people=True, daily=True,
    means_en="Different workers with at least one recorded act in the week.",
    means_hi="सप्ताह में कम से कम एक काम दर्ज कराने वाले अलग-अलग कार्यकर्ता।",
)  # fmt: skip
def active_workers(workers: "ir.Table") -> Measure:
    """Distinct workers with an act; each is counted in the one unit the roster gives."""
    return count(workers, workers.active, cases=workers.active, partial=workers.early)


@metric(
    en="Recorded acts", hi="दर्ज काम", gender="m", plural=True,
    measured_in="acts", better="higher", table="worker_week", daily=True,
    means_en="House visits, meetings, posts shared and other acts that workers recorded. Of "
    "answers sent again for the same day and unit, the last counts.",
    means_hi="घर-घर संपर्क, बैठक, साझा पोस्ट आदि, जो कार्यकर्ताओं ने दर्ज कराए। एक ही दिन और इकाई का "
    "उत्तर दोबारा भेजा गया हो तो आख़िरी गिना जाता है।",
)  # fmt: skip
def acts(workers: "ir.Table") -> Measure:
    """Acts recorded in the week."""
    return count(workers, workers.acts, cases=workers.acts, partial=workers.early)


@metric(
    en="Acts per active worker", hi="प्रति सक्रिय कार्यकर्ता काम", gender="m", plural=True,
    measured_in="acts per worker", better="higher", table="worker_week", people=True,
    means_en="Recorded acts divided by active workers.",
    means_hi="दर्ज काम ÷ सक्रिय कार्यकर्ता।",
)  # fmt: skip
def acts_per_active_worker(workers: "ir.Table") -> Measure:
    """Acts over active workers; a unit without an active worker has no figure."""
    return ratio(
        workers,
        numerator=workers.acts,
        denominator=workers.active,
        cases=workers.active,
        partial=workers.early,
    )


@metric(
    en="New workers", hi="नए कार्यकर्ता", gender="m", plural=True,
    measured_in="people", better="higher", table="worker_week", people=True,
    means_en="Workers whose first recorded act is in this week. Not said for the first four "
    "weeks on record, when everybody would look new.",
    means_hi="जिन कार्यकर्ताओं का पहला दर्ज काम इसी सप्ताह का है। रिकॉर्ड के पहले चार सप्ताह में नहीं "
    "बताया जाता, तब सब नए दिखेंगे।",
)  # fmt: skip
def new_workers(workers: "ir.Table") -> Measure:
    """Active workers never active before, in weeks late enough on record to tell."""
    known = workers.filter(workers.newness_known)
    return count(known, known.is_new, cases=known.active, partial=known.early)


@metric(
    en="Returning workers", hi="लौटे कार्यकर्ता", gender="m", plural=True,
    measured_in="people", better="higher", table="worker_week", people=True,
    means_en="Active workers who had been active in some earlier week. New and returning "
    "workers together are the active workers.",
    means_hi="सक्रिय कार्यकर्ता जो पहले भी किसी सप्ताह सक्रिय रहे। नए और लौटे मिलकर सक्रिय कार्यकर्ता।",
)  # fmt: skip
def returning_workers(workers: "ir.Table") -> Measure:
    """Active workers active before, in weeks late enough on record to tell."""
    known = workers.filter(workers.newness_known)
    return count(known, known.active - known.is_new, cases=known.active, partial=known.early)


@metric(
    en="Week-4 retention", hi="चौथे सप्ताह तक टिकाव", gender="m",
    measured_in="share", better="higher", table="cohort_week", people=True,
    means_en="Of the workers who were new four weeks ago, the share active this week.",
    means_hi="चार सप्ताह पहले नए बने कार्यकर्ताओं में से इस सप्ताह सक्रिय का हिस्सा।",
)  # fmt: skip
def week4_retention(cohort: "ir.Table") -> Measure:
    """Active in week 4 over the cohort of week 0; week 0 is the first active week."""
    return ratio(cohort, numerator=cohort.active, denominator=cohort.member, partial=cohort.early)


@metric(
    en="Reports on time", hi="समय पर रिपोर्ट", gender="f", plural=True,
    measured_in="share", better="higher", table="report_week",
    means_en="Written weekly reports that came by the due time, divided by those expected.",
    means_hi="तय समय तक आई साप्ताहिक लिखित रिपोर्ट ÷ जितनी आनी थीं।",
)  # fmt: skip
def reports_on_time(reports: "ir.Table") -> Measure:
    """Reports received by the due time over units that must report."""
    return ratio(reports, numerator=reports.on_time, denominator=reports.expected)


@metric(
    en="Booths with activity", hi="सक्रिय बूथ", gender="m", plural=True,
    measured_in="share", better="higher", table="booth_week",
    means_en="Booths where at least one act was recorded in the week, divided by all booths on "
    "our list.",
    means_hi="जिन बूथों पर सप्ताह में कम से कम एक काम दर्ज हुआ ÷ हमारी सूची के सब बूथ।",
)  # fmt: skip
def booths_with_activity(booths: "ir.Table") -> Measure:
    """Booths with an act over booths listed."""
    return ratio(booths, numerator=booths.active, denominator=booths.listed, partial=booths.early)
