"""The document that a follow-up is handed over in: the program's sections, what was written, what is reported."""

from __future__ import annotations

import io
import re
from datetime import date
from zipfile import ZipFile

import docx

from exports.document import write_document
from exports.document_charts import over_the_years
from tests.exports import sample
from tracker.report.model import Report, Section

SECTIONS = (
    Section(code="a", title="Beslut", holds=None, text="1. *Godkänna*\n2. Överlämna"),
    Section(code="b", title="I korthet", holds="summary", text=None),
    Section(code="c", title="Saken", holds="goals", text="Så här."),
    Section(code="d", title="Uppdelat", holds="categories", text=None),
    Section(code="f", title="Bakgrund", holds=None, text=None),
    Section(code="e", title="Bilagor", holds="appendices", text=None),
)


def written(report: Report) -> bytes:
    stream = io.BytesIO()
    write_document(report, stream, date(2024, 9, 20))
    return stream.getvalue()


def with_sections() -> Report:
    report = sample.report(audience="published")
    goals = (report.goals[0].model_copy(update={"text": "Ett **viktigt** ord\n\n- en punkt"}), *report.goals[1:])
    return report.model_copy(update={"sections": SECTIONS, "goals": goals, "edition": "2024-T2-1"})


def test_the_sections_stand_in_their_order_with_goals_under_them() -> None:
    document = docx.Document(io.BytesIO(written(with_sections())))
    styles = [(p.style.name, p.text) for p in document.paragraphs if p.style is not None]
    # What nobody wrote is left out of an edition, and stands in a working copy to be written.
    headings = [text for style, text in styles if style == "Heading 1"]
    assert headings == [section.title for section in SECTIONS if section.title != "Bakgrund"]
    draft = docx.Document(io.BytesIO(written(with_sections().model_copy(update={"edition": None}))))
    assert "Bakgrund" in [p.text for p in draft.paragraphs]
    assert [text for style, text in styles if style == "Heading 2"] == [
        "M1 Stadens verksamheter arbetar våldsförebyggande", "M2 Ett andra mål", "Metod och tecken",
        "Så har summorna räknats fram",
    ]  # fmt: skip
    strong = [run.text for p in document.paragraphs for run in p.runs if run.bold and p.style.name == "Normal"]
    assert "viktigt" in strong
    assert "1.\tGodkänna" in [text for _style, text in styles] and "•\ten punkt" in [text for _style, text in styles]
    footer = document.sections[0].footer.paragraphs[0].text
    assert footer.startswith("Utgåva 2024-T2-1 · Uttaget 2024-09-20 · underlagets SHA-256: ")


def test_a_section_that_nobody_has_written_stands_in_no_edition() -> None:
    empty = Section(code="f", title="Ärendets beredning", holds=None, text=" ")
    report = with_sections().model_copy(update={"sections": (*SECTIONS, empty)})
    for edition, there in (("2024-T2-1", False), (None, True)):
        document = docx.Document(io.BytesIO(written(report.model_copy(update={"edition": edition}))))
        assert (empty.title in [p.text for p in document.paragraphs]) is there


def test_charts_are_words_own_with_all_they_show_in_words() -> None:
    report = with_sections()
    with ZipFile(io.BytesIO(written(report))) as file:
        charts = [name for name in file.namelist() if name.startswith("word/charts/")]
        text = file.read("word/document.xml").decode()
        chart, over_years = (file.read(charts[place]).decode() for place in (0, 2))
    # Judgements, statuses, and the one indicator with more than one year.
    assert len(charts) == 3 and text.count("<wp:docPr") == 3
    drawn = [i for goal in report.goals for i in goal.indicators if over_the_years(report, i)]
    years = [point for point in drawn[0].series.recast if point.period.endswith(report.period[-2:])]
    values = [point.city.total.value for point in years]
    assert len(drawn) == 1 and re.findall(r"<v>([^<]*)</v>", over_years)[1:] == [
        *(point.period[:4] for point in years), *(value for value in values if value is not None)
    ]  # fmt: skip
    counts = report.goals[0].judgements
    for word in report.about.judgements:
        shown = word.forecast if report.calendar.forecast else word.word
        assert not counts.of(word.code) or f"{shown} {counts.of(word.code)}" in text
        assert f"<v>{shown}</v>" in chart.replace("c:v", "v")
    assert "SEQ Diagram" in text and "SEQ Tabell" in text


def test_the_figures_by_category_stand_in_one_table() -> None:
    report = with_sections()
    document = docx.Document(io.BytesIO(written(report)))
    tables = [table for table in document.tables if table.rows[0].cells[-1].text == "Totalt"]
    broken_down = [i for goal in report.goals for i in goal.indicators if i.asked and i.dimensions]
    assert [len(table.rows) - 1 for table in tables] == [len(broken_down)]
    assert [cell.text for cell in tables[0].rows[0].cells] == ["Indikator", "Kvinnor", "Män", "Totalt"]
