"""Bodies and regions beside each other, with what chance alone gives each of its size.

Everything is worked out from printed figures. Where one year has too few cases, three years are added up, of an
indicator that counts anew each year: the same persons in several years would be no new cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.chance import funnel
from tracker.chance.funnel import Body, Funnel
from tracker.measures.table import kind_of
from tracker.report.change import tested
from tracker.report.model import Cell, Indicator, Report, SeriesArea
from tracker.report.over_time import year, yearly

POOLED_YEARS = 3

Level = Literal["bodies", "regions"]


@dataclass(frozen=True)
class Compared:
    """``names`` and ``bodies``: in the organisation's order, of the whole of which ``funnel`` says where each may lie.
    ``years``: the first and the last that are added up; the same where only one is."""

    level: Level
    years: tuple[int, int]
    names: tuple[str, ...]
    bodies: tuple[Body, ...]
    funnel: Funnel


def compared(report: Report, indicator: Indicator, level: Level) -> Compared | None:
    """None where nothing is tested or a figure is lacking; its funnel has limits only where bodies may be marked."""
    if not indicator.asked or not tested(indicator) or not kind_of(indicator.kind).is_quotient:
        return None
    areas = indicator.units if level == "bodies" else indicator.regions
    now = _compared(indicator, level, (report.calendar.year,) * 2, [(area.name, (area.total,)) for area in areas])
    if now is None or now.funnel.spread != "few" or not indicator.accumulates:
        return now
    return _pooled(report, indicator, level) or now


def _pooled(report: Report, indicator: Indicator, level: Level) -> Compared | None:
    """Today's bodies over the latest years, re-cast; None where not all of it is printed and complete."""
    points = yearly(report, indicator.series.recast)[-POOLED_YEARS:]
    years = [year(point) for point in points]
    if years != list(range(report.calendar.year - POOLED_YEARS + 1, report.calendar.year + 1)):
        return None
    listed = [point.units if level == "bodies" else point.regions for point in points]
    found: dict[str, list[SeriesArea]] = {}
    for area in (area for areas in listed for area in areas):
        found.setdefault(area.code, []).append(area)
    whole = all(area.coverage.reported == area.coverage.expected for areas in listed for area in areas)
    if not whole or any(len(areas) < POOLED_YEARS for areas in found.values()):
        return None
    cells = [(areas[-1].name, tuple(area.total for area in areas)) for areas in found.values()]
    return _compared(indicator, level, (years[0], years[-1]), cells)


def _compared(
    indicator: Indicator, level: Level, years: tuple[int, int], listed: Sequence[tuple[str, tuple[Cell, ...]]]
) -> Compared | None:
    """Of areas with their cells. Who has given nothing, or too little for a value, is left out; where one is dotted
    nothing is compared."""
    given = [(name, cells) for name, cells in listed if all(cell.state in ("value", "suppressed") for cell in cells)]
    sums = [(name, _sum(cells)) for name, cells in given]
    known = [(name, body) for name, body in sums if body is not None and body.d]
    if len(known) < len(sums):
        return None
    shown = [(name, body) for name, body in known if body.d >= (indicator.smallest_base or 0)]
    if len(shown) < 2:
        return None
    bodies = tuple(body for _name, body in shown)
    limits = funnel.shares if kind_of(indicator.kind).n_within_d else funnel.rates
    return Compared(level, years, tuple(name for name, _body in shown), bodies, limits(bodies))


def _sum(cells: Sequence[Cell]) -> Body | None:
    n, d = [cell.n for cell in cells], [cell.d for cell in cells]
    if None in n or None in d:
        return None
    return Body(sum(each or 0 for each in n), sum(each or 0 for each in d))
