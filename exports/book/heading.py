"""What stands above every sheet of a workbook and on its printed pages: what it is of, and who may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.report import body_words, wording
from tracker.report.model import Report
from tracker.report.overview import reported_text
from tracker.words import gettext as _


@dataclass(frozen=True)
class Heading:
    """``about``: the program, the period, the edition. ``covered``: which days, and how much is in it. ``marks``: who
    may see it. ``head``: the first of it, shorter. ``drawn``: on what day the workbook was made."""

    about: Sequence[str]
    covered: Sequence[str]
    marks: Sequence[str]
    head: str
    drawn: str


def of_report(report: Report, today: date) -> Heading:
    """The heading of a period's report."""
    period, drawn = report.calendar, drawn_text(today)
    told = [] if report.unit else [reported_text(report)]
    return Heading(
        [report.about.short_title, f"{period.name} ({period.code})", *_scope(report)],
        [covered_text(period.first_day, period.last_day), drawn, *told],
        _marks(report),
        f"{report.about.short_title} {report.period}",
        drawn,
    )


def covered_text(first_day: str, last_day: str) -> str:
    return _("Avser {first}–{last}").format(first=first_day, last=last_day)


def drawn_text(today: date) -> str:
    return _("Uttaget {today}").format(today=today.isoformat())


def _marks(report: Report) -> Sequence[str]:
    if report.unit:
        return body_words.marks(report)
    return [mark for mark in (wording.audience_mark(report), wording.fictional_mark(report)) if mark]


def _scope(report: Report) -> list[str]:
    names = [body.name for body in report.bodies if body.code == report.unit]
    return [*names, *filter(None, (wording.edition_text(report),))]
