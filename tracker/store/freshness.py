"""Whether anything that a report is made of has changed, without reading it all."""

from __future__ import annotations

import hashlib

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from tracker.store.definition import ItemRow, OrganisationRow, ProgramRow, UnitRow
from tracker.store.edition import EditionRow
from tracker.store.followup import EventRow


def report_stamp(session: Session) -> str:
    """A mark that changes whenever an internal report could.

    Reports are made of definitions and approved values. An approved follow-up is closed to changes until an event
    reopens it, so the events that approved stand for all values, and what happens to drafts changes nothing.
    Definitions are few enough to be hashed whole.
    """
    digest = hashlib.sha256(repr(_approvals(session)).encode())
    for table in (UnitRow, OrganisationRow, ProgramRow, ItemRow):
        rows = session.execute(
            select(*table.__table__.primary_key, table.position, table.document, table.retired_on).order_by(
                *table.__table__.primary_key
            )
        )
        for row in rows:
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def edition_stamp(session: Session) -> str:
    """A mark that changes whenever an edition is published."""
    newest = select(EditionRow.sequence, EditionRow.sha256).order_by(EditionRow.sequence.desc()).limit(1)
    return repr(session.execute(newest).one_or_none())


def _approvals(session: Session) -> list[tuple[object, ...]]:
    """The event that approved each follow-up that is approved now."""
    last = select(EventRow.followup, func.max(EventRow.seq).label("seq")).group_by(EventRow.followup).subquery()
    approved = (
        select(EventRow.followup, EventRow.seq, EventRow.at)
        .join(last, and_(last.c.followup == EventRow.followup, last.c.seq == EventRow.seq))
        .where(EventRow.kind == "approved")
        .order_by(EventRow.followup)
    )
    return [tuple(row) for row in session.execute(approved)]
