"""What stands beside an indicator's own figures: series to compare with, and what sources have printed."""

from __future__ import annotations

from tracker.definitions.organisation import Organisation
from tracker.definitions.references import Comparison
from tracker.definitions.view import View
from tracker.definitions.viewed import IndicatorView
from tracker.measures.numbers import plain, shortest
from tracker.report import model
from tracker.report.contradictions import contradictions


def comparison(indicator: IndicatorView) -> tuple[model.ComparisonSeries, ...]:
    """The series that can be drawn beside the indicator's: of the same figure, with points."""
    return tuple(
        model.ComparisonSeries(name=series.name, source=series.source, points=_points(series))
        for series in indicator.comparison
        if series.reported is None and not (series.ranges or series.texts)
    )


def references(indicator: IndicatorView) -> tuple[model.Reference, ...]:
    """What sources have printed of the figure itself: shown beside it, never mixed with what bodies reported."""
    return tuple(
        model.Reference(
            name=series.name,
            source=series.source,
            page=series.page,
            category=_category(series),
            points=_points(series),
            ranges=tuple(
                model.ReferenceRange(
                    year=r.year, lowest=shortest(r.lowest), highest=shortest(r.highest), bodies=r.bodies, of=r.of
                )
                for r in series.ranges
            ),
            texts=tuple(model.ReferenceText(year=quote.year, text=quote.text) for quote in series.texts),
        )
        for series in indicator.comparison
        if series.reported is not None or series.ranges or series.texts
    )


def source_contradictions(
    organisation: Organisation, now: View, indicator: IndicatorView
) -> tuple[model.SourceContradiction, ...]:
    """Where those figures disagree with each other."""
    return tuple(
        model.SourceContradiction(
            kind=found.kind,
            year=found.year,
            printed=plain(found.printed),
            other=plain(found.other),
            lacking=found.lacking,
            distinct=found.distinct,
        )
        for found in contradictions(organisation, now, indicator)
    )


def _points(series: Comparison) -> tuple[model.ComparisonPoint, ...]:
    return tuple(model.ComparisonPoint(year=point.year, value=shortest(point.value)) for point in series.points)


def _category(series: Comparison) -> str | None:
    given = series.reported.category if series.reported is not None else {}
    return next((f"{dimension}/{category}" for dimension, category in given.items()), None)
