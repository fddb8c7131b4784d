"""Every sheet of the workbook over all years prints the editions' figures, each in its year, and nothing else.

In the three years all numbers and answers differ, the first has no second goal, and a body has become another.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from exports.years_workbook import write_years
from tests.exports import sample
from tests.exports.sheets import expected, key, shown
from tests.exports.test_every_sheet import area_at, covered, number, table, wished
from tests.report_cells import Place, cells
from tracker.report import wording
from tracker.report.model import Area, Cell, Goal, Indicator, Report

YEARS = (2021, 2022, 2023)
ABSENT = "ingår inte"
Pairs = Iterator[tuple[Any, Any]]


def altered(found: Any, by: int) -> Any:
    """Every number of a figure and every count of answers, so much higher; who answered what, so many places on."""
    if isinstance(found, list):
        return [altered(each, by) for each in found]
    if not isinstance(found, dict):
        return found
    new = {name: altered(each, by) for name, each in found.items()}
    if "state" in new and "n" in new and new["d"] != 1:
        new |= {name: new[name] + by for name in ("n", "d") if new[name] is not None}
        new |= {"value": str(Decimal(new["value"]) + by)} if new["value"] is not None else {}
    for name in ("met", "partly", "done", "ongoing", "not_reported", "delayed", "reported", "expected"):
        if isinstance(new.get(name), int) and not isinstance(new[name], bool):
            new[name] += by
    units = new.get("units", [])
    for unit, other in zip(units, found.get("units", [])[by:] + found.get("units", [])[:by], strict=True):
        if "status" in unit:
            unit["status"] = other["status"]
    return new


def of_year(year: int) -> Report:
    given = altered(sample.report(audience="published").model_dump(mode="json", by_alias=True), year - YEARS[0])
    given["calendar"] |= {"year": year, "first_day": f"{year}-01-01", "last_day": f"{year}-12-31", "forecast": False}
    given |= {"period": f"{year}-VB", "edition": f"{year}-VB-1", "generated_from": str(year) * 16}
    if year == YEARS[0]:
        given["goals"].pop()
        given = renamed(given)
    if year == YEARS[-1]:
        given["existed"] = [
            {"code": "jarva", "name": "Järva", "since": "2021-07-01", "until": None, "merged_into": None},
            {"code": "rinkeby", "name": "Rinkeby", "since": None, "until": "2021-06-30", "merged_into": "jarva"},
        ]
    return Report.model_validate(given)


def renamed(found: Any) -> Any:
    """Järva before it was formed."""
    if isinstance(found, list):
        return [renamed(each) for each in found]
    if isinstance(found, dict):
        new = {name: renamed(each) for name, each in found.items()}
        return new | {"code": "rinkeby", "name": "Rinkeby"} if new.get("code") == "jarva" else new
    return found


REPORTS = tuple(map(of_year, YEARS))


@pytest.fixture(scope="module")
def book() -> Workbook:
    stream = io.BytesIO()
    write_years(REPORTS, stream, date(2024, 3, 1))
    return load_workbook(stream)


def day(given: str) -> datetime:
    """A day as a workbook holds it."""
    return datetime.fromisoformat(given)


def in_year(book: Workbook, sheet: str, name: str, year: int) -> list[dict[str, Any]]:
    rows = table(book, sheet, name)
    assert {row["Utgåva"] for row in rows if row["År"] == year} == {f"{year}-VB-1"}
    return [row for row in rows if row["År"] == year]


def goals_of(report: Report, code: str) -> list[Goal]:
    return [goal for goal in report.goals if goal.code == code]


def found(report: Report, code: str) -> Indicator | None:
    return next((each for goal in report.goals for each in goal.indicators if each.code == code), None)


def printed(cell: Cell | None, kind: str) -> Any:
    return ABSENT if cell is None else expected(cell, Place("", "", "", "", ""), kind)[2]


def of_summary(book: Workbook) -> Pairs:
    rows = table(book, "Sammanfattning", "indicators")
    assert [row["Kod"] for row in rows] == [i.code for goal in REPORTS[-1].goals for i in goal.indicators]
    for row in rows:
        for report in REPORTS:
            each = found(report, row["Kod"])
            shown_then = row[str(report.calendar.year)]
            yield shown_then, printed(each.city.total if each else None, each.kind if each else "")
        last = found(REPORTS[-1], row["Kod"])
        yield row["Målvärde"], number(last.target, last) if last else ABSENT


def of_editions(book: Workbook) -> Pairs:
    for row, report in zip(table(book, "Utgåvor", "editions"), REPORTS, strict=True):
        yield row["År"], report.calendar.year
        yield (row["Utgåva"], row["Underlagets kontrollsumma (SHA-256)"]), (report.edition, report.generated_from)
        yield row["Sista dag"], day(f"{report.calendar.year}-12-31")
        yield row["Har rapporterat allt"], sum(0 < body.expected <= body.reported for body in report.bodies)
        yield row["Nämnder och bolag"], sum(body.expected > 0 for body in report.bodies)


def of_judged(book: Workbook) -> Pairs:
    yield from _counted(table(book, "Mål över åren", "goals"), "", judged)


def of_acted(book: Workbook) -> Pairs:
    yield from _counted(table(book, "Aktiviteter över åren", "statuses"), "", acted)


Counting = Callable[[Report, Goal], dict[str, int]]


def judged(report: Report, goal: Goal) -> dict[str, int]:
    words = {word.word: goal.judgements.of(word.code) for word in report.about.judgements}
    return words | {"ej rapporterat": goal.judgements.of("not_reported")}


def acted(report: Report, goal: Goal) -> dict[str, int]:
    every = [activity.statuses for activity in goal.activities]
    words = {word.word: sum(each.of(word.code) for each in every) for word in report.about.statuses}
    late = sum(each.delayed for each in every)
    return words | {"ej rapporterat": sum(each.not_reported for each in every), "varav försenade": late}


def _counted(rows: list[dict[str, Any]], code: str, count: Counting) -> Pairs:
    """Of every goal, or of one, a row for each year; empty where the year does not have the goal."""
    wanted = [each.code for each in REPORTS[-1].goals if code in ("", each.code)]
    assert [row["År"] for row in rows] == [*YEARS] * len(wanted)
    for place, row in enumerate(rows):
        goal, report = wanted[place // len(YEARS)], REPORTS[place % len(YEARS)]
        assert row.get("Mål", code) == goal
        numbers = count(REPORTS[-1], REPORTS[-1].goals[0])
        then = goals_of(report, goal)
        yield {name: row[name] for name in numbers}, count(report, then[0]) if then else dict.fromkeys(numbers)


def of_goal(book: Workbook, code: str) -> Pairs:
    yield from _counted(table(book, code, f"judgements_{code}"), code, judged)
    yield from _counted(table(book, code, f"activities_{code}"), code, acted)
    for last in goals_of(REPORTS[-1], code)[0].indicators:
        rows = table(book, code, f"areas_{last.code}")
        assert len(rows) == len({(row["Nivå"], row["Område"]) for row in rows})
        for report in REPORTS:
            stand = {row["Område"]: row[str(report.calendar.year)] for row in rows}
            then = found(report, last.code)
            wanted = _areas(then) if then else {}
            if then and then.target:
                target = Decimal(then.target) / (100 if then.kind == "share" else 1)
                wanted["Målvärde"] = float(target)
            yield {name: stand.get(name) for name in wanted}, wanted
            yield {stand[name] for name in stand.keys() - wanted.keys()} - {ABSENT, None}, set()


def _areas(indicator: Indicator) -> dict[str, Any]:
    cells_ = {"Hela staden": indicator.city.total}
    names = [f"– {category.name}" for dimension in indicator.dimensions for category in dimension.categories]
    parts = [cell for by in indicator.city.breakdown.values() for cell in by.values()]
    cells_ |= dict(zip(names, parts, strict=True))
    cells_ |= {area.name: area.total for area in (*indicator.regions, *indicator.units)}
    return {name: printed(cell, indicator.kind) for name, cell in cells_.items()}


def of_bodies(book: Workbook) -> Pairs:
    for report in REPORTS:
        rows = in_year(book, "Rapportering", "reporting", report.calendar.year)
        for row, body in zip(rows, report.bodies, strict=True):
            told = row["Nämnd eller bolag"], row["Rapporterade uppgifter"], row["Efterfrågade uppgifter"]
            yield told, (body.name, body.reported, body.expected)


def of_judgements(book: Workbook) -> Pairs:
    for report in REPORTS:
        given = [(goal, unit) for goal in report.goals for unit in goal.judgements.units]
        rows = in_year(book, "Bedömningar", "judgements", report.calendar.year)
        for row, (goal, unit) in zip(rows, given, strict=True):
            told = row["Mål"], row["Nämnd eller bolag"], row["Bedömning"], row.get("Motivering")
            yield told, (goal.code, unit.name, wording.judgement_word(report, unit.status), None)


def of_activities(book: Workbook) -> Pairs:
    for report in REPORTS:
        given = [(each, unit) for goal in report.goals for each in goal.activities for unit in each.units]
        rows = in_year(book, "Aktiviteter", "activities", report.calendar.year)
        for row, (activity, unit) in zip(rows, given, strict=True):
            late = "försenad" if unit.delayed else None
            told = row["Kod"], row["Nämnd eller bolag"], row["Status"], row["Försenad"]
            yield told, (activity.code, unit.name, wording.status_word(report, unit.status), late)


def of_figures(book: Workbook) -> Pairs:
    for report in REPORTS:
        rows = in_year(book, "Indikatorer", "figures", report.calendar.year)
        stand = {(row["Kod"], "", "", row["Nivå"], row["Område"], row["Uppdelning"]): row for row in rows}
        wanted = [each for each in cells(report) if each[0].series == "current"]
        assert len(stand) == len(rows) == sum(place.figure == "total" for place, _i, _c in wanted)
        yield from _at_places(stand, wanted)


def of_series(book: Workbook) -> Pairs:
    """Those of the last edition."""
    names = ("Kod", "Serie", "Period", "Nivå", "Område", "Uppdelning")
    rows = table(book, "Serier", "series")
    stand = {tuple(row[name] for name in names): row for row in rows}
    wanted = [each for each in cells(REPORTS[-1]) if each[0].series != "current"]
    assert len(stand) == len(rows) == len(wanted)
    yield from _at_places(stand, wanted)


def _at_places(stand: dict[tuple[str, ...], dict[str, Any]], wanted: list[tuple[Place, Indicator, Cell]]) -> Pairs:
    """The figure at each place, and beside a total how many are in it, its target and its forecast."""
    for place, indicator, cell in wanted:
        row = stand[key(place, indicator)]
        yield shown(row, place), expected(cell, place, indicator.kind)
        if place.figure == "total" and not place.category:
            area = area_at(place, indicator)
            yield from covered(row, area)
            if isinstance(area, Area):
                yield from wished(row, area, indicator)


def of_data(book: Workbook) -> Pairs:
    rows = table(book, "Data", "Data")
    for report in REPORTS:
        then = [row for row in rows if row["year"] == report.calendar.year]
        assert {(row["edition"], row["generated_from"]) for row in then} == {(report.edition, report.generated_from)}
        figures = [row for row in then if row["sort"] == "indicator"]
        wanted = [each for each in cells(report) if each[0].series == "current" and each[0].figure == "total"]
        for row, (place, indicator, cell) in zip(figures, wanted, strict=True):
            at = row["item"], row["level"], row["body"], row["dimension"] or "", row["category"] or ""
            assert at == (place.indicator, place.level, place.area, place.dimension, place.category)
            hundredth = 100 if indicator.kind in ("share", "yes_no") else 1
            value = None if cell.value is None else float(Decimal(cell.value) / hundredth)
            yield (row["state"], row["n"], row["d"], row["value"]), (cell.state, cell.n, cell.d, value)
            counted = area_at(place, indicator).coverage
            total = (counted.reported, counted.expected, float(Decimal(counted.population_share or 0) / 100))
            told = row["reported"], row["expected"], row["population_share"]
            yield told, (None, None, None) if place.category else total
        answers = [unit for goal in report.goals for activity in goal.activities for unit in activity.units]
        statuses = [(row["body"], row["status"], row["delayed"]) for row in then if row["sort"] == "activity"]
        yield statuses, [(unit.code, unit.status, unit.delayed) for unit in answers]
        given = [(unit.code, unit.status) for goal in report.goals for unit in goal.judgements.units]
        yield [(row["body"], row["status"]) for row in then if row["sort"] == "judgement"], given


COMPARED: dict[str, Callable[[Workbook], Pairs]] = {
    "Sammanfattning": of_summary,
    "Mål över åren": of_judged,
    "Aktiviteter över åren": of_acted,
    "M1": lambda book: of_goal(book, "M1"),
    "M2": lambda book: of_goal(book, "M2"),
    "Utgåvor": of_editions,
    "Rapportering": of_bodies,
    "Bedömningar": of_judgements,
    "Indikatorer": of_figures,
    "Aktiviteter": of_activities,
    "Serier": of_series,
    "Data": of_data,
}


def differing(book: Workbook, sheet: str) -> list[tuple[Any, Any]]:
    compared = list(COMPARED[sheet](book))
    assert compared
    return [pair for pair in compared if pair[0] != pair[1]]


def test_every_sheet_has_the_figures_of_every_year_and_no_others(book: Workbook) -> None:
    assert {*COMPARED, "Frågor", "Metod och tecken", "Definitioner", "Diagramdata"} == set(book.sheetnames)
    for sheet in COMPARED:
        assert differing(book, sheet) == [], sheet


@pytest.mark.parametrize("sheet", COMPARED)
def test_a_figure_of_another_year_is_noticed_in_any_column(book: Workbook, sheet: str) -> None:
    tried = 0
    for each in book[sheet].tables.values():
        for head, *column in zip(*list(book[sheet][each.ref]), strict=True):
            figures = [cell for cell in column if isinstance(cell.value, int | float) and cell.value is not True]
            if figures and head.value not in ("År", "year"):
                cell, tried = figures[0], tried + 1
                right, cell.value = cell.value, cell.value + 1
                assert differing(book, sheet), (sheet, cell.coordinate, head.value)
                cell.value = right
    assert tried or sheet in ("Bedömningar", "Aktiviteter")


def test_a_chart_draws_each_year_s_figure_and_what_is_not_there_is_a_gap(book: Workbook) -> None:
    compared = 0
    for goal in ("M1", "M2"):
        for chart in book[goal]._charts:
            title = "".join(run.t for run in chart.title.tx.rich.p[0].r)
            indicator = found(REPORTS[-1], title.partition(":")[0])
            if indicator is None:
                continue
            left, top, right, bottom = range_boundaries(chart.series[0].val.numRef.f.rsplit("!", 1)[1])
            drawn = [book["Diagramdata"].cell(row, left).value for row in range(top, bottom + 1)]
            then = [found(report, indicator.code) for report in REPORTS]
            totals = [(each, each.city.total) if each else None for each in then]
            assert left == right and drawn == [number(of[1].value, of[0]) if of else None for of in totals]
            compared += 1
    assert compared >= 3


def test_breaks_and_mergers_stand_beside_the_series(book: Workbook) -> None:
    rows = table(book, "Data", "Data")
    broken = {(row["year"], row["item"]) for row in rows if row["series_break"] == day("2023-01-01")}
    assert broken == {(2023, i.code) for goal in REPORTS[-1].goals for i in goal.indicators}
    merged = {(row["body"], row["year"], row["body_to"], row["merged_into"]) for row in rows if row["merged_into"]}
    assert merged == {("rinkeby", 2021, day("2021-06-30"), "jarva")}
    told = " ".join(str(cell.value) for row in book["Metod och tecken"].iter_rows() for cell in row if cell.value)
    assert "Järva bildades 2021-07-01 av Rinkeby." in told
    assert "Brott i serien 2023-01-01" in " ".join(str(row[0].value) for row in book["M1"].iter_rows())
