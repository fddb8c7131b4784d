"""Reading a written workbook back, without any of the code that wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from tests.report_cells import Place
from tracker.report.model import Cell, Indicator

LEVELS = {"city": "Staden", "region": "Region", "unit": "Ansvarig"}
SERIES = {"as_reported": "Som rapporterat", "recast": "Omräknad"}
FIGURES = {"total": "", "previous_year": "Föregående år: ", "same_bodies": "Samma nämnder i år: "}
SIGNS = {"suppressed": "..", "not_applicable": ".", "missing": "saknas", "not_reported": "ej rapporterat"}


def rows(sheet: Worksheet) -> Iterator[dict[str, Any]]:
    """The rows of a sheet's only table, by the names in its header."""
    (found,) = sheet.tables.values()
    table = list(sheet[found.ref])
    head = [cell.value for cell in table[0]]
    for row in table[1:]:
        yield dict(zip(head, (cell.value for cell in row), strict=True))


def index(book: Any) -> dict[tuple[str, ...], dict[str, Any]]:
    """Every row of the sheets with figures: by indicator, series, period, level, area and category."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for name in ("Indikatorer", "Serier"):
        for row in rows(book[name]):
            key = (
                row["Kod"], row.get("Serie", ""), row.get("Period", ""), row["Nivå"], row["Område"],
                row["Uppdelning"],
            )  # fmt: skip
            assert key not in found
            found[key] = row
    return found


def key(place: Place, indicator: Indicator) -> tuple[str, ...]:
    """Where the workbook should have a cell of the report."""
    names = {(d.code, c.code): c.name for d in indicator.dimensions for c in d.categories}
    category = names[place.dimension, place.category] if place.category else "Totalt"
    current = place.series == "current"
    return (
        place.indicator, "" if current else SERIES[place.series], "" if current else place.period,
        LEVELS[place.level], area_name(place, indicator), category,
    )  # fmt: skip


def area_name(place: Place, indicator: Indicator) -> str:
    if place.level == "city":
        return "Hela staden"
    points = (*indicator.series.as_reported, *indicator.series.recast)
    holders = (indicator, *points)
    return next(a.name for h in holders for a in (*h.regions, *h.units) if a.code == place.area)


def shown(row: dict[str, Any], place: Place) -> tuple[Any, Any, Any]:
    """n, d and value as the workbook has them."""
    prefix = FIGURES[place.figure]
    names = ("Täljare", "Nämnare", "Värde")
    # A column without anything in any row is left out.
    n, d, value = (row.get(prefix + (name.lower() if prefix else name)) for name in names)
    return n, d, value


def expected(cell: Cell, place: Place, kind: str) -> tuple[Any, Any, Any]:
    """n, d and value as they should stand: numbers as numbers, an empty as its sign."""
    has_d = kind != "count"
    sign = SIGNS.get(cell.state)
    if place.figure != "total" and cell.state not in ("value", "suppressed"):
        return "ej jämförbart", "ej jämförbart" if has_d else None, "ej jämförbart"
    n = cell.n if cell.n is not None else sign
    d = (cell.d if cell.d is not None else sign) if has_d else None
    return n, d, sign or _value(cell, kind)


def _value(cell: Cell, kind: str) -> Any:
    if kind == "yes_no" and cell.d == 1:
        return "Ja" if cell.n == 1 else "Nej"
    if cell.value is None:
        return f"{cell.n}\u00a0av\u00a0{cell.d}"
    number = Decimal(cell.value)
    if kind in ("share", "yes_no"):
        number = number / 100
    return int(number) if number == number.to_integral_value() else float(number)
