"""How the entry sheet's own cells look: yellow and unlocked where something is to be written."""

from __future__ import annotations

from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from exports.looks import ACCENT, FONT, INK
from tracker.words import gettext as _

EntryLook = Literal["entry_number", "entry_choice", "entry_date", "entry_text"]

FILL = "FFFFF8DC"
EDGE = "FF8A6D00"

WRAPPED = ("entry_text", "entry_choice")

LINE_POINTS = 13.0
PADDING = 2
"""Characters of a cell's width that its margins take."""

CHARACTERS_PER_WIDTH = 1.14
"""A width is counted in digits; running text is narrower, also in wider typefaces than the workbook's own."""

_LINE = Side(style="thin", color=EDGE)
_FAINT = Side(style="thin", color="FFC9CED6")


def look_of(kind: str) -> EntryLook:
    """The look of a cell for a field of this kind."""
    if kind in ("whole", "decimal"):
        return "entry_number"
    if kind in ("choice", "answer"):
        return "entry_choice"
    return "entry_date" if kind == "date" else "entry_text"


def register(book: Workbook) -> None:
    """Add the looks to the workbook, beside the common ones."""
    book.add_named_style(_entry("entry_number", "right"))
    for look in ("entry_choice", "entry_date", "entry_text"):
        book.add_named_style(_entry(look, "left"))
    band = NamedStyle("entry_goal", font=Font(name=FONT, size=11, bold=True, color=ACCENT))
    band.fill = PatternFill("solid", fgColor="FFE6EDF5")
    band.alignment = Alignment(vertical="center")
    book.add_named_style(band)
    none = NamedStyle("entry_none", fill=PatternFill("solid", fgColor="FFECEEF1"))
    none.border = Border(left=_FAINT, right=_FAINT, top=_FAINT, bottom=_FAINT)
    book.add_named_style(none)


def print_setup(sheet: Worksheet, *, landscape: bool) -> None:
    """A4, as wide as the sheet, as many pages as it takes."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.center.text = "&A"
    sheet.oddFooter.right.text = _("Sida {page} av {pages}").format(page="&P", pages="&N")


def _entry(name: str, horizontal: str) -> NamedStyle:
    # No number format for numbers: what is typed is shown as it is, 12,5 too, and never rounded to fit.
    return NamedStyle(
        name,
        font=Font(name=FONT, size=10, color=INK),
        fill=PatternFill("solid", fgColor=FILL),
        border=Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE),
        alignment=Alignment(horizontal=horizontal, vertical="top", indent=1, wrap_text=name in WRAPPED),
        protection=Protection(locked=False),
        number_format={"entry_date": "yyyy-mm-dd", "entry_text": "@"}.get(name, "General"),
    )
