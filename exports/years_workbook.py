"""``xlsx`` of a whole program: what every year's edition printed, side by side, and all of it as rows to search in.

Each figure is the one that its own year printed, so nothing stands here that was not published then. The series to
today's bodies are those of the last edition.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import BinaryIO

from exports.book.book import Book
from exports.book.chart_cells import ChartCells
from exports.book.heading import Heading, covered_text, drawn_text, of_report
from exports.sheets import asked, method, series
from exports.steps import Tell, one_by_one, tell_nobody
from exports.years import counted, data, goal, listed, summary
from exports.years.side_by_side import Years
from tracker.entry.sheet_layout import CREATOR
from tracker.report import wording
from tracker.report.model import Report
from tracker.words import gettext as _


def write_years(reports: Sequence[Report], target: BinaryIO, today: date, tell: Tell = tell_nobody) -> None:
    """Write the workbook. ``reports``: one of each year, first year first; the last says what is true now."""
    years, cells = Years(tuple(reports)), ChartCells()
    book = Book(_all_years_text(years), CREATOR, datetime.combine(today, time()))
    heading, of_last = _of_years(years, today), of_report(years.last, today)
    threads = tuple({thread.code: thread for report in reports for thread in report.threads}.values())
    last = years.last.model_copy(update={"threads": threads})
    summary.write(book, years, heading)
    counted.write(book, cells, years, heading)
    judged, acted = counted.judged(years), counted.acted(years)
    for each in one_by_one(list(years.goals()), tell):
        goal.write(book, cells, years, each, judged, acted, heading)
    asked.write(book, last, heading)
    summary.write_editions(book, years, heading)
    method.write(book, last, of_last)
    listed.write_bodies(book, years, heading)
    listed.write_judgements(book, years, heading)
    method.write_definitions(book, last, of_last)
    listed.write_figures(book, years, heading)
    listed.write_activities(book, years, heading)
    series.write(book, last, of_last)
    data.write(book, years)
    cells.write(book)
    book.save(target)


def _of_years(years: Years, today: date) -> Heading:
    first, last, drawn = years.reports[0], years.last, drawn_text(today)
    name = _all_years_text(years)
    editions = _("Utgåvorna {editions}") if len(years.names) > 1 else _("Utgåvan {editions}")
    return Heading(
        [name, editions.format(editions=", ".join(each.edition or each.period for each in years.reports))],
        [covered_text(first.calendar.first_day, last.calendar.last_day), drawn],
        list(dict.fromkeys(filter(None, map(wording.fictional_mark, years.reports)))),
        name,
        drawn,
    )


def _all_years_text(years: Years) -> str:
    return _("Alla år: {program}").format(program=years.last.about.short_title)
