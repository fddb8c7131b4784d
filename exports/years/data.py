"""Sheet *Data* over all years: the columns of a period's own, after the year and the edition that each row is from.

Of indicators it also says on what day within the year its series was broken; of bodies from and until when they have
existed where that is not throughout, and which body took over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exports.book.book import Book
from exports.sheets import data
from exports.years.side_by_side import Years
from tracker.report.model import Report

COLUMNS = (
    "year", "edition", "generated_from", *data.COLUMNS, "series_break", "body_from", "body_to", "merged_into",
)  # fmt: skip


def write(book: Book, years: Years) -> None:
    data.write_rows(book, COLUMNS, _rows(years))


def _rows(years: Years) -> Iterator[data.Row]:
    existed = {each.code: each for each in years.last.existed}
    known = _breaks(years)
    for report in years.reports:
        of_edition = {"year": report.calendar.year, "edition": report.edition, "generated_from": report.generated_from}
        breaks = _within(known, report)
        for row in data.rows(report):
            body = existed.get(row["body"])
            days = {"body_from": _day(body.since), "body_to": _day(body.until), "merged_into": body.merged_into} \
                if body else {}  # fmt: skip
            broken = breaks.get(row["item"]) if row["sort"] == "indicator" else None
            yield {**of_edition, **data.fixed(report), **row, **days, "series_break": broken}


def _breaks(years: Years) -> dict[str, set[str]]:
    """The days on which an indicator's series was broken, as any of the editions says it."""
    found: dict[str, set[str]] = {}
    for indicator in (each for report in years.reports for goal in report.goals for each in goal.indicators):
        found.setdefault(indicator.code, set()).update(mark.date for mark in indicator.breaks)
    return found


def _within(breaks: dict[str, set[str]], report: Report) -> dict[str, date]:
    """Of each indicator the day within the report's period; of several the last."""
    first, last = report.calendar.first_day, report.calendar.last_day
    within = {code: [day for day in days if first <= day <= last] for code, days in breaks.items()}
    return {code: date.fromisoformat(max(days)) for code, days in within.items() if days}


def _day(given: str | None) -> date | None:
    return date.fromisoformat(given) if given else None
