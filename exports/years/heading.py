"""The heading of a workbook over several years."""

from __future__ import annotations

from datetime import date

from exports.book.heading import Heading, covered_text, drawn_text
from exports.years.side_by_side import Years
from tracker.report import wording
from tracker.words import gettext as _


def of_years(years: Years, today: date) -> Heading:
    first, last, drawn = years.reports[0], years.last, drawn_text(today)
    name = all_years_text(years)
    editions = _("Utgåvorna {editions}") if len(years.names) > 1 else _("Utgåvan {editions}")
    return Heading(
        [name, editions.format(editions=", ".join(each.edition or each.period for each in years.reports))],
        [covered_text(first.calendar.first_day, last.calendar.last_day), drawn],
        list(dict.fromkeys(filter(None, map(wording.fictional_mark, years.reports)))),
        name,
        drawn,
    )


def all_years_text(years: Years) -> str:
    return _("Alla år: {program}").format(program=years.last.about.short_title)
