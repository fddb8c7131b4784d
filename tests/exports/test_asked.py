"""Priorities and questions in workbook, Word file and final report: each once, with its answers, where it belongs."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from exports.document import write_document
from exports.final_document import write_final
from exports.workbook import write_workbook
from tests.exports import sample
from tests.exports.sheets import rows
from tracker.report import asked_words
from tracker.report.model import Report

TODAY = date(2024, 10, 1)


def paragraphs(report: Report) -> list[tuple[str, str]]:
    stream = io.BytesIO()
    write_document(report, stream, TODAY)
    return [(each.style.name, each.text) for each in docx.Document(stream).paragraphs]


@pytest.fixture(scope="module")
def sheet() -> list[dict[str, Any]]:
    stream = io.BytesIO()
    write_workbook(sample.report(), stream, TODAY)
    return list(rows(load_workbook(stream)["Frågor"]))


def day(cell: datetime | None) -> date | None:
    return cell.date() if cell else None


def test_the_sheet_has_a_row_for_each_answer_and_for_what_waits(sheet: list[dict[str, Any]]) -> None:
    told = [(row["Slag"], row["Gäller"], row["Status"], row["Vem svarade"], day(row["Svarat"])) for row in sheet]
    assert told == [
        ("Fråga", "Mål ett", "besvarad", "Socialnämnden", date(2023, 6, 2)),
        ("Fråga", "Mål ett", "besvarad", "Järva", date(2023, 9, 1)),
        ("Prioritering", "Andelen", "öppen", None, None),
        ("Fråga", "Bromma", "öppen", None, None),
    ]
    assert [row["Svar"] for row in sheet] == ["Svaret kommer i höst.", sample.FORMULA, None, None]
    asked = [(row["Ursprung"], day(row["Datum"]), row["Diarienummer"]) for row in sheet[1:3]]
    assert asked == [
        ("Skrivelse", date(2023, 5, 2), "KS 2023/12"), ("Kommunstyrelsen", date(2023, 4, 1), "KS 2023/12")
    ]  # fmt: skip
    assert [day(row["Svar senast"]) for row in sheet[2:]] == [None, date(2023, 6, 30)]


def test_the_document_has_each_beside_what_it_is_about() -> None:
    report = sample.report()
    found = paragraphs(report)
    places = [place for place, (style, _text) in enumerate(found) if style == "Quote"]
    assert found[places[0]][1] == "Hur går det?"  # of no goal, so in the summary
    headings = {found[place][1]: _heading(found, place) for place in places}
    goal = report.goals[0]
    indicator = next(each for each in goal.indicators if each.code == "I1.2")
    assert headings["Hur går det?"] == "Sammanfattning"
    assert headings["Detta först."] == f"I1.2 {indicator.title}"
    assert len(places) == 3
    answers = [text for style, text in found if style == "Intense Quote"]
    assert answers == ["Svaret kommer i höst.", sample.FORMULA]
    lines = [text for _style, text in found]
    for thread in report.threads:
        assert any(asked_words.asked_line(thread) in text for text in lines)


def test_the_final_report_has_each_as_the_last_year_has_it() -> None:
    last = sample.report(audience="published")
    asked = last.threads[0].model_copy(update={"state": "open", "answers": ()})
    first = last.model_copy(update={"threads": (asked,)})
    stream = io.BytesIO()
    write_final((first, last), stream, TODAY)
    found = [(each.style.name, each.text) for each in docx.Document(stream).paragraphs]
    assert len([text for style, text in found if style == "Quote"]) == 3
    assert [text for style, text in found if style == "Intense Quote"] == ["Svaret kommer i höst.", sample.FORMULA]
    assert not any("öppen, svar senast 2023-06-30" in text and "Mål ett" in text for _style, text in found)


def _heading(found: list[tuple[str, str]], place: int) -> str:
    return next(text for style, text in reversed(found[:place]) if style.startswith("Heading"))
