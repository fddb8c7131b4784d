"""The sheet that other programs read: one header row, one table, plain types, and the report's own figures."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from exports.workbook import write_workbook
from tests.exports import sample
from tracker.measures.table import kind_of
from tracker.report.model import Report


def read(report: Report) -> list[dict[str, Any]]:
    """As a program reads it that knows only the named table."""
    stream = BytesIO()
    write_workbook(report, stream, today=date(2024, 10, 1))
    sheet = load_workbook(stream)["Data"]
    (table,) = sheet.tables.values()
    head, *rows = sheet[table.ref]
    names = [cell.value for cell in head]
    assert table.name == "Data" and table.ref.startswith("A1:") and len(set(names)) == len(names)
    assert sheet.max_row == len(rows) + 1 and not sheet.merged_cells.ranges
    return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in rows]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return read(sample.report())


def test_every_figure_of_the_period_stands_on_a_row_of_its_own(rows: list[dict[str, Any]]) -> None:
    report = sample.report()
    expected = {}
    for goal in report.goals:
        for indicator in (each for each in goal.indicators if each.asked):
            hundredth = kind_of(indicator.kind).is_percentage
            for area in (indicator.city, *indicator.regions, *indicator.units):
                cells = {(None, None): area.total}
                cells |= {(d, c): cell for d, found in area.breakdown.items() for c, cell in found.items()}
                for (dimension, category), cell in cells.items():
                    value = None if cell.value is None else float(Decimal(cell.value) / (100 if hundredth else 1))
                    place = indicator.code, area.code, dimension, category
                    expected[place] = (cell.state, cell.n, cell.d, value)
    found = {
        (row["item"], row["body"], row["dimension"], row["category"]): (row["state"], row["n"], row["d"], row["value"])
        for row in rows
        if row["sort"] == "indicator"
    }
    assert found == expected and {state for state, *_numbers in found.values()} > {"suppressed", "value"}


def test_statuses_and_judgements_stand_there_too_and_types_are_plain(rows: list[dict[str, Any]]) -> None:
    report = sample.report()
    answers = [unit for goal in report.goals for activity in goal.activities for unit in activity.units]
    judged = [unit for goal in report.goals for unit in goal.judgements.units]
    by_sort = {sort: [row for row in rows if row["sort"] == sort] for sort in ("activity", "judgement")}
    assert [row["status"] for row in by_sort["activity"]] == [unit.status for unit in answers]
    assert [row["delayed"] for row in by_sort["activity"]] == [unit.delayed for unit in answers]
    assert [(row["body"], row["status"]) for row in by_sort["judgement"]] == [(u.code, u.status) for u in judged]
    assert {type(row["first_day"]) for row in rows} == {datetime} and {row["fictional"] for row in rows} == {True}
    assert all(isinstance(row["start"], datetime | None) for row in rows)
