"""Every table, for migrations and for copying a whole database."""

from tracker.store import (
    account,
    closings,
    collected,
    definition,
    definition_mark,
    delegation,
    edition,
    edition_answers,
    edition_texts,
    evidence,
    evidence_file,
    followup,
    job,
    readings,
    reminder,
    security_event,
    thread,
    unsaved_texts,
    unsent,
    value,
    withholding,
)
from tracker.store.base import Base

__all__ = [
    "account",
    "closings",
    "collected",
    "definition",
    "definition_mark",
    "delegation",
    "edition",
    "edition_answers",
    "edition_texts",
    "evidence",
    "evidence_file",
    "followup",
    "job",
    "metadata",
    "readings",
    "reminder",
    "security_event",
    "thread",
    "unsaved_texts",
    "unsent",
    "value",
    "withholding",
]

metadata = Base.metadata
