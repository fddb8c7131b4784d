"""The matrix of questions by bodies, worked out by hand from answers in four years."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from exports.workbook import write_workbook
from tests.report.matrix_rows import answered
from tracker.clock import today
from tracker.report.matrix import Matrix, answer_text, matrices, since_text, yes_text
from tracker.report.model import Report

H = "\u00a0"
EXPECTED = {
    "bromma": "Ja minst sedan 2021",
    "farsta": "Ja sedan 2023",
    "skarpnack": "Nej",
    "sodermalm": "Ja minst sedan 2024",
    "kungsholmen": "saknas",
    "jarva": "Ja sedan 2022",
    "norra-innerstaden": "ej rapporterat",
}


@pytest.fixture(scope="module")
def report() -> Report:
    return answered()


def shown(matrix: Matrix, code: str) -> dict[str, str]:
    question = next(each for each in matrix.questions if each.indicator.code == code)
    found = {}
    for (body, _name), given in zip(matrix.bodies, question.answers, strict=True):
        since = since_text(matrix, given.since) if given.since else ""
        found[body] = f"{answer_text(given, 'yes_no')} {since}".strip()
    return found


def test_each_answer_says_since_when_as_far_as_that_is_known(report: Report) -> None:
    (matrix,) = matrices(report)
    found = shown(matrix, "S4.1")
    assert {body: found[body] for body in EXPECTED} == EXPECTED
    question = next(each for each in matrix.questions if each.indicator.code == "S4.1")
    assert yes_text(question) == f"4{H}av{H}5"


def test_all_that_say_they_belong_to_it_are_in_it_and_nothing_else(report: Report) -> None:
    (matrix,) = matrices(report)
    codes = [question.indicator.code for question in matrix.questions]
    assert codes == ["S3.2", "S3.3", "S4.1", *(f"S4.2{x}" for x in "abcd"), *(f"S4.3{x}" for x in "abcdefg")]
    assert matrices(report.model_copy(update={"goals": report.goals[:2]})) == ()


def test_the_words_of_bodies_are_in_no_published_matrix(report: Report) -> None:
    assert all(given.comment is None for q in matrices(report)[0].questions for given in q.answers)


def test_the_workbook_has_it_as_a_sheet_of_one_page(report: Report) -> None:
    stream = BytesIO()
    write_workbook(report, stream, today())
    sheet = load_workbook(stream)["Erbjudanden"]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    rows = {str(row[0]): row for row in sheet.iter_rows(values_only=True)}
    names, given = rows["Kod"], rows["S4.1"]
    assert dict(zip(names, given, strict=True))["Järva"] == "Ja\nsedan 2022"
    assert rows["S3.3"][3] == "varje stadsdelsnämnd"
