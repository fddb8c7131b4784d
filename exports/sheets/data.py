"""Sheet *Data*: the period's figures, statuses and judgements, one a row, for programs that read workbooks.

One header row of codes that are the same in every language, one named table, nothing merged. Numbers, days and truth
are stored as such; a percentage is a number from 0 to 1 that is shown as percent. An empty n, d or value is not
printed; ``state`` says why. It is not printed with the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from exports.book.book import Book
from exports.book.cells import HUNDRED, NOTHING, Entry, decimals
from exports.book.looks import number_look, percent_look
from exports.book.tables import TableWriter
from tracker.measures.table import kind_of
from tracker.report import wording
from tracker.report.model import Activity, Area, Cell, Goal, Indicator, Report

NAME = "Data"
COLUMNS = (
    "program", "period", "first_day", "last_day", "audience", "fictional", "goal", "sort", "item", "title", "level",
    "body", "body_name", "dimension", "category", "measure", "state", "status", "n", "d", "value", "reported",
    "expected", "population_share", "start", "end", "delayed",
)  # fmt: skip
_WIDTHS = {"title": 8.5, "body_name": 4.8, "program": 3.4, "generated_from": 4.0}
_WIDTH = 2.2
"""Centimetres."""

Row = dict[str, Any]


def write(book: Book, report: Report) -> None:
    """The sheet of one period."""
    write_rows(book, COLUMNS, ({**fixed(report), **row} for row in rows(report)))


def write_rows(book: Book, columns: Sequence[str], given: Iterable[Row]) -> None:
    """The sheet with these columns; of a row, those of its fields that have one."""
    sheet = book.sheet(NAME)
    widths = [_WIDTHS.get(name, _WIDTH) for name in columns]
    entries = [[_entry(row, name) for name in columns] for row in given]
    TableWriter(book, sheet, widths, framed=False).write(0, 0, NAME, columns, entries, filtered=True, keep_empty=True)
    sheet.freeze_panes(1, 0)
    # Nothing of it is printed: an empty cell beside it is.
    sheet.print_area(0, len(columns) + 1, 0, len(columns) + 1)


def fixed(report: Report) -> Row:
    """What every row of a report says alike."""
    days = {name: date.fromisoformat(getattr(report.calendar, name)) for name in ("first_day", "last_day")}
    return {"program": report.program, "period": report.period, "audience": report.audience,
            "fictional": report.fictional, **days}  # fmt: skip


def _entry(row: Row, name: str) -> Entry:
    value = row.get(name)
    if value is None or value == "":
        return NOTHING
    if isinstance(value, str | bool):
        return Entry(value, "quiet")
    if name == "year":
        return Entry(value, "year")
    if isinstance(value, date):
        return Entry(value, "date")
    if name == "population_share" or (name == "value" and row["percent"]):
        return Entry(value, percent_look(1 if name == "population_share" else row["decimals"]))
    return Entry(value, number_look(row["decimals"] if name == "value" else 0))


def rows(report: Report) -> Iterator[Row]:
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
    value = None if cell.value is None else float(Decimal(cell.value) / (HUNDRED if percent else 1))
    shown = {"percent": percent, "decimals": decimals(indicator)}
    return {"measure": indicator.kind, "state": cell.state, "n": cell.n, "d": cell.d, "value": value, **shown}


def _covered(area: Area) -> Row:
    share = area.coverage.population_share
    return {"reported": area.coverage.reported, "expected": area.coverage.expected,
            "population_share": None if share is None else float(Decimal(share) / HUNDRED)}  # fmt: skip
