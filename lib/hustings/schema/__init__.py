"""The vocabulary of tables: what a row is, and what each column means and holds."""

from hustings.schema.chats import CHATS
from hustings.schema.field import FIELD
from hustings.schema.form import Column, Kind, Table, check
from hustings.schema.keeping import KEEPING
from hustings.schema.measured import MEASURED, STATUSES
from hustings.schema.politics import POLITICS
from hustings.schema.social import SOCIAL

CLEAN: dict[str, Table] = {
    table.name: table for table in (*SOCIAL, *CHATS, *FIELD, *POLITICS, *KEEPING)
}
"""Every clean table by name."""

__all__ = ["CLEAN", "MEASURED", "STATUSES", "Column", "Kind", "Table", "check"]
