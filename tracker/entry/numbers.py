"""Numbers as Swedes write them: what is typed becomes whole numbers or decimals, and back.

Whole numbers: ``1 234`` with any kind of space between thousands. A decimal comma, a point, a percent sign
or a minus is refused with a sentence that says why, since a guess would be wrong for somebody.
"""

from __future__ import annotations

import re
from decimal import Decimal

from tracker.entry.findings import LARGE, NEGATIVE, NUMBER, WHOLE, Rule
from tracker.words import gettext as _

LARGEST = 999_999_999
"""Larger than any count in the city; keeps every figure within the database's integers. All nines: one digit more is
too large."""

_SPACES = re.compile(r"[ \u00a0\u2007\u2009\u202f]")
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?: [0-9]{3})+")
_DECIMAL = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[,.][0-9]{1,3})?")
_MINUSES = "-−–"


class NumberFault(ValueError):
    """What was typed is no such number. ``rule`` is the rule it breaks; the message is for the user."""

    def __init__(self, rule: Rule, message: str) -> None:
        super().__init__(message)
        self.rule = rule


def parse_whole(typed: str) -> int | None:
    """The whole number that was typed, or None for nothing. Raises NumberFault."""
    text = _plain(typed)
    if not text:
        return None
    if not _WHOLE.fullmatch(text):
        raise _not_whole(text)
    digits = text.replace(" ", "").lstrip("0") or "0"
    if len(digits) > len(str(LARGEST)):  # by length: Python reads no number of more than 4 300 digits
        raise NumberFault(LARGE, _("”{typed}” är för stort; kontrollera talet.").format(typed=text))
    return int(digits)


def parse_decimal(typed: str) -> Decimal | None:
    """The number, with at most three decimals after comma or point; None for nothing. NumberFault else."""
    text = _plain(typed).removesuffix("%").rstrip()
    if not text:
        return None
    if text[0] in _MINUSES:
        raise NumberFault(NEGATIVE, _("”{typed}” är negativt; skriv 0 eller mer.").format(typed=text))
    if not _DECIMAL.fullmatch(text):
        message = _("”{typed}” är inget tal; skriv till exempel 12 eller 12,5.").format(typed=text)
        raise NumberFault(NUMBER, message)
    number = Decimal(text.replace(" ", "").replace(",", "."))
    if number > LARGEST:
        raise NumberFault(LARGE, _("”{typed}” är för stort; kontrollera talet.").format(typed=text))
    return number


def _plain(typed: str) -> str:
    return _SPACES.sub(" ", typed).strip()


def _not_whole(text: str) -> NumberFault:
    """The sentence that fits what was typed instead of a whole number."""
    if text in (*_MINUSES, ".", ".."):
        message = _(
            "”{typed}” är inget tal. Är det noll, skriv 0. Är talet okänt, välj ”Saknas” där uppgifter som inte kan "
            "lämnas märks."
        )
        return NumberFault(WHOLE, message.format(typed=text))
    if text[0] in _MINUSES and _DECIMAL.fullmatch(text[1:].strip()):
        return NumberFault(NEGATIVE, _("”{typed}” är negativt; skriv 0 eller mer.").format(typed=text))
    if text.endswith("%"):
        message = _("”{typed}” är procent; skriv antalet, andelen räknas ut åt dig.").format(typed=text)
        return NumberFault(WHOLE, message)
    if _DECIMAL.fullmatch(text):
        message = _("”{typed}” har decimaler; här behövs ett helt tal.").format(typed=text)
        return NumberFault(WHOLE, message)
    message = _("”{typed}” är inget helt tal; skriv bara siffror, till exempel 12 eller 1\u00a0234.")
    return NumberFault(WHOLE, message.format(typed=text))
