"""Figures that are another indicator's too (``same_as``): entered there, and put into this indicator's rows here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.definitions.measure import Empty, Measured
from tracker.definitions.view import View
from tracker.definitions.viewed import IndicatorView
from tracker.observations import Observation, Observations
from tracker.rollup.body import BodyFigures, body_figures
from tracker.rollup.figures import Figure
from tracker.rows import TOTAL, Category

_MARKS: Mapping[str, Empty] = {"missing": "-", "not_applicable": "."}


def rows_of(view: View, indicator: IndicatorView, observations: Observations) -> Mapping[str, Sequence[Observation]]:
    """The rows of each body in the view's period, as if it had entered the shared figures here as well."""
    own = observations.of(indicator.code, view.period)
    if indicator.measure.same_as is None:
        return own
    shares = tuple(_shares(view, indicator))
    joined = {}
    for unit in indicator.responsible:
        figures = [(share, _figures(view, unit, share.owner, observations)) for share in shares]
        joined[unit] = tuple(_joined(view, indicator, unit, own.get(unit, ()), figures))
    return joined


@dataclass(frozen=True)
class _Share:
    """``measured`` of this indicator is ``theirs`` of the ``owner``."""

    measured: Measured
    owner: IndicatorView
    theirs: Measured

    def number(self, figure: Figure) -> int | None:
        return figure.n if self.theirs == "n" else figure.d


_Known = Sequence[tuple[_Share, BodyFigures]]


def _shares(view: View, indicator: IndicatorView) -> Iterator[_Share]:
    owners = {other.code: other for other in view.indicators()}
    sides: tuple[Measured, ...] = ("n", "d")
    for measured in sides:
        code, _dot, theirs = (getattr(indicator.measure.same_as, measured) or "").rpartition(".")
        if code in owners:
            yield _Share(measured, owners[code], "n" if theirs == "n" else "d")


def _figures(view: View, unit: str, owner: IndicatorView, observations: Observations) -> BodyFigures:
    rows = observations.given(owner.code, view.period, unit) if unit in owner.responsible else ()
    return body_figures(unit, owner.measure, rows, view.unit(unit).population)


def _joined(
    view: View, indicator: IndicatorView, unit: str, given: Sequence[Observation], known: _Known
) -> Iterator[Observation]:
    measure = indicator.measure
    own = {(row.dimension, row.category): row for row in given}
    keys = [TOTAL] if measure.total_is_given else []
    keys += [(d.code, c.code) for d in measure.dimensions for c in d.categories]
    optional = {(d.code, c.code) for d in measure.dimensions for c in d.categories if not c.required}
    for key in keys:
        row = Observation(view.program.code, unit, view.period, indicator.code, *key)
        if given and measure.gives_n and key in optional:
            row = row._replace(n=0)  # what may be left out is none, once anything is given
        row = _with(own.pop(key, row), key, known)
        if row.n is not None or row.d is not None or row.empty is not None:
            yield row
    yield from own.values()


def _with(row: Observation, key: Category, known: _Known) -> Observation:
    """The row with the shared figures in it, or with the owner's mark that there are none."""
    for share, of_owner in known:
        figure = of_owner.total if key == TOTAL else of_owner.parts.get(key, Figure("not_reported"))
        if row.empty is not None:
            continue
        if figure.state in _MARKS:
            row = row._replace(n=None, d=None, empty=_MARKS[figure.state])
        elif share.measured == "n":
            row = row._replace(n=share.number(figure))
        else:
            row = row._replace(d=share.number(figure))
    return row
