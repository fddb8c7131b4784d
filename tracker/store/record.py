"""One definition as the mirror holds it, and the definitions that a list of such records makes.

What was retired is read as ended the day before, so that periods that were over by then show it as before: the same
dates that make a change in the program's text leave earlier reports alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Program
from tracker.store.database import DatabaseFault
from tracker.words import gettext as _

Kind = Literal["city", "unit", "group", "region", "population", "program", "goal", "condition", "indicator", "activity"]
UNDER_GOAL: dict[Kind, str] = {"condition": "conditions", "indicator": "indicators", "activity": "activities"}
"""What a goal calls its lists of each kind."""

Key = tuple[str, str]
Place = tuple[Kind, str, str | None]


@dataclass(frozen=True)
class Record:
    """``program``: blank for the organisation. ``goal``: what an item stands under. ``position``: its order among
    those of its kind in the same place. ``document``: the definition as canonical JSON."""

    kind: Kind
    program: str
    code: str
    goal: str | None
    position: int
    document: str
    retired_on: date | None = None

    @property
    def key(self) -> Key:
        """What tells records apart: items share one series of codes within their program."""
        return (self.program, self.code) if self.is_item else (self.kind, self.code)

    @property
    def place(self) -> Place:
        """The list that the record stands in."""
        return (self.kind, self.program if self.is_item else "", self.goal)

    @property
    def of_program(self) -> str:
        """The program that it is, or belongs to; blank for the organisation."""
        return self.code if self.kind == "program" else self.program

    @property
    def is_item(self) -> bool:
        return self.kind == "goal" or self.kind in UNDER_GOAL

    def fields(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.document)
        return document

    def in_force(self) -> dict[str, Any]:
        """The fields; what was retired has ended the day before."""
        fields = self.fields()
        if self.retired_on is not None:
            last = (self.retired_on - timedelta(days=1)).isoformat()
            for version in self._dated(fields):
                version["to"] = min(version.get("to") or last, last)
        return fields

    def _dated(self, fields: dict[str, Any]) -> list[dict[str, Any]]:
        """What carries the dates between which the definition applies."""
        match self.kind:
            case "city" | "region" | "program":
                return []  # a region applies where a body stands in it, and a program ends with its goals
            case "group":
                return list(fields["members"])
            case "unit" | "population":
                return [fields]
            case _:
                return list(fields["wording"])


def assembled(records: Iterable[Record]) -> Definitions:
    """The definitions that the records make, each list in the order of the records; retired programs last.

    Raises DatabaseFault where there are none.
    """
    found = tuple(records)
    lists = _lists(found)
    city = next(iter(lists.get(("city", "", None), [])), None)
    if city is None:
        raise DatabaseFault(_("Databasen har inga definitioner; kör tracker init."))
    kinds: dict[str, Kind] = {"units": "unit", "groups": "group", "regions": "region", "population": "population"}
    programs = sorted((r for r in found if r.kind == "program"), key=lambda record: record.retired_on is not None)
    return Definitions.model_validate(
        {
            "organisation": {"city": city, **{name: lists.get((kind, "", None), []) for name, kind in kinds.items()}},
            "programs": [_program(record, lists) for record in programs],
        }
    )


def assembled_program(records: Sequence[Record]) -> Program:
    """The program that the records make: its own and those of its items."""
    head = next(record for record in records if record.kind == "program")
    return Program.model_validate(_program(head, _lists(records)))


def _lists(records: Iterable[Record]) -> dict[Place, list[dict[str, Any]]]:
    lists: dict[Place, list[dict[str, Any]]] = {}
    for record in records:
        lists.setdefault(record.place, []).append(record.in_force())
    return lists


def _program(head: Record, lists: dict[Place, list[dict[str, Any]]]) -> dict[str, Any]:
    """A program's fields with its goals, and under each goal what stands there."""

    def under(goal: str) -> dict[str, Any]:
        return {name: lists.get((kind, head.code, goal), []) for kind, name in UNDER_GOAL.items()}

    goals = [{**goal, **under(goal["code"])} for goal in lists.get(("goal", head.code, None), [])]
    return {**head.in_force(), "goals": goals}


def after_load(held: Sequence[Record], wanted: Sequence[Record], today: date) -> list[Record]:
    """The records that loading leaves: those wanted in their order, and among them those retired, as of today unless
    earlier. A retired one keeps its place after what stood before it, so that old reports keep their order."""
    lists: dict[Place, list[Record]] = {}
    for record in wanted:
        lists.setdefault(record.place, []).append(record)
    keys = {record.key for record in wanted}
    before: dict[Place, Key] = {}
    for record in held:
        here = lists.setdefault(record.place, [])
        if record.key not in keys:
            order = [other.key for other in here]
            index = order.index(before[record.place]) + 1 if record.place in before else 0
            here.insert(index, replace(record, retired_on=record.retired_on or today))
        if any(other.key == record.key for other in here):
            before[record.place] = record.key
    return [replace(record, position=n) for here in lists.values() for n, record in enumerate(here)]


def moved(held: Sequence[Record], wanted: Sequence[Record]) -> set[Kind]:
    """The kinds of which some that are held already are wanted in another order."""
    before, after = _orders(held, wanted), _orders(wanted, held)
    return {place[0] for place in after if before[place] != after[place]}


def _orders(records: Sequence[Record], others: Sequence[Record]) -> dict[Place, list[Key]]:
    """The order in each list of those that the others hold in the same list."""
    there = {(record.place, record.key) for record in others}
    orders: dict[Place, list[Key]] = {}
    for record in records:
        if (record.place, record.key) in there:
            orders.setdefault(record.place, []).append(record.key)
    return orders
