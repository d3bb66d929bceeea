"""The ledger of the press: what was to be printed, what became of it, and every step between."""

from hustings.press.ledger.ledger import Ledger
from hustings.press.ledger.owner import Owner
from hustings.press.ledger.rows import Job, Order, Recorded, Step

__all__ = ["Job", "Ledger", "Order", "Owner", "Recorded", "Step"]
