"""One indicator of the report: its areas in the period, and its two series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Literal

from tracker.definitions.measure import Measure
from tracker.definitions.organisation import Organisation
from tracker.definitions.view import View
from tracker.definitions.viewed import IndicatorView, UnitView
from tracker.disclosure.model.mask import Mask
from tracker.measures.numbers import shortest
from tracker.measures.table import kind_of
from tracker.observations import Observation, Observations
from tracker.periods import Period
from tracker.report import model
from tracker.report.cells import CellPrinter
from tracker.report.references import comparison, references, source_contradictions
from tracker.rollup.figures import AreaFigures, Figure, PeriodFigures
from tracker.rollup.forecast import area_forecast, body_forecast
from tracker.rollup.indicator import Compared, Reported, as_reported, comparable, compare, recast, reported


@dataclass(frozen=True)
class Sources:
    """What a report is computed from: the views of its periods in order, the last being its own."""

    organisation: Organisation
    views: Mapping[Period, View]
    period: Period
    observations: Observations
    mask: Mask
    with_texts: bool
    with_bases: bool = True
    """Whether values are left out below their smallest base: reports of earlier forms printed them."""

    def base(self, measure: Measure) -> int | None:
        """The d below which the measure has no value in this report."""
        return measure.smallest_base if self.with_bases else None

    @property
    def now(self) -> View:
        return self.views[self.period]


def build_indicator(sources: Sources, indicator: IndicatorView) -> model.Indicator:
    """The indicator with the city, regions and bodies of the period, and every period up to it."""
    measure = indicator.measure
    history = _history(sources, indicator)
    areas = _Areas(sources, indicator, history.get(sources.period), _year_ago(sources, history))
    city = areas.area(areas.point.city)
    target = None if indicator.target is None else shortest(indicator.target)
    return model.Indicator(
        code=indicator.code,
        title=indicator.title,
        origin=indicator.origin,
        kind=measure.kind,
        labels=model.Labels(n=measure.labels.n, d=measure.labels.d),
        decimals=measure.decimals,
        direction=measure.direction,
        protects=measure.protects,
        accumulates=measure.accumulates,
        confirmed=measure.confirmed,
        breaks=tuple(model.BreakMark(date=b.date.isoformat(), text=b.text) for b in indicator.breaks),
        dimensions=_dimensions(measure),
        source=measure.source,
        method=measure.method,
        note=indicator.note,
        asked=sources.period in history,
        city=city,
        regions=tuple(areas.area(area) for area in areas.point.regions),
        units=tuple(areas.area(area) for area in areas.point.units),
        target=target,
        attainment=attainment(sources, measure, city.total, indicator.target),
        comparison=comparison(indicator),
        series=_series(sources, history),
        references=references(indicator),
        contradictions=source_contradictions(sources.organisation, sources.now, indicator),
        matrix=indicator.matrix,
        decided_by=indicator.decided_by,
        short_title=indicator.short_title,
        variation=measure.variation,
        margin=None if measure.margin is None else shortest(measure.margin),
        caution=measure.caution,
        smallest_base=sources.base(measure),
    )


def attainment(
    sources: Sources, measure: Measure, total: model.Cell, target: Decimal | None
) -> Literal["reached", "not_reached"] | None:
    """Whether the printed city value reaches the year's target; None without target, direction or value.

    A count that accumulates is judged when the year is over: half a year's count says nothing of a year's target.
    """
    if target is None or measure.direction is None or total.value is None:
        return None
    whole_year = sources.now.program.calendar.is_whole_year(sources.period)
    if kind_of(measure.kind).adds_up and measure.accumulates and not whole_year:
        return None
    printed = Decimal(total.value)
    reached = printed >= target if measure.direction == "up" else printed <= target
    return "reached" if reached else "not_reached"


@dataclass(frozen=True)
class _Areas:
    sources: Sources
    indicator: IndicatorView
    now: Reported | None
    before: Reported | None

    @cached_property
    def pairs(self) -> Mapping[str, tuple[str, ...]]:
        return comparable(self.now, self.before, self.sources.organisation) if self.now else {}

    @cached_property
    def point(self) -> PeriodFigures:
        return _unasked(self.sources, self.indicator) if self.now is None else as_reported(self.now)

    def area(self, area: AreaFigures) -> model.Area:
        """An area of the report's period, with last year, forecast and target."""
        printer = self._printer(self.sources.period)
        compared = self._compared(area)
        shown = printer.area(area, _units(self.sources.now))
        before = self._printer(self.before.view.period) if self.before else printer
        return model.Area(
            **dict(shown),
            previous_year=before.cell(compared.previous),
            same_bodies=printer.cell(compared.now),
            forecast=self._forecast(area),
            target=self._target(area.code),
            comment=self._comment(area.code),
        )

    def _printer(self, period: Period) -> CellPrinter:
        measure = self.indicator.measure
        return CellPrinter(self.indicator.code, period, measure, self.sources.mask, self.sources.base(measure))

    def _compared(self, area: AreaFigures) -> Compared:
        if self.now is None:
            return Compared(area.total, area.total)
        return compare(area, self.now, self.before, self.pairs)

    def _rows(self, code: str) -> tuple[Observation, ...]:
        return self.sources.observations.given(self.indicator.code, self.sources.period, code)

    def _forecast(self, area: AreaFigures) -> str | None:
        if not self.sources.with_texts:
            return None
        forecasts = {body: body_forecast(self.indicator.measure, self._rows(body)) for body in area.expected}
        if area.code in forecasts:
            found = forecasts[area.code]
        else:
            found = area_forecast(self.indicator.measure, area.counted, forecasts)
        return None if found is None else shortest(found)

    def _target(self, code: str) -> str | None:
        """The city's target; a body's own in its plan of the year, else the one decided for it."""
        decided = {**dict(self.indicator.unit_targets)}
        if self.indicator.target is not None:
            decided["city"] = self.indicator.target
        plan = self.sources.now.program.calendar.plan_of(self.sources.period)
        rows = () if plan is None else self.sources.observations.given(self.indicator.code, plan, code)
        found = next((row.target for row in rows if row.target is not None), decided.get(code))
        return None if found is None else shortest(found)

    def _comment(self, code: str) -> str | None:
        if not self.sources.with_texts:
            return None
        comments = dict.fromkeys(row.comment for row in self._rows(code) if row.comment)
        return " ".join(comment for comment in comments if comment) or None


def _unasked(sources: Sources, indicator: IndicatorView) -> PeriodFigures:
    """The indicator in a period that asks for no figures, as a plan: its bodies, of whom nothing is expected."""
    nobody = as_reported(Reported(sources.now, replace(indicator, responsible=()), {}))
    nothing = Figure("not_applicable")
    names = {unit.code: unit.name for unit in sources.now.units}
    units = tuple(AreaFigures(code, names[code], nothing, {}, (), ()) for code in indicator.responsible)
    return nobody._replace(city=nobody.city._replace(total=nothing), units=units)


def _units(view: View) -> dict[str, UnitView]:
    return {unit.code: unit for unit in view.units}


def _history(sources: Sources, indicator: IndicatorView) -> dict[Period, Reported]:
    """The indicator in every period in which it was asked, up to the report's own.

    Periods in which it was of another kind are left out: a count among percentages would be read as one.
    """
    found = {}
    for period, view in sources.views.items():
        then = next((i for i in view.indicators() if i.code == indicator.code), None)
        if then is not None and period.part in then.measure.asked and then.measure.kind == indicator.measure.kind:
            found[period] = reported(view, then, sources.observations)
    return found


def _year_ago(sources: Sources, history: Mapping[Period, Reported]) -> Reported | None:
    return history.get(sources.now.program.calendar.previous_year(sources.period))


def _series(sources: Sources, history: Mapping[Period, Reported]) -> model.Series:
    then, now = [], []
    for source in history.values():
        printed = _Printed(source, sources)
        then.append(printed.point(as_reported(source)))
        now.append(printed.point(recast(source, sources.organisation, sources.now)))
    return model.Series(as_reported=tuple(then), recast=tuple(now))


class _Printed:
    """One indicator's areas in one period, each printed once: most are the same as reported and re-cast."""

    def __init__(self, source: Reported, sources: Sources) -> None:
        code, measure = source.indicator.code, source.indicator.measure
        self._printer = CellPrinter(code, source.view.period, measure, sources.mask, sources.base(measure))
        self._units = _units(source.view)
        self._areas: dict[tuple[str, str, tuple[str, ...]], model.SeriesArea] = {}

    def point(self, point: PeriodFigures) -> model.SeriesPoint:
        return model.SeriesPoint(
            period=point.period.code,
            city=self._area(point.city),
            regions=tuple(map(self._area, point.regions)),
            units=tuple(map(self._area, point.units)),
        )

    def _area(self, area: AreaFigures) -> model.SeriesArea:
        bodies = (area.code, area.name, area.expected)
        if bodies not in self._areas:
            self._areas[bodies] = self._printer.area(area, self._units)
        return self._areas[bodies]


def _dimensions(measure: Measure) -> tuple[model.DimensionName, ...]:
    return tuple(
        model.DimensionName(
            code=dimension.code,
            name=dimension.name,
            total=dimension.total,
            categories=tuple(model.CategoryName(code=c.code, name=c.name) for c in dimension.categories),
        )
        for dimension in measure.dimensions
    )
