"""The mirror of the definitions in the database, read back.

Every definition is a *record*: a kind, a key and a canonical document. Loading compares records, so that
nothing that the models can hold is forgotten, and nothing is written that did not change.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions, UnknownProgram
from tracker.definitions.city import City
from tracker.definitions.dated import Model
from tracker.definitions.organisation import Organisation
from tracker.definitions.program import Program
from tracker.store.definition import ItemRow, OrganisationRow, ProgramRow, UnitRow
from tracker.store.record import UNDER_GOAL, Kind, Record, assembled, assembled_program
from tracker.words import SWEDISH

CITY = "city"
"""The code of the one record that describes the city itself."""

Row = UnitRow | OrganisationRow | ProgramRow | ItemRow


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


def read_programs(session: Session, codes: Iterable[str]) -> list[Definitions]:
    """Each of the programs by itself, with the organisation, which is read once. Raises UnknownProgram."""
    programs = [_read_program(session, code) for code in codes]
    organisation = read_organisation(session)
    return [Definitions(organisation=organisation, programs=(program,)) for program in programs]


def _read_program(session: Session, code: str) -> Program:
    head = select(*_mirrored(ProgramRow)).where(ProgramRow.code == code)
    programs = [Record("program", code, code, None, *row[1:]) for row in session.execute(head)]
    if not programs:
        raise UnknownProgram(code, program_codes(session))
    items = select(ItemRow.type, ItemRow.goal, *_mirrored(ItemRow)).where(ItemRow.program == code)
    # Items kept in the browser come after the program's own.
    items = items.order_by(ItemRow.unit.is_not(None), ItemRow.position, ItemRow.id)
    found = [Record(cast("Kind", kind), code, own, goal, *rest) for kind, goal, own, *rest in session.execute(items)]
    return _program((*programs, *found))


def read_organisation(session: Session) -> Organisation:
    """The bodies, groups, regions and population; no program."""
    return _organisation_of(tuple(_read_organisation(session)))


def _read_organisation(session: Session, *others: ColumnElement[bool]) -> Iterator[Record]:
    """The bodies, and of the rest what ``others`` says; everything where it says nothing."""
    units = session.execute(select(*_mirrored(UnitRow)).order_by(UnitRow.position))
    yield from (Record("unit", "", code, None, *rest) for code, *rest in units)
    query = select(OrganisationRow.kind, *_mirrored(OrganisationRow)).where(*others).order_by(OrganisationRow.position)
    rows = session.execute(query)
    yield from (Record(cast("Kind", kind), "", code, None, *rest) for kind, code, *rest in rows)


def read_heads(
    session: Session, codes: Collection[str] | None = None, *, most: int | None = None
) -> tuple[Program, ...]:
    """Programs without their goals: title, dates, calendar and words, which is all that choosing one needs.

    ``codes``: only these. ``most``: no more than so many are read. The latest begun first, retired ones last.
    """
    query = select(ProgramRow.document, ProgramRow.retired_on.is_not(None)).limit(most)
    if codes is not None:
        query = query.where(ProgramRow.code.in_(codes))
    found = [(retired, _head(document)) for document, retired in session.execute(query)]
    found.sort(key=lambda pair: (pair[0], -pair[1].from_.toordinal(), pair[1].short_title, pair[1].code))
    return tuple(head for _retired, head in found)


def read_language(session: Session) -> str:
    """The language of the definitions' texts; Swedish where nothing has been loaded yet."""
    city = select(OrganisationRow.document).where(OrganisationRow.kind == "city")
    document = session.scalar(city)
    return str(json.loads(document)["language"]) if document else SWEDISH


def program_codes(session: Session) -> list[str]:
    """The codes of all programs, in the order of their letters."""
    return list(session.scalars(select(ProgramRow.code).order_by(ProgramRow.code)))


def read_units(session: Session) -> Organisation:
    """The bodies alone: enough to know which has taken over from which."""
    return _organisation_of(tuple(_read_organisation(session, OrganisationRow.kind == "city")))


def read_city(session: Session) -> City | None:
    """The city as it describes itself; None before anything has been loaded."""
    document = session.scalar(select(OrganisationRow.document).where(OrganisationRow.kind == "city"))
    return None if document is None else City.model_validate_json(document)


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


def _mirrored(table: type[Row]) -> tuple[Any, ...]:
    """The columns that make a record: the row itself need not be watched for changes."""
    return table.code, table.position, table.document, table.retired_on


# What is kept is keyed by the very texts that it was made of, so nobody has to say when they changed.


@lru_cache(maxsize=8)
def _organisation_of(found: tuple[Record, ...]) -> Organisation:
    return assembled(found).organisation


@lru_cache(maxsize=64)
def _program(found: tuple[Record, ...]) -> Program:
    return assembled_program(found)


@lru_cache(maxsize=256)
def _head(document: str) -> Program:
    """The same text is the same program, whichever request asks."""
    return Program.model_validate({**json.loads(document), "goals": ()})


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
