"""Sheet *Data*: the period's figures, statuses and judgements, one a row, for programs that read workbooks.

One header row of codes that are the same in every language, one named table, nothing merged. Numbers, days and truth
are stored as such; a percentage is a number from 0 to 1 that is shown as percent. An empty n, d or value is not
printed; ``state`` says why. It is not printed with the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from exports.cells import Entry, decimals, put
from tracker.measures.table import kind_of
from tracker.report import wording
from tracker.report.model import Activity, Area, Cell, Goal, Indicator, Report

NAME = "Data"
COLUMNS = (
    "program", "period", "first_day", "last_day", "audience", "fictional", "goal", "sort", "item", "title", "level",
    "body", "body_name", "dimension", "category", "measure", "state", "status", "n", "d", "value", "reported",
    "expected", "population_share", "start", "end", "delayed",
)  # fmt: skip
_WIDTHS = {"title": 46, "body_name": 26, "program": 18, "dimension": 12, "state": 14}
_HUNDRED = Decimal(100)

Row = dict[str, Any]


def write(book: Workbook, report: Report) -> None:
    sheet = book.create_sheet(NAME)
    for column, name in enumerate(COLUMNS, start=1):
        put(sheet, 1, column, Entry(name, "head"))
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, 11)
    days = {"first_day": date.fromisoformat(report.calendar.first_day),
            "last_day": date.fromisoformat(report.calendar.last_day)}  # fmt: skip
    fixed = {"program": report.program, "period": report.period, "audience": report.audience,
             "fictional": report.fictional, **days}  # fmt: skip
    last = 1
    for last, row in enumerate(_rows(report), start=2):
        _write(sheet, last, {**fixed, **row})
    area = f"A1:{get_column_letter(len(COLUMNS))}{max(last, 2)}"
    table = Table(displayName=NAME, ref=area)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)
    sheet.freeze_panes = "A2"
    sheet.print_area = "A1"


def _write(sheet: Worksheet, at: int, row: Row) -> None:
    for column, name in enumerate(COLUMNS, start=1):
        value = row.get(name)
        if value is None or value == "":
            continue
        if isinstance(value, str):
            put(sheet, at, column, Entry(value, "quiet"))
            continue
        cell = sheet.cell(at, column, value)
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        elif name == "population_share" or (name == "value" and row["percent"]):
            cell.number_format = "0.0%" if name == "population_share" else "0." + "0" * row["decimals"] + "%"


def _rows(report: Report) -> Iterator[Row]:
    for goal in report.goals:
        for given in goal.judgements.units:
            yield {**_of(goal, "judgement", goal.code, goal.title), **_body(given.code, given.name),
                   "status": given.status}  # fmt: skip
        for indicator in goal.indicators:
            if indicator.asked:
                yield from _figures(report, goal, indicator)
        for activity in goal.activities:
            yield from _statuses(goal, activity)


def _of(goal: Goal, sort: str, code: str, title: str) -> Row:
    return {"goal": goal.code, "sort": sort, "item": code, "title": title}


def _body(code: str, name: str) -> Row:
    return {"level": "unit", "body": code, "body_name": name}


def _statuses(goal: Goal, activity: Activity) -> Iterator[Row]:
    for unit in activity.units:
        days = {name: date.fromisoformat(day) for name, day in (("start", unit.start), ("end", unit.end)) if day}
        yield {**_of(goal, "activity", activity.code, activity.title), **_body(unit.code, unit.name),
               "status": unit.status, "delayed": unit.delayed, **days}  # fmt: skip


def _figures(report: Report, goal: Goal, indicator: Indicator) -> Iterator[Row]:
    levels = (("city", (indicator.city,)), ("region", indicator.regions), ("unit", indicator.units))
    for level, areas in levels:
        for area in areas:
            name = wording.area_name(report, area)
            place = {**_of(goal, "indicator", indicator.code, indicator.title), "level": level, "body": area.code,
                     "body_name": name}  # fmt: skip
            yield {**place, **_figure(indicator, area.total), **_covered(area)}
            for dimension, categories in area.breakdown.items():
                for category, cell in categories.items():
                    yield {**place, "dimension": dimension, "category": category, **_figure(indicator, cell)}


def _figure(indicator: Indicator, cell: Cell) -> Row:
    percent = kind_of(indicator.kind).is_percentage
    value = None if cell.value is None else Decimal(cell.value)
    if value is not None and percent:
        value /= _HUNDRED
    shown = {"percent": percent, "decimals": decimals(indicator)}
    return {"measure": indicator.kind, "state": cell.state, "n": cell.n, "d": cell.d, "value": value, **shown}


def _covered(area: Area) -> Row:
    share = area.coverage.population_share
    return {"reported": area.coverage.reported, "expected": area.coverage.expected,
            "population_share": None if share is None else Decimal(share) / _HUNDRED}  # fmt: skip
