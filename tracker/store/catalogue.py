"""The mirror of the definitions in the database: read it back, plan a load, load.

Every definition is a *record*: a kind, a key and a canonical document. Loading compares records, so that
nothing that the models can hold is forgotten, and nothing is written that did not change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions
from tracker.definitions.dated import Model
from tracker.store.definition import ItemRow, OrganisationRow, ProgramRow, UnitRow

Kind = Literal["unit", "group", "region", "population", "program", "goal", "condition", "indicator", "activity"]
CHILDREN = ("conditions", "indicators", "activities")
_SINGULAR: dict[str, Kind] = {"conditions": "condition", "indicators": "indicator", "activities": "activity"}
_PLURAL = {kind: name for name, kind in _SINGULAR.items()}


@dataclass(frozen=True)
class Record:
    """``program``: blank for the organisation. ``goal``: what an item stands under. ``position``: its order."""

    kind: Kind
    program: str
    code: str
    goal: str | None
    position: int
    document: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells records apart: items share one series of codes within their program."""
        return (self.program, self.code) if self.is_item else (self.kind, self.code)

    @property
    def is_item(self) -> bool:
        return self.kind in ("goal", "condition", "indicator", "activity")

    def fields(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.document)
        return document


def records(definitions: Definitions) -> Iterator[Record]:
    """Every definition as a record, in the order written."""
    organisation = definitions.organisation
    yield from _records("unit", organisation.units)
    yield from _records("group", organisation.groups)
    yield from _records("region", organisation.regions)
    for position, row in enumerate(organisation.population):
        yield Record("population", "", f"{row.unit}/{row.date.isoformat()}", None, position, canonical(row))
    for position, program in enumerate(definitions.programs):
        yield Record("program", program.code, program.code, None, position, canonical(program, without=("goals",)))
        for place, goal in enumerate(program.goals):
            document = canonical(goal, without=CHILDREN)
            yield Record("goal", program.code, goal.code, None, place, document)
            for name, kind in _SINGULAR.items():
                yield from _records(kind, getattr(goal, name), program.code, goal.code)


def canonical(model: Model, without: Iterable[str] = ()) -> str:
    """A definition as JSON that is the same whenever the definition is."""
    document = model.model_dump(mode="json", by_alias=True, exclude=set(without))
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_definitions(session: Session) -> Definitions:
    """Exactly what was loaded last, and the items that bodies and the city keep in the browser."""
    organisation: dict[str, list[Any]] = {"units": _documents(session, UnitRow), "groups": [], "regions": []}
    organisation["population"] = []
    query = select(OrganisationRow).where(OrganisationRow.retired_on.is_(None)).order_by(OrganisationRow.position)
    for row in session.scalars(query):
        name = row.kind if row.kind == "population" else f"{row.kind}s"
        organisation[name].append(json.loads(row.document))
    programs = [{**program, "goals": []} for program in _documents(session, ProgramRow)]
    goals = _goals(session)
    for program in programs:
        program["goals"] = goals.get(program["code"], [])
    return Definitions.model_validate({"organisation": organisation, "programs": programs})


def _documents(session: Session, table: type[UnitRow] | type[ProgramRow]) -> list[dict[str, Any]]:
    query = select(table.document).where(table.retired_on.is_(None)).order_by(table.position)
    return [json.loads(document) for document in session.scalars(query)]


def _goals(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Program code → its goals with what stands under them; kept items after the program's own."""
    query = select(ItemRow).where(ItemRow.retired_on.is_(None))
    rows = list(session.scalars(query.order_by(ItemRow.unit.is_not(None), ItemRow.position, ItemRow.id)))
    goals: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        if row.type == "goal":
            goals[(row.program, row.code)] = {**json.loads(row.document), **{name: [] for name in CHILDREN}}
    for row in rows:
        if row.goal is not None and (row.program, row.goal) in goals:
            goals[(row.program, row.goal)][_PLURAL[_kind(row)]].append(json.loads(row.document))
    found: dict[str, list[dict[str, Any]]] = {}
    for (program, _code), goal in goals.items():
        found.setdefault(program, []).append(goal)
    return found


def _kind(row: ItemRow) -> Kind:
    return next(kind for kind in _PLURAL if kind == row.type)


def _records(kind: Kind, models: Iterable[Any], program: str = "", goal: str | None = None) -> Iterator[Record]:
    for position, model in enumerate(models):
        yield Record(kind, program, model.code, goal, position, canonical(model))
