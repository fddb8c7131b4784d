"""The organisation: bodies with dates, groups with dated members, regions, population, and mergers."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from tracker.definitions.dated import Dated, Lasting, Model, applicable

UnitKind = Literal["stadsdelsnamnd", "facknamnd", "kommunstyrelse", "bolag"]
DISTRICT: UnitKind = "stadsdelsnamnd"


class Name(Lasting):
    """What a body was called between two days."""

    text: str


class Unit(Lasting):
    """A body (nämnd or bolagsstyrelse). ``merged_into`` takes over the day after ``to``.

    ``former_names``: what it was called before ``name``; the code stays.
    """

    code: str
    name: str
    former_names: tuple[Name, ...] = ()
    kind: UnitKind
    merged_into: str | None = None
    region: str | None = None
    source: str | None = None
    confirmed: bool = True

    def exists(self, day: date) -> bool:
        return self.applies(day)

    def name_on(self, day: date) -> str:
        former = applicable(self.former_names, day)
        return former.text if former else self.name


class Region(Model):
    """A regional centre (RVC) that serves several districts."""

    code: str
    name: str
    source: str | None = None
    confirmed: bool = True


class Members(Dated):
    units: tuple[str, ...]


class Group(Model):
    """A name by which the program points out several bodies, e.g. ``stadsdelsnamnderna``."""

    code: str
    name: str
    members: tuple[Members, ...]
    source: str | None = None
    confirmed: bool = True


class Population(Lasting):
    """Inhabitants of a district on a 31 December. Shown with its quality wherever it decides a figure.

    ``from`` and ``to``: between which days reports use it, where a figure that is known better replaces it.
    """

    unit: str
    date: date
    value: int = Field(ge=0)
    quality: Literal["official", "estimate"]
    source: str

    @property
    def key(self) -> str:
        """What tells the row apart: the district, the day and, of a figure that replaced another, since when."""
        since = f"/{self.from_.isoformat()}" if self.from_ else ""
        return f"{self.unit}/{self.date.isoformat()}{since}"


class Organisation(Model):
    """All bodies, in the order in which they are shown."""

    units: tuple[Unit, ...]
    groups: tuple[Group, ...] = ()
    regions: tuple[Region, ...] = ()
    population: tuple[Population, ...] = ()

    @cached_property
    def _by_code(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.units}

    def unit(self, code: str) -> Unit:
        return self._by_code[code]

    def find(self, code: str) -> Unit | None:
        return self._by_code.get(code)

    def expand(self, code: str, day: date) -> tuple[str, ...]:
        """The bodies behind a unit's or group's code that exist on the day, in the organisation's order."""
        members = (version for group in self.groups if group.code == code for version in group.members)
        codes = {code}.union(*(version.units for version in members if version.applies(day)))
        return tuple(unit.code for unit in self.units if unit.code in codes and unit.exists(day))

    def successor(self, code: str, day: date) -> str | None:
        """The body that stands for ``code`` on the day: itself, or what it was merged into (chains too)."""
        unit = self.find(code)
        while unit is not None and unit.to is not None and unit.to < day:
            unit = self.find(unit.merged_into) if unit.merged_into else None
        return unit.code if unit is not None and unit.exists(day) else None

    def sources(self, code: str, then: date, now: date) -> tuple[str, ...]:
        """The bodies existing ``then`` whose figures ``code``, existing ``now``, stands for."""
        return tuple(u.code for u in self.units if u.exists(then) and self.successor(u.code, now) == code)

    def predecessors(self, code: str) -> tuple[str, ...]:
        """The bodies merged directly into ``code``."""
        return tuple(unit.code for unit in self.units if unit.merged_into == code)

    def inhabitants(self, code: str, day: date, as_of: date) -> Population | None:
        """The population of a body on a 31 December; a merged body before its time: its predecessors' sum.

        ``as_of``: the day on which the figure is used; it may have been replaced by a better one since.
        None where a figure is missing. A sum with an estimate in it is an estimate.
        """
        for row in self.population:
            if row.unit == code and row.date == day and row.applies(as_of):
                return row
        parts = [self.inhabitants(predecessor, day, as_of) for predecessor in self.predecessors(code)]
        if not parts or any(part is None for part in parts):
            return None
        known = [part for part in parts if part is not None]
        quality: Literal["official", "estimate"] = (
            "official" if all(part.quality == "official" for part in known) else "estimate"
        )
        source = "; ".join(dict.fromkeys(part.source for part in known))
        total = sum(part.value for part in known)
        return Population(unit=code, date=day, value=total, quality=quality, source=source)
