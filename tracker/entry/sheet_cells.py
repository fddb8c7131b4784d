"""One cell of an uploaded sheet → the text that a person would have typed on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.escape import unescape

from tracker.entry.days import DayFault, parse_day
from tracker.entry.number_formats import Moment, shown
from tracker.entry.numbers import MOST_DECIMALS
from tracker.entry.sheet_book import Cell
from tracker.words import gettext as _

# Half characters and other signs that no text can hold; a workbook can smuggle them in by their number.
_NO_TEXT = re.compile("[\ud800-\udfff\ufffe\uffff]")

SIGNIFICANT = 15
"""Digits that a spreadsheet keeps of a number; what follows is noise of binary fractions."""

PERHAPS_PERCENT = 2
"""Below this a number with decimals may be a percentage, where the file does not tell how it was shown."""


class CellFault(ValueError):
    """The cell holds what cannot be read as typed; the message is a sentence for the user."""


@dataclass(frozen=True)
class Said:
    """``note``: what the person should know of how the text came about; empty where it is as it stood."""

    text: str
    note: str = ""


def said(cell: Cell, *, decimals: bool, since_1904: bool = False) -> Said:
    """The cell's content as text: numbers with a decimal comma, days as ISO dates. Raises CellFault.

    ``decimals``: the field takes them; a number is then read as it was shown. A formula counts by the value that it had
    when the sheet was saved.
    """
    if cell.raw is None:
        raise CellFault(_("Cellen innehåller en formel utan värde. Klistra in värdet i stället (Klistra in special, "
                          "Värden)."))  # fmt: skip
    if cell.kind == "error":
        raise CellFault(_("Cellen visar felet {value}. Skriv värdet i stället.").format(value=cell.raw))
    found = _said(cell, cell.raw, decimals, since_1904)
    if cell.formula:
        note = _("Cellen har en formel; dess värde {text} lästes.").format(text=found.text or _("””"))
        return Said(found.text, f"{note} {found.note}".strip())
    return found


def place(sheet: str, row: int, column: int) -> str:
    """A cell as a person finds it: ``Indikatorer E7``."""
    return f"{sheet} {get_column_letter(column)}{row}"


def _said(cell: Cell, raw: str, decimals: bool, since_1904: bool) -> Said:
    match cell.kind:
        case "truth":
            return Said(_("Ja") if raw == "1" else _("Nej"))
        case "day":
            return Said(raw[:10] if re.match(r"\d{4}-\d{2}-\d{2}", raw) else raw)
        case "number":
            return _number(cell, raw, decimals, since_1904)
        case _:
            return Said(_NO_TEXT.sub("", unescape(raw)))


def _number(cell: Cell, raw: str, decimals: bool, since_1904: bool) -> Said:
    number = _exact(raw)
    look = shown(cell.pattern or "", number)
    if look.moment is not None:
        return _digits_of_a_day(number, look.moment) or Said(_moment(number, look.moment, since_1904))
    if cell.pattern is None and decimals and number < PERHAPS_PERCENT and (number == 1 or number != int(number)):
        message = _("Filformatet visar inte om {number} är procent. Spara bladet som .xlsx och läs in det.")
        raise CellFault(message.format(number=_text(number)))
    scaled = number * 100**look.percent
    seen = min(look.decimals if look.decimals is not None else MOST_DECIMALS, MOST_DECIMALS)
    rounded = _rounded(scaled, seen)
    sign = " %" if look.percent else ""
    if look.thousands:
        raise _shows_another(_text(_rounded(scaled.scaleb(-3 * look.thousands), seen)), scaled)
    if look.hidden:
        note = _("Cellen visar inte sitt tal; {number} lästes.")
        return Said(_text(scaled), note.format(number=_text(scaled)))
    if decimals and scaled != _rounded(scaled, MOST_DECIMALS):
        note = _("{number} lästes som {rounded}.").format(number=_text(scaled), rounded=_text(rounded) + sign)
        return Said(_text(rounded) + sign, note)
    if not decimals and look.decimals == 0 and scaled != rounded:
        raise _shows_another(_text(rounded), scaled)
    return Said(_text(scaled) + sign)


def _shows_another(seen: str, number: Decimal) -> CellFault:
    message = _("Cellen visar {rounded} men innehåller {number}. Skriv det hela talet.")
    return CellFault(message.format(rounded=seen, number=_text(number)))


def _digits_of_a_day(number: Decimal, moment: Moment) -> Said | None:
    """250301 typed where days are shown is to a spreadsheet a day in the year 2585: the digits were meant."""
    digits = format(number, "f")
    if moment != "day" or len(digits) not in (6, 8):
        return None
    try:
        day = parse_day(digits)
    except DayFault:
        return None
    message = _("Cellen innehåller talet {number}; det lästes som {day}.")
    return Said(str(day), message.format(number=digits, day=day))


def _exact(raw: str) -> Decimal:
    """The number as the spreadsheet keeps it, without the noise of binary fractions."""
    try:
        given = Decimal(raw.strip()) if len(raw) <= 400 else Decimal("NaN")
        number = given if given == given.to_integral_value() else Decimal(format(float(given), f".{SIGNIFICANT}g"))
    except (InvalidOperation, ValueError, OverflowError):
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= Decimal(10) ** 300:
        raise CellFault(_("Cellen innehåller inget tal som kan läsas."))
    return number if number else abs(number)  # minus nothing, as some programs subtract


def _rounded(number: Decimal, decimals: int) -> Decimal:
    try:
        return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return number  # more digits than can be rounded, and far too large for any field


def _text(number: Decimal) -> str:
    text = format(number, "f").replace(".", ",")
    return text.rstrip("0").rstrip(",") if "," in text else text


def _moment(number: Decimal, moment: Moment, since_1904: bool) -> str:
    """A day as an ISO date; a time or a duration as a clock shows it, so that no figure is made of it."""
    epoch = CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900
    try:
        if moment == "duration" or (moment == "time" and number >= 1):
            whole = int(number * 86_400 + Decimal("0.5"))
            return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
        found = from_excel(float(number), epoch)
    except (ValueError, OverflowError, TypeError):
        raise CellFault(_("Cellen innehåller inget datum som kan läsas.")) from None
    if isinstance(found, datetime):
        return found.date().isoformat()
    return found.isoformat("minutes") if isinstance(found, time) else date.isoformat(found)
