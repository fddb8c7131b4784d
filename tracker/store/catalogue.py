"""The mirror of the definitions in the database, read back.

Every definition is a *record*: a kind, a key and a canonical document. Loading compares records, so that
nothing that the models can hold is forgotten, and nothing is written that did not change.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions, UnknownProgram
from tracker.definitions.city import City
from tracker.definitions.dated import Model
from tracker.definitions.ils import Ils
from tracker.definitions.organisation import Organisation
from tracker.definitions.program import Program
from tracker.store.database import ASKED, plain
from tracker.store.definition import ItemRow, OrganisationRow, ProgramRow, UnitRow
from tracker.store.definition_mark import by_mark
from tracker.store.record import UNDER_GOAL, Kind, Record, assembled, assembled_program
from tracker.words import SWEDISH

CITY = "city"
"""The code of the one record that describes the city itself."""

Row = UnitRow | OrganisationRow | ProgramRow | ItemRow
Columns = tuple[Any, ...]


def _mirrored(table: type[Row]) -> Columns:
    """The columns that make a record."""
    return table.code, table.position, table.document, table.retired_on


# Statements that every request asks are put together once: that takes as long as asking them.
_EVERY_PROGRAM = select(*_mirrored(ProgramRow))
_PROGRAMS = _EVERY_PROGRAM.where(ProgramRow.code.in_(bindparam("codes", expanding=True)))
_ITEMS = (
    select(ItemRow.program, ItemRow.type, ItemRow.goal, *_mirrored(ItemRow))
    .where(ItemRow.program.in_(bindparam("codes", expanding=True)))
    # Items kept in the browser come after the program's own.
    .order_by(ItemRow.unit.is_not(None), ItemRow.position, ItemRow.id)
)
_UNITS = select(*_mirrored(UnitRow)).order_by(UnitRow.position)
_OTHERS = select(OrganisationRow.kind, *_mirrored(OrganisationRow)).order_by(OrganisationRow.position)
_CITY = _OTHERS.where(OrganisationRow.kind == "city")
_DOCUMENT = 3
"""Where in a row of the two the document stands."""


def records(definitions: Definitions) -> Iterator[Record]:
    """Every definition as a record, in the order written."""
    organisation = definitions.organisation
    yield Record("city", "", CITY, None, 0, canonical(organisation.city))
    yield from _records("unit", organisation.units)
    yield from _records("group", organisation.groups)
    yield from _records("region", organisation.regions)
    for position, row in enumerate(organisation.population):
        yield Record("population", "", row.key, None, position, canonical(row))
    for position, program in enumerate(definitions.programs):
        yield Record("program", program.code, program.code, None, position, canonical(program, without=("goals",)))
        for place, goal in enumerate(program.goals):
            document = canonical(goal, without=UNDER_GOAL.values())
            yield Record("goal", program.code, goal.code, None, place, document)
            for kind, name in UNDER_GOAL.items():
                yield from _records(kind, getattr(goal, name), program.code, goal.code)


def canonical(model: Model, without: Iterable[str] = ()) -> str:
    """A definition as JSON that is the same whenever the definition is."""
    document = model.model_dump(mode="json", by_alias=True, exclude=set(without))
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_definitions(session: Session) -> Definitions:
    """What was loaded last and what was retired since, and the items that bodies and the city keep in the browser."""
    return assembled([*map(record_of, mirrored(session)), *kept(session)])


def read_program(session: Session, code: str) -> Definitions:
    """The organisation and this one program, with what bodies and the city keep in it; of other programs nothing is
    read, so that they neither cost anything nor can be mixed in. Raises UnknownProgram."""
    return next(iter(read_programs(session, (code,))))


def read_programs(session: Session, codes: Iterable[str]) -> tuple[Definitions, ...]:
    """Each of the programs by itself, with the organisation, which is read once. Raises UnknownProgram."""
    wanted = tuple(codes)
    return by_mark(session, ("programs", *wanted), lambda: _read_programs(session, wanted))


def _read_programs(session: Session, wanted: Sequence[str]) -> tuple[Definitions, ...]:
    heads = {row[0]: tuple(row) for row in plain(session, _PROGRAMS, codes=_askable(wanted))}
    items: dict[str, list[Columns]] = {}
    for row in plain(session, _ITEMS, codes=_askable(wanted)):
        items.setdefault(row[0], []).append(tuple(row))
    for code in wanted:
        if code not in heads:
            raise UnknownProgram(code, program_codes(session))
    organisation = read_organisation(session)
    programs = (_program(heads[code], tuple(items.get(code, ()))) for code in wanted)
    return tuple(Definitions(organisation=organisation, programs=(program,)) for program in programs)


def read_organisation(session: Session) -> Organisation:
    """The bodies, groups, regions and population; no program."""
    return by_mark(session, ("organisation",), lambda: _organisation_of(_all(session, _UNITS), _all(session, _OTHERS)))


def read_heads(
    session: Session, codes: Collection[str] | None = None, *, most: int | None = None
) -> tuple[Program, ...]:
    """Programs without their goals: title, dates, calendar and words, which is all that choosing one needs.

    ``codes``: only these. ``most``: no more than so many are read. The latest begun first, retired ones last.
    """
    wanted = None if codes is None else frozenset(codes)
    return by_mark(session, ("heads", wanted, most), lambda: _read_heads(session, wanted, most))


def _read_heads(session: Session, codes: Collection[str] | None, most: int | None) -> tuple[Program, ...]:
    query = _PROGRAMS if codes is not None else _EVERY_PROGRAM
    rows = plain(session, query.limit(most), **({} if codes is None else {"codes": _askable(codes)}))
    found = [(row.retired_on is not None, _head(row.document)) for row in rows]
    found.sort(key=lambda pair: (pair[0], -pair[1].from_.toordinal(), pair[1].short_title, pair[1].code))
    return tuple(head for _retired, head in found)


def _askable(codes: Iterable[str]) -> list[str]:
    """Without those that no program can have: PostgreSQL takes no text with U+0000, and addresses are anybody's."""
    return [code for code in codes if "\0" not in code]


def read_ils(session: Session, program: str) -> Ils | None:
    """What the planning system calls things in the program; None where that is not written."""
    return next((head.ils for head in read_heads(session, (program,))), None)


def read_language(session: Session) -> str:
    """The language of the definitions' texts; Swedish where nothing has been loaded yet."""
    return by_mark(
        session, ("language",), lambda: next((_language(row[_DOCUMENT]) for row in _all(session, _CITY)), SWEDISH)
    )


def program_codes(session: Session) -> list[str]:
    """The codes of all programs, in the order of their letters."""
    return list(session.scalars(select(ProgramRow.code).order_by(ProgramRow.code)))


def read_units(session: Session) -> Organisation:
    """The bodies alone: enough to know which has taken over from which."""
    return by_mark(session, ("units",), lambda: _organisation_of(_all(session, _UNITS), _all(session, _CITY)))


def read_city(session: Session) -> City | None:
    """The city as it describes itself; None before anything has been loaded."""
    return next((City.model_validate_json(row[_DOCUMENT]) for row in _all(session, _CITY)), None)


def mirrored(session: Session) -> list[Row]:
    """The rows that loading answers for, in their order; items kept in the browser are not among them."""
    rows = [*_organisation(session), *session.scalars(select(ProgramRow).order_by(ProgramRow.position))]
    items = select(ItemRow).where(ItemRow.unit.is_(None)).order_by(ItemRow.position, ItemRow.id)
    return [*rows, *session.scalars(items)]


def kept(session: Session) -> list[Record]:
    """The items kept in the browser, in the order in which they are shown after the program's own."""
    items = select(ItemRow).where(ItemRow.unit.is_not(None)).order_by(ItemRow.position, ItemRow.id)
    return [record_of(row) for row in session.scalars(items)]


def _organisation(session: Session) -> list[Row]:
    units = session.scalars(select(UnitRow).order_by(UnitRow.position))
    others = session.scalars(select(OrganisationRow).order_by(OrganisationRow.position))
    return [*units, *others]


def _all(session: Session, statement: Select[*tuple[Any, ...]]) -> tuple[Columns, ...]:
    """The rows; in a session that only reads asked for once, since it sees one moment."""
    known: dict[Select[*tuple[Any, ...]], tuple[Columns, ...]] = session.info.get(ASKED, {})
    if statement not in known:
        known[statement] = tuple(tuple(row) for row in plain(session, statement))
    return known[statement]


# What is kept is keyed by the very texts that it was made of, so nobody has to say when they changed.


@lru_cache(maxsize=8)
def _organisation_of(units: tuple[Columns, ...], others: tuple[Columns, ...]) -> Organisation:
    bodies = (Record("unit", "", code, None, *rest) for code, *rest in units)
    rest = (Record(cast("Kind", kind), "", code, None, *rest) for kind, code, *rest in others)
    return assembled([*bodies, *rest]).organisation


@lru_cache(maxsize=64)
def _program(head: Columns, items: tuple[Columns, ...]) -> Program:
    found = (Record(cast("Kind", kind), code, own, goal, *rest) for code, kind, goal, own, *rest in items)
    return assembled_program([Record("program", head[0], head[0], None, *head[1:]), *found])


@lru_cache(maxsize=256)
def _head(document: str) -> Program:
    """The same text is the same program, whichever request asks."""
    return Program.model_validate({**json.loads(document), "goals": ()})


@lru_cache(maxsize=8)
def _language(city: str) -> str:
    return str(json.loads(city)["language"])


def record_of(row: Row) -> Record:
    kind, program, goal = "unit", "", None
    if isinstance(row, OrganisationRow):
        kind = row.kind
    elif isinstance(row, ProgramRow):
        kind, program = "program", row.code
    elif isinstance(row, ItemRow):
        kind, program, goal = row.type, row.program, row.goal
    return Record(cast("Kind", kind), program, row.code, goal, row.position, row.document, row.retired_on)


def _records(kind: Kind, models: Iterable[Any], program: str = "", goal: str | None = None) -> Iterator[Record]:
    for position, model in enumerate(models):
        yield Record(kind, program, model.code, goal, position, canonical(model))
