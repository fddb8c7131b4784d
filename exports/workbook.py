"""The city's workbook: a report as a spreadsheet with summary, goals, figures, series and charts.

Every sheet formats what the report says. Nothing is hidden and nothing is a formula, so that a reader
of a published workbook has exactly the printed figures.
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook

from exports import looks
from exports.body_workbook import write_sheets
from exports.sheets import activities, data, figures, goal, matrix, method, reporting, series, summary
from tracker.entry.sheet_layout import CREATOR
from tracker.report.model import Report
from tracker.report.overview import has_activities
from tracker.words import language_tag


def write_workbook(report: Report, target: Path | BinaryIO, today: date) -> None:
    """Write the report as .xlsx. ``today``: the day that the workbook says it was drawn.

    Raises OSError if the file cannot be written.
    """
    build(report, today).save(target)


def build(report: Report, today: date) -> Workbook:
    """The workbook, sheets in order; those of which the program has nothing are left out."""
    book = Workbook()
    del book[book.sheetnames[0]]
    looks.register(book)
    _describe(book, report, today)
    if report.unit:
        write_sheets(book, report, today)
        return book
    summary.write(book, report, today)
    for each in report.goals:
        goal.write(book, report, each, today)
    measured = any(each.indicators for each in report.goals)
    acted = has_activities(report)
    if measured:
        figures.write(book, report, today)
        matrix.write(book, report, today)
    if acted:
        activities.write_list(book, report, today)
    if acted and "statuses" in report.calendar.asks:
        activities.write_matrix(book, report, today)
    reporting.write(book, report, today)
    if measured:
        series.write(book, report, today)
    method.write(book, report, today)
    data.write(book, report)
    return book


def _describe(book: Workbook, report: Report, today: date) -> None:
    properties = book.properties
    properties.creator = properties.lastModifiedBy = CREATOR
    properties.title = f"{report.about.short_title} {report.period}"
    properties.language = language_tag()
    properties.created = properties.modified = datetime.combine(today, time())
