"""A program without activities and judgements: what it has nothing of is left out of every file and page."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook

from exports.formats import FORMATS
from tests.second.installation import SECOND, definitions_of_both
from tracker.charts.in_columns import all_activities, judgements
from tracker.observations import Observation
from tracker.report.build import build_report
from tracker.report.model import Report
from tracker.web.goal_rows import goal_rows


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    definitions = definitions_of_both(tmp_path_factory.mktemp("both") / "program")
    program = definitions.program(SECOND)
    period = program.calendar.parse("2024-HELAR")
    rows = [Observation(SECOND, "bromma", period, "I1.2", n=12, d=20)]
    return build_report(definitions, program, period, rows)


def written(report: Report, form: str) -> BytesIO:
    stream = BytesIO()
    FORMATS[form].write(report, stream, date(2025, 3, 1))
    stream.seek(0)
    return stream


def test_the_workbook_has_no_sheet_of_activities(report: Report) -> None:
    names = load_workbook(written(report, "xlsx")).sheetnames
    assert names == [
        "Sammanfattning", "M1", "Rapportering", "Metod och tecken", "Definitioner", "Indikatorer", "Serier", "Data",
        "Diagramdata",
    ]  # fmt: skip


def test_the_document_and_the_pages_say_nothing_of_them(report: Report) -> None:
    text = "\n".join(paragraph.text for paragraph in docx.Document(written(report, "docx")).paragraphs)
    assert "I1.2 Andel som har fått råd inom en vecka" in text
    for word in ("ktivitet", "edöm", "Försenad"):
        assert word not in text.partition("Metod och tecken")[0]
    assert "Försenad" not in text
    assert all_activities(report) is None and judgements(report) is None
    rows = goal_rows(report)
    assert (rows.judged, rows.before, rows.activities, rows.indicators, rows.notes) == ("", False, False, True, ())
