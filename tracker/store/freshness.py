"""Whether anything that a report is made of has changed, without reading it all."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, bindparam, select, true
from sqlalchemy.orm import Session

from tracker.store.database import plain
from tracker.store.definition import ItemRow, OrganisationRow, ProgramRow, UnitRow
from tracker.store.definition_mark import by_mark
from tracker.store.edition import EditionRow
from tracker.store.followup import EventRow, FollowupRow
from tracker.store.letterhead import letterhead_hash
from tracker.store.observed import LAST_CHANGE
from tracker.store.queries import IS_LAST
from tracker.store.threads import said_last

Changes = tuple[tuple[int, int | None], ...]
"""Follow-ups by number, each with the id of its last change, None before the first."""


def report_stamp(session: Session, program: str) -> str:
    """A mark that changes whenever an internal report of the program could.

    Reports are made of definitions and approved values, and say who has handed in and what reviewers have asked. An
    approved follow-up is closed to changes until an event reopens it, so the events that approved stand for all values;
    what happens to drafts or in other programs changes nothing.
    """
    definitions = by_mark(session, ("digest", program), lambda: _digest(session, program))
    standing = (_standings(session, program), said_last(session, program), definitions)
    return hashlib.sha256(repr(standing).encode()).hexdigest()


def _digest(session: Session, program: str) -> str:
    """Of all that the definitions say of the program; they are few enough to be hashed whole."""
    digest = hashlib.sha256()
    of_program = {ProgramRow: ProgramRow.code == program, ItemRow: ItemRow.program == program}
    for table in (UnitRow, OrganisationRow, ProgramRow, ItemRow):
        key = table.__table__.primary_key
        held = select(*key, table.position, table.document, table.retired_on).order_by(*key)
        for row in session.execute(held.where(of_program.get(table, true()))):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def last_changes(session: Session, program: str, units: Collection[str]) -> dict[str, Changes]:
    """Body → its follow-ups of every period, each with the id of its last change; those that have none are left out.

    Every value that is written leaves a change, and those of one follow-up are written one after another, so equal ones
    hold the same. The last change of all that a body has would not tell: two follow-ups are written at the same time,
    and on PostgreSQL what was begun first may be committed last, with the lower id.
    """
    found: dict[str, list[tuple[int, int | None]]] = {}
    rows = plain(session, _LAST_CHANGES, program=program, units=list(units)) if units else ()
    for unit, followup, last in rows:
        found.setdefault(unit, []).append((followup, last))
    return {unit: tuple(each) for unit, each in found.items()}


def edition_stamp(session: Session) -> str:
    """A mark that changes whenever an edition is published."""
    return repr([tuple(row) for row in plain(session, _NEWEST)])


def open_stamp(session: Session, program: str | None) -> str:
    """A mark that changes whenever what is published of the program could look otherwise, or of any without one."""
    definitions = by_mark(session, ("open digest", program), lambda: _open_digest(session, program))
    return hashlib.sha256((edition_stamp(session) + definitions).encode()).hexdigest()


def _open_digest(session: Session, program: str | None) -> str:
    digest = hashlib.sha256()
    programs = plain(session, _PROGRAMS) if program is None else plain(session, _PROGRAM, program=program)
    items = [] if program is None else plain(session, _ITEMS, program=program)
    for row in (*plain(session, _CITY), *plain(session, _UNITS), *programs, *items):
        digest.update(repr(tuple(row)).encode())
    digest.update(repr(letterhead_hash(session)).encode())
    return digest.hexdigest()


def _held(table: type[OrganisationRow] | type[UnitRow] | type[ProgramRow]) -> Select[str, date | None]:
    return select(table.document, table.retired_on).order_by(*table.__table__.primary_key)


_LAST_CHANGES = (
    select(FollowupRow.unit, FollowupRow.id, LAST_CHANGE)
    .where(FollowupRow.program == bindparam("program"), FollowupRow.unit.in_(bindparam("units", expanding=True)))
    .order_by(FollowupRow.id)
)
_NEWEST = select(EditionRow.sequence, EditionRow.sha256).order_by(EditionRow.sequence.desc()).limit(1)
_CITY, _UNITS, _PROGRAMS = _held(OrganisationRow), _held(UnitRow), _held(ProgramRow)
# Pages of target groups ask the definitions which items are about them.
_ITEMS = (
    select(ItemRow.document, ItemRow.retired_on)
    .where(ItemRow.program == bindparam("program"), ItemRow.unit.is_(None))
    .order_by(ItemRow.id)
)
_PROGRAM = _PROGRAMS.where(ProgramRow.code == bindparam("program"))


def _standings(session: Session, program: str) -> list[tuple[object, ...]]:
    """The last event of each follow-up that is received or waits to be."""
    query = select(EventRow.followup, EventRow.seq, EventRow.at).join(FollowupRow, IS_LAST)
    query = query.where(FollowupRow.program == program, EventRow.kind.in_(("approved", "submitted")))
    return [tuple(row) for row in session.execute(query.order_by(EventRow.followup))]
