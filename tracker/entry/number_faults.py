"""What was typed instead of a number, and the sentence that fits it."""

from __future__ import annotations

import re
from collections.abc import Callable

from tracker.entry.findings import NEGATIVE, NUMBER, WHOLE, Rule
from tracker.typed import shortened
from tracker.words import gettext as _

MINUSES = "-−–"
# Digits, or groups of three with spaces between; decimals after comma or point.
DECIMAL = re.compile(r"(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[,.][0-9]+)?")
# A point between thousands, or before three decimals: nobody can tell.
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_COMMA_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_TIME = re.compile(r"[0-9]+:[0-9]{2}(?::[0-9]{2})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:]+)?")
_NO_VALUES = {"nan", "na", "n/a", "#n/a", "null", "none", "nil", "inf", "-inf", "infinity", "saknas", "uppgift saknas"}
_NOT_FOR_US = {"ej tillämpligt", "ej tillämplig", "ej relevant", "not applicable"}
# What a spreadsheet shows in place of a value, in any language: ``#SAKNAS!``, ``#DIV/0!``, ``Err:502``.
_ERROR = re.compile(r"#[^\s#].*[!?]|Err:[0-9]{3}")


class NumberFault(ValueError):
    """What was typed is no such number. ``rule`` is the rule it breaks; the message is for the user."""

    def __init__(self, rule: Rule, message: str) -> None:
        super().__init__(message)
        self.rule = rule


def two_ways(text: str) -> bool:
    """Whether a whole number may be meant by ``1.234`` or ``12,000``, or one with three decimals."""
    return bool(GROUPED.fullmatch(text) or _COMMA_GROUPED.fullmatch(text))


def not_whole(text: str) -> NumberFault:
    """The fault of what was typed instead of a whole number."""
    return _first(text, _WHOLE_SENTENCES, WHOLE)


def no_decimal(text: str) -> NumberFault:
    """The fault of what was typed instead of a number that may have decimals."""
    return _first(text, _DECIMAL_SENTENCES, NUMBER)


def _first(text: str, sentences: tuple[Callable[[str], str], ...], rule: Rule) -> NumberFault:
    shown = shortened(text)
    if text[0] in MINUSES and DECIMAL.fullmatch(text[1:].strip()):
        return NumberFault(NEGATIVE, _("”{typed}” är negativt; skriv 0 eller mer.").format(typed=shown))
    found = next(sentence for each in sentences if (sentence := each(text)))
    return NumberFault(rule, found.format(typed=shown, meant=_meant(text)))


def _meant(text: str) -> str:
    return re.sub("[,.]", "\u00a0", text)


def _sign(text: str) -> str:
    if text in (*MINUSES, "—", ".", "..", "...", "…"):
        return _(
            "”{typed}” är inget tal. Är det noll, skriv 0. Är talet okänt, välj ”Saknas” där uppgifter som inte kan "
            "lämnas märks."
        )
    return ""


def _no_value(text: str) -> str:
    if text.casefold() in _NO_VALUES:
        return _("”{typed}” är inget tal; lämna tomt, eller välj ”Saknas” och skriv skälet.")
    return ""


def _not_for_us(text: str) -> str:
    if text.casefold() in _NOT_FOR_US:
        return _("”{typed}” är inget tal; välj ”Ej tillämpligt” där uppgifter som inte kan lämnas märks.")
    return ""


def _error(text: str) -> str:
    if _ERROR.fullmatch(text):
        return _("”{typed}” är ett fel ur ett kalkylblad, inget tal; skriv talet, eller lämna tomt.")
    return ""


def _percent(text: str) -> str:
    return _("”{typed}” är procent; skriv antalet, andelen räknas ut åt dig.") if text.endswith("%") else ""


def _thousands(text: str) -> str:
    if two_ways(text):
        return _("”{typed}” kan läsas på två sätt; menar du {meant}? Skriv talet utan punkt eller komma.")
    return ""


def _thousands_or_decimals(text: str) -> str:
    if GROUPED.fullmatch(text):
        return _("”{typed}” kan läsas på två sätt; menar du {meant}? Skriv decimaler efter ett komma.")
    return ""


def _decimals(text: str) -> str:
    return _("”{typed}” har decimaler; här behövs ett helt tal.") if DECIMAL.fullmatch(text) else ""


def _moment(text: str) -> str:
    if _TIME.fullmatch(text) or _DAY.fullmatch(text):
        return _("”{typed}” är en tid eller ett datum; skriv talet med siffror.")
    return ""


def _no_whole_number(text: str) -> str:
    return _("”{typed}” är inget helt tal; skriv bara siffror, till exempel 12 eller 1\u00a0234.")


def _no_number(text: str) -> str:
    return _("”{typed}” är inget tal; skriv till exempel 12 eller 12,5.")


_WHOLE_SENTENCES = (_sign, _no_value, _not_for_us, _error, _percent, _thousands, _decimals, _moment, _no_whole_number)
_DECIMAL_SENTENCES = (_no_value, _not_for_us, _error, _thousands_or_decimals, _moment, _no_number)
