"""Tables as people save them: found, decoded and read in batches, with true line numbers."""

from hustings.importers.tabular.batches import Batch
from hustings.importers.tabular.layout import Field, Layout
from hustings.importers.tabular.table import Table, open_table
from hustings.importers.tabular.top import has_layout

__all__ = ["Batch", "Field", "Layout", "Table", "has_layout", "open_table"]
