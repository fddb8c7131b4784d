"""Every table, for migrations and for copying a whole database."""

from tracker.store import (
    account,
    closing,
    definition,
    edition,
    edition_answer,
    edition_text,
    followup,
    reading,
    reminder,
    security_event,
    thread,
    unsaved,
    value,
)
from tracker.store.base import Base

__all__ = [
    "account",
    "closing",
    "definition",
    "edition",
    "edition_answer",
    "edition_text",
    "followup",
    "metadata",
    "reading",
    "reminder",
    "security_event",
    "thread",
    "unsaved",
    "value",
]

metadata = Base.metadata
