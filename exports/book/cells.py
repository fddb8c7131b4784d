"""What one cell shows: numbers as numbers, percentages as percentages, texts as texts, the five empties as signs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from exports.book.looks import Look, number_look, percent_look
from tracker.measures.table import kind_of
from tracker.report import wording
from tracker.report.model import Cell, Indicator

HUNDRED = Decimal(100)


class Entry(NamedTuple):
    """What one cell shows, and how. ``content`` None: an empty cell."""

    content: str | int | float | bool | date | None
    look: Look = "text"


NOTHING = Entry(None)
COMPARABLE = ("value", "suppressed")
"""The states of a comparison that could be made; of any other it is said that it cannot."""


def text(content: str | None, strong: bool = False) -> Entry:
    return Entry(content or None, "text_strong" if strong else "text")


def whole(value: int | None, strong: bool = False) -> Entry:
    return Entry(value, number_look(0, strong))


def exact(value: str | None, decimals: int, strong: bool = False) -> Entry:
    """An exact decimal string as the number that it is, shown with at least so many decimals."""
    if value is None:
        return NOTHING
    number = Decimal(value)
    return Entry(_plain(number), number_look(_shown(number, decimals), strong))


def percent(value: str | None, decimals: int, strong: bool = False) -> Entry:
    """An exact decimal string of percent as the share of one that it is, shown as percent."""
    if value is None:
        return NOTHING
    number = Decimal(value)
    return Entry(_plain(number / HUNDRED), percent_look(_shown(number, decimals), strong))


def amount(value: str | None, indicator: Indicator, strong: bool = False) -> Entry:
    """A value of an indicator, in its own measure."""
    write = percent if is_percentage(indicator) else exact
    return write(value, decimals(indicator), strong)


def part(cell: Cell, which: Literal["n", "d"], strong: bool = False) -> Entry:
    """n or d of a figure, or the sign that stands for it."""
    value = cell.n if which == "n" else cell.d
    return whole(value, strong) if value is not None else _sign(cell, strong)


def value(cell: Cell, indicator: Indicator, strong: bool = False) -> Entry:
    """The figure: its exact value as a number, else its wording (a sign, ``Ja``, ``0 av 0``)."""
    if cell.state != "value":
        return _sign(cell, strong)
    if cell.value is None or (cell.d == 1 and kind_of(indicator.kind).is_answer):
        return Entry(wording.value_text(cell, indicator.kind), "sign_strong" if strong else "sign")
    return amount(cell.value, indicator, strong)


def figure(cell: Cell, indicator: Indicator, strong: bool = False) -> tuple[Entry, Entry, Entry]:
    """n, d and value of a figure; d stays empty where the indicator has none."""
    d = part(cell, "d", strong) if has_d(indicator) else NOTHING
    return part(cell, "n", strong), d, value(cell, indicator, strong)


def compared(cell: Cell, indicator: Indicator, strong: bool = False) -> Entry:
    """The value of a comparison, or that there is nothing to compare with."""
    if cell.state in COMPARABLE:
        return value(cell, indicator, strong)
    return Entry(wording.not_comparable(), "muted")


def drawn(cell: Cell, indicator: Indicator) -> Entry:
    """The figure for a chart; an empty of any kind is a gap, never zero."""
    return amount(cell.value if cell.state == "value" else None, indicator)


def has_d(indicator: Indicator) -> bool:
    return kind_of(indicator.kind).has_d


def is_percentage(indicator: Indicator) -> bool:
    return kind_of(indicator.kind).is_percentage


def decimals(indicator: Indicator) -> int:
    return 0 if kind_of(indicator.kind).adds_up else indicator.decimals


def _sign(cell: Cell, strong: bool) -> Entry:
    sign = wording.empty_sign(cell)
    if cell.state == "not_reported":
        return Entry(sign, "muted")
    return Entry(sign, "sign_strong" if strong else "sign")


def _shown(number: Decimal, decimals: int) -> int:
    exponent = number.as_tuple().exponent
    given = -exponent if isinstance(exponent, int) else 0
    return min(3, max(decimals, given))


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
