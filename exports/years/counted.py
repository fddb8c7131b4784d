"""How many bodies said what of the goals and their activities, year by year, with a bar for each year beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exports.book import charts
from exports.book.book import Book
from exports.book.cells import NOTHING, Entry, text, whole
from exports.book.chart_cells import ChartCells
from exports.book.heading import Heading
from exports.book.page import Page
from exports.book.paper import PRINTED_CM
from exports.colours import colours
from exports.years.side_by_side import Beside, Years, newest, year_entry
from tracker.report import questions, wording
from tracker.report.counts import Counts, Statuses
from tracker.report.model import Goal, Report
from tracker.report.overview import goal_statuses
from tracker.report.short_names import short_name
from tracker.report.vocabulary import Look, judgement_looks, status_looks
from tracker.words import gettext as _

WIDTHS = (1.1, 4.7, 1.1)
COUNT = 1.8
BAR_CM, CLOSE_CM, FRAME_CM = 0.5, 0.4, 2.6
"""Heights: of each bar, of each where there are many, and of what stands around them."""

MANY, NARROWEST, WIDEST = 10, 5.5, 16.0


@dataclass(frozen=True)
class Answers:
    """What is counted. ``asked``: by what a period's calendar asks for it. ``words``: of each code in the reader's
    words; ``looks``: what it means. ``late``: whether delays are counted beside them."""

    asked: str
    words: Mapping[str, str]
    looks: Mapping[str, Look]
    late: bool

    def counts(self, report: Report, goal: Goal | None) -> Counts | None:
        """None where the year's edition has nothing of it."""
        if goal is None or self.asked not in report.calendar.asks:
            return None
        return goal_statuses(goal) if self.late else goal.judgements

    def head(self) -> list[str]:
        return [*self.words.values(), *([_("varav försenade")] if self.late else [])]

    def entries(self, counts: Counts | None) -> list[Entry]:
        """A number for each column; empty where the year has nothing, since a chart reads the cells."""
        if counts is None:
            return [NOTHING] * len(self.head())
        late = [whole(counts.delayed)] if isinstance(counts, Statuses) else []
        return [*(whole(counts.of(code)) for code in self.words), *late]


def judged(years: Years) -> Answers:
    looks = _every(judgement_looks(report) for report in years.reports)
    return Answers("judgements", _words(years, looks, wording.judgement_word), looks, late=False)


def acted(years: Years) -> Answers:
    looks = _every(status_looks(report) for report in years.reports)
    return Answers("statuses", _words(years, looks, wording.status_word), looks, late=True)


def _every(found: Any) -> dict[str, Look]:
    """Those of every year, in the last one's order; that nothing is reported comes last."""
    looks: dict[str, Look] = {}
    for each in reversed(list(found)):
        looks |= {code: look for code, look in each.items() if code not in looks}
    last = looks.pop("not_reported")
    return {**looks, "not_reported": last}


def _words(years: Years, looks: Mapping[str, Look], word: Any) -> dict[str, str]:
    """As the last year that has the code calls it."""
    called = {}
    for code in looks:
        said = [word(report, code) for report in years.reports]
        called[code] = next((each for each in reversed(said) if each != wording.not_reported()), said[-1])
    return called


def write(book: Book, cells: ChartCells, years: Years, heading: Heading) -> None:
    """Sheets *Mål över åren* and *Aktiviteter över åren*, where any year has counted either."""
    goals = years.goals()
    title = questions.judgements(years.last)
    _overview(book, cells, years, judged(years), goals, _("Mål över åren"), title, "goals", heading)
    title = questions.all_activities()
    _overview(book, cells, years, acted(years), goals, _("Aktiviteter över åren"), title, "statuses", heading)


def _overview(
    book: Book, cells: ChartCells, years: Years, answers: Answers, goals: Sequence[Beside[Goal]], name: str,
    title: str, table: str, heading: Heading,
) -> None:  # fmt: skip
    given = [each for each in goals if _has(years, answers, each)]
    if not given:
        return
    counts = (COUNT,) * len(answers.head())
    widths = (*WIDTHS, *counts, PRINTED_CM[0] - sum(WIDTHS) - sum(counts))
    page = Page(book, name, title, widths, heading)
    page.keep_heading()
    page.paragraph(_("Hur många som gav varje svar, så som varje års utgåva visade det. En tom cell betyder att årets "
                     "utgåva inte har uppgiften."), "note")  # fmt: skip
    rows, bars = [], []
    for goal in given:
        last = newest(goal)
        for row, bar in _rows(years, answers, goal):
            rows.append([text(last.code), text(short_name(last)), *row])
            bars.append([text(f"{last.code} {bar[0].content}"), *bar[1:]])
    block = page.table(table, [_("Mål"), _("Lydelse"), _("År"), *answers.head()], rows, keep_empty=True)
    chart = _Chart(title, answers, bars, "; ".join(_told(years, answers, each) for each in given))
    chart.place(page, cells, block.first, page.right_of(block))
    page.close()


def of_goal(page: Page, cells: ChartCells, years: Years, goal: Beside[Goal], answers: Answers, table: str) -> None:
    """The goal's own counts on its sheet, year by year; nothing where no year has any."""
    if not _has(years, answers, goal):
        return
    found = list(_rows(years, answers, goal))
    editions = [text(report.edition or report.period) for report in years.reports]
    rows = [[row[0], edition, *row[1:]] for (row, _bar), edition in zip(found, editions, strict=True)]
    block = page.table(table, [_("År"), _("Utgåva"), *answers.head()], rows, keep_empty=True)
    asked = _("{code}: hur bedömdes målet år för år?") if not answers.late else _(
        "{code}: hur långt hade aktiviteterna kommit år för år?"
    )  # fmt: skip
    title = asked.format(code=newest(goal).code)
    chart = _Chart(title, answers, [bar for _row, bar in found], _told(years, answers, goal))
    chart.place(page, cells, block.first, page.right_of(block))


@dataclass(frozen=True)
class _Chart:
    """``rows``: a name and its counts for each bar. ``told``: all that it shows, in words."""

    title: str
    answers: Answers
    rows: Sequence[Sequence[Entry]]
    told: str

    def place(self, page: Page, cells: ChartCells, first: int, left: float) -> None:
        """Beside the table that begins at row ``first``, ``left`` centimetres from the sheet's edge; or below it."""
        block = cells.add(self.title, [_("År"), *self.answers.words.values()], self.rows)
        if page.width - left < NARROWEST:
            page.air()
            first, left = page.row, 0.0
        height = FRAME_CM + len(self.rows) * (CLOSE_CM if len(self.rows) > MANY else BAR_CM)
        size = (min(WIDEST, page.width - left), height)
        looks = colours(tuple(self.answers.looks.values()))
        chart = charts.stacked(page.book, block, (block.left + 1, block.right), self.title, looks, size)
        page.place(chart, first, left, f"{self.title} {self.told}.")
        page.keep_clear(first, height)


def _has(years: Years, answers: Answers, goal: Beside[Goal]) -> bool:
    found = [answers.counts(report, each) for report, each in zip(years.reports, goal, strict=True)]
    return any(each is not None and each.given + each.not_reported for each in found)


def _rows(years: Years, answers: Answers, goal: Beside[Goal]) -> list[tuple[list[Entry], list[Entry]]]:
    """Of each year the row of its table, and of its bar, in which delays are not counted again."""
    rows = []
    for name, report, each in zip(years.names, years.reports, goal, strict=True):
        entries = answers.entries(answers.counts(report, each))
        rows.append(([year_entry(name), *entries], [year_entry(name), *entries[: len(answers.words)]]))
    return rows


def _told(years: Years, answers: Answers, goal: Beside[Goal]) -> str:
    said = []
    for name, report, each in zip(years.names, years.reports, goal, strict=True):
        counts = answers.counts(report, each)
        if counts is not None:
            parts = [f"{word} {counts.of(code)}" for code, word in answers.words.items() if counts.of(code)]
            said.append(f"{name} {', '.join(parts) or 0}")
    return f"{newest(goal).code}: {'; '.join(said)}"
