"""The organisation: bodies with dates, groups with dated members, regions, population, and mergers."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from tracker.definitions.city import City
from tracker.definitions.dated import Dated, Lasting, Model, added, applicable


class Name(Lasting):
    """What a body was called between two days."""

    text: str
    """The name."""


class Attribute(Lasting):
    """A group of bodies with like conditions that a body belongs to between two days."""

    group: str
    """The group's words; bodies with the same words are in the same group."""
    source: str
    """Where that is known from."""


class Unit(Lasting):
    """A body. It exists from ``from`` to ``to``."""

    code: str
    """What files and the report call it: a–z, digits and ``-``."""
    name: str
    """What it is called."""
    former_names: tuple[Name, ...] = ()
    """What it was called before ``name``; the code stays."""
    kind: str
    """One of the kinds in ``city.yaml``."""
    merged_into: str | None = None
    """The body that takes over the day after ``to``."""
    region: str | None = None
    """The region that it stands in, where its kind is an area."""
    source: str | None = None
    """Where its dates and name are known from."""
    confirmed: bool = True
    """Whether that is confirmed, or our reading."""
    attributes: tuple[Attribute, ...] = added(())
    """Groups of like conditions that it belongs to, dated."""

    def exists(self, day: date) -> bool:
        return self.applies(day)

    def name_on(self, day: date) -> str:
        former = applicable(self.former_names, day)
        return former.text if former else self.name


class Region(Model):
    """A part of the city that several bodies serve."""

    code: str
    """What bodies name as their ``region``."""
    name: str
    """What it is called."""
    source: str | None = None
    """Where it is known from."""
    confirmed: bool = True
    """Whether it is confirmed, or our reading."""


class Members(Dated):
    """The members of a group between two days."""

    units: tuple[str, ...]
    """Codes of bodies."""


class Group(Model):
    """A name by which programs point out several bodies."""

    code: str
    """What programs call it."""
    name: str
    """What it is called."""
    members: tuple[Members, ...]
    """Its members, dated."""
    source: str | None = None
    """Where the members are known from."""
    confirmed: bool = True
    """Whether they are confirmed, or our reading."""


class Population(Lasting):
    """Inhabitants of a body's area on a 31 December. Shown with its quality wherever it decides a figure.

    ``from`` and ``to``: between which days reports use it, where a figure that is known better replaces it.
    """

    unit: str
    """The body."""
    date: date
    """The 31 December."""
    value: int = Field(ge=0)
    """Inhabitants."""
    quality: Literal["official", "estimate"]
    """From official statistics, unchanged, or an estimate of ours."""
    source: str
    """Where the figure comes from."""

    @property
    def key(self) -> str:
        """What tells the row apart: the body, the day and, of a figure that replaced another, since when."""
        since = f"/{self.from_.isoformat()}" if self.from_ else ""
        return f"{self.unit}/{self.date.isoformat()}{since}"


class Organisation(Model):
    """All bodies, in the order in which they are shown."""

    city: City
    """The city itself."""
    units: tuple[Unit, ...]
    """The bodies, in the order in which they are shown."""
    groups: tuple[Group, ...] = ()
    """Names for several bodies."""
    regions: tuple[Region, ...] = ()
    """Parts of the city."""
    population: tuple[Population, ...] = ()
    """Inhabitants."""

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
        return tuple(unit.code for unit in self._standing(now).get(code, ()) if unit.exists(then))

    def _standing(self, now: date) -> dict[str | None, list[Unit]]:
        """Body → the bodies that it stands for on the day, in the organisation's order; looked up for every figure."""
        if now not in self._stood_for:
            found: dict[str | None, list[Unit]] = {}
            for unit in self.units:
                found.setdefault(self.successor(unit.code, now), []).append(unit)
            self._stood_for[now] = found
        return self._stood_for[now]

    @cached_property
    def _stood_for(self) -> dict[date, dict[str | None, list[Unit]]]:
        return {}

    def heirs(self, code: str) -> tuple[str, ...]:
        """The bodies that ``code`` is merged into, one after the other, whenever that is."""
        found: list[str] = []
        unit = self.find(code)
        while unit is not None and unit.merged_into is not None and unit.merged_into not in found:
            found.append(unit.merged_into)
            unit = self.find(unit.merged_into)
        return tuple(found)

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
