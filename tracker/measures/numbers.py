"""Numbers as they are written and rounded: the only place that does either.

The decimal sign and the percent sign are those of the reader's language (1 234,5 and 1 234.5; 66,7 % and 66.7%).
Thousands are kept apart by a hard space in every language, as ISO 80000 and Eurostat do: a comma that is a decimal
sign to one reader must not part thousands to the next. The minus sign is a real one. A value is rounded once, half up,
on the exact fraction of two whole numbers, never on a float and never on a rounded value.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel.core import Locale

from tracker.words import gettext as _
from tracker.words import language

HARD_SPACE = "\u00a0"


@dataclass(frozen=True)
class Signs:
    """What a language writes between whole and fraction, and after a percentage."""

    decimal: str
    percent: str
    group: str = HARD_SPACE


def signs() -> Signs:
    """Those of the reader's language."""
    return _signs(language())


@cache
def _signs(code: str) -> Signs:
    locale = Locale.parse(code)
    return Signs(locale.number_symbols["latn"]["decimal"], locale.percent_formats[None].suffix[0])


def whole_text(value: int) -> str:
    """A whole number with hard spaces between thousands: ``1 234``."""
    return f"{value:,}".replace(",", HARD_SPACE).replace("-", "\u2212")


def decimal_text(value: str) -> str:
    """An exact decimal string, with the decimals it has: ``1234.50`` → ``1 234,50``, in English ``1 234.50``."""
    whole, point, fraction = value.removeprefix("-").partition(".")
    sign = "\u2212" if value.startswith("-") else ""
    return sign + whole_text(int(whole)) + (signs().decimal + fraction if point else "")


def percent_text(value: str) -> str:
    return decimal_text(value) + signs().percent


def n_of_d(n: int, d: int) -> str:
    """``2 av 3``, kept on one line."""
    return _("{n} av {d}").format(n=whole_text(n), d=whole_text(d)).replace(" ", HARD_SPACE)


def quotient(n: int, d: int, scale: int, decimals: int) -> Decimal:
    """``scale`` · n / d with so many decimals, rounded half up on the exact fraction. d must not be 0."""
    whole, rest = divmod(n * scale * 10**decimals, d)
    return Decimal(whole + (2 * rest >= d)).scaleb(-decimals)


def plain(number: Decimal) -> str:
    """A decimal as an exact string without exponent, with the decimals it has."""
    return format(number, "f")


def shortest(number: Decimal) -> str:
    """A typed decimal (a target, a forecast) as an exact string without trailing zeros."""
    return format(number.normalize(), "f")
