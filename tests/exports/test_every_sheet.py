"""Every sheet of the workbook and the Word file print the report's figures: all of them, each in its place.

``COMPARED`` names every sheet, so that a new one has to say here how it is compared. The PDF is
compared with the Word file in ``test_pdf``, the final report cell by cell in ``test_final_document``, the workbook over
all years in ``test_every_sheet_of_years``.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import docx
import pytest
from openpyxl import Workbook, load_workbook

from exports.document import write_document
from exports.workbook import write_workbook
from tests.exports import sample
from tests.exports.sheets import expected, index, key, shown
from tests.report_cells import Place, cells
from tracker.report import wording
from tracker.report.model import Area, Cell, Goal, Indicator, Report, SeriesArea

TODAY = date(2024, 10, 1)
Table = list[dict[str, Any]]


def written(report: Report) -> Workbook:
    stream = io.BytesIO()
    write_workbook(report, stream, TODAY)
    return load_workbook(stream)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return written(sample.report())


def table(book: Workbook, sheet: str, name: str) -> Table:
    """The rows of a named table by its header; a column without anything is left out of it."""
    found = list(book[sheet][book[sheet].tables[name.replace(".", "_")].ref])
    head = [cell.value for cell in found[0]]
    return [dict(zip(head, (cell.value for cell in row), strict=True)) for row in found[1:]]


def areas(indicator: Indicator) -> tuple[Area, ...]:
    return (indicator.city, *indicator.regions, *indicator.units)


def told(cell: Cell, kind: str, figure: str = "total") -> tuple[Any, Any, Any]:
    return expected(cell, Place("", "", "", "", "", figure=figure), kind)


def of_goal(report: Report, goal: Goal, book: Workbook) -> Iterator[tuple[Any, Any]]:
    """The goal's sheet: each indicator's areas, and the statuses of its activities."""
    for indicator in goal.indicators:
        rows = table(book, goal.code, f"areas_{indicator.code}")
        names = [c.name for d in indicator.dimensions for c in d.categories]
        assert len(rows) == len(areas(indicator))
        for row, area in zip(rows, areas(indicator), strict=True):
            yield from _of_area(row, area, indicator, names)
    for row, activity in zip(table(book, goal.code, f"activities_{goal.code}"), goal.activities, strict=True):
        yield from _counts(row, report, activity.statuses)


def _of_area(row: dict[str, Any], area: Area, indicator: Indicator, names: list[str]) -> Iterator[tuple[Any, Any]]:
    n, d, value = told(area.total, indicator.kind)
    if indicator.kind == "count":
        yield row.get("Antal"), value
    else:
        yield (row.get("Täljare"), row.get("Nämnare"), row.get("Värde")), (n, d, value)
    parts = [cell for found in area.breakdown.values() for cell in found.values()]
    for name, cell in zip(names, parts, strict=True):
        yield row[name], told(cell, indicator.kind)[2]
    for title, cell in (("Förra året", area.previous_year), ("Samma nämnder", area.same_bodies)):
        if title in row:
            yield row[title], told(cell, indicator.kind, "previous_year")[2]
    yield from wished(row, area, indicator)


def wished(row: dict[str, Any], area: Area, indicator: Indicator) -> Iterator[tuple[Any, Any]]:
    yield row.get("Prognos helår"), number(area.forecast, indicator)
    yield row.get("Målvärde"), number(area.target, indicator)


def covered(row: dict[str, Any], area: SeriesArea) -> Iterator[tuple[Any, Any]]:
    yield (row["Ingår i värdet"], row["Av ansvariga"]), (area.coverage.reported, area.coverage.expected)
    share = area.coverage.population_share
    yield row.get("Andel invånare"), None if share is None else float(Decimal(share) / 100)


def number(value: str | None, indicator: Indicator) -> float | None:
    """An exact decimal as a number; percent as a part of one."""
    return None if value is None else float(Decimal(value) / (100 if indicator.kind in ("share", "yes_no") else 1))


NOT_REPORTED = ("not_reported", "ej rapporterat")


def _counts(row: dict[str, Any], report: Report, counts: Any) -> Iterator[tuple[Any, Any]]:
    for code, word in (*((each.code, each.word) for each in report.about.statuses), NOT_REPORTED):
        yield row[word], counts.of(code)
    yield row["varav försenade"], counts.delayed


def of_summary(report: Report, book: Workbook) -> Iterator[tuple[Any, Any]]:
    asked = [indicator for goal in report.goals for indicator in goal.indicators if indicator.asked]
    for row, indicator in zip(table(book, "Sammanfattning", "indicators"), asked, strict=True):
        city, kind = indicator.city, indicator.kind
        yield row["Utfall"], told(city.total, kind)[2]
        yield row["Föregående år"], told(city.previous_year, kind, "previous_year")[2]
        yield row["Samma nämnder i år"], told(city.same_bodies, kind, "same_bodies")[2]
        yield from covered(row, city)
        yield row.get("Målvärde"), number(indicator.target, indicator)
        yield row.get("Prognos helår"), number(city.forecast, indicator)
    for row, goal in zip(table(book, "Sammanfattning", "goals"), report.goals, strict=True):
        for word in report.about.judgements:
            yield row[word.forecast], goal.judgements.of(word.code)
        yield row["ej rapporterat"], goal.judgements.of("not_reported")
    for row, goal in zip(table(book, "Sammanfattning", "activities_of_goals"), report.goals, strict=True):
        answers = [unit for activity in goal.activities for unit in activity.units]
        for code, word in (*((each.code, each.word) for each in report.about.statuses), NOT_REPORTED):
            yield row[word], sum(unit.status == code for unit in answers)
        yield row["varav försenade"], sum(unit.delayed for unit in answers)


def of_bodies(report: Report, book: Workbook) -> Iterator[tuple[Any, Any]]:
    for row, body in zip(table(book, "Rapportering", "reporting"), report.bodies, strict=True):
        yield (row["Rapporterade uppgifter"], row["Efterfrågade uppgifter"]), (body.reported, body.expected)


def of_judgements(report: Report, book: Workbook) -> Iterator[tuple[Any, Any]]:
    given = [(goal, unit) for goal in report.goals for unit in goal.judgements.units]
    for row, (goal, unit) in zip(table(book, "Bedömningar", "judgements"), given, strict=True):
        word = wording.judgement_word(report, unit.status)
        yield (row["Mål"], row["Nämnd eller bolag"], row["Bedömning"]), (goal.code, unit.name, word)


def of_activities(report: Report, book: Workbook) -> Iterator[tuple[Any, Any]]:
    given = [(each, unit) for goal in report.goals for each in goal.activities for unit in each.units]
    for row, (activity, unit) in zip(table(book, "Aktiviteter", "activities"), given, strict=True):
        late = wording.delayed_word() if unit.delayed else None
        found = row["Kod"], row["Nämnd eller bolag"], row["Status"], row.get("Försenad")
        yield found, (activity.code, unit.name, wording.status_word(report, unit.status), late)
    rows = {row["Kod"]: row for row in table(book, "Aktiviteter × nämnder", "matrix")}
    for activity, unit in given:
        word = wording.status_word(report, unit.status)
        yield rows[activity.code][unit.name], f"{word}, {wording.delayed_word()}" if unit.delayed else word


def of_figures(report: Report, book: Workbook) -> Iterator[tuple[Any, Any]]:
    found = index(book)
    for place, indicator, cell in cells(report):
        row = found[key(place, indicator)]
        yield shown(row, place), expected(cell, place, indicator.kind)
        if place.figure == "total" and not place.category:
            area = area_at(place, indicator)
            yield from covered(row, area)
            if isinstance(area, Area):
                yield from wished(row, area, indicator)


def area_at(place: Place, indicator: Indicator) -> SeriesArea:
    holders = [indicator] if place.series == "current" else getattr(indicator.series, place.series)
    holder = next(each for each in holders if place.series == "current" or each.period == place.period)
    return next(each for each in (holder.city, *holder.regions, *holder.units) if each.code == place.area)


Comparison = Callable[[Report, Workbook], Iterator[tuple[Any, Any]]]
COMPARED: dict[str, Comparison] = {
    "M1": lambda report, book: of_goal(report, report.goals[0], book),
    "M2": lambda report, book: of_goal(report, report.goals[1], book),
    "Sammanfattning": of_summary,
    "Rapportering": of_bodies,
    "Bedömningar": of_judgements,
    "Aktiviteter": of_activities,
    "Aktiviteter × nämnder": of_activities,
    "Indikatorer": of_figures,
    "Serier": of_figures,
}
ELSEWHERE = {"Frågor": "test_asked", "Data": "test_data_sheet", "Diagramdata": "test_excel_charts"}
WORDS = {"bedöms uppfyllas helt", "genomförd", "pågår, försenad", "försenad"}
WITHOUT_FIGURES = {"Metod och tecken", "Definitioner"}


def differing(report: Report, book: Workbook, sheet: str) -> list[tuple[Any, Any]]:
    compared = list(COMPARED[sheet](report, book))
    assert compared
    return [pair for pair in compared if pair[0] != pair[1]]


def test_every_sheet_is_compared(book: Workbook) -> None:
    assert {*COMPARED, *ELSEWHERE, *WITHOUT_FIGURES} == set(book.sheetnames)
    for sheet in COMPARED:
        assert differing(sample.report(), book, sheet) == [], sheet


@pytest.mark.parametrize("sheet", COMPARED)
def test_a_cell_that_is_altered_or_dropped_is_noticed_in_any_column(book: Workbook, sheet: str) -> None:
    report, tried = sample.report(), 0
    for each in book[sheet].tables.values():
        for column in zip(*list(book[sheet][each.ref])[1:], strict=True):
            # Of a column without numbers its words, where they are statuses or judgements.
            figures = [cell for cell in column if isinstance(cell.value, int | float) or cell.value in WORDS]
            for cell in figures[:1]:
                right, tried = cell.value, tried + 1
                cell.value = None if isinstance(right, str) else right + 1
                assert differing(report, book, sheet), (sheet, cell.coordinate)
                cell.value = right
    assert tried


def test_every_cell_of_the_period_stands_in_its_place_in_the_word_file() -> None:
    report, stream = sample.report(), io.BytesIO()
    write_document(report, stream, TODAY)
    word = docx.Document(stream)
    tables = [[[cell.text for cell in row.cells] for row in each.rows] for each in word.tables]
    figures = [each for each in tables if each[0][:2] == ["Område", "Utfall"]]
    asked = [indicator for goal in report.goals for indicator in goal.indicators if indicator.asked]
    compared = Counter[str]()
    for found, indicator in zip(figures, asked, strict=True):
        for row, area in zip(found[1:], areas(indicator), strict=True):
            parts = [cell for by in area.breakdown.values() for cell in by.values()]
            wanted = [wording.cell_text(cell, indicator.kind) for cell in (area.total, *parts)]
            wanted.append(wording.previous_text(area, indicator.kind))
            reason = f" {area.comment}" if area.comment and area.total.state == "missing" else ""
            assert [_plain(text) for text in row[1 : 1 + len(wanted)]] == [
                _plain(wanted[0] + reason), *map(_plain, wanted[1:])
            ], (indicator.code, area.code)  # fmt: skip
            compared[area.total.state] += len(wanted)
    assert len(compared) == 5 and compared.total() > 80


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())
