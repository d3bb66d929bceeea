"""Public posts of accounts we watch, noted by hand with their address."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hustings.importers.accounts_sheet import Known
from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.crosswalks import open_form
from hustings.importers.platforms import post_id, read_platform
from hustings.importers.posts import faults_of, read_counts
from hustings.importers.tabular import Batch, Field, Layout, has_layout
from hustings.importers.tabular.cells import Wrong, each, needed, words
from hustings.importers.tabular.dates import Moments, micros, noon, read_day
from hustings.importers.tabular.dayorder import settled
from hustings.importers.tabular.rows import Values, clean_rows, picked, sieve

WATCHED = Layout(
    "the list of watched posts",
    (
        Field("platform", ("platform", "प्लेटफ\u093cॉर्म", "प्लेटफॉर्म", "मंच"), needed=True),
        Field("handle", ("handle", "account", "हैंडल"), needed=True),
        Field("published", ("published", "published on", "date", "तारीख", "कब डाली"), needed=True),
        Field("link", ("link", "लिंक"), needed=True),
        Field("type", ("type", "प्रकार")),
        Field("text", ("text", "caption", "पाठ")),
        Field("views", ("views", "व्यू")),
        Field("reactions", ("reactions", "likes", "प्रतिक्रियाएँ", "लाइक")),
        Field("comments", ("comments", "replies", "टिप्पणियाँ", "टिप्पणी")),
        Field("shares", ("shares", "reposts", "शेयर")),
        Field("counted", ("counted on", "counted at", "कब गिना")),
    ),
)


@source(
    "watched_posts",
    en="List of watched posts",
    hi="देखी जा रही पोस्ट की सूची",
    tables=("posts", "post_counts"),
    sniff=has_layout(WATCHED),
)
def read_watched(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read posts of watched accounts, each with its counts as of the day they were noted."""
    table = open_form(file, context, "watched_posts", WATCHED)
    seen = table.dates("published", "counted")
    order = settled(seen["published"], context.settings.exports.day_first)
    counted = settled(seen["counted"], order.day_first, "written as the publish times are")
    yield from (*table.assumed, *filter(None, (order.assumed, counted.assumed)))
    published, noted = Moments(order, file.exported_at), Moments(counted, file.exported_at)
    yield from table.read(_Reader(published, noted, Known.of(context), file).rows)


@dataclass(frozen=True)
class _Reader:
    published: Moments
    noted: Moments
    known: Known
    file: SourceFile

    def rows(self, batch: Batch) -> Iterator[Finding]:
        platforms = each(batch["platform"], read_platform)
        links = each(batch["link"], _link)
        accounts = self.known.find(platforms.values, batch["handle"])
        published = needed(each(batch["published"], self._moment), "there is no publish time")
        counted = each(batch["counted"], self.noted)
        counts = read_counts(batch)
        kept, aside = sieve(
            batch.lines, platforms.wrong, links.wrong, accounts.wrong, published.wrong,
            counted.wrong, *faults_of(counts),
        )  # fmt: skip
        yield from aside
        ids = [
            f"{platform}:{post_id(platform or '', link or '')}"
            for platform, link in zip(platforms.values, links.values, strict=True)
        ]
        lines = [batch.lines[row] for row in kept]
        shared: Values = {"post": ids, "published_at": published.values}
        yield from clean_rows(
            "posts",
            picked(
                {
                    **shared,
                    "platform": platforms.values,
                    "account": accounts.values,
                    "time_known": [":" in text for text in batch["published"]],
                    "type": each(batch["type"], words).values,
                    "text": [text or None for text in batch["text"]],
                    "permalink": links.values,
                },
                kept,
            ),
            lines,
        )
        exported = micros(self.file.exported_at)
        yield from clean_rows(
            "post_counts",
            picked(
                {
                    **shared,
                    "counted_at": [exported if at is None else at for at in counted.values],
                    **{name: column.values for name, column in counts.items()},
                },
                kept,
            ),
            lines,
        )

    def _moment(self, text: str) -> int | Wrong | None:
        """When it appeared; noon of the day where no time is noted."""
        if ":" in text:
            return self.published(text)
        day = read_day(self.published.order)(text)
        return noon(day) if isinstance(day, date) else day


def _link(text: str) -> str | Wrong:
    link = text.strip()
    if link.startswith(("http://", "https://")):
        return link
    return Wrong("there is no address", "Copy the post's address; it is the evidence.")
