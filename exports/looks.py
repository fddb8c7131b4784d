"""How the common cells of an entry sheet look: one named style per look, registered once in a workbook."""

from __future__ import annotations

from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from tracker.words import language

Look = Literal["title", "subtitle", "mark", "body", "head", "text", "text_strong", "quiet"]

INK = "FF1A2B3C"
ACCENT = "FF1F3A5F"
GREY = "FF6B7280"
FONT = "Arial"

_LINE = Side(style="thin", color="FFC9CED6")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAP = Alignment(wrap_text=True, vertical="top")
_MIDDLE = Alignment(vertical="center")
_INDENTED = Alignment(wrap_text=True, horizontal="left", vertical="top", indent=1)


def spoken() -> str:
    """The beginning of a number format that says whose decimal sign is meant: that of the file's reader, whatever
    language the program that shows it runs in."""
    return {"sv": "[$-41D]", "en": "[$-809]"}[language()]


def percent_sign() -> str:
    """As it stands after a number in the reader's language, with a hard space where there is one."""
    return "\u00a0%" if language() == "sv" else "%"


def register(book: Workbook) -> None:
    """Add every look to the workbook."""
    for style in (*_headings(), *_table_text()):
        book.add_named_style(style)


def _font(size: float = 10, bold: bool = False, color: str = INK) -> Font:
    return Font(name=FONT, size=size, bold=bold, color=color)


def _headings() -> list[NamedStyle]:
    white = _font(9, bold=True, color="FFFFFFFF")
    head = NamedStyle("head", font=white, fill=PatternFill("solid", fgColor=ACCENT), border=_FRAME)
    head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return [
        NamedStyle("title", font=_font(15, bold=True, color=ACCENT), alignment=_MIDDLE),
        NamedStyle("subtitle", font=_font(10, color=GREY), alignment=_MIDDLE),
        NamedStyle("mark", font=_font(11, bold=True, color="FFA4262C"), alignment=_MIDDLE),
        NamedStyle("body", font=_font(), alignment=_WRAP),
        head,
    ]


def _table_text() -> list[NamedStyle]:
    one_line = Alignment(horizontal="left", vertical="top", indent=1)
    return [
        NamedStyle("text", font=_font(), border=_FRAME, alignment=_INDENTED),
        NamedStyle("text_strong", font=_font(bold=True), border=_FRAME, alignment=_INDENTED),
        NamedStyle("quiet", font=_font(9, color=GREY), border=_FRAME, alignment=one_line),
    ]
