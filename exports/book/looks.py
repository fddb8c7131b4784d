"""How a cell of a workbook looks, by a name for what it is. No type is smaller than 8 points, on screen or on paper.

Number formats carry a language, so that LibreOffice shows the decimal sign of the file's reader, whatever language it
runs in; Excel follows the reader's own settings. Thousands stand apart in both languages, so whole numbers carry
Swedish.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal

from exports.looks import percent_sign, spoken
from tracker.words import language

Look = Literal[
    "title", "subtitle", "mark", "section", "subsection", "body", "note", "head", "text", "text_strong",
    "whole", "whole_strong", "decimal1", "decimal1_strong", "decimal2", "decimal2_strong", "decimal3",
    "decimal3_strong", "percent0", "percent0_strong", "percent1", "percent1_strong", "percent2", "percent2_strong",
    "percent3", "percent3_strong", "sign", "sign_strong", "muted", "quiet", "best", "under_way", "waiting", "other",
    "worst", "not_reported", "delayed", "reached", "not_reached", "not_asked", "date", "year",
]  # fmt: skip

INK, ACCENT, GREY, LINE = "#1A2B3C", "#1F3A5F", "#5B6470", "#C9CED6"
FONT = "Arial"
SIZE = 8.5
"""Points of all that stands in tables."""

WHOLE = "[$-41D]#,##0"
DATE = "yyyy-mm-dd"

FILLS: Mapping[Look, str] = {
    "best": "#CFE3F5",
    "under_way": "#E4F1FB",
    "waiting": "#FBEBC8",
    "other": "#E3E5E8",
    "not_reported": "#F6F7F8",
    "worst": "#F7C9B6",
    "delayed": "#F7C9B6",
    "reached": "#CFE3F5",
    "not_reached": "#F7C9B6",
    "not_asked": "#ECEEF1",
}

Properties = dict[str, Any]
_WRAP = {"text_wrap": True, "valign": "top"}
_RIGHT = {**_WRAP, "align": "right"}
_CENTRE = {"text_wrap": True, "align": "center", "valign": "vcenter"}
_STRONG = {"bold": True}

TABLE: frozenset[Look] = frozenset(
    {"head", "text", "text_strong", "sign", "sign_strong", "muted", "quiet", "date", *FILLS}
)
"""Looks of cells that are framed in a printed table; those of numbers are, too."""


def number_format(decimals: int) -> str:
    return spoken() + "#,##0." + "0" * decimals if decimals else WHOLE


def percent_format(decimals: int) -> str:
    return spoken() + "0" + ("." + "0" * decimals if decimals else "") + percent_sign()


def number_look(decimals: int, strong: bool = False) -> Look:
    """The look of a number with so many decimals (0–3)."""
    plain: tuple[Look, ...] = ("whole", "decimal1", "decimal2", "decimal3")
    bold: tuple[Look, ...] = ("whole_strong", "decimal1_strong", "decimal2_strong", "decimal3_strong")
    return (bold if strong else plain)[decimals]


def percent_look(decimals: int, strong: bool = False) -> Look:
    """The look of a share of one that is shown as a percentage with so many decimals (0–3)."""
    plain: tuple[Look, ...] = ("percent0", "percent1", "percent2", "percent3")
    bold: tuple[Look, ...] = ("percent0_strong", "percent1_strong", "percent2_strong", "percent3_strong")
    return (bold if strong else plain)[decimals]


@cache
def _looks_in(_language: str) -> Mapping[Look, Properties]:
    """All looks, in the current language."""
    return dict(_looks())


def _looks() -> Iterator[tuple[Look, Properties]]:
    centred = {"valign": "vcenter"}
    yield "title", {**_STRONG, "font_size": 13, "font_color": ACCENT, **centred}
    yield "subtitle", {"font_size": 9, "font_color": GREY, **centred}
    yield "mark", {**_STRONG, "font_size": 10, "font_color": "#A4262C", **centred}
    yield "section", {**_STRONG, "font_size": 10.5, "font_color": ACCENT, "bottom": 2, "bottom_color": ACCENT, **_WRAP}
    yield "subsection", {**_STRONG, "font_size": 9.5, "font_color": ACCENT, **_WRAP}
    yield "body", {"font_size": 9, **_WRAP}
    yield "note", {"italic": True, "font_color": GREY, **_WRAP}
    yield "head", {**_STRONG, "font_color": "#FFFFFF", "bg_color": ACCENT, **_CENTRE}
    yield "text", _WRAP
    yield "text_strong", {**_STRONG, **_WRAP}
    yield "sign", _RIGHT
    yield "sign_strong", {**_STRONG, **_RIGHT}
    yield "muted", {"italic": True, "font_color": GREY, **_RIGHT}
    yield "quiet", {"font_color": GREY, "valign": "top"}
    yield "date", {**_RIGHT, "num_format": DATE}
    yield "year", {"align": "center", "valign": "top", "num_format": "0"}
    for decimals in range(4):
        for strong in (False, True):
            weight = _STRONG if strong else {}
            right = {**weight, "align": "right", "valign": "top"}
            yield number_look(decimals, strong), {**right, "num_format": number_format(decimals)}
            yield percent_look(decimals, strong), {**right, "num_format": percent_format(decimals)}
    for look, colour in FILLS.items():
        yield look, {"bg_color": colour, **_CENTRE}


def properties(look: Look, *, framed: bool, quoted: bool) -> Properties:
    """What XlsxWriter is told of a look. ``framed``: with lines around it, as in a printed table. ``quoted``: a text
    that begins like a formula, and stays text when somebody edits it."""
    chosen = {"font_name": FONT, "font_size": SIZE, "font_color": INK, **_looks_in(language())[look]}
    if framed and (look in TABLE or "num_format" in chosen):
        chosen |= {"border": 1, "border_color": LINE}
    return {**chosen, "quote_prefix": True} if quoted else chosen
