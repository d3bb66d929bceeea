"""Tables of the store's own books: which files came in, and what was set aside."""

from hustings.schema.form import Column, Table

FILES = Table(
    "files",
    "one raw file as received",
    key=("sha256",),
    columns=(
        Column("sha256", "text", "hash of its bytes", required=True),
        Column("name", "text", "its name as received, without phone numbers", required=True),
        Column("source", "text", "what it was read as", required=True),
        Column("exported_at", "moment", "when it was made, as far as known", required=True),
        Column("rows_read", "whole", "rows in it", "rows", required=True),
        Column("rows_stored", "whole", "rows that were new", "rows", required=True),
        Column("rows_set_aside", "whole", "rows in quarantine", "rows", required=True),
        Column("rows_known", "whole", "rows stored before", "rows", required=True),
        Column("assumptions", "text", "what was assumed, as a JSON list"),
        Column("read_with", "text", "the clock and settings it was read with, as JSON"),
        Column("sample", "flag", "true if made by `hustings sample`", required=True),
    ),
)

QUARANTINE = Table(
    "quarantine",
    "one row that could not be read",
    key=("sha256", "row", "reason"),
    repeats=True,
    counted=False,
    columns=(
        Column("sha256", "text", "the file", required=True),
        Column("row", "whole", "the line or row in it", "lines", required=True),
        Column("reason", "text", "why it was set aside", required=True),
        Column("fix", "text", "how to mend it"),
        Column("waits_for", "text", "which list, or whose pseudonym on it, would let it be read"),
    ),
)

EXTRAS = Table(
    "extras",
    "one filled cell of a platform's column that no reader knows",
    key=("sha256", "row", "header", "value"),
    columns=(
        Column("sha256", "text", "the file", required=True),
        Column("row", "whole", "the line or row in it", "lines", required=True),
        Column("header", "text", "the column's name as the platform writes it", required=True),
        Column("value", "text", "the cell as it stands", required=True),
    ),
)

FORGOTTEN = Table(
    "forgotten",
    "one raw file whose import was undone by hand",
    key=("sha256", "forgotten_at"),
    columns=(
        Column("sha256", "text", "hash of its bytes", required=True),
        Column("name", "text", "its name as received, without phone numbers", required=True),
        Column("forgotten_at", "moment", "when", required=True),
        Column("rows_gone", "whole", "rows that no other file gave", "rows", required=True),
        Column("rows_kept", "whole", "rows that other files gave as well", "rows", required=True),
    ),
)

IDENTITIES = Table(
    "identities",
    "one decision of a person on who is who, as the stored rows follow it",
    key=("place",),
    newest_wins=True,
    columns=(
        Column("place", "whole", "its place among them", required=True),
        Column(
            "act", "text", "what it says", required=True, allowed=("merge", "split", "withdraw")
        ),
        Column("one", "text", "pseudonym of a name, number or worker", required=True),
        Column("other", "text", "pseudonym of whom it is the same as, or another person than"),
    ),
)

KEEPING = (FILES, QUARANTINE, IDENTITIES, EXTRAS, FORGOTTEN)
