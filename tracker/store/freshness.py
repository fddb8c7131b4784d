"""Whether anything that a report is made of has changed, without reading it all."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.store.definition import ItemRow, OrganisationRow, ProgramRow, UnitRow
from tracker.store.followup import EventRow


def report_stamp(session: Session) -> str:
    """A mark that changes whenever an internal report could.

    Reports are made of definitions and approved values. An approved follow-up is closed to changes until an event
    reopens it, so the latest event stands for all values; definitions are few enough to be hashed whole.
    """
    latest = select(EventRow.id, EventRow.followup, EventRow.kind, EventRow.at).order_by(EventRow.id.desc()).limit(1)
    digest = hashlib.sha256(repr(session.execute(latest).one_or_none()).encode())
    for table in (UnitRow, OrganisationRow, ProgramRow, ItemRow):
        rows = session.execute(
            select(*table.__table__.primary_key, table.position, table.document, table.retired_on).order_by(
                *table.__table__.primary_key
            )
        )
        for row in rows:
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()
