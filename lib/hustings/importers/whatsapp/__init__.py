"""WhatsApp chat exports, whichever phone wrote them."""

from hustings.importers.whatsapp.reader import read, sniff

__all__ = ["read", "sniff"]
