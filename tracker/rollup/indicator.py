"""One indicator rolled up: as reported, re-cast to other bodies, and compared with a year ago."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tracker.definitions.organisation import Organisation
from tracker.definitions.view import View
from tracker.definitions.viewed import IndicatorView
from tracker.observations import Observations
from tracker.rollup.areas import body_area, sum_area, sum_over
from tracker.rollup.body import BodyFigures, body_figures
from tracker.rollup.figures import AreaFigures, Figure, PeriodFigures
from tracker.rollup.shared import rows_of

CITY = "city"


@dataclass(frozen=True)
class Reported:
    """An indicator in one period, with the figures of every body that answers for it."""

    view: View
    indicator: IndicatorView
    figures: Mapping[str, BodyFigures]

    @property
    def expected(self) -> tuple[str, ...]:
        return self.indicator.responsible

    @property
    def city(self) -> AreaFigures:
        return self.area(CITY, "", self.expected)

    def area(self, code: str, name: str, bodies: Sequence[str]) -> AreaFigures:
        """The sum over the bodies; added up once, since most areas are the same as reported and re-cast."""
        wanted = (code, name, tuple(bodies))
        if wanted not in self._areas:
            self._areas[wanted] = sum_area(code, name, bodies, self.figures)
        return self._areas[wanted]

    @cached_property
    def _areas(self) -> dict[tuple[str, str, tuple[str, ...]], AreaFigures]:
        return {}

    def counted(self, unit: str) -> bool:
        return unit in self.figures and self.figures[unit].counted


def reported(view: View, indicator: IndicatorView, observations: Observations) -> Reported:
    """Read what the bodies gave. Rows of bodies that do not answer for the indicator are left out."""
    rows = rows_of(view, indicator, observations)
    units = {unit.code: unit for unit in view.units}
    figures = {
        code: body_figures(code, indicator.measure, rows.get(code, ()), units[code].population)
        for code in indicator.responsible
    }
    return Reported(view, indicator, figures)


def as_reported(source: Reported) -> PeriodFigures:
    """The indicator over the bodies that existed in its own period."""
    names = {unit.code: unit.name for unit in source.view.units}
    units = tuple(body_area(code, names[code], source.figures[code]) for code in source.expected)
    region_of = {unit.code: unit.region for unit in source.view.units}
    return _point(source, units, source.view.regions, region_of)


def recast(source: Reported, organisation: Organisation, now: View) -> PeriodFigures:
    """The indicator re-cast to the bodies that exist ``now``: each is the sum of those predecessors that reported.

    Regions are those that serve the bodies of now. The city's total is the same as reported: a body that ended without
    a successor stays in it and in its region.
    """
    stands = {body: organisation.successor(body, now.last_day) for body in source.expected}
    parts: dict[str, list[str]] = {}
    for body, heir in stands.items():
        if heir is not None:
            parts.setdefault(heir, []).append(body)
    units = tuple(
        _stood_for(unit.code, unit.name_on(now.last_day), parts[unit.code], source)
        for unit in organisation.units
        if unit.code in parts
    )
    region_of = {body: organisation.unit(stands[body] or body).region for body in source.expected}
    used = {*source.view.regions, *now.regions}
    regions = [(r.code, r.name) for r in organisation.regions if (r.code, r.name) in used]
    return _point(source, units, regions, region_of)


def _stood_for(code: str, name: str, bodies: Sequence[str], source: Reported) -> AreaFigures:
    if bodies == [code]:
        return body_area(code, name, source.figures[code])
    return source.area(code, name, bodies)


def _point(
    source: Reported,
    units: tuple[AreaFigures, ...],
    regions: Sequence[tuple[str, str]],
    region_of: Mapping[str, str | None],
) -> PeriodFigures:
    if source.indicator.origin == "own":
        nowhere = AreaFigures(CITY, "", Figure("not_applicable"), {}, (), ())
        return PeriodFigures(source.view.period, nowhere, (), units)
    areas = []
    for code, name in regions:
        members = [body for body in source.expected if region_of[body] == code]
        if members:
            areas.append(source.area(code, name, members))
    return PeriodFigures(source.view.period, source.city, tuple(areas), units)


@dataclass(frozen=True)
class Compared:
    """Last year's and this year's total over the bodies of an area that reported both times."""

    previous: Figure
    now: Figure


NOT_COMPARABLE = Compared(Figure("not_reported"), Figure("not_reported"))


def comparable(now: Reported, before: Reported | None, organisation: Organisation) -> Mapping[str, tuple[str, ...]]:
    """Body → the bodies it is compared with a year ago: itself, or all that were merged into it.

    A body is left out unless it counts now and all of them counted then. Nothing is comparable across a break
    or a change of what is measured.
    """
    if before is None or not _same_measure(now, before):
        return {}
    pairs = {}
    for body in now.expected:
        sources = organisation.sources(body, before.view.last_day, now.view.last_day)
        if now.counted(body) and sources and all(before.counted(source) for source in sources):
            pairs[body] = sources
    return pairs


def _same_measure(now: Reported, before: Reported) -> bool:
    a, b = now.indicator.measure, before.indicator.measure
    broken = any(before.view.last_day < b.date <= now.view.last_day for b in now.indicator.breaks)
    return a.kind == b.kind and a.accumulates == b.accumulates and not broken


def compare(
    area: AreaFigures, now: Reported, before: Reported | None, pairs: Mapping[str, tuple[str, ...]]
) -> Compared:
    """Last year's figure of an area over the bodies that reported both years."""
    bodies = [body for body in area.counted if body in pairs]
    if before is None or not bodies:
        return NOT_COMPARABLE
    sources = [source for body in bodies for source in pairs[body]]
    return Compared(sum_over(sources, before.figures), sum_over(bodies, now.figures))
