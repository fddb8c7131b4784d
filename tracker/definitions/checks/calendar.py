"""The calendar: parts that can be told apart, lie in the year and are due after their end."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.faults import Finding, Loc
from tracker.periods import Part
from tracker.words import gettext as _

_CODE = re.compile(r"[A-Z][A-Z0-9]*")
_LEAP_YEAR = 2024


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


def _days(at: Loc, part: Part) -> Iterator[Finding]:
    for key in ("starts", "ends", "due"):
        month, day = (int(number) for number in getattr(part, key).split("-"))
        if day > monthrange(_LEAP_YEAR, month)[1]:
            message = _("{code}: dagen {day} finns inte.")
            yield Finding((*at, key), message.format(code=part.code, day=getattr(part, key)))
    if part.starts > part.ends:
        message = _("{code} slutar {ends}, före sin början {starts}.")
        yield Finding((*at, "ends"), message.format(code=part.code, ends=part.ends, starts=part.starts))
    # A plan is due while its year runs; what looks back is due when the period is over.
    if "figures" in part.asks and (part.due_year < 0 or (part.due_year == 0 and part.due <= part.ends)):
        message = _("{code} ska lämnas in {due}, innan perioden är slut {ends}.")
        yield Finding((*at, "due"), message.format(code=part.code, due=part.due, ends=part.ends))
