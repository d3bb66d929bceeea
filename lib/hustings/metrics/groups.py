"""Whether groups and accounts speak every day, as asked."""

from typing import TYPE_CHECKING

from hustings.metrics.registry import Measure, count, metric, ratio

if TYPE_CHECKING:
    import ibis.expr.types as ir


@metric(
    en="Daily posting", hi="रोज़ की पोस्ट का पालन", gender="m",
    measured_in="share", better="higher", table="posting_day", by_platform=True,
    means_en="Days on which a group or account posted as asked, divided by days we have data "
    "for. Days without data count on neither side.",
    means_hi="जितने दिन समूह या खाते ने तय पोस्ट डाली ÷ जितने दिन का आँकड़ा है। बिना आँकड़े वाले "
    "दिन कहीं नहीं गिने जाते।",
)  # fmt: skip
def posting_compliance(days: "ir.Table") -> Measure:
    """Met over met and missed; group or account × day against the rule in settings."""
    return ratio(
        days, numerator=days.met, denominator=days.seen, cases=days.seen, partial=1 - days.seen
    )


@metric(
    en="Silent groups", hi="चुप समूह", gender="m", plural=True,
    measured_in="groups", better="lower", table="group_week",
    means_en="Groups whose last message is three days old or older at the end of the week. Only "
    "groups whose export reaches the end of the week are counted.",
    means_hi="जिन समूहों का आख़िरी संदेश सप्ताह के अंत में तीन दिन या उससे पुराना है। केवल वे समूह "
    "जिनका निर्यात सप्ताह के अंत तक का है।",
)  # fmt: skip
def silent_groups(groups: "ir.Table") -> Measure:
    """Groups silent for the set number of days, among those seen to the end of the week."""
    return count(
        groups, groups.silent, cases=groups.seen, needs=groups.seen, partial=1 - groups.seen
    )


@metric(
    en="Messages", hi="संदेश", gender="m", plural=True,
    measured_in="messages", better="neither", table="group_day", daily=True,
    means_en="Messages sent in our groups.",
    means_hi="हमारे समूहों में भेजे गए संदेश।",
)  # fmt: skip
def messages(groups: "ir.Table") -> Measure:
    """Messages of every kind, deleted ones left out, on days an export covers."""
    return count(
        groups, groups.messages, cases=groups.messages, needs=groups.seen, partial=1 - groups.seen
    )
