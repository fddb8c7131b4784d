"""A matrix: which body answers yes to which question, since when, and who decides.

Put together from the cells of the report, so that a matrix shows what every other rendering shows and nothing else: an
answer that is dotted there is dotted here, and no earlier period is looked at that the report does not print.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from tracker.measures.numbers import n_of_d
from tracker.report.model import Area, Cell, Indicator, MatrixName, Report, SeriesArea
from tracker.report.wording import empty_meaning, value_text
from tracker.words import gettext as _


@dataclass(frozen=True)
class Since:
    """The first period of the unbroken run of yes up to the report's own. ``or_earlier``: the answer before is not
    known, so it may have been yes as well."""

    period: str
    or_earlier: bool


@dataclass(frozen=True)
class Answer:
    """What one body says to one question; ``cell`` None: it is not asked. ``since``: for a yes only. ``comment``: the
    body's own words, in an internal report only."""

    cell: Cell | None
    since: Since | None = None
    comment: str | None = None


@dataclass(frozen=True)
class Question:
    """One row; ``answers`` in the order of the matrix's bodies."""

    indicator: Indicator
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Matrix:
    """``bodies``: code and name. ``yearly``: asked at most once a year, so that a year says which period is meant."""

    code: str
    title: str
    text: str | None
    bodies: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    yearly: bool


def matrices(report: Report) -> tuple[Matrix, ...]:
    """The program's matrices, without those of which nothing is asked in the period."""
    found = (_matrix(report, named) for named in report.about.matrices)
    return tuple(matrix for matrix in found if matrix.questions)


def is_yes(cell: Cell) -> bool:
    return cell.state == "value" and cell.n is not None and cell.n == cell.d


def answer_text(answer: Answer, kind: str) -> str:
    """``Ja``, ``Nej`` or the sign of an empty; nothing where the question is not put to the body."""
    return "" if answer.cell is None else value_text(answer.cell, kind)


def answer_meaning(answer: Answer) -> str | None:
    """What the sign means, or an empty place; None where the words say all."""
    return _("Frågan ställs inte till nämnden") if answer.cell is None else empty_meaning(answer.cell)


def since_text(matrix: Matrix, since: Since) -> str:
    """``sedan 2023``; ``minst sedan 2021`` where the first period asked already says yes."""
    period = since.period.partition("-")[0] if matrix.yearly else since.period
    words = _("minst sedan {period}") if since.or_earlier else _("sedan {period}")
    return words.format(period=period)


def yes_text(question: Question) -> str:
    """``12 av 13``: how many say yes, of those that have answered."""
    total = question.indicator.city.total
    return value_text(total, question.indicator.kind) if total.state != "value" else n_of_d(total.n or 0, total.d or 0)


def decider_text(question: Question) -> str:
    return question.indicator.decided_by or _("ej känt")


def _matrix(report: Report, named: MatrixName) -> Matrix:
    belonging = [i for goal in report.goals for i in goal.indicators if i.matrix == named.code and i.asked]
    asked = {area.code: area.name for indicator in belonging for area in indicator.units}
    bodies = tuple((body.code, asked[body.code]) for body in report.bodies if body.code in asked)
    return Matrix(
        code=named.code,
        title=named.title,
        text=named.text,
        bodies=bodies,
        questions=tuple(_question(indicator, bodies) for indicator in belonging),
        yearly=all(_yearly(indicator) for indicator in belonging),
    )


def _question(indicator: Indicator, bodies: Iterable[tuple[str, str]]) -> Question:
    areas = {area.code: area for area in indicator.units}
    return Question(indicator, tuple(_answer(indicator, areas.get(code)) for code, _name in bodies))


def _answer(indicator: Indicator, area: Area | None) -> Answer:
    if area is None:
        return Answer(None)
    since = _since(indicator, area.code) if is_yes(area.total) else None
    return Answer(area.total, since, area.comment)


def _since(indicator: Indicator, unit: str) -> Since | None:
    """Back through the periods, merged bodies as today's, as long as every one of a body's predecessors said yes."""
    points = [(point.period, _body(point.units, unit)) for point in reversed(indicator.series.recast)]
    run = [period for period, _area in takewhile(lambda point: _all_yes(point[1]), points)]
    if not run:
        return None
    before = points[len(run)][1] if len(run) < len(points) else None
    said_otherwise = before is not None and before.total.state == "value" and not is_yes(before.total)
    return Since(run[-1], or_earlier=not said_otherwise)


def _body(areas: Iterable[SeriesArea], code: str) -> SeriesArea | None:
    return next((area for area in areas if area.code == code), None)


def _all_yes(area: SeriesArea | None) -> bool:
    return area is not None and is_yes(area.total) and area.coverage.reported == area.coverage.expected


def _yearly(indicator: Indicator) -> bool:
    years = [point.period.partition("-")[0] for point in indicator.series.recast]
    return len(set(years)) == len(years)
