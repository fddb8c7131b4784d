"""The rows that the city's planning system reads: bodies' figures under the names that it knows them by.

The names are those of the program's ``ils.yaml``. They are no part of the report: a name that is put right there holds
for every edition, since it is the receiver's. What has no name there is told, and never sent as something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.definitions.ils import Ils, IlsMeasure
from tracker.report.model import Area, Cell, Indicator, PeriodInfo, Report
from tracker.words import gettext as _

__all__ = ["Ils", "IlsRow", "rows", "unnamed"]


@dataclass(frozen=True)
class IlsRow:
    """One figure: the body's and the measure's name, a day of the period (YYYY-MM-DD), the value with a point.

    ``body_known``, ``measure_known``: whether the names are the receiver's; else they are the program's own.
    """

    body: str
    body_known: bool
    day: str
    measure: str
    measure_known: bool
    value: str

    @property
    def known(self) -> bool:
        return self.body_known and self.measure_known


def rows(report: Report, names: Ils | None) -> tuple[IlsRow, ...]:
    """Every printed value of a body, those that will be recognised first. Without a mapping the program's own names are
    taken for the receiver's. What is not printed, or has no value, is left out, never sent as zero."""
    day = _day(report.calendar, names)
    found = [
        IlsRow(*_body(body, names), day, *_measure(indicator, name, key, names), cell.value)
        for goal in report.goals
        for indicator in goal.indicators
        for body in (indicator.units if indicator.asked else ())
        for name, key, cell in _figures(indicator, body)
        if cell.state == "value" and cell.value is not None
    ]
    return tuple(sorted(found, key=lambda row: not row.known))


def unnamed(found: tuple[IlsRow, ...]) -> tuple[str, ...]:
    """The bodies and the measures of these rows that have no name there, as the program calls them; each once."""
    bodies = (row.body for row in found if not row.body_known)
    measures = (row.measure for row in found if not row.measure_known)
    return tuple(dict.fromkeys((*bodies, *measures)))


_Key = tuple[str, str] | None
"""A dimension and a category; None for the total."""


def _figures(indicator: Indicator, body: Area) -> Iterator[tuple[str, _Key, Cell]]:
    """The program's own name of each figure: the total, then each category."""
    title = f"{indicator.code} {indicator.title}"
    yield title, None, body.total
    names = {(d.code, c.code): c.name for d in indicator.dimensions for c in d.categories}
    for dimension, categories in body.breakdown.items():
        for category, cell in categories.items():
            yield f"{title} – {names.get((dimension, category), category)}", (dimension, category), cell


def _body(body: Area, names: Ils | None) -> tuple[str, bool]:
    name = names.units.get(body.code) if names else body.name
    return name or body.name, name is not None


def _measure(indicator: Indicator, own: str, key: _Key, names: Ils | None) -> tuple[str, bool]:
    if names is None:
        return own, True
    measure = names.measures.get(indicator.code, IlsMeasure())
    name = measure.categories.get(key[0], {}).get(key[1]) if key else measure.name
    return name or own, name is not None


def _day(period: PeriodInfo, names: Ils | None) -> str:
    """The day that stands for the period; its last unless the mapping says another one in it."""
    month_day = names.dates.get(period.code.rpartition("-")[2]) if names else None
    days = (f"{year}-{month_day}" for year in dict.fromkeys((period.first_day[:4], period.last_day[:4])))
    if month_day is None:
        return period.last_day
    return next((day for day in days if period.first_day <= day <= period.last_day), period.last_day)


def unnamed_text(found: tuple[IlsRow, ...]) -> str | None:
    """What has no name there, in one sentence; None where everything has."""
    lacking = unnamed(found)
    if not lacking:
        return None
    text = _("I ils.yaml saknas namn för {what}. De raderna står sist i filen och läses inte in.")
    return text.format(what="; ".join(lacking))
