"""The calendar: parts that can be told apart, make up a year and are due after their end."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.faults import Finding, Loc
from tracker.periods import Calendar, Part, Period, Tiling
from tracker.words import gettext as _

_CODE = re.compile(r"[A-Z][A-Z0-9]*")
_LEAP_YEAR = 2024
_LONGEST_YEAR = 365
"""Days from the first day of a year to its last, where a leap day lies between."""


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    for at, program in walk.programs(definitions):
        parts = program.calendar.parts
        here: Loc = (*at, "calendar", "parts")
        if not parts:
            yield Finding(here, _("Kalendern har inga perioder."))
        for number, part in enumerate(parts):
            earlier = parts[:number]
            yield from _code((*here, number, "code"), part, earlier)
            yield from _asks((*here, number, "asks"), part, earlier)
            yield from _days((*here, number), part)
        if parts and all(exists(getattr(part, key)) for part in parts for key in ("starts", "ends", "due")):
            yield from _together(here, program.calendar)


def _code(at: Loc, part: Part, earlier: tuple[Part, ...]) -> Iterator[Finding]:
    if not _CODE.fullmatch(part.code):
        message = _("Periodens kod ”{code}” ska skrivas med stora bokstäver A–Z och siffror, t.ex. T1.")
        yield Finding(at, message.format(code=part.code))
    if any(part.code == other.code for other in earlier):
        yield Finding(at, _("Periodens kod ”{code}” används redan.").format(code=part.code))


def _asks(at: Loc, part: Part, earlier: tuple[Part, ...]) -> Iterator[Finding]:
    if not part.asks:
        yield Finding(at, _("{code} frågar inte efter något.").format(code=part.code))
    if len(set(part.asks)) < len(part.asks):
        yield Finding(at, _("{code} frågar efter samma sak två gånger.").format(code=part.code))
    if "plans" in part.asks and any("plans" in other.asks for other in earlier):
        yield Finding(at, _("Bara en av årets perioder kan fråga efter planer.").format(code=part.code))


def exists(month_day: str) -> bool:
    month, day = (int(number) for number in month_day.split("-"))
    return day <= monthrange(_LEAP_YEAR, month)[1]


def _days(at: Loc, part: Part) -> Iterator[Finding]:
    for key in ("starts", "ends", "due"):
        if not exists(getattr(part, key)):
            message = _("{code}: dagen {day} finns inte.")
            yield Finding((*at, key), message.format(code=part.code, day=getattr(part, key)))


def _together(at: Loc, calendar: Calendar) -> Iterator[Finding]:
    """What the parts say of each other: a year of at most twelve months, and figures that add up."""
    first, last = calendar.year_span(_LEAP_YEAR)
    if (last - first).days > _LONGEST_YEAR:
        message = _("Kalenderns perioder sträcker sig över mer än tolv månader, {first}–{last}.")
        yield Finding(at, message.format(first=first, last=last))
        return
    places = {part.code: number for number, part in enumerate(calendar.parts)}
    for period in calendar.year(_LEAP_YEAR, "figures"):
        here: Loc = (*at, places[period.part])
        # A plan is due while its year runs; what looks back is due when the period is over.
        if calendar.due(period) <= calendar.last_day(period):
            message = _("{code} ska lämnas in {due}, innan perioden är slut {ends}.")
            days = {"due": calendar.due(period), "ends": calendar.last_day(period)}
            yield Finding((*here, "due"), message.format(code=period.part, **days))
        for other in calendar.year(_LEAP_YEAR, "figures")[: places[period.part]]:
            message = _unclear(calendar, period, other)
            if message and places[other.part] < places[period.part]:
                yield Finding((*here, "starts"), message.format(code=period.part, other=other.part))


def _unclear(calendar: Calendar, period: Period, other: Period) -> str:
    """Why nobody can tell how the figures of two parts go together; blank where it is clear."""
    (first, last), (start, end) = calendar.span(period), calendar.span(other)
    if last < start or end < first:
        return ""
    if (first, last) == (start, end):
        return _("{code} omfattar samma dagar som {other}; bara en av dem kan fråga efter siffror.")
    if first == start:
        return ""
    if not (start <= first and last <= end) and not (first <= start and end <= last):
        return _("{code} och {other} går in i varandra utan att börja samma dag eller rymma varandra.")
    inner, outer = (period, other) if start <= first else (other, period)
    tiled = any(each.whole == outer and inner in _all_parts(calendar, each) for each in calendar.tilings(_LEAP_YEAR))
    return "" if tiled else _("{code} och {other}: den ena ryms i den andra, men resten av den är ingen period.")


def _all_parts(calendar: Calendar, tiling: Tiling) -> frozenset[Period]:
    """The parts of a tiling, and those that tile them in their turn."""
    below = (each for each in calendar.tilings(_LEAP_YEAR) if each.whole in tiling.parts)
    return frozenset(tiling.parts).union(*(_all_parts(calendar, each) for each in below))
