"""The final report: every cell of every year's edition, in the order of the years, and nothing that no edition has."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import docx
import pytest

from exports.document_charts import years_chart
from exports.final_document import write_final
from tests.exports import sample
from tracker.measures.numbers import HARD_SPACE
from tracker.report import wording
from tracker.report.model import Coverage, Report


def of_year(year: int, cell_n: int) -> Report:
    """The sample as the edition of a year, its first indicator's city figure another each year."""
    report = sample.report(audience="published")
    goal = report.goals[0]
    indicator = goal.indicators[0]
    figure = {"state": "value", "n": cell_n, "d": 1000, "value": f"{cell_n / 10}"}
    total = indicator.city.total.model_copy(update=figure)
    changed = indicator.model_copy(update={"city": indicator.city.model_copy(update={"total": total})})
    first = goal.model_copy(update={"indicators": (changed, *goal.indicators[1:])})
    calendar = report.calendar.model_copy(update={"year": year, "first_day": f"{year}-01-01"})
    return report.model_copy(
        update={"goals": (first, *report.goals[1:]), "calendar": calendar, "edition": f"{year}-VB-1"}
    )


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    earlier = of_year(2022, 111)
    # A goal that the first year did not have.
    return earlier.model_copy(update={"goals": earlier.goals[:1]}), of_year(2023, 222), of_year(2024, 333)


@pytest.fixture(scope="module")
def document(reports: tuple[Report, ...]) -> Any:
    stream = io.BytesIO()
    write_final(reports, stream, date(2025, 3, 1))
    return docx.Document(stream)


def tables(document: Any) -> list[list[list[str]]]:
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [table for table in found if table[0][1:] == ["2022", "2023", "2024"]]


def test_every_figure_of_every_year_stands_in_its_year_s_column(reports: tuple[Report, ...], document: Any) -> None:
    shown = [table for table in tables(document) if table[0][0] == "Område"]
    last = reports[-1]
    assert len(shown) == sum(len(goal.indicators) for goal in last.goals)
    compared, place = 0, 0
    for number, goal in enumerate(last.goals):
        for order, indicator in enumerate(goal.indicators):
            table = shown[place][1:]
            place += 1
            for column, report in enumerate(reports, start=1):
                if number >= len(report.goals):
                    assert {row[column] for row in table} == {"ingår inte"}
                    continue
                then = report.goals[number].indicators[order]
                areas = [then.city, *then.regions, *then.units]
                cells = [then.city.total, *(c for by in then.city.breakdown.values() for c in by.values())]
                cells += [area.total for area in areas[1:]]
                expected = [wording.cell_text(cell, indicator.kind) for cell in cells]
                shown_then = [row[column].replace(HARD_SPACE, " ") for row in table]
                printed = [text.replace(HARD_SPACE, " ") for text in expected]
                assert shown_then == (printed if then.asked else ["ingår inte"] * len(table))
                compared += len(cells)
    assert compared > 60
    city = next(row for row in shown[0] if row[0] == "Hela staden")
    assert [text.split("%")[0].strip() for text in city[1:]] == ["11,1", "22,2", "33,3"]


def test_a_body_that_has_ended_keeps_its_row(reports: tuple[Report, ...]) -> None:
    first, *later = reports
    indicator = first.goals[0].indicators[0]
    gone = indicator.units[0].model_copy(update={"code": "gone", "name": "Den gamla nämnden"})
    with_it = indicator.model_copy(update={"units": (*indicator.units, gone)})
    goal = first.goals[0].model_copy(update={"indicators": (with_it, *first.goals[0].indicators[1:])})
    stream = io.BytesIO()
    write_final((first.model_copy(update={"goals": (goal,)}), *later), stream, date(2025, 3, 1))
    table = next(each for each in tables(docx.Document(stream)) if each[0][0] == "Område")
    printed = wording.cell_text(gone.total, indicator.kind).replace(HARD_SPACE, " ")
    assert [cell.replace(HARD_SPACE, " ") for cell in table[-1]] == [gone.name, printed, "ingår inte", "ingår inte"]


def test_it_begins_with_all_years_side_by_side(reports: tuple[Report, ...], document: Any) -> None:
    """The sample's first goal is judged by 3 bodies, of whom 2 say that it is met."""
    goals, indicators = ([t for t in tables(document) if t[0][0] == head] for head in ("Mål", "Indikator"))
    [of_goals], [of_indicators] = goals, indicators
    assert [cell.replace(HARD_SPACE, " ") for cell in of_goals[1][1:]] == ["2 av 3"] * 3
    assert of_goals[2][1] == "ingår inte" and len(of_goals) == 1 + len(reports[-1].goals)
    assert [cell.replace(HARD_SPACE, " ") for cell in of_indicators[1][1:]] == ["11,1 %", "22,2 %", "33,3 %"]
    assert len(of_indicators) == 1 + sum(len(goal.indicators) for goal in reports[-1].goals)
    order = [table[0][0] for table in tables(document)]
    assert order[:2] == ["Mål", "Indikator"]


def test_judgements_and_statuses_are_each_year_s_counts_and_editions_are_named(
    reports: tuple[Report, ...], document: Any
) -> None:
    judged = [table for table in tables(document) if table[0][0] == "Bedömning"]
    counts = [report.goals[0].judgements for report in reports]
    codes = [word.code for word in reports[0].about.judgements]
    expected = [[str(each.of(code)) for each in counts] for code in codes]
    assert [row[1:] for row in judged[0][1:]][: len(codes)] == expected
    assert {row[1] for row in judged[1][1:]} == {"ingår inte"}
    named = [row.cells[0].text for row in document.tables[-1].rows]
    assert named == ["Utgåva", "2022-VB-1", "2023-VB-1", "2024-VB-1"]
    styles = [(p.style.name, p.text) for p in document.paragraphs]
    assert [text for style, text in styles if style == "Heading 1"][-1] == "Metod och tecken"


def test_the_whole_is_drawn_year_by_year_and_the_contents_lead_to_every_chapter(
    reports: tuple[Report, ...], document: Any
) -> None:
    drawn = [part.blob.decode() for part in document.part.package.iter_parts() if "/charts/" in part.partname]
    values = [re.findall(r"<v>([^<]*)</v>", chart) for chart in drawn]
    assert ["2022", "2023", "2024", "11.1", "22.2", "33.3"] in [found[1:] for found in values]
    text = document.element.xml
    assert "2022 11,1" in text and "Brott i serien 2023-01-01: Nytt register" in text
    places = re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', text)
    assert places == ["summary", "goal_0", "goal_1", "method"]
    assert places == re.findall(r'w:hyperlink [^>]*w:anchor="(\w+)"', text)
    assert places == re.findall(r'PAGEREF (\w+)', text)


def test_a_year_that_somebody_is_not_in_is_an_outline_and_one_figure_is_no_chart(reports: tuple[Report, ...]) -> None:
    indicator = reports[-1].goals[0].indicators[0]
    whole, part = (
        indicator.city.model_copy(update={"coverage": Coverage(reported=reported, expected=3)}) for reported in (3, 2)
    )
    drawn = years_chart(indicator, [("2022", whole), ("2023", part), ("2024", None)])
    assert drawn is not None and [point.idx for point in drawn.chart.series[0].dPt] == [1]
    assert "Streckade staplar" in drawn.caption
    assert years_chart(indicator, [("2023", whole), ("2024", None)]) is None
