"""Periods, and the calendar that a program defines.

A period is a year and a *part* of the calendar (``2024-T2``). What a part covers, when it is due and
what it asks for is data of the program, so a program with quarters needs no code.
"""

from __future__ import annotations

import calendar as _calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

from tracker.words import gettext as _

Asked = Literal["plans", "figures", "statuses", "judgements", "forecasts"]

_CODE = re.compile(r"(\d{4})-([A-Z][A-Z0-9]*)")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")


class PeriodError(ValueError):
    """A period code that the calendar does not know; the message is a Swedish sentence for the user."""


@dataclass(frozen=True)
class Period:
    """One reporting occasion: a calendar year and a part of it. ``code`` is its promise to the outside."""

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


MonthDay = Annotated[str, AfterValidator(_month_day)]


class Part(BaseModel):
    """One part of the year as the program defines it.

    ``starts``/``ends``: what it covers. ``due``: the last day to submit, ``due_year`` years later.
    ``asks``: what bodies give in it. ``existing``: which bodies owe it: those that exist on its last
    day (``last_day``), or those that exist on its first day or are formed within it (``any_day``).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    name: str
    starts: MonthDay
    ends: MonthDay
    due: MonthDay
    due_year: int = 0
    asks: tuple[Asked, ...]
    existing: Literal["last_day", "any_day"] = "last_day"


class Calendar(BaseModel):
    """The parts of a program's year in the order they are reported."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    parts: tuple[Part, ...]
    confirmed: bool = True

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
        return _day(period.year, self.part(period).starts)

    def last_day(self, period: Period) -> date:
        """The day whose definitions, targets and bodies the period uses."""
        return _day(period.year, self.part(period).ends)

    def due(self, period: Period) -> date:
        part = self.part(period)
        return _day(period.year + part.due_year, part.due)

    def order(self, period: Period) -> tuple[int, int]:
        """Sort key: the order in which periods are reported."""
        return period.year, self._place(period)

    def between(self, first: date, last: date) -> tuple[Period, ...]:
        """Every period that lies wholly between the two days, in order."""
        periods = (Period(year, part.code) for year in range(first.year, last.year + 1) for part in self.parts)
        return tuple(p for p in periods if self.first_day(p) >= first and self.last_day(p) <= last)

    def previous_year(self, period: Period) -> Period:
        return Period(period.year - 1, period.part)

    def earlier_in_year(self, period: Period) -> tuple[Period, ...]:
        """The parts of the same year that ask for figures and end before this one, in order."""
        end = self.last_day(period)
        earlier = (Period(period.year, part.code) for part in self.parts if "figures" in part.asks)
        return tuple(p for p in earlier if self.last_day(p) < end)

    def plan_of(self, period: Period) -> Period | None:
        """The period in which the year's plans are given, if the calendar has one."""
        for part in self.parts:
            if "plans" in part.asks:
                return Period(period.year, part.code)
        return None

    def is_whole_year(self, period: Period) -> bool:
        part = self.part(period)
        return part.starts == "01-01" and part.ends == "12-31"


def population_day(last_day: date) -> date:
    """The 31 December before the period's end: the day whose population is a rate's denominator."""
    return date(last_day.year - 1, 12, 31)


def _day(year: int, month_day: str) -> date:
    month, day = (int(number) for number in month_day.split("-"))
    return date(year, month, min(day, _calendar.monthrange(year, month)[1]))
