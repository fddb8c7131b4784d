"""Load definitions into their mirror: say what would change, then change it. Rows are retired, never deleted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions
from tracker.store.catalogue import Record, records
from tracker.store.definition import ItemRow, OrganisationRow, ProgramRow, UnitRow
from tracker.words import gettext as _

Row = UnitRow | OrganisationRow | ProgramRow | ItemRow
Key = tuple[str, str]
What = Literal["new", "changed", "retired", "restored", "moved"]


@dataclass(frozen=True)
class DefinitionChange:
    """One difference between the database and the definitions. ``field`` is blank where the whole is meant."""

    what: What
    kind: str
    code: str
    field: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        kind = _KINDS[self.kind]()
        name = f"{kind} {self.code}"
        sentences = {
            "new": _("{name}: ny"),
            "retired": _("{name}: utgår (finns kvar i databasen för äldre uppföljningar)"),
            "restored": _("{name}: tas i bruk igen"),
            "moved": _("{kind}: ordningen ändras"),
            "changed": _("{name}: {field} ändras från {before} till {after}"),
        }
        return sentences[self.what].format(kind=kind, name=name, field=self.field, before=self.before, after=self.after)


_KINDS = {
    "unit": lambda: _("nämnd eller styrelse"),
    "group": lambda: _("grupp"),
    "region": lambda: _("region"),
    "population": lambda: _("folkmängd"),
    "program": lambda: _("program"),
    "goal": lambda: _("mål"),
    "condition": lambda: _("förutsättning"),
    "indicator": lambda: _("indikator"),
    "activity": lambda: _("aktivitet"),
}


class LoadRefused(Exception):
    """The definitions cannot be loaded over what the database holds; the message is a Swedish sentence."""


def plan_load(session: Session, definitions: Definitions) -> list[DefinitionChange]:
    """Every change that loading would make, in the definitions' order; empty when there is none.

    Raises LoadRefused.
    """
    held = _held(session)
    wanted = {record.key: record for record in records(definitions)}
    _check_codes(session, wanted)
    changes = [change for record in wanted.values() for change in _changes(record, held.get(record.key))]
    gone = [row for key, row in held.items() if key not in wanted and row.retired_on is None]
    moved = {r.kind for r in wanted.values() if r.key in held and held[r.key].position != r.position}
    changes += [DefinitionChange("moved", kind, "") for kind in sorted(moved)]
    return changes + [DefinitionChange("retired", _kind(row), row.code) for row in gone]


def load(session: Session, definitions: Definitions, today: date) -> list[DefinitionChange]:
    """Make the mirror equal to the definitions; what is no longer there is retired as of today.

    Returns the changes made. Raises LoadRefused.
    """
    changes = plan_load(session, definitions)
    held = _held(session)
    wanted = {record.key: record for record in records(definitions)}
    for record in wanted.values():
        row = held.get(record.key)
        if row is None:
            session.add(_new_row(record))
            # Foreign keys between these tables have no relationship that would order the inserts.
            if record.kind == "program":
                session.flush()
        else:
            row.document, row.position, row.retired_on = record.document, record.position, None
            if isinstance(row, ItemRow):
                row.type, row.goal, row.origin = record.kind, record.goal, _origin(record)
    for key, row in held.items():
        if key not in wanted and row.retired_on is None:
            row.retired_on = today
    session.flush()
    return changes


def _check_codes(session: Session, wanted: Mapping[Key, Record]) -> None:
    kept = session.execute(select(ItemRow.program, ItemRow.code).where(ItemRow.unit.is_not(None)))
    taken = [code for program, code in kept if (program, code) in wanted]
    if taken:
        message = _("{code} finns redan som egen indikator eller aktivitet; använd en annan kod.")
        raise LoadRefused(message.format(code=", ".join(taken)))


def _held(session: Session) -> dict[Key, Row]:
    """The rows that loading answers for; items kept in the browser are not among them."""
    found: dict[Key, Row] = {("unit", row.code): row for row in session.scalars(select(UnitRow))}
    found |= {(row.kind, row.code): row for row in session.scalars(select(OrganisationRow))}
    found |= {("program", row.code): row for row in session.scalars(select(ProgramRow))}
    items = session.scalars(select(ItemRow).where(ItemRow.unit.is_(None)).order_by(ItemRow.id))
    return found | {(row.program, row.code): row for row in items}


def _changes(record: Record, row: Row | None) -> list[DefinitionChange]:
    if row is None:
        return [DefinitionChange("new", record.kind, record.code)]
    if isinstance(row, ItemRow) and row.type != record.kind:
        message = _("{code} är {before} i databasen och kan inte bli {after}; använd en ny kod.")
        before, after = _KINDS[row.type](), _KINDS[record.kind]()
        raise LoadRefused(message.format(code=record.code, before=before, after=after))
    changes = _field_changes(record, json.loads(row.document))
    if isinstance(row, ItemRow) and row.goal != record.goal:
        changes.append(DefinitionChange("changed", record.kind, record.code, "goal", f"{row.goal}", f"{record.goal}"))
    if row.retired_on is not None:
        changes.insert(0, DefinitionChange("restored", record.kind, record.code))
    return changes


def _field_changes(record: Record, before: Mapping[str, Any]) -> list[DefinitionChange]:
    after = record.fields()
    return [
        DefinitionChange("changed", record.kind, record.code, name, _shown(before.get(name)), _shown(after.get(name)))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def _shown(value: Any) -> str:
    """A field's value in a line of differences: plain text as it is, the rest as compact JSON."""
    if value is None or value == []:
        return _("(inget)")
    return f"”{value}”" if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _kind(row: Row) -> str:
    if isinstance(row, OrganisationRow):
        return row.kind
    if isinstance(row, ItemRow):
        return row.type
    return "unit" if isinstance(row, UnitRow) else "program"


def _new_row(record: Record) -> Row:
    common = {"code": record.code, "position": record.position, "document": record.document}
    if record.kind == "unit":
        return UnitRow(**common)
    if record.kind == "program":
        return ProgramRow(**common)
    if not record.is_item:
        return OrganisationRow(kind=record.kind, **common)
    return ItemRow(program=record.program, type=record.kind, goal=record.goal, origin=_origin(record), **common)


def _origin(record: Record) -> str:
    return str(record.fields().get("origin", "program"))
