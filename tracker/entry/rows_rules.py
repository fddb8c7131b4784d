"""What a row may hold, by the kind of its item and what the period asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.definitions.view import View
from tracker.definitions.viewed import ActivityView, GoalView, IndicatorView
from tracker.entry.build import PERSPECTIVE
from tracker.entry.suggestions import suggestion
from tracker.measures.table import kind_of
from tracker.observations import Observation
from tracker.words import gettext as _

INDICATOR_FIELDS = {"n", "d", "empty", "comment", "forecast", "text"}
ACTIVITY_FIELDS = {"status", "comment", "start", "end", "text"}
GOAL_FIELDS = {"status", "comment", "text"}
_VALUE_FIELDS = ("n", "d", "empty", "status", "forecast", "start", "end", "text", "comment")


def judge(view: View, item: IndicatorView | ActivityView | GoalView, row: Observation) -> tuple[Observation, list[str]]:
    """The row as it is to be kept, and what is wrong with it. The d of a yes or no is filled in."""
    if isinstance(item, IndicatorView):
        if kind_of(item.measure.kind).is_answer and row.n is not None and row.d is None:
            row = row._replace(d=1)
        return row, [*_foreign(row, INDICATOR_FIELDS), *_indicator(view, item, row)]
    if isinstance(item, ActivityView):
        return row, [*_foreign(row, ACTIVITY_FIELDS), *_activity(view, row)]
    return row, [*_foreign(row, GOAL_FIELDS), *_goal(view, row)]


def _foreign(row: Observation, allowed: set[str]) -> Iterator[str]:
    for field in _VALUE_FIELDS:
        if field not in allowed and getattr(row, field) is not None:
            yield _("{item} har inget {field}; lämna kolumnen tom.").format(item=row.item, field=field)


def _indicator(view: View, item: IndicatorView, row: Observation) -> Iterator[str]:
    asked = row.period.part in item.measure.asked and view.program.calendar.asks(row.period, "figures")
    figure = row.n is not None or row.d is not None or row.empty is not None
    if figure and not asked:
        yield _("{item} efterfrågas inte i {period}.").format(item=row.item, period=row.period)
    if row.forecast is not None:
        yield from _forecast(view, item, row)
    yield from _category(item, row)
    yield from _figure(item, row)


def _forecast(view: View, item: IndicatorView, row: Observation) -> Iterator[str]:
    if not view.program.calendar.asks(row.period, "forecasts"):
        yield _("Prognos efterfrågas inte i {period}.").format(period=row.period)
    if kind_of(item.measure.kind).is_answer and row.forecast not in (0, 1):
        yield _("{item} är en ja- eller nejfråga; prognosen är 1 (ja) eller 0 (nej).").format(item=row.item)
    if row.dimension and not kind_of(item.measure.kind).adds_up:
        yield _("Prognosen gäller hela indikatorn; skriv den på en rad utan dimension.")


def _category(item: IndicatorView, row: Observation) -> Iterator[str]:
    dimensions = {d.code: {c.code for c in d.categories} for d in item.measure.dimensions}
    if bool(row.dimension) != bool(row.category):
        yield _("Ange både dimension och category, eller ingen av dem.")
    elif row.dimension and row.dimension not in dimensions:
        message = _("{item} delas inte upp på ”{dimension}”; möjliga: {known}.")
        known = ", ".join(dimensions) or _("ingen")
        names = ((d.code, d.name) for d in item.measure.dimensions)
        shown = message.format(item=row.item, dimension=row.dimension, known=known)
        yield shown + suggestion(row.dimension, names)
    elif row.dimension and row.category not in dimensions[row.dimension]:
        message = _("”{category}” finns inte i {dimension}; möjliga: {known}.")
        known = ", ".join(sorted(dimensions[row.dimension]))
        shown = message.format(category=row.category, dimension=row.dimension, known=known)
        yield shown + suggestion(row.category, _categories(item, row.dimension))
    elif not row.dimension and not item.measure.total_is_given and (row.n is not None or row.d is not None):
        message = _("{item} lämnas uppdelad på {known}; summan räknas ut och skrivs inte.")
        yield message.format(item=row.item, known=", ".join(dimensions))


def _categories(item: IndicatorView, dimension: str) -> Iterator[tuple[str, str]]:
    """Codes and names of a dimension's categories; ``children/young`` is both of its names."""
    for category in (c for d in item.measure.dimensions if d.code == dimension for c in d.categories):
        yield from ((category.code, name) for name in (category.name, *category.name.split("/")))


def _figure(item: IndicatorView, row: Observation) -> Iterator[str]:
    kind = kind_of(item.measure.kind)
    if row.empty is not None and (row.n is not None or row.d is not None):
        yield _("empty är ifyllt men raden har också ett tal; ta bort det ena.")
    if row.d is not None and kind.why_no_d():
        message = _("{item} är {why} och har inget d; lämna kolumnen tom.")
        yield message.format(item=row.item, why=kind.why_no_d())
    elif row.d is not None and kind.takes_d and not item.measure.gives_d:
        message = _("{item} har samma d som {other}; lämna kolumnen tom.")
        yield message.format(item=row.item, other=item.measure.shared.d)
    if kind.is_answer and (row.n not in (None, 0, 1) or row.d not in (None, 1)):
        yield _("{item} är en ja- eller nejfråga: n är 1 eller 0, d är 1 eller tomt.").format(item=row.item)
    elif kind.n_within_d and row.n is not None and row.d is not None and row.n > row.d:
        message = _("n ({n}) är större än d ({d}), men är en del av det; kontrollera båda.")
        yield message.format(n=row.n, d=row.d)


def _activity(view: View, row: Observation) -> Iterator[str]:
    yield from _undivided(row)
    if row.status is not None:
        known = {word.code: (word.word,) for word in view.program.statuses}
        yield from _status(row, known, view.program.calendar.asks(row.period, "statuses"))
    if row.start is not None and row.end is not None and row.start > row.end:
        message = _("Slutdatumet {end} ligger före startdatumet {start}.")
        yield message.format(end=row.end.isoformat(), start=row.start.isoformat())


def _goal(view: View, row: Observation) -> Iterator[str]:
    if row.dimension == PERSPECTIVE:
        codes = [perspective.code for perspective in view.program.perspectives]
        if row.category not in codes:
            message = _("Perspektivet ”{code}” finns inte; möjliga: {known}.")
            named = suggestion(row.category, ((p.code, p.title) for p in view.program.perspectives))
            yield message.format(code=row.category, known=", ".join(codes)) + named
        if row.status is not None or row.comment is not None:
            yield _("En rad om ett perspektiv har bara text.")
        return
    yield from _undivided(row)
    if row.status is not None:
        known = {word.code: (word.word, word.forecast) for word in view.program.judgements}
        yield from _status(row, known, view.program.calendar.asks(row.period, "judgements"))


def _undivided(row: Observation) -> Iterator[str]:
    if row.dimension or row.category:
        yield _("{item} delas inte upp; lämna dimension och category tomma.").format(item=row.item)


def _status(row: Observation, known: Mapping[str, tuple[str, ...]], asked: bool) -> Iterator[str]:
    """``known``: codes with their words."""
    if row.status not in known:
        message = _("Statusen ”{status}” finns inte för {item}; möjliga: {known}.")
        shown = message.format(status=row.status, item=row.item, known=", ".join(known))
        yield shown + suggestion(row.status or "", ((code, word) for code, words in known.items() for word in words))
    elif not asked:
        message = _("Status för {item} efterfrågas inte i {period}.")
        yield message.format(item=row.item, period=row.period)
