"""How a sheet cell looks: one named style per look, registered once in a workbook.

Number formats carry Swedish (``[$-41D]``), so that LibreOffice shows a hard space between thousands and
a decimal comma whatever language it runs in; Excel follows the reader's own settings.
"""

from __future__ import annotations

from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

Look = Literal[
    "title", "subtitle", "mark", "section", "subsection", "body", "note", "head", "text", "text_strong",
    "whole", "whole_strong", "decimal1", "decimal1_strong", "decimal2", "decimal2_strong", "decimal3",
    "decimal3_strong", "sign", "sign_strong", "muted", "quiet", "best", "under_way", "waiting", "other",
    "worst", "not_reported", "delayed", "reached", "not_reached", "not_asked", "date",
]  # fmt: skip

INK = "FF1A2B3C"
ACCENT = "FF1F3A5F"
GREY = "FF6B7280"
FONT = "Arial"
WHOLE = "[$-41D]#,##0"

FILLS: dict[Look, str] = {
    "best": "FFCFE3F5",
    "under_way": "FFE4F1FB",
    "waiting": "FFFBEBC8",
    "other": "FFE3E5E8",
    "not_reported": "FFF6F7F8",
    "worst": "FFF7C9B6",
    "delayed": "FFF7C9B6",
    "reached": "FFCFE3F5",
    "not_reached": "FFF7C9B6",
    "not_asked": "FFECEEF1",
}

_LINE = Side(style="thin", color="FFC9CED6")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAP = Alignment(wrap_text=True, vertical="top")
_INDENTED = Alignment(wrap_text=True, horizontal="left", vertical="top", indent=1)
_SHRUNK = Alignment(horizontal="right", vertical="top", shrink_to_fit=True)
_RIGHT = Alignment(horizontal="right", vertical="top", wrap_text=True)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def number_format(decimals: int) -> str:
    return WHOLE + ("." + "0" * decimals if decimals else "")


def number_look(decimals: int, strong: bool = False) -> Look:
    """The look of a number with so many decimals (0–3)."""
    plain: tuple[Look, ...] = ("whole", "decimal1", "decimal2", "decimal3")
    bold: tuple[Look, ...] = ("whole_strong", "decimal1_strong", "decimal2_strong", "decimal3_strong")
    return (bold if strong else plain)[decimals]


def register(book: Workbook) -> None:
    """Add every look to the workbook."""
    for style in (*_headings(), *_table_text(), *_numbers(), *_fills()):
        book.add_named_style(style)


def _font(size: float = 10, bold: bool = False, italic: bool = False, color: str = INK) -> Font:
    return Font(name=FONT, size=size, bold=bold, italic=italic, color=color)


def _fill(color: str) -> PatternFill:
    return PatternFill("solid", fgColor=color)


def _headings() -> list[NamedStyle]:
    under = Border(bottom=Side(style="medium", color=ACCENT))
    return [
        NamedStyle("title", font=_font(15, bold=True, color=ACCENT), alignment=Alignment(vertical="center")),
        NamedStyle("subtitle", font=_font(10, color=GREY), alignment=Alignment(vertical="center")),
        NamedStyle(
            "mark", font=_font(11, bold=True, color="FFA4262C"), alignment=Alignment(vertical="center")
        ),
        NamedStyle("section", font=_font(13, bold=True, color=ACCENT), border=under),
        NamedStyle("subsection", font=_font(11, bold=True, color=ACCENT), alignment=_WRAP),
        NamedStyle("body", font=_font(), alignment=_WRAP),
        NamedStyle("note", font=_font(9, italic=True, color=GREY), alignment=_WRAP),
        NamedStyle(
            "head",
            font=_font(9, bold=True, color="FFFFFFFF"),
            fill=_fill(ACCENT),
            border=_FRAME,
            alignment=_CENTRE,
        ),
    ]


def _table_text() -> list[NamedStyle]:
    return [
        NamedStyle("text", font=_font(), border=_FRAME, alignment=_INDENTED),
        NamedStyle("text_strong", font=_font(bold=True), border=_FRAME, alignment=_INDENTED),
        NamedStyle("sign", font=_font(), border=_FRAME, alignment=_RIGHT),
        NamedStyle("sign_strong", font=_font(bold=True), border=_FRAME, alignment=_RIGHT),
        NamedStyle("muted", font=_font(9, italic=True, color=GREY), border=_FRAME, alignment=_SHRUNK),
        NamedStyle(
            "quiet",
            font=_font(9, color=GREY),
            border=_FRAME,
            alignment=Alignment(horizontal="left", vertical="top", indent=1),
        ),
        NamedStyle("date", font=_font(), border=_FRAME, alignment=_RIGHT, number_format="yyyy-mm-dd"),
    ]


def _numbers() -> list[NamedStyle]:
    styles = []
    for decimals in range(4):
        for strong in (False, True):
            styles.append(
                NamedStyle(
                    number_look(decimals, strong),
                    font=_font(bold=strong),
                    border=_FRAME,
                    alignment=_SHRUNK,
                    number_format=number_format(decimals),
                )
            )
    return styles


def _fills() -> list[NamedStyle]:
    return [
        NamedStyle(look, font=_font(9), fill=_fill(color), border=_FRAME, alignment=_CENTRE)
        for look, color in FILLS.items()
    ]
