"""Numbers as Swedes write them: what is typed becomes whole numbers or decimals, and back.

Whole numbers: ``1 234`` with any kind of space between thousands, and what a program made of them (``12,00``,
``1E+03``). Anything else is refused with a sentence that says why, since a guess would be wrong for somebody.
"""

from __future__ import annotations

import re
from decimal import Decimal

from tracker.entry.findings import LARGE, NEGATIVE, NUMBER
from tracker.entry.number_faults import DECIMAL, GROUPED, MINUSES, NumberFault, no_decimal, not_whole, two_ways
from tracker.typed import shortened, without_unseen
from tracker.words import gettext as _

LARGEST = 999_999_999
"""Larger than any count in the city; keeps every figure within the database's integers. All nines: one digit more is
too large."""

MOST_DECIMALS = 3
_POWER = re.compile("[+-]?[0-9]{1,2}|")
LONGEST_NUMBER = 100
"""Signs; what is longer is no number anybody means, and is not looked at further."""


def parse_whole(typed: str) -> int | None:
    """The whole number that was typed, or None for nothing. Raises NumberFault."""
    text = _plain(typed)
    if not text:
        return None
    number = _whole(text)
    if number is None:
        raise not_whole(text)
    if number > LARGEST:
        raise _too_large(text)
    return number


def parse_decimal(typed: str, *, machine: bool = False) -> Decimal | None:
    """The number, with at most three decimals after comma or point; None for nothing. NumberFault else.

    ``machine``: from a file of observations, where a point is the decimal sign and nothing else.
    """
    text = _plain(typed).removesuffix("%").rstrip()
    if not text:
        return None
    if text[0] in MINUSES and DECIMAL.fullmatch(text[1:].strip()):
        raise NumberFault(NEGATIVE, _("”{typed}” är negativt; skriv 0 eller mer.").format(typed=shortened(text)))
    mantissa, _sign, power = text.upper().partition("E")
    if not DECIMAL.fullmatch(mantissa) or not _POWER.fullmatch(power) or (GROUPED.fullmatch(text) and not machine):
        raise no_decimal(text)
    number = Decimal(mantissa.replace(" ", "").replace(",", ".")).scaleb(int(power or 0))
    number = Decimal(format(number, "f"))  # 1E+1 is kept as 10
    if number > LARGEST:
        raise _too_large(text)
    if number != round(number, MOST_DECIMALS):
        message = _("”{typed}” har fler än tre decimaler; skriv högst tre.").format(typed=shortened(text))
        raise NumberFault(NUMBER, message)
    return number


def _plain(typed: str) -> str:
    return without_unseen(typed).strip()


def _whole(text: str) -> int | None:
    """The whole number, also with nothing but zeros as decimals or with an exponent. None for anything else.

    At most LARGEST and a bit: what is far too large comes back as too large, whatever its length.
    """
    if len(text) > LONGEST_NUMBER and not text.isdigit():
        return None
    mantissa, exponent_sign, exponent = text.upper().partition("E")
    power = exponent.removeprefix("+")
    if not DECIMAL.fullmatch(mantissa) or (exponent_sign and not (power.isascii() and power.isdigit())):
        return None
    if not exponent_sign and two_ways(mantissa):
        return None
    digits, _point, decimals = mantissa.replace(" ", "").replace(",", ".").partition(".")
    shift = min(int(power.lstrip("0")[:3] or 0), LONGEST_NUMBER)
    decimals = decimals.ljust(shift, "0")
    if decimals[shift:].strip("0"):
        return None
    whole = (digits + decimals[:shift]).lstrip("0") or "0"
    # By length: Python reads no number of more than 4 300 digits.
    return int(whole) if len(whole) <= len(str(LARGEST)) else LARGEST + 1


def _too_large(text: str) -> NumberFault:
    return NumberFault(LARGE, _("”{typed}” är för stort; kontrollera talet.").format(typed=shortened(text)))
