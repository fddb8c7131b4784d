"""Whether anything that a report is made of has changed, without reading it all."""

from __future__ import annotations

import hashlib

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from tracker.store.definition import ItemRow, OrganisationRow, ProgramRow, UnitRow
from tracker.store.edition import EditionRow
from tracker.store.followup import EventRow, FollowupRow
from tracker.store.queries import IS_LAST


def report_stamp(session: Session, program: str) -> str:
    """A mark that changes whenever an internal report of the program could.

    Reports are made of definitions and approved values, and say who has handed in. An approved follow-up is closed to
    changes until an event reopens it, so the events that approved stand for all values; what happens to drafts or in
    other programs changes nothing. Definitions are few enough to be hashed whole.
    """
    digest = hashlib.sha256(repr(_standings(session, program)).encode())
    of_program = {ProgramRow: ProgramRow.code == program, ItemRow: ItemRow.program == program}
    for table in (UnitRow, OrganisationRow, ProgramRow, ItemRow):
        key = table.__table__.primary_key
        held = select(*key, table.position, table.document, table.retired_on).order_by(*key)
        for row in session.execute(held.where(of_program.get(table, true()))):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def edition_stamp(session: Session) -> str:
    """A mark that changes whenever an edition is published."""
    newest = select(EditionRow.sequence, EditionRow.sha256).order_by(EditionRow.sequence.desc()).limit(1)
    return repr(session.execute(newest).one_or_none())


def open_stamp(session: Session, program: str | None) -> str:
    """A mark that changes whenever what is published of the program could look otherwise, or of any without one."""
    digest = hashlib.sha256(edition_stamp(session).encode())
    for table in (OrganisationRow, UnitRow, ProgramRow):
        of_program = ProgramRow.code == program if table is ProgramRow and program is not None else true()
        held = select(table.document, table.retired_on).order_by(*table.__table__.primary_key).where(of_program)
        for row in session.execute(held):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def _standings(session: Session, program: str) -> list[tuple[object, ...]]:
    """The last event of each follow-up that is received or waits to be."""
    query = select(EventRow.followup, EventRow.seq, EventRow.at).join(FollowupRow, IS_LAST)
    query = query.where(FollowupRow.program == program, EventRow.kind.in_(("approved", "submitted")))
    return [tuple(row) for row in session.execute(query.order_by(EventRow.followup))]
