"""The other formats say what the report says."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from exports.formats import FORMATS, of_file
from tests.exports import sample
from tests.report_cells import Place, cells
from tracker.entry.sheet_package import SheetRefused
from tracker.entry.sheet_reading import read_sheet
from tracker.report import wording
from tracker.report.model import Report
from tracker.report.reading import from_json

TODAY = date(2024, 10, 1)


def rendered(report: Report, form: str) -> bytes:
    stream = io.BytesIO()
    FORMATS[form].write(report, stream, TODAY)
    return stream.getvalue()


def test_the_formats_are_those_promised() -> None:
    assert set(FORMATS) == {"xlsx", "docx", "pdf", "csv", "csv-excel", "ils", "json"}


def test_a_files_name_tells_its_format_and_each_format_has_one_ending() -> None:
    assert {name: each for name in FORMATS if (each := of_file(f"rapport.2024.{name.upper()}"))} == dict(FORMATS)
    by_ending = [each for name, each in FORMATS.items() if name != "csv-excel"]
    assert [of_file(f"x.{each.ending}") for each in by_ending] == by_ending
    assert of_file("rapport") is None and of_file("rapport.odt") is None


def test_the_table_for_excel_says_the_same_with_semicolons_and_decimal_commas(small: Report) -> None:
    machine, excel = rendered(small, "csv").decode("utf-8"), rendered(small, "csv-excel").decode("utf-8")
    assert not machine.startswith("\ufeff") and excel.startswith("\ufeff") and excel.count("\r\n") == excel.count("\n")
    rows = list(csv.DictReader(io.StringIO(machine)))
    seen = list(csv.DictReader(io.StringIO(excel.removeprefix("\ufeff")), delimiter=";"))
    numbers = {"value", "population_share"}
    assert seen == [{name: text.replace(".", ",") if name in numbers else text for name, text in row.items()}
                    for row in rows]  # fmt: skip
    assert any("." in row["value"] for row in rows) and any("." in row["indicator"] for row in seen)


def test_a_report_sent_in_as_an_entry_sheet_is_told_to_be_a_report(small: Report) -> None:
    for report in (small, small.model_copy(update={"unit": "bromma", "audience": "published"})):
        with pytest.raises(SheetRefused, match="är en rapport härifrån och inget uppföljningsblad"):
            read_sheet(rendered(report, "xlsx"))


def test_json_reads_back_as_the_same_report() -> None:
    report = sample.report(fictional=False)
    # Without the texts that hold half a character: no database and no JSON can hold them.
    goals = tuple(goal.model_copy(update={"judgements": goal.judgements.model_copy(update={"units": ()}),
                                          "activities": ()}) for goal in report.goals)  # fmt: skip
    report = report.model_copy(update={"goals": goals})
    assert from_json(rendered(report, "json").decode()) == report


@pytest.mark.parametrize("period", [None, "2023-T2"])
def test_the_table_has_every_cell_once(
    period: str | None, small: Report, city: Callable[[str], Report]
) -> None:
    report = city(period) if period else small
    table = list(csv.DictReader(io.StringIO(rendered(report, "csv").decode())))
    found = {
        Place(*(row[name] for name in ("indicator", "series", "figure_period", "level", "area", "dimension",
                                       "category", "figure"))): row
        for row in table
    }  # fmt: skip
    count = 0
    for place, _indicator, cell in cells(report):
        row = found[place]
        shown = tuple("" if part is None else str(part) for part in (cell.state, cell.n, cell.d, cell.value))
        assert (row["state"], row["n"], row["d"], row["value"]) == shown, place
        count += 1
    assert count == len(table) == len(found) > (5000 if period else 300)
    assert {row["fictional"] for row in table} == {"true"}


def test_ils_has_the_printed_values_of_bodies_only() -> None:
    report = sample.report(fictional=False)
    lines = [line.split("\t") for line in rendered(report, "ils").decode().split("\r\n")[:-1]]
    expected = [
        (area.name, cell.value)
        for goal in report.goals
        for indicator in goal.indicators
        for area in indicator.units
        for cell in (area.total, *(c for by in area.breakdown.values() for c in by.values()))
        if cell.state == "value" and cell.value is not None
    ]
    assert [(unit, value) for unit, _day, _measure, value in lines] == [
        (unit, value.replace(".", ",")) for unit, value in expected
    ]
    assert {day for _unit, day, _measure, _value in lines} == {"2023-08-31"}
    assert "I1.2 =I1.2 Andel av de som ”får” stöd – Kvinnor" in {measure for _u, _d, measure, _v in lines}


def test_invented_figures_cannot_be_taken_for_a_measure_in_ils(small: Report) -> None:
    lines = rendered(small, "ils").decode().splitlines()
    assert lines and all("(Påhittade uppgifter)\t" in line for line in lines)


def test_the_document_shows_every_figure_of_the_period(city: Callable[[str], Report]) -> None:
    report = city("2024-T2")
    document = docx.Document(io.BytesIO(rendered(report, "docx")))
    tables = iter(t for t in document.tables if t.rows[0].cells[0].text == "Område")
    compared = 0
    for goal in report.goals:
        for indicator in goal.indicators:
            rows = list(next(tables).rows)[1:]
            sums = [indicator.city, *indicator.regions]
            for row, area in zip(rows, [*sums, *indicator.units], strict=True):
                # A narrow column breaks a figure before its counts, and long counts before their denominator.
                for cell in row.cells[1:]:
                    counts = cell.text.rpartition(" (")[2] if " (" in cell.text else ""
                    assert ("\u00a0av\u00a0" in cell.text) is (0 < len(counts) <= 14), cell.text
                texts = [cell.text.replace("\u00a0av ", "\u00a0av\u00a0") for cell in row.cells]
                split = [c for by in area.breakdown.values() for c in by.values()]
                assert texts[1].startswith(wording.cell_text(area.total, indicator.kind))
                assert texts[2:-1] == [wording.cell_text(c, indicator.kind) for c in split]
                assert texts[-1] == wording.previous_text(area, indicator.kind)
                covered = f"\n{wording.coverage_text(report, area.coverage)}" if area in sums else ""
                assert row.cells[0].text == wording.area_name(report, area) + covered
                compared += len(split) + 2
    assert compared > 300


def test_the_document_says_which_edition_it_is(small: Report) -> None:
    """Two editions of a period lie side by side in a folder."""
    edition = small.model_copy(update={"edition": "2024-T2-2"})
    document = docx.Document(io.BytesIO(rendered(edition, "docx")))
    assert "Utgåva 2024-T2-2" in " ".join(paragraph.text for paragraph in document.paragraphs[:3])
    assert " 2024-T2-2" in document.sections[0].header.paragraphs[0].text


def test_the_document_has_headings_marks_and_repeated_table_headers(small: Report, tmp_path: Path) -> None:
    content = rendered(small, "docx")
    document = docx.Document(io.BytesIO(content))
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == [
        "Sammanfattning", "M1 Stadens verksamheter arbetar våldsförebyggande", "M2 Ett andra mål",
        "Metod och tecken", "Så har summorna räknats fram",
    ]  # fmt: skip
    assert "Internt – får ej spridas · Påhittade uppgifter" in document.sections[0].header.paragraphs[0].text
    assert document.core_properties.author == "Programuppföljning"
    with ZipFile(io.BytesIO(content)) as file:
        xml = file.read("word/document.xml").decode()
    assert xml.count("<w:tblHeader/>") == len(document.tables)


def test_who_is_delayed_stands_with_the_status_and_no_column_is_made_for_it(city: Callable[[str], Report]) -> None:
    report = city("2024-T2")
    document = docx.Document(io.BytesIO(rendered(report, "docx")))
    heads = ["Kod", "Aktivitet", "Status"]
    rows = [r.cells for t in document.tables for r in t.rows[1:] if [c.text for c in t.rows[0].cells] == heads]
    activities = [activity for goal in report.goals for activity in goal.activities]
    late = [", ".join(unit.name for unit in activity.units if unit.delayed) for activity in activities]
    told = [cells[2].text.partition("\nFörsenad hos: ")[2] for cells in rows]
    assert told == late and 3 < len([names for names in late if names]) < len(late)


def test_no_row_of_a_table_stands_alone_on_a_page(city: Callable[[str], Report]) -> None:
    """Word keeps a row with the next where its paragraphs say so: a table of six rows as a whole, of a longer one three
    at its beginning and three at its end."""
    document = docx.Document(io.BytesIO(rendered(city("2024-T2"), "docx")))
    tables = [[all(c.paragraphs[0].paragraph_format.keep_with_next for c in r.cells) for r in t.rows]
              for t in document.tables]  # fmt: skip
    assert {len(kept) <= 6 for kept in tables} == {True, False}
    for kept in tables:
        between = len(kept) - 5
        expected = [True] * (len(kept) - 1) if len(kept) <= 6 else [True] * 2 + [False] * between + [True] * 2
        assert kept == [*expected, False]


def test_a_plan_has_a_column_for_plans_only_where_they_are_printed() -> None:
    """What bodies plan is in no edition."""
    for plan, head in (("Utbilda alla", ["Kod", "Aktivitet", "Plan"]), (None, ["Kod", "Aktivitet"])):
        report = sample.report(asks=("judgements",))
        planned = {"units": tuple(u.model_copy(update={"plan": plan}) for u in report.goals[0].activities[0].units)}
        activities = {"activities": tuple(a.model_copy(update=planned) for a in report.goals[0].activities)}
        goals = tuple(goal.model_copy(update=activities) for goal in report.goals)
        document = docx.Document(io.BytesIO(rendered(report.model_copy(update={"goals": goals}), "docx")))
        heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
        assert [each for each in heads if each[:2] == ["Kod", "Aktivitet"]] == [head] * len(goals)
