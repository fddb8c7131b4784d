"""Load definitions into their mirror: say what would change, then change it. Rows are retired, never deleted."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Program
from tracker.definitions.source import LETTERHEAD
from tracker.definitions.view import view
from tracker.periods import Period
from tracker.store.catalogue import Row, kept, mirrored, record_of, records
from tracker.store.definition import ItemRow, OrganisationRow, ProgramRow, UnitRow
from tracker.store.definition_mark import change_definitions
from tracker.store.letterhead import hash_of, keep_letterhead, letterhead_hash
from tracker.store.record import Key, Record, after_load, assembled, moved
from tracker.words import gettext as _

What = Literal["new", "changed", "retired", "restored", "moved", "removed"]


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
            "removed": _("{name}: tas bort"),
            "restored": _("{name}: tas i bruk igen"),
            "moved": _("{kind}: ordningen ändras"),
            "changed": _("{name}: {field} ändras från {before} till {after}"),
        }
        return sentences[self.what].format(kind=kind, name=name, field=self.field, before=self.before, after=self.after)


_KINDS = {
    "city": lambda: _("staden"),
    "unit": lambda: _("organ"),
    "group": lambda: _("grupp"),
    "region": lambda: _("region"),
    "population": lambda: _("folkmängd"),
    "program": lambda: _("program"),
    "goal": lambda: _("mål"),
    "condition": lambda: _("förutsättning"),
    "indicator": lambda: _("indikator"),
    "activity": lambda: _("aktivitet"),
    "letterhead": lambda: _("Word-filen"),
}


class LoadRefused(Exception):
    """The definitions cannot be loaded over what the database holds; the message is a Swedish sentence."""


def in_force(held: Sequence[Record], definitions: Definitions, retire: Collection[str] = ()) -> list[Record]:
    """The records that shall be in force: the definitions', and those of programs that they lack and that nobody asked
    to retire. Raises LoadRefused."""
    written = list(records(definitions))
    codes = {program.code for program in definitions.programs}
    there = {record.code for record in held if record.kind == "program" and record.retired_on is None}
    for code in sorted(retire):
        if code in codes:
            message = _("Programmet {code} finns bland definitionerna och kan inte samtidigt utgå.")
            raise LoadRefused(message.format(code=code))
        if code not in there:
            raise LoadRefused(_("Programmet {code} finns inte i databasen.").format(code=code))
    staying = there - codes - set(retire)
    others = [record for record in held if record.retired_on is None and record.of_program in staying]
    heads = sorted((record for record in (*written, *others) if record.kind == "program"), key=lambda head: head.code)
    return [*heads, *(record for record in (*written, *others) if record.kind != "program")]


def plan_load(session: Session, definitions: Definitions, retire: Collection[str] = ()) -> list[DefinitionChange]:
    """Every change that loading would make; empty when there is none. ``retire``: programs that shall go.

    Raises LoadRefused.
    """
    held = {record.key: record for record in map(record_of, mirrored(session))}
    wanted = {record.key: record for record in in_force([*held.values()], definitions, retire)}
    _check_codes(session, wanted)
    changes = [change for record in wanted.values() for change in _changes(record, held.get(record.key))]
    gone = [record for key, record in held.items() if key not in wanted and record.retired_on is None]
    changes += [DefinitionChange("moved", kind, "") for kind in sorted(moved([*held.values()], [*wanted.values()]))]
    changes += [DefinitionChange("retired", record.kind, record.code) for record in gone]
    return changes + _of_letterhead(letterhead_hash(session), hash_of(definitions.letterhead))


def changed_periods(
    session: Session, definitions: Definitions, today: date, retire: Collection[str] = ()
) -> list[tuple[Program, Period]]:
    """The periods, over before today, for which loading would change what applied: their reports change.

    A definition that is dated, or retired, changes none of them; one that is rewritten where it stands may.
    """
    both = before_and_after(session, definitions, today, retire)
    if both is None:
        return []
    then, now = both
    known = {program.code for program in then.programs}
    return [
        (program, period)
        for program in now.programs
        if program.code in known
        for period in program.calendar.between(program.from_, program.to)
        if program.calendar.last_day(period) < today
        and view(now.organisation, program, period).content
        != view(then.organisation, then.program(program.code), period).content
    ]


def before_and_after(
    session: Session, definitions: Definitions, today: date, retire: Collection[str] = ()
) -> tuple[Definitions, Definitions] | None:
    """What applies, and what would apply with the definitions loaded, each with what is kept in the browser; None
    where nothing is loaded yet. Raises LoadRefused."""
    held = [record_of(row) for row in mirrored(session)]
    if not held:
        return None
    then = assembled([*held, *kept(session)])
    return then, assembled([*after_load(held, in_force(held, definitions, retire), today), *kept(session)])


def load(
    session: Session, definitions: Definitions, today: date, retire: Collection[str] = ()
) -> list[DefinitionChange]:
    """Make the mirror equal to the definitions; what is no longer there is retired as of today. A program goes only if
    ``retire`` names it.

    Returns the changes made. Raises LoadRefused.
    """
    change_definitions(session)
    changes = plan_load(session, definitions, retire)
    rows = {record_of(row).key: row for row in mirrored(session)}
    held = [record_of(row) for row in rows.values()]
    for record in after_load(held, in_force(held, definitions, retire), today):
        row = rows.get(record.key)
        if row is None:
            session.add(_new_row(record))
            # Foreign keys between these tables have no relationship that would order the inserts.
            if record.kind == "program":
                session.flush()
        else:
            row.document, row.position, row.retired_on = record.document, record.position, record.retired_on
            if isinstance(row, ItemRow):
                row.type, row.goal, row.origin = record.kind, record.goal, _origin(record)
    session.flush()
    keep_letterhead(session, definitions.letterhead)
    return changes


def _of_letterhead(held: str | None, wanted: str | None) -> list[DefinitionChange]:
    """By the beginning of their hashes: what differs in a Word file cannot be said in a line."""
    what: What = "new" if held is None else "removed" if wanted is None else "changed"
    before, after = ((each or "")[:12] for each in (held, wanted))
    return [] if held == wanted else [DefinitionChange(what, "letterhead", LETTERHEAD, "SHA-256", before, after)]


def _check_codes(session: Session, wanted: Mapping[Key, Record]) -> None:
    kept = session.execute(select(ItemRow.program, ItemRow.code).where(ItemRow.unit.is_not(None)))
    taken = [code for program, code in kept if (program, code) in wanted]
    if taken:
        message = _("{code} finns redan som egen indikator eller aktivitet; använd en annan kod.")
        raise LoadRefused(message.format(code=", ".join(taken)))


def _changes(record: Record, held: Record | None) -> list[DefinitionChange]:
    if held is None:
        return [DefinitionChange("new", record.kind, record.code)]
    if held.kind != record.kind:
        message = _("{code} är {before} i databasen och kan inte bli {after}; använd en ny kod.")
        before, after = _KINDS[held.kind](), _KINDS[record.kind]()
        raise LoadRefused(message.format(code=record.code, before=before, after=after))
    changes = _field_changes(record, held.fields())
    if held.goal != record.goal:
        changes.append(DefinitionChange("changed", record.kind, record.code, "goal", f"{held.goal}", f"{record.goal}"))
    if held.retired_on is not None:
        changes.insert(0, DefinitionChange("restored", record.kind, record.code))
    return changes


def _field_changes(record: Record, before: Mapping[str, Any]) -> list[DefinitionChange]:
    after = record.fields()
    return [
        DefinitionChange("changed", record.kind, record.code, name, _shown(before.get(name)), _shown(after.get(name)))
        for name in sorted(before.keys() | after.keys())
        # A field that the models have got since, and that holds nothing, is no difference.
        if _shown(before.get(name)) != _shown(after.get(name))
    ]


def _shown(value: Any) -> str:
    """A field's value in a line of differences: plain text as it is, the rest as compact JSON."""
    if value is None or value == []:
        return _("(inget)")
    return _("”{text}”").format(text=value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


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
