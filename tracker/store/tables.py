"""Every table, for migrations and for copying a whole database."""

from tracker.store import account, closing, definition, followup, reminder, value
from tracker.store.base import Base

__all__ = ["account", "closing", "definition", "followup", "metadata", "reminder", "value"]

metadata = Base.metadata
