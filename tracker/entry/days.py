"""Days as people write them: ``2025-03-01``, ``250301``, ``1/3 2025``, ``1 mars 2025``; a month by name or number.

What can be read in two ways is refused with both.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from babel.dates import get_day_names, get_month_names

from tracker.typed import code_text, shortened
from tracker.words import LANGUAGES
from tracker.words import gettext as _

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_DAY = 40
"""Signs; what is longer is no day, and is not looked at further."""

FAR_YEARS = 5
"""So many years before a program begins, or after it ends, a day is asked about."""

_TIME = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/. ])([0-9]{1,2})\2([0-9]{1,2})")
_DIGITS = re.compile(r"((?:[0-9]{2})?[0-9]{2})([0-9]{2})([0-9]{2})")
_SWEDISH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?: | ?- ?)((?:[0-9]{2})?[0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4})")
_NAMED = re.compile(r"(?:den )?([0-9]{1,2})(?::?[ae])?\.?[ -]?([^\W\d_]+)[.,]?[ -]((?:[0-9]{2})?[0-9]{2})")
_NAMED_MONTH = re.compile(r"([^\W\d_]+)[.,]?[ -]([0-9]{4})")
_NUMBERED_MONTH = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[-/]([0-9]{4})")
_WORD = re.compile(r"([^\W\d_]+),? (?=[^,])")
_SERIAL = re.compile(r"[3-7][0-9]{4}")
_SERIAL_START = date(1899, 12, 30)


class DayFault(ValueError):
    """What was typed is no day that can be kept; the message is for the user."""


Days = tuple[date, date]
"""The first and the last of them."""


def parse_day(typed: str, *, last: bool = False, within: Days | None = None) -> date | None:
    """The day that was typed, or None for nothing. ``last``: a month without a day means its last. DayFault else.

    ``within``: where the day is likely to lie. Six digits that lie elsewhere are asked about if they lie there when the
    day is read first: 150325 in a program of 2021 to 2025.
    """
    text = code_text(typed)
    if not text:
        return None
    plain = _without_weekday(_TIME.sub("", text)) if len(text) <= LONGEST_DAY else ""
    try:
        day = next((found for read in _READERS if (found := read(plain, last))), None)
    except ValueError as fault:
        if isinstance(fault, DayFault):
            raise
        day = None  # no such day in the calendar
    if day is None:
        raise DayFault(_no_day(plain, text))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DayFault(_("Kontrollera årtalet i ”{typed}”.").format(typed=shortened(text)))
    other = _day_first(plain)
    if within and other and not _lies(day, within) and _lies(other, within):
        raise _two_days(text, day, other)
    return day


def is_far(day: date, within: Days) -> bool:
    """Whether the day lies so many years from the others that its year is likely wrong."""
    return not within[0].year - FAR_YEARS <= day.year <= within[1].year + FAR_YEARS


def _lies(day: date, within: Days) -> bool:
    return within[0] <= day <= within[1]


def _day_first(text: str) -> date | None:
    """Six digits read with the day first and the year last; None for anything else."""
    found = re.fullmatch(r"([0-9]{2})([0-9]{2})([0-9]{2})", text)
    try:
        return date(_year(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _two_days(text: str, one: date, other: date) -> DayFault:
    message = _("”{typed}” kan läsas på två sätt; menar du {one} eller {other}?")
    return DayFault(message.format(typed=text, one=one.isoformat(), other=other.isoformat()))


def _no_day(plain: str, text: str) -> str:
    if _SERIAL.fullmatch(plain):
        meant = _SERIAL_START + timedelta(days=int(plain))
        message = _("”{typed}” är inget datum; menar du {meant}? Skriv år, månad och dag.")
        return message.format(typed=text, meant=meant.isoformat())
    return _("”{typed}” är inget datum; skriv år, månad och dag som 2024-05-31.").format(typed=shortened(text))


def _year_first(text: str, _last: bool) -> date | None:
    found = _YEAR_FIRST.fullmatch(text)
    return date(int(found[1]), int(found[3]), int(found[4])) if found else None


def _digits(text: str, _last: bool) -> date | None:
    found = _DIGITS.fullmatch(text)
    return date(_year(found[1]), int(found[2]), int(found[3])) if found else None


def _swedish(text: str, _last: bool) -> date | None:
    found = _SWEDISH.fullmatch(text)
    return date(_year(found[3]), int(found[2]), int(found[1])) if found else None


def _year_last(text: str, _last: bool) -> date | None:
    """Day before month, as in Europe; with strokes or hyphens month before day is as usual elsewhere."""
    found = _YEAR_LAST.fullmatch(text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] in ". " or first > 12 or first == second:
        return date(year, second, first)
    if second > 12:
        return date(year, first, second)
    raise _two_days(text, date(year, second, first), date(year, first, second))


def _named(text: str, _last: bool) -> date | None:
    found = _NAMED.fullmatch(text)
    month = _month(found[2]) if found else None
    return date(_year(found[3]), month, int(found[1])) if found and month else None


def _named_month(text: str, last: bool) -> date | None:
    found = _NAMED_MONTH.fullmatch(text)
    month = _month(found[1]) if found else None
    return _of_month(int(found[2]), month, last) if found and month else None


def _numbered_month(text: str, last: bool) -> date | None:
    found = _NUMBERED_MONTH.fullmatch(text)
    return _of_month(int(found[1]), int(found[2]), last) if found else None


def _month_first(text: str, last: bool) -> date | None:
    found = _MONTH_FIRST.fullmatch(text)
    return _of_month(int(found[2]), int(found[1]), last) if found else None


_READERS: tuple[Callable[[str, bool], date | None], ...] = (
    _year_first, _digits, _swedish, _year_last, _named, _named_month, _numbered_month,
    _month_first,
)  # fmt: skip


def _of_month(year: int, month: int, last: bool) -> date:
    first = date(year, month, 1)
    return first.replace(day=monthrange(year, month)[1]) if last else first


def _without_weekday(text: str) -> str:
    found = _WORD.match(text)
    return text[found.end() :] if found and found[1].casefold() in _weekdays() else text


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(name: str) -> int | None:
    return _months().get(name.casefold())


@cache
def _weekdays() -> set[str]:
    return {name.casefold() for language in LANGUAGES for name in get_day_names("wide", locale=language).values()}


@cache
def _months() -> dict[str, int]:
    """Names of months, whole and cut to three letters or as the language shortens them."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                plain = name.casefold().rstrip(".")
                found[plain] = found[plain[:3]] = number
    return found
