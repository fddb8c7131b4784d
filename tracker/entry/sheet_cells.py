"""One cell of an uploaded sheet → the text that a person would have typed on the page."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from tracker.words import gettext as _

# Half characters and other signs that no text can hold; a workbook can smuggle them in by their number.
_NO_TEXT = re.compile("[\ud800-\udfff\ufffe\uffff]")

SIGNIFICANT = 15
"""Digits that a spreadsheet keeps of a number; what follows is noise of binary fractions."""


class CellFault(ValueError):
    """The cell holds what cannot be read as typed; the message is a Swedish sentence."""


def text_of(cell: Any) -> str:
    """The cell's content as text: numbers with a decimal comma, days as ISO dates. Raises CellFault.

    ``cell``: of openpyxl, which carries no types. A formula is refused even where its result is stored: the
    result depends on cells that were not sent, and on the program that computed it last.
    """
    value = cell.value
    if cell.data_type == "f":
        raise CellFault(_("Cellen innehåller en formel. Klistra in värdet i stället (Klistra in special, Värden)."))
    if cell.data_type == "e":
        raise CellFault(_("Cellen visar felet {value}. Skriv värdet i stället.").format(value=value))
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if isinstance(value, int | float):
        return _number(value, "%" in (cell.number_format or ""))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else _NO_TEXT.sub("", unescape(str(value)))


def place(sheet: str, row: int, column: int) -> str:
    """A cell as a person finds it: ``Indikatorer E7``."""
    return f"{sheet} {get_column_letter(column)}{row}"


def _number(value: int | float, percent: bool) -> str:
    """What is shown as ``45,3 %`` is kept by the spreadsheet as 0.453."""
    number = Decimal(value) if isinstance(value, int) else Decimal(format(value, f".{SIGNIFICANT}g"))
    if not number.is_finite():
        raise CellFault(_("Cellen innehåller inget tal som kan läsas."))
    shown = number * 100 if percent else number
    text = format(shown, "f").replace(".", ",")
    if "," in text:
        text = text.rstrip("0").rstrip(",")
    return f"{text} %" if percent else text
