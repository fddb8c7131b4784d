"""The city's workbook: a report as a spreadsheet with summary, goals, figures, series and charts.

Every sheet formats what the report says. Nothing is hidden and nothing is a formula, so that a reader
of a published workbook has exactly the printed figures.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import BinaryIO

from exports.body_workbook import write_sheets
from exports.book.book import Book
from exports.book.chart_cells import ChartCells
from exports.book.heading import Heading, of_report
from exports.sheets import (
    activities,
    asked,
    data,
    goal,
    indicators,
    judgements,
    matrix,
    method,
    reporting,
    series,
    summary,
)
from exports.steps import Tell, one_by_one, tell_nobody
from tracker.entry.sheet_layout import CREATOR
from tracker.report.model import Report
from tracker.report.overview import has_activities


def write_workbook(report: Report, target: BinaryIO, today: date, tell: Tell = tell_nobody) -> None:
    """Write the report as .xlsx. ``today``: the day that the workbook says it was drawn."""
    book = Book(f"{report.about.short_title} {report.period}", CREATOR, datetime.combine(today, time()))
    heading = of_report(report, today)
    if report.unit:
        write_sheets(book, report, heading)
    else:
        _write_city(book, report, heading, tell)
    book.save(target)


def _write_city(book: Book, report: Report, heading: Heading, tell: Tell) -> None:
    """Every sheet in order; those of which the program has nothing are left out."""
    cells = ChartCells()
    summary.write(book, report, heading)
    for each in one_by_one(report.goals, tell):
        goal.write(book, cells, report, each, heading)
    measured = any(each.indicators for each in report.goals)
    acted = has_activities(report)
    asked.write(book, report, heading)
    reporting.write(book, report, heading)
    if measured:
        matrix.write(book, report, heading)
    method.write(book, report, heading)
    judgements.write(book, report, heading)
    if measured:
        method.write_definitions(book, report, heading)
        indicators.write(book, report, heading)
    if acted:
        activities.write_list(book, report, heading)
    if acted and "statuses" in report.calendar.asks:
        activities.write_matrix(book, report, heading)
    if measured:
        series.write(book, report, heading)
    data.write(book, report)
    cells.write(book)
