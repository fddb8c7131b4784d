"""Periods, and the calendar that a program defines.

A period is a year and a *part* of the calendar (``2024-T2``). What a part covers, when it is due and
what it asks for is data of the program, so a program with quarters needs no code.
"""

from __future__ import annotations

import calendar as _calendar
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from tracker.words import gettext as _

Asked = Literal["plans", "figures", "statuses", "judgements", "forecasts"]

_CODE = re.compile(r"(\d{4})-([A-Z][A-Z0-9]*)")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")


class PeriodError(ValueError):
    """A period code that the calendar does not know; the message is a Swedish sentence for the user."""


class Period(NamedTuple):
    """One reporting occasion: a calendar year and a part of it. ``code`` is its promise to the outside.

    A named tuple, since every figure is looked up by its period. The order of tuples says nothing of when periods are:
    that is ``Calendar.order``.
    """

    year: int
    part: str

    @property
    def code(self) -> str:
        return f"{self.year}-{self.part}"

    def __str__(self) -> str:
        return self.code


def _month_day(text: str) -> str:
    found = _MONTH_DAY.fullmatch(text)
    if not found or not 1 <= int(found[1]) <= 12 or not 1 <= int(found[2]) <= 31:
        message = _("”{text}” är ingen dag på året; skriv den som MM-DD, t.ex. 08-31.")
        raise ValueError(message.format(text=text))
    return text


MonthDay = Annotated[str, AfterValidator(_month_day), Field(examples=["08-31", "04-30"])]


class Part(BaseModel):
    """One part of the year as the program defines it."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    code: str
    """What follows the year in a period's code: A–Z and digits."""
    name: str
    """What it is called."""
    starts: MonthDay
    """The first day that it covers (MM-DD). A day before the first listed part's lies in the next calendar year."""
    ends: MonthDay
    """The last day that it covers (MM-DD); a day before ``starts`` lies in the year after."""
    due: MonthDay
    """The last day to submit (MM-DD). Where that is before the period ends, as for a plan, a body that is formed within
    it has as many days from its first day."""
    due_year: int = 0
    """How many years after the year's own number that day is."""
    asks: tuple[Asked, ...]
    """What bodies give in it."""
    existing: Literal["last_day", "any_day"] = "last_day"
    """Which bodies owe it: those that exist on its last day (``last_day``), or those that exist on its first day or are
    formed within it (``any_day``)."""


Span = tuple[date, date]
"""A first and a last day, both included."""


@dataclass(frozen=True)
class Tiling:
    """Parts that together cover exactly what another covers: what accumulates in them adds up to its figure."""

    whole: Period
    parts: tuple[Period, ...]


class Calendar(BaseModel):
    """The parts of a program's year in the order they are reported. A year is named after the calendar year in which
    its first part starts."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    parts: tuple[Part, ...]
    """The parts, in the order they are reported."""
    confirmed: bool = True
    """Whether the city has confirmed the dates, or they are our proposal."""

    def part(self, period: Period) -> Part:
        return self.parts[self._place(period)]

    def _place(self, period: Period) -> int:
        for place, part in enumerate(self.parts):
            if part.code == period.part:
                return place
        known = ", ".join(part.code for part in self.parts)
        text = _("Perioden {period} finns inte; programmets perioder heter ÅÅÅÅ- följt av {known}.")
        raise PeriodError(text.format(period=period.code, known=known))

    def parse(self, code: str) -> Period:
        """The period with this code. Raises PeriodError for anything else."""
        found = _CODE.fullmatch(code.strip())
        if not found:
            example = f"2024-{self.parts[-1].code}"
            text = _("”{code}” är ingen period; skriv den som {example}.")
            raise PeriodError(text.format(code=code, example=example))
        period = Period(int(found[1]), found[2])
        self.part(period)
        return period

    def asks(self, period: Period, what: Asked) -> bool:
        return what in self.part(period).asks

    def first_day(self, period: Period) -> date:
        part = self.part(period)
        return _day(period.year + (part.starts < self.parts[0].starts), part.starts)

    def last_day(self, period: Period) -> date:
        """The day whose definitions, targets and bodies the period uses."""
        part = self.part(period)
        return _day(self.first_day(period).year + (part.ends < part.starts), part.ends)

    def span(self, period: Period) -> Span:
        return self.first_day(period), self.last_day(period)

    def year(self, year: int, *asking: Asked) -> tuple[Period, ...]:
        """The periods of one year that ask for all of this, in the order they are reported."""
        return tuple(Period(year, part.code) for part in self.parts if set(asking) <= set(part.asks))

    def year_span(self, year: int) -> Span:
        """The first and the last day that any of the year's parts covers."""
        spans = [self.span(period) for period in self.year(year)]
        return min(first for first, _last in spans), max(last for _first, last in spans)

    def due(self, period: Period, formed: date | None = None) -> date:
        """The last day to submit. ``formed``: the first day of the body that submits. A body that is formed within a
        period that is due before it ends, as a plan is, has as many days from then as others have from its beginning.
        """
        part = self.part(period)
        due, (first, last) = _day(period.year + part.due_year, part.due), self.span(period)
        within = formed is not None and first < formed <= last and due < last
        return due + (formed - first) if formed is not None and within else due

    def order(self, period: Period) -> tuple[int, int]:
        """Sort key: the order in which periods are reported."""
        return period.year, self._place(period)

    def between(self, first: date, last: date) -> tuple[Period, ...]:
        """Every period that lies wholly between the two days, in order."""
        # A part may lie in the calendar year after the one that its own year is named after.
        periods = (Period(year, part.code) for year in range(first.year - 1, last.year + 1) for part in self.parts)
        return tuple(p for p in periods if self.first_day(p) >= first and self.last_day(p) <= last)

    def previous_year(self, period: Period) -> Period:
        return Period(period.year - 1, period.part)

    def earlier_in_year(self, period: Period) -> tuple[Period, ...]:
        """The parts that start with this one, ask for figures and end before it, in order: what accumulates in them is
        in its figure too."""
        first, last = self.span(period)
        others = ((other, self.span(other)) for other in self.year(period.year, "figures"))
        return tuple(other for other, (start, end) in others if start == first and end < last)

    def before_in_year(self, period: Period) -> tuple[Period, ...]:
        """The parts of the year that ask for figures and end before this one, wherever they start."""
        last = self.last_day(period)
        return tuple(other for other in self.year(period.year, "figures") if self.last_day(other) < last)

    def tilings(self, year: int, asked: Collection[str] | None = None) -> tuple[Tiling, ...]:
        """Which parts of a year tile which: months a quarter, quarters the year.

        Of the parts that ask for figures, or only those ``asked``. A tiling in which some of the parts tile a third
        part themselves says nothing new and is left out.
        """
        found = {p: self.span(p) for p in self.year(year, "figures") if asked is None or p.part in asked}
        chains = {whole: _chains(span, whole, found) for whole, span in found.items()}
        runs = {parts for each in chains.values() for parts in each}
        return tuple(
            Tiling(whole, parts)
            for whole, each in chains.items()
            for parts in each
            if not any(run != parts and _holds(parts, run) for run in runs)
        )

    def plan_of(self, period: Period) -> Period | None:
        """The period in which the year's plans are given, if the calendar has one."""
        for part in self.parts:
            if "plans" in part.asks:
                return Period(period.year, part.code)
        return None

    def is_whole_year(self, period: Period) -> bool:
        """Whether the part covers all that any part of its year covers."""
        return self.span(period) == self.year_span(period.year)

    def ends_year(self, period: Period) -> bool:
        """Whether the year is over with the part: what is judged in it is no forecast."""
        return self.last_day(period) == self.year_span(period.year)[1]


def population_day(last_day: date) -> date:
    """The 31 December before the period's end: the day whose population is a rate's denominator."""
    return date(last_day.year - 1, 12, 31)


@lru_cache(maxsize=4096)
def _day(year: int, month_day: str) -> date:
    month, day = (int(number) for number in month_day.split("-"))
    return date(year, month, min(day, _calendar.monthrange(year, month)[1]))


def _chains(span: Span, whole: Period, found: Mapping[Period, Span]) -> tuple[tuple[Period, ...], ...]:
    """Every row of two or more parts that follow on each other from the span's first day to its last."""

    def from_day(day: date, before: tuple[Period, ...]) -> Iterator[tuple[Period, ...]]:
        for period, (first, last) in found.items():
            if first != day or last > span[1] or period == whole:
                continue
            if last == span[1] and before:
                yield (*before, period)
            elif last < span[1]:
                yield from from_day(last + timedelta(days=1), (*before, period))

    return tuple(from_day(span[0], ()))


def _holds(parts: tuple[Period, ...], run: tuple[Period, ...]) -> bool:
    """Whether the run stands in the row of parts."""
    return any(parts[place : place + len(run)] == run for place in range(len(parts) - len(run) + 1))
